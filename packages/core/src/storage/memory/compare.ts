/** The order of values, by kind of column. Nulls are the callers' business. */
import { printDecimal, readDecimal } from '../../values/decimal-text.ts'
import type { Column, Value } from '../column.ts'
import { refused } from './failure.ts'

export type Comparator = (a: Value, b: Value) => number

const native: Comparator = (a, b) => {
  if (a === b || a === null || b === null) return 0
  return a < b ? -1 : 1
}

/** Surrogates, which stand for code points above U+FFFF, rank above the other code units. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit > 0xdfff ? unit - 0x800 : unit + 0x2000)

/** By code point. JavaScript's own `<` goes by UTF-16 code unit and puts an emoji before U+FF01. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0
  const shorter = Math.min(a.length, b.length)
  for (let at = 0; at < shorter; at++) {
    const x = a.charCodeAt(at)
    const y = b.charCodeAt(at)
    if (x !== y) return rank(x) - rank(y)
  }
  return a.length - b.length
}

const canonicalDecimal = /^(?:0|-?[1-9]\d*(?:\.\d*[1-9])?|-?0\.\d*[1-9])$/

/** The one text of a decimal: no needless zeros, no plus, no `-0`. */
export function canonical(text: string): string {
  if (canonicalDecimal.test(text)) return text
  const read = readDecimal(text)
  if (read === undefined) throw refused(`"${text}" is not a decimal`)
  let { coefficient, scale } = read
  while (scale > 0 && coefficient % 10n === 0n) {
    coefficient /= 10n
    scale--
  }
  return printDecimal(coefficient, scale)
}

const wholeDigits = (text: string): number => {
  const point = text.indexOf('.')
  return point < 0 ? text.length : point
}

/** Numeric order of canonical decimals, without converting: the longer whole part is the larger one, then digit by digit. */
export function compareDecimals(a: string, b: string): number {
  if (a === b) return 0
  const aNegative = a.startsWith('-')
  if (aNegative !== b.startsWith('-')) return aNegative ? -1 : 1
  const larger = wholeDigits(a) - wholeDigits(b) || (a < b ? -1 : 1)
  return aNegative ? -larger : larger
}

/** How values of a column compare. */
export function comparatorOf(column: Column): Comparator {
  switch (column.kind) {
    case 'text':
      return (a, b) => compareText(String(a), String(b))
    case 'decimal':
      return (a, b) => compareDecimals(String(a), String(b))
    case 'json':
      throw refused('JSON cannot be compared or sorted by')
    default:
      return native
  }
}

/** The same with nulls, which sort lowest. */
export function nullsLowest(compare: Comparator): Comparator {
  return (a, b) => {
    if (a === null) return b === null ? 0 : -1
    return b === null ? 1 : compare(a, b)
  }
}
