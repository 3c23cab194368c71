/** How each kind of column travels to the database and back; the dialects name the types. */
import { StorageFailed } from '@calotype/core/storage'
import type { Column, Value } from '@calotype/core/storage'
import type { SqlValue, Stored } from './connection.ts'

export interface Codec {
  /** The type of the column as SQL has it, with its collation: `varchar(64) collate "C"`. */
  readonly type: string
  encode(value: Value | undefined): SqlValue
  /** From what the driver answers; never called with null. */
  decode(stored: NonNullable<Stored>): Value
}

/** The kind as it is noted in the database; a decimal with its scale, on which the stored numbers depend. */
export const notedKind = (column: Column): string =>
  column.kind === 'decimal' ? `decimal(${column.scale ?? 0})` : column.kind

/** The canonical text of a decimal that a database answers: no zeros at the end, no `-0`. */
export function canonicalDecimal(text: string): string {
  if (!text.includes('.')) return text === '-0' ? '0' : text
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end--
  if (text.charCodeAt(end - 1) === 46) end--
  const cut = text.slice(0, end)
  return cut === '-0' || cut === '' ? '0' : cut
}

/** A count or an int. Beyond what a JavaScript number holds exactly it is an error, never a rounded value. */
export function wholeNumber(stored: NonNullable<Stored>): number {
  const value = Number(stored)
  if (Number.isSafeInteger(value)) return value
  throw StorageFailed.create({ store: 'SQL', reason: `${String(stored)} is out of the range of a whole number` })
}

/**
 * An instant from `2026-11-22 08:30:04.123+00`, as SQL prints a time with its offset; text without an offset is in UTC.
 * Offsets of long ago have seconds.
 */
export function instantOfSql(text: string): string {
  // A shift may lead out of the four digits of the year.
  if (text.charCodeAt(4) !== 45) return shifted(text)
  const point = text.indexOf('.', 19)
  const head = `${text.slice(0, 10)}T${text.slice(11, 19)}.`
  let at = 19
  let millis = '000'
  if (point === 19) {
    at = 20
    while (at < text.length && text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++
    millis = text.slice(20, at).padEnd(3, '0').slice(0, 3)
  }
  const offset = text.slice(at)
  return offset === '' || offset === '+00' || offset === 'Z' ? `${head}${millis}Z` : shifted(text)
}

const withOffset = /^(\d{4,6})-(\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d+))?([+-])(\d\d):?(\d\d)?:?(\d\d)?$/

function shifted(text: string): string {
  const found = withOffset.exec(text)
  if (found === null) throw StorageFailed.create({ store: 'SQL', reason: `"${text}" is no instant` })
  const [, year = '', day, time, fraction = '', sign, hours = '0', minutes = '0', seconds = '0'] = found
  const wholeYear = year.length === 4 ? year : `+${year.padStart(6, '0')}`
  const shift = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * (sign === '-' ? -1 : 1)
  const local = Date.parse(`${wholeYear}-${day}T${time}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  return new Date(local - shift * 1000).toISOString()
}
