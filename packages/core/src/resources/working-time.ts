/** When resources work, in whole minutes since 1970-01-01T00:00Z. Pure but for what it remembers within a book. */
import { dateOfEpochDay } from '../values/calendar-date.ts'
import { dateOfDay, dayOf, millisPerDay } from '../values/civil-day.ts'
import { offsetsOf } from '../values/time-zone.ts'
import type { OffsetStretch } from '../values/zone-offsets.ts'
import { HolidaysUnknown, ResourceTimeUnread } from './errors.ts'
import type { DayRules } from './day-rules.ts'
import { type Plan, type PlannedDay, plannedDay } from './planned-day.ts'
import type { BookResource, ResourceBook } from './resource-book.ts'
import type { WallMinutes } from './roster-rule.ts'
import { append, appendWithin } from './spans.ts'
import { endMoment, startMoment } from './wall-clock.ts'

const millisPerMinute = 60_000
/** Months that are remembered of one roster at once. */
const mostMonths = 240

interface Memory {
  /** By plan: resources that have none but the opening hours share one. */
  readonly months: Map<unknown, Map<number, KnownTime>>
  /** The last answer for each resource: a search asks the same of it again and again. */
  readonly latest: Map<string, { readonly from: number; readonly to: number; readonly spans: readonly number[] }>
}

// What is remembered goes with its book.
const memories = new WeakMap<ResourceBook, Memory>()

/**
 * When a resource works within [from, to): sorted, disjoint, half-open spans as a flat list: from, to, from, to. Neighbours are one span.
 * Time off and bookings are not taken out of it: they are claims.
 *
 * A span whose wall-clock start does not exist begins when the clocks jump, and one whose end does not exist ends then; where a time comes twice, a start
 * is the earlier and an end the later one. A date that the zone skipped has no working time.
 *
 * @throws HOLIDAYS_UNKNOWN; RESOURCE_TIME_UNREAD before the first day that the book knows
 */
export function workingTime(book: ResourceBook, resource: BookResource, from: number, to: number): readonly number[] {
  const [unknown] = unknownTime(book, [resource], from, to)
  if (unknown !== undefined) throw unknown.error
  return knownTime(book, resource, from, to).spans
}

/** Working time, as far as it is known. */
export interface KnownTime {
  readonly spans: readonly number[]
  /** Whether all of it is known, also of the months around it: then it is the same whenever one asks. */
  readonly isWhole: boolean
}

/** As `workingTime`; on days of which the holiday calendar does not know whether they are holidays, nobody works whom that concerns. */
export function knownTime(book: ResourceBook, resource: BookResource, from: number, to: number): KnownTime {
  if (from >= to) return { spans: [], isWhole: true }
  const memory = memories.get(book) ?? { months: new Map(), latest: new Map() }
  memories.set(book, memory)
  const latest = memory.latest.get(resource.id)
  if (latest?.from === from && latest.to === to) return { spans: latest.spans, isWhole: true }
  const offsets = offsetsOf(resource.timeZone)
  // A span may begin on the day before; and where the zone skipped a date, two days before.
  const first = localDay(from * millisPerMinute, offsets.at(from * millisPerMinute)) - 2
  const last = localDay(to * millisPerMinute, offsets.at(to * millisPerMinute)) + 1
  requireRead(book, first + 1)
  const spans: number[] = []
  let isWhole = true
  for (let month = monthOfDay(first), end = monthOfDay(last); month <= end; month++) {
    const known = monthOf(book, memory, resource, month)
    appendWithin(spans, known.spans, from, to)
    isWhole &&= known.isWhole
  }
  if (isWhole) memory.latest.set(resource.id, { from, to, spans })
  return { spans, isWhole }
}

/** A local day of which it is not known whether somebody works, with the night into which its hours would go on. */
export interface UnknownTime {
  readonly from: number
  readonly to: number
  /** HOLIDAYS_UNKNOWN */
  readonly error: Error
}

/** The local days that meet [from, to), also by the night after them, of which it is not known whether one of these works, in the order of time. Who works on holidays, has a shift or is off anyway is known. */
export function unknownTime(
  book: ResourceBook,
  resources: readonly BookResource[],
  from: number,
  to: number,
): readonly UnknownTime[] {
  const found: UnknownTime[] = []
  const daysOf = new Map<string, readonly number[]>()
  let [branch, timeZone, days]: [string, string, readonly number[]] = ['', '', []]
  for (const resource of resources) {
    if (resource.branch !== branch || resource.timeZone !== timeZone) {
      ;({ branch, timeZone } = resource)
      const key = `${branch} ${timeZone}`
      days = daysOf.get(key) ?? unknownDays(book, resource, from, to)
      daysOf.set(key, days)
    }
    for (const day of days) {
      const { error } = plannedIfKnown(resource.plan, book.rulesOf(branch), day)
      if (error === undefined) continue
      const stretches = stretchesAround(timeZone, day, day)
      const [begins = 0, midnight = 0] = [day, day + 1].map((one) => startMoment(stretches, one * millisPerDay))
      const ends = Math.max(
        midnight,
        endMoment(stretches, day * millisPerDay + latestEnd(resource.plan, day) * millisPerMinute),
      )
      const time = { from: Math.floor(begins / millisPerMinute), to: Math.ceil(ends / millisPerMinute), error }
      if (time.from < to && from < time.to) found.push(time)
    }
  }
  return found.sort((one, other) => one.from - other.from)
}

/** Days that may meet the window for which the calendar of a branch does not answer. */
function unknownDays(
  book: ResourceBook,
  { branch, timeZone }: BookResource,
  from: number,
  to: number,
): readonly number[] {
  if (from >= to) return []
  const offsets = offsetsOf(timeZone)
  const dayAt = (minute: number): number => localDay(minute * millisPerMinute, offsets.at(minute * millisPerMinute))
  const rules = book.rulesOf(branch)
  const days: number[] = []
  // The hours of a day may go on into the next one, and one after it that the zone skipped.
  for (let day = dayAt(from) - 2, last = dayAt(to - 1); day <= last; day++) if (!rules.isKnown(day)) days.push(day)
  return days
}

/** What is planned for a local day, and why, with its spans as the clocks of the zone show them; `times` in minutes since 1970. */
export function plannedOn(
  book: ResourceBook,
  resource: BookResource,
  day: number,
): PlannedDay & { readonly times: readonly number[] } {
  requireRead(book, day)
  const planned = plannedDay(resource.plan, book.rulesOf(resource.branch), day)
  const times: number[] = []
  const stretches = stretchesAround(resource.timeZone, day, day)
  if (exists(stretches, day)) placeDay(times, stretches, day, planned.spans)
  return { ...planned, times }
}

function requireRead(book: ResourceBook, day: number): void {
  const asked = dateOfEpochDay(day)
  if (asked < book.since) throw ResourceTimeUnread.create({ asked, since: book.since })
}

const localDay = (millis: number, offset: number): number => Math.floor((millis + offset) / millisPerDay)

/** Months are counted from the year 0. */
function monthOfDay(day: number): number {
  const { year, month } = dateOfDay(day)
  return year * 12 + month - 1
}

const firstDayOf = (month: number): number => dayOf(Math.floor(month / 12), (((month % 12) + 12) % 12) + 1, 1)

/** The working time that begins on the days of a month. */
function monthOf(book: ResourceBook, memory: Memory, resource: BookResource, month: number): KnownTime {
  const firstDay = firstDayOf(month)
  const endDay = firstDayOf(month + 1)
  const key = keyOf(resource, firstDay, endDay)
  let months = memory.months.get(key)
  if (months === undefined) {
    months = new Map()
    memory.months.set(key, months)
  }
  let known = months.get(month)
  if (known === undefined) {
    if (months.size >= mostMonths) months.clear()
    known = knownOf(book, resource, firstDay, endDay)
    if (known.isWhole) months.set(month, known)
  }
  return known
}

/** Resources that follow the same opening hours throughout these days are remembered together. */
function keyOf({ plan, branch, timeZone, id }: BookResource, firstDay: number, endDay: number): string {
  const isShared =
    plan.rosters.length === 0 && plan.shifts.size === 0 && plan.usedFrom <= firstDay && plan.usedUntil >= endDay
  return isShared ? `${plan.worksOnHolidays} ${branch} ${timeZone}` : id
}

function knownOf(book: ResourceBook, resource: BookResource, firstDay: number, endDay: number): KnownTime {
  const { plan, timeZone, branch } = resource
  const rules = book.rulesOf(branch)
  const stretches = stretchesAround(timeZone, firstDay, endDay)
  const offset = onlyOffset(stretches)
  const spans: number[] = []
  let isWhole = true
  for (let day = firstDay; day < endDay; day++) {
    if (offset === undefined && !exists(stretches, day)) continue
    const { planned, error } = plannedIfKnown(plan, rules, day)
    if (error !== undefined) isWhole = false
    if (planned === undefined) continue
    if (offset === undefined) placeDay(spans, stretches, day, planned)
    else placeSimply(spans, day * 1440 - offset, planned)
  }
  return { spans, isWhole }
}

/** What is planned for a day, or why it is not known. */
function plannedIfKnown(
  plan: Plan,
  rules: DayRules,
  day: number,
): { readonly planned?: WallMinutes; readonly error?: Error } {
  try {
    return { planned: plannedDay(plan, rules, day).spans }
  } catch (error) {
    if (HolidaysUnknown.is(error)) return { error }
    throw error
  }
}

/** The minute of the day, beyond 1440 on the next one, at which work ends at the latest, be the day a holiday, a workday that makes up for one, or neither. */
function latestEnd(plan: Plan, day: number): number {
  const rules = { makeUpWeekday: 1, isClosed: () => false, isKnown: () => true }
  const ends = [true, false].map(
    (isMakeUp) => plannedDay(plan, { ...rules, isMakeUp: () => isMakeUp }, day).spans.at(-1) ?? 0,
  )
  return Math.max(...ends)
}

/** All moments that a clock of these days, or a span that begins on them, can show. */
const stretchesAround = (timeZone: string, firstDay: number, endDay: number): readonly OffsetStretch[] =>
  offsetsOf(timeZone).between((firstDay - 2) * millisPerDay, (endDay + 4) * millisPerDay)

/** In minutes, where the zone keeps one offset of whole minutes throughout. */
function onlyOffset(stretches: readonly OffsetStretch[]): number | undefined {
  const offset = stretches[0]?.offset ?? 0
  const isOne = offset % millisPerMinute === 0 && stretches.every((stretch) => stretch.offset === offset)
  return isOne ? offset / millisPerMinute : undefined
}

/** Whether any clock of the zone ever showed this date. */
function exists(stretches: readonly OffsetStretch[], day: number): boolean {
  return startMoment(stretches, day * millisPerDay) < startMoment(stretches, (day + 1) * millisPerDay)
}

function placeSimply(into: number[], midnight: number, wall: WallMinutes): void {
  for (let at = 0; at < wall.length; at += 2) append(into, midnight + (wall[at] ?? 0), midnight + (wall[at + 1] ?? 0))
}

function placeDay(into: number[], stretches: readonly OffsetStretch[], day: number, wall: WallMinutes): void {
  const midnight = day * millisPerDay
  for (let at = 0; at < wall.length; at += 2) {
    const from = startMoment(stretches, midnight + (wall[at] ?? 0) * millisPerMinute)
    const to = endMoment(stretches, midnight + (wall[at + 1] ?? 0) * millisPerMinute)
    append(into, Math.ceil(from / millisPerMinute), Math.floor(to / millisPerMinute))
  }
}
