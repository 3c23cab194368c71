/** What somebody waits for, and whether a start is it. Pure. */
import type { z } from 'zod'
import { type CalendarDate, epochDayOf } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import { minutesOfDay, type TimeOfDay } from '../values/time-of-day.ts'
import type { windowShape } from './shapes.ts'

export interface WishedWindow {
  readonly from: CalendarDate
  readonly to: CalendarDate
  readonly times: { readonly from: TimeOfDay; readonly to: TimeOfDay } | null
  /** Ascending. */
  readonly weekdays: readonly number[] | null
}

/** A start, as the clocks of the branch show it. */
export interface LocalStart {
  readonly startsAt: Instant
  readonly date: CalendarDate
  readonly time: TimeOfDay
  readonly weekday: number
}

export interface Wish {
  readonly windows: readonly WishedWindow[]
  /** The one start that is wanted; null where windows say so. */
  readonly sessionStart: Instant | null
}

export function windowOf({ from, to = from, times, weekdays }: z.output<typeof windowShape>): WishedWindow {
  return {
    ...{ from, to, times: times ?? null },
    weekdays: weekdays === undefined ? null : [...new Set(weekdays)].sort((one, other) => one - other),
  }
}

/** In one order, each once: who asks twice for one window asks for it once. */
export function windowsOf(given: readonly z.output<typeof windowShape>[]): readonly WishedWindow[] {
  const byText = new Map(given.map(windowOf).map((window) => [JSON.stringify(window), window]))
  return [...byText].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, window]) => window)
}

/** Over midnight where `to` is no later. */
export const isWithinTimes = (time: TimeOfDay, { from, to }: { readonly from: TimeOfDay; readonly to: TimeOfDay }) =>
  from < to ? from <= time && time < to : time >= from || time < to

export const fitsWindow = ({ from, to, times, weekdays }: WishedWindow, start: Omit<LocalStart, 'startsAt'>): boolean =>
  from <= start.date &&
  start.date <= to &&
  (weekdays === null || weekdays.includes(start.weekday)) &&
  (times === null || isWithinTimes(start.time, times))

export const fitsWish = ({ windows, sessionStart }: Wish, start: LocalStart): boolean =>
  sessionStart === null ? windows.some((window) => fitsWindow(window, start)) : sessionStart === start.startsAt

/** `2026-11-28 to 2026-11-29 on weekdays 6, 7 from 09:00 to 12:00`. */
export const windowsInWords = (windows: readonly WishedWindow[]): string =>
  windows
    .map(({ from, to, times, weekdays }) =>
      [
        from === to ? from : `${from} to ${to}`,
        ...(weekdays === null ? [] : [`on weekdays ${weekdays.join(', ')}`]),
        ...(times === null ? [] : [`from ${times.from} to ${times.to}`]),
      ].join(' '),
    )
    .join('; ')

/** What makes two wishes of one customer the same: the starts that they name, however they are written. */
export function wishText(wish: {
  readonly serviceId: string
  readonly windows: unknown
  readonly sessionStart: Instant | null
  readonly seats: number
  readonly resources: unknown
}): string {
  const { serviceId, windows, sessionStart, seats } = wish
  const times = timesText(windows as readonly WishedWindow[])
  return JSON.stringify([serviceId, times, sessionStart, seats, wantedText(wish.resources)])
}

type Spans = readonly (readonly [from: number, to: number])[]

const minutesPerDay = 1440

/** Minutes of a day in which a start may lie by any of these, sorted, those that touch as one. */
function spansOf(windows: readonly WishedWindow[]): Spans {
  const all = windows.flatMap(({ times }): Spans => {
    if (times === null) return [[0, minutesPerDay]]
    const [from, to] = [minutesOfDay(times.from), minutesOfDay(times.to)]
    if (from < to) return [[from, to]]
    return [
      [0, to],
      [from, minutesPerDay],
    ]
  })
  const joined: [number, number][] = []
  for (const [from, to] of [...all].sort(([one], [other]) => one - other)) {
    const last = joined.at(-1)
    if (from === to) continue
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** The first of January 1970 was a Thursday. */
const weekdayOf = (epochDay: number): number => ((((epochDay + 3) % 7) + 7) % 7) + 1

/** Of each weekday, from which day to which a start may lie in which minutes: one text for all ways of writing the same. */
function timesText(windows: readonly WishedWindow[]): string {
  const ranged = windows.map((window) => ({
    ...{ window, from: epochDayOf(window.from), until: epochDayOf(window.to) + 1 },
  }))
  const cuts = [...new Set(ranged.flatMap(({ from, until }) => [from, until]))].sort((one, other) => one - other)
  const runs = [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const own: { from: number; to: number; spans: string }[] = []
    for (const [at, begins] of cuts.slice(0, -1).entries()) {
      const ends = cuts[at + 1] ?? begins
      const from = begins + ((day - weekdayOf(begins) + 7) % 7)
      if (from >= ends) continue
      const to = ends - 1 - ((weekdayOf(ends - 1) - day + 7) % 7)
      const here = ranged.filter((one) => one.from <= begins && ends <= one.until)
      const spans = spansOf(
        here.flatMap(({ window }) => (window.weekdays === null || window.weekdays.includes(day) ? window : [])),
      )
      if (spans.length === 0) continue
      const run = { from, to, spans: JSON.stringify(spans) }
      const last = own.at(-1)
      if (last?.spans === run.spans && last.to + 7 === from) last.to = to
      else own.push(run)
    }
    return own.map(({ from, to, spans }) => `${from} ${to} ${spans}`)
  })
  return JSON.stringify(runs)
}

/** Who is wanted, in one order. */
export function wantedText(resources: unknown): string {
  const asked = Object.entries((resources ?? {}) as Readonly<Record<string, readonly string[]>>)
  return JSON.stringify(
    asked.map(([name, who]) => [name, [...new Set(who)].sort()] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
