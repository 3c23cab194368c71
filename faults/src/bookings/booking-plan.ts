/** What a process at a booked studio is told at its start, and what it tells at its end. */
import { z } from 'zod'
import { placeSchema } from '../stores/place.ts'
import { toldSchema } from './studio.ts'

export const bookingPlanSchema = z.strictObject({
  place: placeSchema,
  name: z.string(),
  seed: z.int(),
  clients: z.int(),
  /** Of each client. */
  steps: z.int(),
  /** When its clock begins. */
  now: z.string(),
  /** The file into which it writes what came of it. */
  answer: z.string(),
})

export type BookingPlan = z.infer<typeof bookingPlanSchema>

export const bookingAnswerSchema = z.strictObject({
  strange: z.array(z.string()),
  outcomes: z.record(z.string(), z.number()),
  told: toldSchema,
  /** How many bookings were acknowledged. */
  made: z.int(),
  /** How often a store wanted a transaction to be run again, by what it said. */
  repeats: z.record(z.string(), z.int()),
  /** For how long its clients worked. */
  milliseconds: z.number(),
})

export type BookingAnswer = z.infer<typeof bookingAnswerSchema>
