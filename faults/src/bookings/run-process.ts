/** A process at a booked studio, as its starter sees it. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runMortal } from '../run/mortal.ts'
import { type BookingAnswer, bookingAnswerSchema, type BookingPlan } from './booking-plan.ts'

const program = fileURLToPath(new URL('./bookings-process.ts', import.meta.url))

/** Runs it to its end. What it could not tell is strange. */
export async function runBookingProcess(plan: BookingPlan): Promise<BookingAnswer> {
  const { failures } = await runMortal(program, plan)
  if (failures.length > 0)
    return { strange: [...failures], outcomes: {}, told: [], made: 0, repeats: {}, milliseconds: 0 }
  return bookingAnswerSchema.parse(JSON.parse(readFileSync(plan.answer, 'utf8')))
}
