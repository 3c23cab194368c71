/** When resources work, in whole minutes since 1970-01-01T00:00Z. Pure but for what it remembers within a book. */
import { dateOfEpochDay } from '../values/calendar-date.ts'
import { dateOfDay, dayOf, millisPerDay } from '../values/civil-day.ts'
import { offsetsOf } from '../values/time-zone.ts'
import type { OffsetStretch } from '../values/zone-offsets.ts'
import { ResourceTimeUnread } from './errors.ts'
import { type PlannedDay, plannedDay } from './planned-day.ts'
import type { BookResource, ResourceBook } from './resource-book.ts'
import type { WallMinutes } from './roster-rule.ts'
import { append, appendWithin } from './spans.ts'
import { endMoment, startMoment } from './wall-clock.ts'

const millisPerMinute = 60_000
/** Months that are remembered of one roster at once. */
const mostMonths = 240

interface Memory {
  /** By plan: resources that have none but the opening hours share one. */
  readonly months: Map<unknown, Map<number, readonly number[]>>
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
  if (from >= to) return []
  const memory = memories.get(book) ?? { months: new Map(), latest: new Map() }
  memories.set(book, memory)
  const latest = memory.latest.get(resource.id)
  if (latest?.from === from && latest.to === to) return latest.spans
  const offsets = offsetsOf(resource.timeZone)
  // A span may begin on the day before; and where the zone skipped a date, two days before.
  const first = localDay(from * millisPerMinute, offsets.at(from * millisPerMinute)) - 2
  const last = localDay(to * millisPerMinute, offsets.at(to * millisPerMinute)) + 1
  requireRead(book, first + 1)
  const spans: number[] = []
  for (let month = monthOfDay(first), end = monthOfDay(last); month <= end; month++) {
    appendWithin(spans, monthOf(book, memory, resource, month), from, to)
  }
  memory.latest.set(resource.id, { from, to, spans })
  return spans
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
function monthOf(book: ResourceBook, memory: Memory, resource: BookResource, month: number): readonly number[] {
  const firstDay = firstDayOf(month)
  const endDay = firstDayOf(month + 1)
  const key = keyOf(resource, firstDay, endDay)
  let months = memory.months.get(key)
  if (months === undefined) {
    months = new Map()
    memory.months.set(key, months)
  }
  let spans = months.get(month)
  if (spans === undefined) {
    if (months.size >= mostMonths) months.clear()
    spans = spansOf(book, resource, firstDay, endDay)
    months.set(month, spans)
  }
  return spans
}

/** Resources that follow the same opening hours throughout these days are remembered together. */
function keyOf({ plan, branch, timeZone, id }: BookResource, firstDay: number, endDay: number): string {
  const isShared =
    plan.rosters.length === 0 && plan.shifts.size === 0 && plan.usedFrom <= firstDay && plan.usedUntil >= endDay
  return isShared ? `${plan.worksOnHolidays} ${branch} ${timeZone}` : id
}

function spansOf(book: ResourceBook, resource: BookResource, firstDay: number, endDay: number): readonly number[] {
  const { plan, timeZone, branch } = resource
  const rules = book.rulesOf(branch)
  const stretches = stretchesAround(timeZone, firstDay, endDay)
  const offset = onlyOffset(stretches)
  const spans: number[] = []
  for (let day = firstDay; day < endDay; day++) {
    if (offset === undefined && !exists(stretches, day)) continue
    const planned = plannedDay(plan, rules, day).spans
    if (offset === undefined) placeDay(spans, stretches, day, planned)
    else placeSimply(spans, day * 1440 - offset, planned)
  }
  return spans
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
