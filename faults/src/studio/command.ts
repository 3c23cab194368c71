/** One command of the workload, in a form that can be written down before it is sent and sent again after a crash. */
import { z } from 'zod'
import { deskOf, type StudioEngine } from './open-studio.ts'

const common = { mark: z.string(), key: z.string().optional() }
const payment = z.strictObject({ legs: z.array(z.strictObject({ method: z.string(), amount: z.string() })) })

export const commandSchema = z.discriminatedUnion('operation', [
  z.strictObject({
    ...common,
    operation: z.literal('customers.register'),
    input: z.strictObject({ name: z.string(), phone: z.string().optional() }),
  }),
  z.strictObject({
    ...common,
    operation: z.literal('orders.place'),
    input: z.strictObject({
      customerId: z.string(),
      lines: z.array(z.strictObject({ item: z.string() })),
      note: z.string(),
      payment: payment.extend({ note: z.string() }),
    }),
  }),
  z.strictObject({
    ...common,
    operation: z.literal('ledger.takePayment'),
    input: payment.extend({ orderId: z.string(), note: z.string() }),
  }),
  z.strictObject({
    ...common,
    operation: z.literal('ledger.refund'),
    input: z.strictObject({ receiptId: z.string(), amount: z.string(), reason: z.string() }),
  }),
  z.strictObject({
    ...common,
    operation: z.literal('witness.remind'),
    input: z.strictObject({ mark: z.string() }),
  }),
])

export type Command = z.infer<typeof commandSchema>

/** What of an answer the next command needs. */
export interface Answer {
  /** Of the customer, order or receipt. */
  readonly id: string
  /** Of the payment that came with an order. */
  readonly receiptId?: string
}

/** Sends it once; whatever the engine throws is thrown on. */
export async function perform(engine: StudioEngine, command: Command): Promise<Answer> {
  const desk = deskOf(engine, command.mark)
  const options = command.key === undefined ? {} : { idempotencyKey: command.key }
  switch (command.operation) {
    case 'customers.register': {
      const { name, phone } = command.input
      return desk.customers.register({ name, ...(phone === undefined ? {} : { phone }), ...options })
    }
    case 'orders.place': {
      const { id, receipt } = await desk.orders.place({ ...command.input, ...options })
      return { id, ...(receipt === null ? {} : { receiptId: receipt.id }) }
    }
    case 'ledger.takePayment':
      return desk.ledger.takePayment({ ...command.input, ...options })
    case 'ledger.refund':
      return desk.ledger.refund({ ...command.input, ...options })
    case 'witness.remind': {
      const { mark } = await desk.witness.remind({ ...command.input, ...options })
      return { id: mark }
    }
  }
}

/** The money that moves with it, in minor units; null where none does. */
export function amountOf(command: Command): bigint | null {
  switch (command.operation) {
    case 'orders.place':
      return minor(command.input.payment.legs[0]?.amount)
    case 'ledger.takePayment':
      return minor(command.input.legs[0]?.amount)
    case 'ledger.refund':
      return minor(command.input.amount)
    default:
      return null
  }
}

const minor = (amount = '0.00'): bigint => BigInt(amount.replace('.', ''))
