/** A day in a photo studio, from the opening of the till to the day close. */
import { afternoon } from './afternoon.ts'
import { counter } from './counter.ts'
import { type DayClose, evening } from './evening.ts'
import { morning } from './morning.ts'
import type { StudioAtWork } from './studio.ts'

export async function runDay(studio: StudioAtWork): Promise<DayClose> {
  const customers = await morning(studio)
  const orders = await counter(studio, customers)
  await afternoon(studio, orders)
  return evening(studio)
}
