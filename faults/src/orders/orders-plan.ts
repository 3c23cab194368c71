/** What a process at a shop is told. */
import { z } from 'zod'
import { placeSchema } from '../stores/place.ts'

export const ordersPlanSchema = z.strictObject({
  place: placeSchema,
  /** The file that every command is written down in. */
  journal: z.string(),
  name: z.string(),
  seed: z.int(),
  clients: z.int(),
  steps: z.int(),
  customerIds: z.array(z.string()),
  /** When its clock begins. */
  now: z.string(),
  /** Ends itself with SIGKILL at this statement; null: when its clients have done. */
  killAt: z.int().nullable(),
})

export type OrdersPlan = z.infer<typeof ordersPlanSchema>
