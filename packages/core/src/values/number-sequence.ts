import type { CalendarDate } from './calendar-date.ts'
import { parseCalendarDate } from './calendar-date.ts'
import { numberPartInvalid, numberPatternAmbiguous, numberPatternInvalid } from './errors-text.ts'
import type { DateField, PatternPart } from './number-pattern.ts'
import { ambiguityOf, readPattern } from './number-pattern.ts'

/** When the counter of a sequence starts again at 1, by business date. */
export type NumberReset = 'day' | 'month' | 'year' | 'never'

/**
 * How a studio numbers its orders or receipts. Pure: the counter itself is kept in storage under {@link
 * NumberSequence.scopeOf}.
 */
export interface NumberSequence {
  readonly name: string
  readonly pattern: string
  readonly resets: NumberReset
  /**
   * The key of the counter to raise. It holds the branch only when the pattern shows it: otherwise all branches count
   * together, as they must to give no number twice.
   *
   * @throws NUMBER_PART_INVALID, CALENDAR_DATE_MALFORMED
   */
  scopeOf(at: { branch: string; date: CalendarDate }): string
  /**
   * The number itself. A value wider than its padding just grows.
   *
   * @throws NUMBER_PART_INVALID, CALENDAR_DATE_MALFORMED
   */
  format(at: { branch: string; date: CalendarDate; value: number | bigint }): string
}

/** How much of a date, YYYY-MM-DD, tells one period of a counter from the next. */
const periodLength: Readonly<Record<NumberReset, number>> = { day: 10, month: 7, year: 4, never: 0 }

/**
 * Defines a named sequence of numbers. The pattern is text with `{branch}`, one `{n}` or zero-padded `{n:4}`, and dates
 * made of yyyy, yy, MM and dd, such as `{branch}-{yyMMdd}-{n:4}` → `main-261122-0007`.
 *
 * @throws NUMBER_PATTERN_INVALID for an unknown placeholder, a stray brace, a missing {n}, a bad name or reset
 * @throws NUMBER_PATTERN_AMBIGUOUS when the pattern does not show what the counter resets by, or {branch} and {n} run
 *   together
 */
export function defineNumberSequence(definition: {
  name: string
  pattern: string
  resets: NumberReset
}): NumberSequence {
  const { name, pattern, resets } = definition
  const invalid = (rule: string, value: string) => numberPatternInvalid.create({ sequence: name, pattern, rule, value })
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw invalid('the name must be kebab-case', name)
  if (!Object.hasOwn(periodLength, resets)) {
    throw invalid('resets must be day, month, year or never', String(resets))
  }
  const parts = readPattern(pattern)
  if (!isReadable(parts)) throw invalid(parts.rule, parts.value)
  const rule = ambiguityOf(parts, resets)
  if (rule !== undefined) throw numberPatternAmbiguous.create({ sequence: name, pattern, rule })
  const showsBranch = parts.some((part) => part.kind === 'branch')

  const checkBranch = (branch: string): string => {
    // Letters and digits of any script, and a few marks: what fits a receipt, a file name and an address.
    if (typeof branch === 'string' && /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(branch)) return branch
    const rule = 'must start with a letter or digit and hold only letters, digits, points, hyphens and underscores'
    throw numberPartInvalid.create({ sequence: name, field: 'branch', rule, value: branch })
  }

  return Object.freeze({
    name,
    pattern,
    resets,
    scopeOf({ branch, date }: { branch: string; date: CalendarDate }): string {
      const period = parseCalendarDate(date).slice(0, periodLength[resets])
      return `${name}:${period}:${showsBranch ? checkBranch(branch) : ''}`
    },
    format({ branch, date, value }: { branch: string; date: CalendarDate; value: number | bigint }): string {
      parseCalendarDate(date)
      const whole = typeof value === 'bigint' || Number.isSafeInteger(value)
      if (!whole || value < 1) {
        const rule = 'must be a whole number from 1'
        throw numberPartInvalid.create({ sequence: name, field: 'value', rule, value })
      }
      let text = ''
      for (const part of parts) {
        if (part.kind === 'text') text += part.text
        else if (part.kind === 'branch') text += checkBranch(branch)
        else if (part.kind === 'counter') text += value.toString().padStart(part.width, '0')
        else for (const field of part.fields) text += date.slice(...fieldAt[field])
      }
      return text
    },
  })
}

const fieldAt: Readonly<Record<DateField, readonly [number, number]>> = {
  yyyy: [0, 4],
  yy: [2, 4],
  MM: [5, 7],
  dd: [8, 10],
}

function isReadable(parts: ReturnType<typeof readPattern>): parts is readonly PatternPart[] {
  return Array.isArray(parts)
}
