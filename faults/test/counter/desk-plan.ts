/** What a process at a counter is told, at its start and later. */
import { z } from 'zod'
import { placeSchema } from '../../src/stores/place.ts'

export const planSchema = z.strictObject({
  place: placeSchema,
  /** The books of the payment provider. */
  books: z.string(),
  now: z.string(),
  /** Ends itself with SIGKILL when the provider has carried out this call, before it hears of that. */
  diesAtCall: z.int().nullable(),
})

export type DeskPlan = z.infer<typeof planSchema>

export const orderSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('refund'), times: z.int(), receiptId: z.string(), amount: z.string() }),
  z.strictObject({
    do: z.literal('pay'),
    times: z.int(),
    clerk: z.string(),
    orderId: z.string(),
    till: z.string(),
    amount: z.string(),
  }),
  z.strictObject({ do: z.literal('work'), times: z.int() }),
])

export type DeskOrder = z.infer<typeof orderSchema>

/** `done` or the code of an error, for each. */
export const outcomesSchema = z.array(z.string())
