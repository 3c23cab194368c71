/** The rules that a roster is made of: as they are given, and made ready to be asked about days. Pure. */
import { z } from 'zod'
import { dayGiven } from '../engine/given-times.ts'
import { type CalendarDate, epochDayOf } from '../values/calendar-date.ts'
import { isTimeOfDay, minutesOfDay } from '../values/time-of-day.ts'
import { recurrenceOf } from './recurrence.ts'
import { merged } from './spans.ts'

const minutesPerDay = 1440

const timeText = z.string().refine(isTimeOfDay, 'must be a wall-clock time such as 09:30')

/** A stretch of a day by the wall clock. Where `to` is no later than `from`, it ends on the next day; 00:00 to 00:00 is the whole day. */
export const wallSpanSchema = z.strictObject({ from: timeText, to: timeText })

const weeklySchema = z.strictObject({
  kind: z.literal('weekly'),
  /** 1 is Monday, 7 is Sunday. */
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, 'must name each day once'),
  ...wallSpanSchema.shape,
  /** Every week, every second one, and so on, counted from the week (Monday to Sunday) of `startsOn`. */
  everyWeeks: z.int().min(1).max(52).default(1),
  /** The first day; that of the roster unless told. */
  startsOn: dayGiven.optional(),
})

const recurringSchema = z.strictObject({
  kind: z.literal('recurrence'),
  /** A rule of RFC 5545 that names days, such as FREQ=MONTHLY;BYDAY=1SA. */
  rrule: z.string().min(1).max(300),
  ...wallSpanSchema.shape,
  /** DTSTART; the first day of the roster unless told. */
  startsOn: dayGiven.optional(),
})

export const rosterRuleSchema = z.discriminatedUnion('kind', [weeklySchema, recurringSchema])

/** Working time that comes again: on weekdays, or by a rule of RFC 5545. */
export type RosterRule = z.output<typeof rosterRuleSchema>
export type RosterRuleInput = z.input<typeof rosterRuleSchema>

export const rosterRulesSchema: z.ZodType<RosterRule[], RosterRuleInput[]> = z.array(rosterRuleSchema).max(50)

/** A stretch of a day by the wall clock. */
export interface WallSpan extends z.output<typeof wallSpanSchema> {}

/** Minutes since midnight, in order and disjoint: from, to, from, to. An end beyond 1440 is one of the next day. */
export type WallMinutes = readonly number[]

/** Stretches of the wall clock as minutes since midnight. */
export function wallMinutes(spans: readonly WallSpan[]): WallMinutes {
  return merged(
    spans.map(({ from, to }) => {
      const start = minutesOfDay(from)
      const end = minutesOfDay(to)
      return [start, end > start ? end : end + minutesPerDay]
    }),
  )
}

/** What a roster says of days, which are counted from 1970-01-01. */
export interface ReadyRoster {
  readonly validFrom: number
  /** The working time of a day. With `like`, another day of the same week, it is that which the roster would have on that one. */
  on(day: number, like?: number): WallMinutes
}

const nothing: WallMinutes = []

/** @throws ROSTER_RULE_INVALID */
export function readyRoster(rules: readonly RosterRule[], validFrom: CalendarDate): ReadyRoster {
  const ready = rules.map((rule) => ({ span: wallMinutes([rule]), applies: appliesOf(rule, validFrom) }))
  // Few combinations come again and again: their spans are merged once.
  const known = new Map<string, WallMinutes>()
  return {
    validFrom: epochDayOf(validFrom),
    on(day, like = day) {
      const applying = ready.filter(({ applies }) => applies(day, like))
      const [first, second] = applying
      if (first === undefined) return nothing
      if (second === undefined) return first.span
      const key = applying.map((one) => ready.indexOf(one)).join(' ')
      const found = known.get(key) ?? merged(applying.flatMap(({ span }) => pairs(span)))
      known.set(key, found)
      return found
    },
  }
}

function appliesOf(rule: RosterRule, validFrom: CalendarDate): (day: number, like: number) => boolean {
  const startsOn = rule.startsOn ?? validFrom
  const first = epochDayOf(startsOn)
  if (rule.kind === 'recurrence') {
    const recurs = recurrenceOf(rule.rrule, startsOn)
    return (day, like) => day >= first && recurs(like)
  }
  const week = weekOf(first)
  const { everyWeeks } = rule
  const weekdays = new Set(rule.weekdays)
  return (day, like) => day >= first && weekdays.has(weekdayOfDay(like)) && (weekOf(day) - week) % everyWeeks === 0
}

/** Weeks from Monday on. Day 0, 1970-01-01, was a Thursday. */
const weekOf = (day: number): number => Math.floor((day + 3) / 7)

/** 1 is Monday, 7 is Sunday. */
export const weekdayOfDay = (day: number): number => day + 3 - weekOf(day) * 7 + 1

/** The day of this weekday in the week of another day. */
export const inWeekOf = (day: number, weekday: number): number => weekOf(day) * 7 - 3 + weekday - 1

const pairs = (flat: readonly number[]): [number, number][] => {
  const spans: [number, number][] = []
  for (let at = 0; at < flat.length; at += 2) spans.push([flat[at] ?? 0, flat[at + 1] ?? 0])
  return spans
}
