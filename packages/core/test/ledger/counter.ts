/** A studio for the tests: the ledger, and a plugin that stands for the rooms above, which call its functions. */
import { z } from 'zod'
import { assembleEngine } from '../../src/engine/assemble.ts'
import { catalogRoom } from '../../src/catalog/index.ts'
import { currencyRoom } from '../../src/currency/index.ts'
import { customersRoom } from '../../src/customers/index.ts'
import { housePlugins } from '../../src/engine/house/index.ts'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import type { StudioSettings } from '../../src/engine/studio.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import {
  cancelCommitment,
  changeCommitment,
  ledgerRoom,
  openCommitment,
  paymentLegsSchema,
  recogniseRevenue,
  recordPayment,
  reverseRecognition,
} from '../../src/ledger/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { Money } from '../../src/values/money.ts'

const answer = z.any()
const cny = (amount: string) => Money.of(amount, 'CNY')

const open = operation({
  name: 'sales.open',
  summary: 'Opens the commitment of an order, with a first payment if there is one.',
  kind: 'command',
  input: z.strictObject({
    orderId: z.string(),
    total: z.string(),
    customerId: z.string().default('wang-fang'),
    dueDate: z.string().optional(),
    businessDate: z.string().optional(),
    at: z.string().optional(),
    number: z.string().optional(),
    legs: paymentLegsSchema.optional(),
  }),
  output: answer,
  async run(context, { orderId, total, customerId, dueDate = null, legs, number, ...times }) {
    const { businessDate } = times
    openCommitment(context, { orderId, customerId, total: cny(total), dueDate, businessDate })
    if (legs === undefined) return null
    return recordPayment(context, { orderId, legs, number, ...times })
  },
})

const change = operation({
  name: 'sales.change',
  summary: 'Changes the total or due date of an order.',
  kind: 'command',
  input: z.strictObject({
    orderId: z.string(),
    total: z.string().optional(),
    by: z.string().optional(),
    dueDate: z.string().nullable().optional(),
  }),
  output: answer,
  async run(context, { orderId, total, by, dueDate }) {
    const money = (amount: string | undefined) => (amount === undefined ? undefined : cny(amount))
    await changeCommitment(context, orderId, { total: money(total), by: money(by), dueDate })
    return null
  },
})

const deliver = operation({
  name: 'sales.deliver',
  summary: 'Recognises the revenue of what was picked up.',
  kind: 'command',
  input: z.strictObject({
    orderId: z.string(),
    amounts: z.array(
      z.strictObject({
        account: z.string(),
        category: z.string(),
        amount: z.string(),
        discount: z.string().optional(),
      }),
    ),
  }),
  output: answer,
  async run(context, { orderId, amounts }) {
    const entry = await recogniseRevenue(context, {
      orderId,
      amounts: amounts.map(({ account, category, amount, discount }) => ({
        account,
        category,
        amount: cny(amount),
        ...(discount === undefined ? {} : { discount: cny(discount) }),
      })),
    })
    return entry?.id ?? null
  },
})

const takeBack = operation({
  name: 'sales.takeBack',
  summary: 'Reverses a recognition.',
  kind: 'command',
  input: z.strictObject({ orderId: z.string(), recognitionId: z.string() }),
  output: answer,
  async run(context, given) {
    return (await reverseRecognition(context, given)).id
  },
})

const cancel = operation({
  name: 'sales.cancel',
  summary: 'Cancels an order.',
  kind: 'command',
  input: z.strictObject({
    orderId: z.string(),
    /** An amount, or `byPolicy`. */
    forfeit: z.string(),
    refund: z.literal('rest').optional(),
    method: z.string().optional(),
  }),
  output: answer,
  async run(context, { orderId, forfeit, refund, method }) {
    const {
      entryId,
      forfeited,
      refund: receipt,
    } = await cancelCommitment(context, {
      orderId,
      forfeit: forfeit === 'byPolicy' ? forfeit : cny(forfeit),
      refundLegs: refund,
      method,
    })
    return { entryId, forfeited: forfeited.toString(), receipt }
  },
})

export const sales = definePlugin({
  name: 'sales',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { open, change, deliver, takeBack, cancel },
  roles: { cashier: ['sales.*'], manager: ['sales.*'] },
})

export const studio = { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' } as const

export interface CounterOptions<P extends readonly Plugin[]> {
  readonly storage?: StorageAdapter
  readonly plugins?: P
  readonly studio?: StudioSettings
}

/** An engine at noon of 22 November 2026 in Shanghai; `clock.now` may be set. */
export async function openStudio<const P extends readonly Plugin[] = readonly []>(options: CounterOptions<P> = {}) {
  const clock = { now: '2026-11-22T04:00:00.000Z' }
  const plugins = [
    ...housePlugins,
    customersRoom,
    catalogRoom,
    currencyRoom,
    ledgerRoom,
    sales,
    ...((options.plugins ?? []) as P),
  ] as const
  const engine = await assembleEngine(
    {
      storage: options.storage ?? memory(),
      plugins,
      studio: options.studio ?? studio,
      tenants: ['rose', 'lily'],
      background: false,
      provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
    },
    [],
  )
  const as = (role: string, { tenant = 'rose', branch = 'main' } = {}) =>
    engine.as({ tenant, branch, actor: { id: role, roles: [role] } })
  return { engine, clock, as, manager: as('manager'), cashier: as('cashier') }
}

/** What a manager calls. */
export type Desk = Awaited<ReturnType<typeof openStudio>>['manager']
