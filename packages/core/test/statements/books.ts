/** A studio for the tests of statements: the counter, the statements, and a clerk who posts whatever it is told. */
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { credit, debit, entryPosted, postEntry, recogniseRevenue } from '../../src/ledger/index.ts'
import { statementsRoom } from '../../src/statements/index.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from '../ledger/counter.ts'

const lineInput = z.strictObject({
  account: z.string(),
  debit: z.string().optional(),
  credit: z.string().optional(),
  currency: z.string().default('CNY'),
  category: z.string().optional(),
  shootType: z.string().optional(),
  orderId: z.string().optional(),
})

const post = operation({
  name: 'clerk.post',
  summary: 'Posts an entry on a date, to any account.',
  kind: 'command',
  input: z.strictObject({ date: z.string().optional(), orderId: z.string().optional(), lines: z.array(lineInput) }),
  output: z.string(),
  async run(context, { date: businessDate, orderId, lines: given }) {
    const lines = given.map(({ account, debit: left, credit: right, currency, ...dimensions }) =>
      left === undefined
        ? credit(account, Money.of(right ?? '0', currency), dimensions)
        : debit(account, Money.of(left, currency), dimensions),
    )
    const debits = lines.filter(({ side, amount }) => side === 'debit' && amount.currency === 'CNY')
    const amount = Money.sum(
      'CNY',
      debits.map((line) => line.amount),
    )
    const { entry } = await postEntry(context, { kind: 'manual', lines, amount, businessDate, orderId, memo: 'test' })
    const { id: entryId, kind } = entry
    context.emit(entryPosted, { entryId, kind, orderId: null, currency: 'CNY', amount: amount.toString() })
    return entryId
  },
})

const deliver = operation({
  name: 'clerk.deliver',
  summary: 'Recognises what was delivered of an order.',
  kind: 'command',
  input: z.strictObject({
    orderId: z.string(),
    account: z.string().default('Income:Package'),
    category: z.string().optional(),
    shootType: z.string().optional(),
    amount: z.string(),
    discount: z.string().default('0'),
  }),
  output: z.string().nullable(),
  async run(context, { orderId, amount, discount, ...told }) {
    const amounts = [{ ...told, amount: Money.of(amount, 'CNY'), discount: Money.of(discount, 'CNY') }]
    return (await recogniseRevenue(context, { orderId, amounts }))?.id ?? null
  },
})

const clerk = definePlugin({
  name: 'clerk',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { post, deliver },
  roles: { manager: ['clerk.*'] },
})

export async function openBooks(
  options: { readonly storage?: StorageAdapter | undefined; readonly plugins?: readonly Plugin[] } = {},
) {
  const { storage, plugins = [] } = options
  const studio = await openStudio({
    plugins: [statementsRoom, clerk, ...(plugins as [])],
    ...(storage === undefined ? {} : { storage }),
  })
  await studio.manager.ledger.openAccount({ code: 'Equipment', name: 'Equipment', nameZh: '设备', type: 'asset' })
  await studio.manager.ledger.openAccount({ code: 'Loan', name: 'Loan', type: 'liability' })
  return studio
}

export type Books = Awaited<ReturnType<typeof openBooks>>
export type Desk = Books['manager']

/** `[account, amount]`: above zero is a debit. */
export type LineGiven = readonly [account: string, amount: string, told?: object]

export const lines = (...given: LineGiven[]) =>
  given.map(([account, amount, told]) => ({
    account,
    ...(amount.startsWith('-') ? { credit: amount.slice(1) } : { debit: amount }),
    ...told,
  }))
