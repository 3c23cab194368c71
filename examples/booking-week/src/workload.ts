/** How much everybody has to do, and what of their time is booked. */
import type { Booking } from '@calotype/core'
import { weekday } from './grid.ts'
import { type StudioAtWork, week } from './studio.ts'

const hours = (minutes: number): string => (minutes / 60).toFixed(2).replace(/\.?0+$/, '')

/** Of working time, in hundredths. */
const used = (share: number | null): string => (share === null ? '-' : `${Math.round(share * 100)} %`)

export async function printWorkload(
  { manager, print, checks }: StudioAtWork,
  bookings: readonly Booking[],
): Promise<void> {
  const load = await manager.agenda.workload({ from: week[0], to: week[6] })
  print.table(
    ['resource', 'works', 'booked', 'with buffers', 'bookings', 'use', 'cost'],
    load.resources.map((one) => [
      ...[one.resource, hours(one.working), hours(one.booked), hours(one.busy), `${one.bookings}`],
      ...[used(one.utilisation), one.cost === '0.00' ? '' : (one.cost ?? '')],
    ]),
  )
  print.line('')
  print.table(
    ['use of', ...week.map(weekday), 'week'],
    [
      ...load.skills.map((one) => ({ name: one.skill, ...one })),
      ...load.kinds.map((one) => ({ name: one.kind, ...one })),
    ].map(({ name, days, utilisation }) => [name, ...days.map((day) => used(day.utilisation)), used(utilisation)]),
  )
  print.line('')
  print.table(
    ['hours booked of', ...week.map(weekday), 'week'],
    load.skills.map(({ skill, days, booked }) => [skill, ...days.map((day) => hours(day.booked)), hours(booked)]),
  )
  const counted = minutesByResource(bookings)
  const off = load.resources.filter(({ resource, booked }) => (counted.get(resource) ?? 0) !== booked)
  checks.is('resources whose minutes are not those of their bookings', off.length, 0)
}

/** Counted from the bookings, minute by minute: a minute counts once, however many bookings share it. */
function minutesByResource(bookings: readonly Booking[]): ReadonlyMap<string, number> {
  const minutes = new Map<string, Set<number>>()
  for (const { code, from, to } of bookings.flatMap(({ resources }) => resources)) {
    const own = minutes.get(code) ?? new Set<number>()
    minutes.set(code, own)
    for (let minute = Date.parse(from) / 60_000; minute < Date.parse(to) / 60_000; minute++) own.add(minute)
  }
  return new Map([...minutes].map(([code, own]) => [code, own.size]))
}
