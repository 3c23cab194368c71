/** Holds every value against its column before it goes to an adapter. */
import { defineError } from '../values/calotype-error.ts'
import { isCalendarDate } from '../values/calendar-date.ts'
import { isInstant } from '../values/instant.ts'
import type { Column } from './column.ts'

export const RowInvalid = defineError<{ table: string; column: string; rule: string; value: string }>({
  code: 'ROW_INVALID',
  status: 422,
  summary: 'A value does not fit its column.',
  message: ({ table, column, rule, value }) => `${table}.${column} ${rule}, but is ${value}.`,
  mend: 'Mend the value before it is written: nothing of this transaction was kept.',
})

const moneyLowest = -(2n ** 63n)
const moneyHighest = 2n ** 63n - 1n
const keyText = /^[\x21-\x7e]+$/
const decimalText = /^-?(0|[1-9]\d*)(\.\d*[1-9])?$/

/** Why `value` does not fit `column`, or undefined where it does. */
export function ruleBroken(column: Column, value: unknown): string | undefined {
  if (value === null) return column.nullable ? undefined : 'must not be null'
  switch (column.kind) {
    case 'text':
      return textRule(value, column.maxLength ?? 200)
    case 'id':
      return typeof value === 'string' && value.length <= 64 && keyText.test(value)
        ? undefined
        : 'must be 1 to 64 printable ASCII characters without blanks'
    case 'int':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? undefined
        : 'must be a whole number within ±(2^53 − 1)'
    case 'money':
      return typeof value === 'bigint' && value >= moneyLowest && value <= moneyHighest
        ? undefined
        : 'must be a bigint of minor units within 64 bits'
    case 'bool':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case 'decimal':
      return decimalRule(value, column.scale ?? 0)
    case 'instant':
      return typeof value === 'string' && isInstant(value) ? undefined : 'must be an instant YYYY-MM-DDTHH:mm:ss.sssZ'
    case 'date':
      return typeof value === 'string' && isCalendarDate(value) ? undefined : 'must be a date YYYY-MM-DD'
    case 'json':
      return value === undefined ? 'must be JSON' : undefined
  }
}

function textRule(value: unknown, longest: number): string | undefined {
  if (typeof value !== 'string') return 'must be text'
  if (value.length > longest && [...value].length > longest) return `must have at most ${longest} characters`
  if (value.includes('\u0000')) return 'must not hold the character NUL'
  return value.isWellFormed() ? undefined : 'must be well-formed Unicode (it holds half of a surrogate pair)'
}

function decimalRule(value: unknown, scale: number): string | undefined {
  if (typeof value !== 'string' || !decimalText.test(value) || value === '-0')
    return 'must be a decimal in plain canonical form'
  const digits = value.startsWith('-') ? value.slice(1) : value
  const point = digits.indexOf('.')
  const before = point < 0 ? digits.length : point
  const after = point < 0 ? 0 : digits.length - point - 1
  if (after > scale) return `must have at most ${scale} digits after the point`
  return before > 18 - scale ? `must have at most ${18 - scale} digits before the point` : undefined
}

/** A value for a message: short, and safe to print. */
export function shown(value: unknown): string {
  if (typeof value === 'bigint') return `${value}n`
  const printed = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return printed.length > 60 ? `${printed.slice(0, 57)}…` : printed
}
