/** Days and moments as inputs take them: what is wrong with one is told with its field, before anything reckons with it. */
import { z } from 'zod'
import { isCalendarDate } from '../values/calendar-date.ts'
import { isInstant, parseInstant } from '../values/instant.ts'

/** Nothing of a studio is planned or written down in other years; and whatever is reckoned from a day in these has room in the calendar. */
const [firstYear, lastYear] = ['1900', '2199']
const isOfOurs = (text: string): boolean => firstYear <= text.slice(0, 4) && text.slice(0, 4) <= lastYear
const years = `must lie in the years ${firstYear} to ${lastYear}`

/** The moment, in canonical form; undefined where there is none. */
function momentOf(text: string): string | undefined {
  if (isInstant(text)) return text
  try {
    return parseInstant(text)
  } catch {
    return undefined
  }
}

/** Whether it is written as a day, of which somebody else says where. */
export const isWrittenAsDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text)

const noDay = 'must be a day that there is, as YYYY-MM-DD'
const aMoment = 'a date and time that there is, with seconds and with Z or an offset, such as 2026-11-22T10:00:00+08:00'

const isDay = (text: string): boolean => isCalendarDate(text) && isOfOurs(text)
const isMoment = (text: string): boolean => isOfOurs(momentOf(text) ?? '')

/** A day of the calendar. */
export const dayGiven = z.string().refine(isDay, {
  error: ({ input }) => (typeof input === 'string' && isCalendarDate(input) ? years : noDay),
})

/** A month of the calendar. */
export const monthGiven = z.string().refine((text) => isDay(`${text}-01`), {
  error: ({ input }) =>
    typeof input === 'string' && isCalendarDate(`${input}-01`) ? years : 'must be a month YYYY-MM',
})

/** RFC 3339 with `Z` or an offset. */
export const momentGiven = z.string().refine(isMoment, {
  error: ({ input }) => (typeof input === 'string' && momentOf(input) !== undefined ? years : `must be ${aMoment}`),
})

/** A day of the calendar, or RFC 3339 with `Z` or an offset. */
export const dayOrMomentGiven = z.string().refine((text) => (isWrittenAsDay(text) ? isDay(text) : isMoment(text)), {
  error: ({ input }) => {
    const text = typeof input === 'string' ? input : ''
    if (isCalendarDate(text) || momentOf(text) !== undefined) return years
    return isWrittenAsDay(text) ? noDay : `must be a day YYYY-MM-DD, or ${aMoment}`
  },
})
