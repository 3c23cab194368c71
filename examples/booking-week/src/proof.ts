/** What must be true of any week. */
import type { Booking } from '@calotype/core'
import type { Answered } from './desk.ts'
import { minutesOf } from './diary.ts'
import { type StudioAtWork, week } from './studio.ts'

/** Pairs of bookings that have somebody at the same time, buffers included. */
export function doubles(bookings: readonly Booking[]): number {
  let found = 0
  for (const [place, one] of bookings.entries()) {
    for (const other of bookings.slice(place + 1)) {
      const meet = one.resources.some((mine) =>
        other.resources.some(
          (theirs) =>
            mine.resourceId === theirs.resourceId && mine.busyFrom < theirs.busyTo && theirs.busyFrom < mine.busyTo,
        ),
      )
      if (meet) found += 1
    }
  }
  return found
}

/** Pairs of bookings of one person at two places with less than the way between them. */
export function withoutTheWay(bookings: readonly Booking[], minutes: number): number {
  const way = minutes * 60_000
  let found = 0
  for (const [place, one] of bookings.entries()) {
    for (const other of bookings.slice(place + 1)) {
      if ((one.placeId === null) === (other.placeId === null)) continue
      for (const mine of one.resources) {
        for (const theirs of other.resources) {
          if (mine.resourceId !== theirs.resourceId) continue
          const gap = Math.max(
            Date.parse(theirs.busyFrom) - Date.parse(mine.busyTo),
            Date.parse(mine.busyFrom) - Date.parse(theirs.busyTo),
          )
          if (gap < way) found += 1
        }
      }
    }
  }
  return found
}

/** Who was refused wants a day on which the service has no time at all, as long as nobody let go of anything. */
export async function wrongRefusals({ desk }: StudioAtWork, answered: readonly Answered[]): Promise<number> {
  let wrong = 0
  for (const { request, bookingId } of answered) {
    if (bookingId !== null) continue
    const { items } = await desk.bookings.slots({ service: request.service, date: request.date, limit: 1 })
    if (items.length > 0) wrong += 1
  }
  return wrong
}

/** All minutes of photographers by bookings, and by people and days: the same. */
export function photographersMinutes(bookings: readonly Booking[]): readonly [number, number] {
  const durations = { portrait: 60, wedding: 180, family: 90 }
  const byBooking = bookings.reduce((sum, { service }) => sum + durations[service as keyof typeof durations], 0)
  const byPerson = ['anna', 'ben'].reduce(
    (sum, code) => sum + week.reduce((days, date) => days + minutesOf(bookings, code, date), 0),
    0,
  )
  return [byBooking, byPerson]
}
