/** A studio at whose counter everything is sold, with a plugin that stands for a host's own orders. */
import {
  clockToken,
  createEngine,
  definePlugin,
  ledgerCommitments,
  ledgerLines,
  ledgerStoredValues,
  Money,
  openCommitment,
  operation,
  type Plugin,
  paymentLegsSchema,
  paymentsAttempts,
  provide,
  recordPayment,
  type StorageAdapter,
  tills,
  tillsShifts,
} from '@calotype/core'
import { z } from 'zod'
import { noon } from '../studio/two-branches.ts'

const open = operation({
  name: 'sales.open',
  summary: 'Opens what an order commits its customer to, with a first payment if there is one.',
  kind: 'command',
  input: z.strictObject({
    orderId: z.string(),
    total: z.string(),
    customerId: z.string().default('wang-fang'),
    legs: paymentLegsSchema.optional(),
  }),
  output: z.string().nullable(),
  async run(context, { orderId, total, customerId, legs }) {
    openCommitment(context, { orderId, customerId, total: Money.of(total, 'CNY'), dueDate: null })
    return legs === undefined ? null : (await recordPayment(context, { orderId, legs })).id
  },
})

/** What accounts say beside what the rows of rooms say. */
const controls = operation({
  name: 'sales.controls',
  summary: 'Answers the balances that rows of rooms come to, by the account that must show the same.',
  kind: 'query',
  input: z.strictObject({}),
  output: z.record(z.string(), z.object({ rows: z.string(), account: z.string() })),
  async run({ store }) {
    const lines = await store.aggregate(ledgerLines, {
      groupBy: ['account'],
      measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
      limit: 'all',
    })
    const credited = new Map(lines.map(({ account, debit, credit }) => [account, credit - debit]))
    const commitments = await store.find(ledgerCommitments, { limit: 'all' })
    const stored = await store.find(ledgerStoredValues, { limit: 'all' })
    const attempts = await store.find(paymentsAttempts, { limit: 'all' })
    const owed = (kind: string, ...outcomes: string[]) =>
      sum(attempts.filter((one) => one.kind === kind && outcomes.includes(one.outcome)).map((one) => one.amount))
    const over = commitments.map((one) => one.paid - (one.recognised + one.forfeited - one.waived))
    const rows: Record<string, bigint> = {
      CustomerDeposits: sum(over.filter((one) => one > 0n)),
      'AR:Customers': sum(over.filter((one) => one < 0n)),
      RentalBonds: sum(commitments.map((one) => one.bond)),
      StoredValue: sum(stored.map((one) => one.balance)),
      UnappliedPayments: owed('payment', 'owed'),
    }
    const all = await store.find(tills, { limit: 'all' })
    for (const { code, shiftId } of all) {
      const shifts = await store.find(tillsShifts, { where: { till: code }, orderBy: ['-openedAt', '-id'], limit: 1 })
      const open = shiftId === null ? undefined : await store.get(tillsShifts, shiftId)
      const [moved] = await store.aggregate(ledgerLines, {
        where: { account: `Cash:Till:${code}`, shift: open?.id ?? 'none' },
        measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
        limit: 1,
      })
      const held =
        open === undefined ? (shifts[0]?.left ?? 0n) : open.carried + (moved?.debit ?? 0n) - (moved?.credit ?? 0n)
      rows[`Cash:Till:${code}`] = -held
    }
    return Object.fromEntries(
      Object.entries(rows).map(([account, minor]) => [
        account,
        { rows: String(minor), account: String(credited.get(account) ?? 0n) },
      ]),
    )
  },
})

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((one, other) => one + other, 0n)

export const sales = definePlugin({
  name: 'sales',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { open, controls },
  roles: { cashier: ['sales.*'], manager: ['sales.*'] },
})

/** An engine whose clock is set by hand; nothing works in its background. */
export async function openCounter<const P extends readonly Plugin[] = readonly []>(
  storage: StorageAdapter,
  given: { readonly plugins?: P; readonly timeZone?: string; readonly now?: string; readonly tenant?: string } = {},
) {
  const { tenant = 'rose' } = given
  const clock = { now: given.now ?? noon }
  const engine = await createEngine({
    storage,
    plugins: [sales, ...((given.plugins ?? []) as P)] as const,
    studio: { currency: 'CNY', timeZone: given.timeZone ?? 'Asia/Shanghai', dayStartsAt: '04:00' },
    tenants: [tenant],
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const desk = (id: string, role = id, branch = 'main', correlationId?: string) =>
    engine.as({
      tenant,
      branch,
      actor: { id, roles: [role] },
      ...(correlationId === undefined ? {} : { correlationId }),
    })
  return { engine, clock, desk, tenant, owner: desk('owner') }
}
