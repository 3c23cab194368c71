/** What a process at a counter is told at its start. */
import { z } from 'zod'
import { placeSchema } from '../stores/place.ts'

export const counterPlanSchema = z.strictObject({
  place: placeSchema,
  /** Where it writes the ids of entries that were acknowledged. */
  journal: z.string(),
  /** The books of the payment provider. */
  books: z.string(),
  name: z.string(),
  seed: z.int(),
  clients: z.int(),
  steps: z.int(),
  now: z.string(),
  meeting: z.strictObject({
    orders: z.tuple([z.string()], z.string()),
    customers: z.tuple([z.string()], z.string()),
  }),
  /** Ends itself with SIGKILL at this statement; null: when its clients have done. */
  killAt: z.int().nullable(),
})

export type CounterPlan = z.infer<typeof counterPlanSchema>
