/** A studio at whose counter everything is sold, with a plugin that stands for a host's own orders. */
import {
  clockToken,
  createEngine,
  definePlugin,
  Money,
  openCommitment,
  operation,
  type Plugin,
  paymentLegsSchema,
  provide,
  recordPayment,
  type StorageAdapter,
} from '@calotype/core'
import { z } from 'zod'

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

export const sales = definePlugin({
  name: 'sales',
  version: '1.0.0',
  requires: { ledger: '*' },
  operations: { open },
  roles: { cashier: ['sales.*'], manager: ['sales.*'] },
})

/** Noon of 22 November 2026 in Shanghai. */
export const noon = '2026-11-22T04:00:00.000Z'

/** An engine whose clock is set by hand; nothing works in its background. */
export async function openStudio<const P extends readonly Plugin[] = readonly []>(
  storage: StorageAdapter,
  given: { readonly plugins?: P; readonly timeZone?: string } = {},
) {
  const clock = { now: noon }
  const engine = await createEngine({
    storage,
    plugins: [sales, ...((given.plugins ?? []) as P)] as const,
    studio: { currency: 'CNY', timeZone: given.timeZone ?? 'Asia/Shanghai', dayStartsAt: '04:00' },
    tenants: ['rose'],
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const desk = (id: string, role = id, branch = 'main') =>
    engine.as({ tenant: 'rose', branch, actor: { id, roles: [role] } })
  return { engine, clock, desk, owner: desk('owner') }
}
