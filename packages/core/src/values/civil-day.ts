// Days of the proleptic Gregorian calendar (ISO 8601) as whole numbers: day 0 is 1970-01-01.
// Arithmetic of our own, because Date reads the years 0 to 99 as 1900 to 1999 and is slower.

export const millisPerDay = 86_400_000

/** Day number of 0000-01-01, from which eras are counted. */
const eraStart = -719_528
/** Day number of 0001-01-01: databases know no year 0. */
export const firstDay = -719_162
/** Day number of 9999-12-31. */
export const lastDay = 2_932_896

const daysPerEra = 146_097

/** The day number of a date; the month counts from 1. The caller checks that the date exists. */
export function dayOf(year: number, month: number, day: number): number {
  // Counted in years that start in March, so that the leap day comes last, and in eras of 400 years.
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * daysPerEra + dayOfEra + eraStart + 60
}

/** The date of a day number; the reverse of {@link dayOf}. */
export function dateOfDay(dayNumber: number): { year: number; month: number; day: number } {
  const shifted = dayNumber - eraStart - 60
  const era = Math.floor(shifted / daysPerEra)
  const dayOfEra = shifted - era * daysPerEra
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return {
    year: yearOfEra + era * 400 + (month > 2 ? 0 : 1),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  }
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

const twoDigitTexts: readonly string[] = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'))

/** A whole number from 0 to 99 as two digits. */
export const inTwoDigits = (value: number): string => twoDigitTexts[value] as string

/** `YYYY-MM-DD`, of the years 0000 to 9999. */
export function dateText(year: number, month: number, day: number): string {
  const hundreds = Math.floor(year / 100)
  return `${inTwoDigits(hundreds)}${inTwoDigits(year - hundreds * 100)}-${inTwoDigits(month)}-${inTwoDigits(day)}`
}

/** The two ASCII digits at `index` as a number, or NaN. */
export function twoDigits(text: string, index: number): number {
  const tens = text.charCodeAt(index) - 48
  const units = text.charCodeAt(index + 1) - 48
  return tens >= 0 && tens <= 9 && units >= 0 && units <= 9 ? tens * 10 + units : Number.NaN
}

/** The day number of a text that starts with a real date YYYY-MM-DD, or NaN. */
export function readDay(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const real =
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    year >= 1 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    (day <= 28 || day <= daysInMonth(year, month))
  return real ? dayOf(year, month, day) : Number.NaN
}
