/** On which days nobody works, and on which people work although they would not: holidays and make-up workdays (调休). */
import { type CalendarDate, dateOfEpochDay, epochDayOf } from '../values/calendar-date.ts'
import type { ClosedDays } from '../stages/index.ts'
import { HolidaysUnknown } from './errors.ts'

/** Days are counted from 1970-01-01. */
export interface DayRules {
  /** Whether it is a closed day, and no make-up workday. @throws HOLIDAYS_UNKNOWN */
  isClosed(day: number): boolean
  isMakeUp(day: number): boolean
  /** Whether the host's calendar answers for the day. Of one that it does not know it is asked again each time: it may be announced. */
  isKnown(day: number): boolean
  /** On a make-up workday, who has no time on that weekday works as on this one. 1 is Monday. */
  readonly makeUpWeekday: number
}

export interface DayRuleOptions {
  readonly closedDays: readonly ClosedDays[]
  readonly openDays: readonly CalendarDate[]
  readonly makeUpWeekday: number
  /** The host's calendar. It may refuse what it does not know. */
  isHoliday(date: CalendarDate): boolean
  isMakeUp(date: CalendarDate): boolean
}

export function dayRules({ closedDays, openDays, makeUpWeekday, ...host }: DayRuleOptions): DayRules {
  const closed = closedDays.map(({ from, to }) => ({ from: epochDayOf(from), to: epochDayOf(to) }))
  const open = new Set(openDays.map(epochDayOf))
  const asked = (ask: (date: CalendarDate) => boolean) => {
    const known = new Map<number, boolean>()
    return (day: number): boolean => {
      let answer = known.get(day)
      if (answer === undefined) {
        const date = dateOfEpochDay(day)
        try {
          answer = ask(date)
        } catch (cause) {
          const reason = cause instanceof Error ? cause.message : String(cause)
          throw HolidaysUnknown.create({ date, reason }, { cause })
        }
        known.set(day, answer)
      }
      return answer
    }
  }
  const isHoliday = asked(host.isHoliday)
  const isHostMakeUp = asked(host.isMakeUp)
  const isMakeUp = (day: number) => open.has(day) || isHostMakeUp(day)
  const isClosed = (day: number) =>
    !isMakeUp(day) && (closed.some(({ from, to }) => from <= day && day <= to) || isHoliday(day))
  const known = new Set<number>()
  return {
    makeUpWeekday,
    isMakeUp,
    isClosed,
    isKnown(day) {
      if (known.has(day)) return true
      try {
        isClosed(day)
      } catch (error) {
        if (!HolidaysUnknown.is(error)) throw error
        return false
      }
      known.add(day)
      return true
    },
  }
}
