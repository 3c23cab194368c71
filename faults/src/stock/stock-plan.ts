/** What a process at a stockroom is told at its start. */
import { z } from 'zod'
import { placeSchema } from '../stores/place.ts'

export const stockPlanSchema = z.strictObject({
  place: placeSchema,
  /** Where it writes what it asks, and what comes of that. */
  journal: z.string(),
  name: z.string(),
  seed: z.int(),
  clients: z.int(),
  /** Of each client. */
  steps: z.int(),
  /** Which deeds; null for all. */
  only: z.array(z.string()).nullable(),
  /** Whether some of it is said to have happened before. */
  dated: z.boolean(),
  /** When its clock begins. */
  now: z.string(),
  /** Ends itself with SIGKILL at this statement; null: when its clients have done. */
  killAt: z.int().nullable(),
})

export type StockPlan = z.infer<typeof stockPlanSchema>
