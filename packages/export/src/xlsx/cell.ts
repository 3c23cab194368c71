/** One cell of a sheet as SpreadsheetML. */
import { epochDayOf, isCalendarDate, localTimeAt, Money, millisOf } from '@calotype/core'
import { ExportedTextTooLong } from '../errors.ts'
import type { Column } from './sheet.ts'
import type { Styles } from './styles.ts'
import { xmlText } from './xml-text.ts'

type Kind = Column<never>['is']

export interface CellPlace {
  /** Such as `C7`. */
  readonly at: string
  readonly kind: Kind
  readonly strong: boolean
  readonly timeZone: string
}

/** What a cell of text takes. */
const longestText = 32_767
/** A number of a spreadsheet is a double of IEEE 754, which gives any 15 digits back and not all of 16. */
const largestNumber = 999_999_999_999_999n
/** Days from 1900-01-00, as spreadsheets count, to 1970-01-01; true from 1900-03-01 on, as they took 1900 for a leap year. */
const epochInSerials = 25_569
const firstTrueSerial = 61
/** A spreadsheet that is told to edit such a text would compute it. */
const formulaMark = /^[=+\-@\t\r]/

/** Whether an amount comes back exactly from the number of a spreadsheet. */
export const isExactNumber = ({ minor }: Money): boolean => minor <= largestNumber && minor >= -largestNumber

/** @throws EXPORTED_TEXT_TOO_LONG */
export function cell(value: Money | string | number | null, place: CellPlace, styles: Styles): string {
  if (value === null || value === '') return ''
  const { at, kind, strong } = place
  if (value instanceof Money) {
    const text = value.toString()
    return isExactNumber(value)
      ? numberCell(at, styles.amount(value.currency, strong), text)
      : textCell(at, styles.longAmount(strong), text)
  }
  if (typeof value === 'number') return numberCell(at, styles.count(strong), String(value))
  const serial =
    kind === 'date' ? serialOfDate(value) : kind === 'time' ? serialOfTime(value, place.timeZone) : undefined
  if (serial !== undefined) return numberCell(at, kind === 'date' ? styles.date(strong) : styles.time(strong), serial)
  return textCell(at, formulaMark.test(value) ? styles.quoted(strong) : styles.text(strong), value)
}

/** A formula with what it comes to, so that a reader that computes nothing shows it too. */
export function formulaCell(at: string, style: number, formula: string, value: string): string {
  return `<c r="${at}" s="${style}"><f>${xmlText(formula)}</f><v>${value}</v></c>`
}

const numberCell = (at: string, style: number, value: string): string => `<c r="${at}" s="${style}"><v>${value}</v></c>`

/** Never a formula, whatever it begins with: the cell says that it holds text. */
export function textCell(at: string, style: number, text: string): string {
  if (text.length > longestText) throw ExportedTextTooLong.create({ cell: at, length: text.length, most: longestText })
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

/** Undefined where a spreadsheet has no such date: it is then written as text. */
function serialOfDate(date: string): string | undefined {
  if (!isCalendarDate(date)) return undefined
  const serial = epochDayOf(date) + epochInSerials
  return serial < firstTrueSerial ? undefined : String(serial)
}

/** What the clocks of the zone show: a spreadsheet knows no zones. Whole seconds. */
function serialOfTime(instant: string, timeZone: string): string | undefined {
  const { date, time, second } = localTimeAt(instant, timeZone)
  const day = serialOfDate(date)
  if (day === undefined) return undefined
  const seconds = millisOf(`1970-01-01T${time}:00.000Z`) / 1000 + second
  return String(Number(day) + seconds / 86_400)
}

/** `A`, `Z`, `AA` … for 0, 25, 26 … */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}
