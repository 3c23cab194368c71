/** What processes of clients and their starter tell each other. */
import { z } from 'zod'
import { placeSchema } from '../stores/place.ts'

export const clientPlanSchema = z.strictObject({
  /** Begins the names of its clients, and their keys. */
  name: z.string(),
  place: placeSchema,
  seed: z.int(),
  /** How many work at the same time. */
  clients: z.int(),
  customers: z.array(z.string()),
})

export type ClientPlan = z.infer<typeof clientPlanSchema>

/** A round: a business day, and how many steps each client takes. */
export const roundSchema = z.strictObject({ round: z.int(), steps: z.int() })

const roundDoneSchema = z.strictObject({
  round: z.int(),
  /** How often a kind of step became what. */
  outcomes: z.record(z.string(), z.int()),
  /** What no client should have seen. */
  failures: z.array(z.string()),
})

export type RoundDone = z.infer<typeof roundDoneSchema>

export const noticeSchema = z.union([z.strictObject({ ready: z.literal(true) }), roundDoneSchema])
