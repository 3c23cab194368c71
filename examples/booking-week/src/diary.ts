/** The week as a calendar, and how much everybody has to do. */
import type { Booking } from '@calotype/core'
import { type StudioAtWork, week } from './studio.ts'

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const people = ['anna', 'ben', 'cleo', 'dora']

/** What stands of the week. */
export async function standing({ desk }: StudioAtWork): Promise<readonly Booking[]> {
  const all: Booking[] = []
  let cursor: string | undefined
  do {
    const page = await desk.bookings.list({
      states: ['confirmed'],
      limit: 200,
      ...(cursor === undefined ? {} : { cursor }),
    })
    all.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}

export function printWeek({ print }: StudioAtWork, bookings: readonly Booking[]): void {
  for (const [place, date] of week.entries()) {
    const ofDay = bookings.filter(({ local }) => local.date === date)
    print.line(`${weekdays[place]} ${date}: ${ofDay.length}`)
    for (const { local, service, resources, placeId } of ofDay) {
      const who = resources.map(({ code }) => code).join(', ')
      print.line(`  ${local.time}  ${service.padEnd(9)} ${who}${placeId === null ? '' : ' (on location)'}`)
    }
  }
}

/** Minutes that a person is booked on a day. */
export function minutesOf(bookings: readonly Booking[], code: string, date: string): number {
  const parts = bookings
    .filter(({ local }) => local.date === date)
    .flatMap(({ resources }) => resources)
    .filter((one) => one.code === code)
  return parts.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 60_000, 0)
}

export function printWorkload({ print }: StudioAtWork, bookings: readonly Booking[]): void {
  const rows = people.map((code) => {
    const days = week.map((date) => minutesOf(bookings, code, date))
    const all = days.reduce((sum, one) => sum + one, 0)
    return [code, ...days.map(String), String(all)]
  })
  print.table(['minutes', ...weekdays, 'week'], rows)
}
