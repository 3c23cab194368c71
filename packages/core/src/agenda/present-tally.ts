/** Tallies as they are answered. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'
import type { Tally } from './tally.ts'

/** Minutes; a minute of a resource counts once, however many bookings share it. */
export interface Load {
  /** Of working time without time off. */
  working: number
  /** Of working time that is time off. */
  timeOff: number
  /** Of the parts of bookings. */
  booked: number
  /** With what is around them. */
  busy: number
  bookings: number
  /** What is booked within working time, by working time: 0 to 1, in four decimals. Null where nobody works. */
  utilisation: number | null
  /** What the booked minutes cost by the hour, rounded half up. Null for whoever has not the permission resources.readCosts. */
  cost: string | null
}

const members = {
  working: z.int(),
  timeOff: z.int(),
  booked: z.int(),
  busy: z.int(),
  bookings: z.int(),
  utilisation: z.number().nullable(),
  cost: z.string().nullable(),
}

export const loadMembers: { readonly [K in keyof Load]: z.ZodType<Load[K]> } = members

const minutesPerHour = 60n

/** `currency` is null for whoever may not see costs. */
export function presentTally(tally: Tally, currency: string | null): Load {
  const { working, timeOff, booked, bookedWorking, busy, bookings, cost } = tally
  return {
    working,
    timeOff,
    booked,
    busy,
    bookings: bookings.size,
    utilisation: working === 0 ? null : Math.round((bookedWorking / working) * 10_000) / 10_000,
    cost: currency === null ? null : Money.ofMinor(divideRounded(cost, minutesPerHour, 'half-up'), currency).toString(),
  }
}
