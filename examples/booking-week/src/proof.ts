/** What must be true of any week, worked out without the engine: nobody twice, no way forgotten, no refusal wrong, fees by the terms. */
import type { Booking } from '@calotype/core'
import type { Answered } from './desk.ts'
import { minutesTo, priceList, type ServiceCode } from './services.ts'
import type { StudioAtWork } from './studio.ts'

type Part = Booking['resources'][number]

/** Pairs of bookings that share a resource of which there is one, buffers included. Those of a session share theirs. */
export function doubles(bookings: readonly Booking[]): number {
  let found = 0
  for (const [one, other] of pairs(bookings)) {
    if (one.sessionId !== null && one.sessionId === other.sessionId) continue
    if (sharing(one, other).some(([mine, theirs]) => mine.busyFrom < theirs.busyTo && theirs.busyFrom < mine.busyTo)) {
      found += 1
    }
  }
  return found
}

/** Pairs of bookings at two places that somebody serves with less than the way between them. */
export function withoutTheWay(bookings: readonly Booking[]): number {
  let found = 0
  for (const [one, other] of pairs(bookings)) {
    const [here, there] = [placeOf(one), placeOf(other)]
    if (here === there) continue
    const way = (minutesFrom(here) + minutesFrom(there)) * 60_000
    for (const [mine, theirs] of sharing(one, other)) {
      if (mine.kind !== 'person') continue
      const gap = Math.max(apart(mine.busyTo, theirs.busyFrom), apart(theirs.busyTo, mine.busyFrom))
      if (gap < way) found += 1
    }
  }
  return found
}

const apart = (from: string, to: string): number => Date.parse(to) - Date.parse(from)

const placeOf = ({ resources }: Booking): string => resources.find(({ kind }) => kind === 'place')?.code ?? 'studio'

const minutesFrom = (place: string): number => ({ studio: 0, ...minutesTo })[place as 'studio' | 'garden' | 'lake']

function pairs(bookings: readonly Booking[]): (readonly [Booking, Booking])[] {
  return bookings.flatMap((one, at) => bookings.slice(at + 1).map((other) => [one, other] as const))
}

/** There are three make-up tables. */
const sharing = (one: Booking, other: Booking): (readonly [Part, Part])[] =>
  one.resources.flatMap((mine) =>
    other.resources
      .filter(({ resourceId }) => resourceId === mine.resourceId && mine.code !== 'mirrors')
      .map((theirs) => [mine, theirs] as const),
  )

/** The most bookings that are at the make-up tables at once. */
export function mostAtTables(bookings: readonly Booking[]): number {
  const parts = bookings.flatMap(({ resources }) => resources.filter(({ code }) => code === 'mirrors'))
  const at = (moment: string): number => parts.filter(({ from, to }) => from <= moment && moment < to).length
  return Math.max(0, ...parts.map(({ from }) => at(from)))
}

/** Whoever was refused asked for a day on which the service has no time at all, as long as nobody let go of anything. */
export async function wrongRefusals({ desk }: StudioAtWork, answered: readonly Answered[]): Promise<number> {
  let wrong = 0
  for (const { request, bookingId } of answered) {
    if (bookingId !== null) continue
    const { items } = await desk.bookings.slots({ service: request.service, date: request.date, limit: 1 })
    if (items.length > 0) wrong += 1
  }
  return wrong
}

const hoursUntil = ({ startsAt }: Booking, now: string): number => (Date.parse(startsAt) - Date.parse(now)) / 3_600_000

/** By the terms of the services, in yuan. */
export function cancellationFee(booking: Booking, now: string): number {
  const hours = hoursUntil(booking, now)
  if (booking.service === 'wedding') return hours < 48 ? 1440 : hours < 168 ? 480 : 0
  if (hours >= 48) return 0
  return { portrait: 100, outdoors: 300, newborn: 180 }[booking.service] ?? 0
}

/** A tenth of the price in the last two days. */
export const movingFee = (booking: Booking, now: string): number =>
  hoursUntil(booking, now) < 48 ? priceList[booking.service as ServiceCode].price / 10 : 0

/** Of a wedding half the price, which is more than the deposit. */
export const noShowFee: Readonly<Record<string, number>> = { portrait: 200, wedding: 2400, outdoors: 300, newborn: 300 }
