/** The Chinese lunar calendar (农历), by which many families keep birthdays. The dates are those of tyme4ts, loaded with the first lunar date. */
import { addDays, type CalendarDate, dateOfEpochDay, epochDayOf } from '../values/calendar-date.ts'

/** A day of the lunar calendar. */
export interface LunarDate {
  /** The Gregorian year in which the lunar year begins. */
  readonly year: number
  /** 1 to 12. */
  readonly month: number
  /** Whether it is the leap month (闰月) that follows the month of that number. */
  readonly leap: boolean
  /** 1 to 30. */
  readonly day: number
}

interface LunarMonth {
  readonly month: number
  readonly leap: boolean
  /** Days since 1970-01-01 of its first day. */
  readonly first: number
  /** 29 or 30. */
  readonly days: number
}

/** Turns dates into lunar ones and back. Pure. */
export interface LunarCalendar {
  lunarOf(date: CalendarDate): LunarDate
  /** The Gregorian date; undefined for a day that the lunar year does not have. */
  dateOf(lunar: LunarDate): CalendarDate | undefined
  /** The days of the month that the date lies in: 29 or 30. */
  daysOfMonth(date: CalendarDate): number
  /** Whether the lunar year has a leap month of this number. */
  hasLeap(year: number, month: number): boolean
}

let loaded: Promise<LunarCalendar> | undefined

/** The calendar. It is the same for every engine and holds nothing of any. */
export function lunarCalendar(): Promise<LunarCalendar> {
  loaded ??= import('tyme4ts').then(({ LunarYear }) =>
    calendarOf((year) => {
      const months = LunarYear.fromYear(year).getMonths()
      return months.map((month) => {
        const day = month.getFirstJulianDay().getSolarDay()
        const date = [day.getYear(), day.getMonth(), day.getDay()]
          .map((part) => String(part).padStart(2, '0'))
          .join('-')
        return {
          month: Math.abs(month.getMonthWithLeap()),
          leap: month.isLeap(),
          first: epochDayOf(date),
          days: month.getDayCount(),
        }
      })
    }),
  )
  return loaded
}

/** A calendar from the months of its years; each year is asked for once. */
export function calendarOf(monthsOf: (year: number) => readonly LunarMonth[]): LunarCalendar {
  const known = new Map<number, readonly LunarMonth[]>()
  const year = (number: number): readonly LunarMonth[] => {
    const standing = known.get(number)
    if (standing !== undefined) return standing
    const months = monthsOf(number)
    known.set(number, months)
    return months
  }
  const placeOf = (date: CalendarDate): { readonly year: number; readonly month: LunarMonth; readonly day: number } => {
    const at = epochDayOf(date)
    const gregorian = Number(date.slice(0, 4))
    // A lunar year begins in January or February of the Gregorian one.
    for (const lunarYear of [gregorian, gregorian - 1]) {
      const month = year(lunarYear).find(({ first, days }) => at >= first && at < first + days)
      if (month !== undefined) return { year: lunarYear, month, day: at - month.first + 1 }
    }
    throw new Error(`the lunar calendar has no day for ${date}`)
  }
  return {
    lunarOf(date) {
      const { year: lunarYear, month, day } = placeOf(date)
      return { year: lunarYear, month: month.month, leap: month.leap, day }
    },
    dateOf({ year: lunarYear, month, leap, day }) {
      const found = year(lunarYear).find((one) => one.month === month && one.leap === leap)
      if (found === undefined || day < 1 || day > found.days) return undefined
      return addDays(dateOfEpochDay(found.first), day - 1)
    },
    daysOfMonth: (date) => placeOf(date).month.days,
    hasLeap: (lunarYear, month) => year(lunarYear).some((one) => one.leap && one.month === month),
  }
}
