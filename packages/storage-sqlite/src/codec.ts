/** How each kind of column is kept in SQLite. */
import { type Column, type ColumnKind, StorageFailed, type Value } from '@calotype/core/storage'
import type { SqlValue } from './driver.ts'

export interface Codec {
  /** `integer` or `text`; all tables are STRICT. */
  readonly type: 'integer' | 'text'
  /** Whether a stored value can be past what a JavaScript number holds. */
  readonly wide: boolean
  encode(value: Value | undefined): SqlValue
  /** From a number or a bigint, whichever the statement reads. Absent where the stored value is the row's. */
  readonly decode?: (stored: SqlValue) => Value
}

const asIs = (value: Value | undefined): SqlValue => (value === undefined ? null : (value as SqlValue))

const plainText: Codec = { type: 'text', wide: false, encode: asIs }

const codecs: Readonly<Record<Exclude<ColumnKind, 'decimal'>, Codec>> = {
  id: plainText,
  text: plainText,
  instant: plainText,
  date: plainText,
  int: { type: 'integer', wide: false, encode: asIs, decode: wholeNumber },
  money: { type: 'integer', wide: true, encode: asIs },
  bool: {
    type: 'integer',
    wide: false,
    encode: (value) => (value === null || value === undefined ? null : value === true ? 1 : 0),
    // Another number, which only an edit from outside can leave, is neither: filters do not take it for true.
    decode: (stored) => (stored === 1 || stored === 1n ? true : stored === 0 || stored === 0n ? false : Number(stored)),
  },
  json: {
    type: 'text',
    wide: false,
    encode: (value) => (value === null || value === undefined ? null : JSON.stringify(value)),
    decode: (stored) => JSON.parse(String(stored)) as Value,
  },
}

/** Where null is not allowed, null is a JSON document like any other. */
const requiredJson: Codec = { ...codecs.json, encode: (value) => JSON.stringify(value ?? null) }

const decimals: readonly Codec[] = Array.from({ length: 10 }, (_, scale) => ({
  type: 'integer',
  wide: true,
  encode: (value) => (typeof value === 'string' ? unitsOfDecimal(value, scale) : null),
  decode: (stored) => decimalOfUnits(BigInt(stored ?? 0), scale),
}))

export function codecOf(column: Column): Codec {
  if (column.kind === 'json') return column.nullable ? codecs.json : requiredJson
  if (column.kind !== 'decimal') return codecs[column.kind]
  const codec = decimals[column.scale ?? 0]
  if (codec !== undefined) return codec
  throw StorageFailed.create({ store: 'sqlite', reason: `a decimal cannot have the scale ${String(column.scale)}` })
}

/** The kind as it is noted in the database; a decimal with its scale, on which the stored numbers depend. */
export const notedKind = (column: Column): string =>
  column.kind === 'decimal' ? `decimal(${column.scale ?? 0})` : column.kind

/** `-12.5` with two digits after the point is -1250. */
export function unitsOfDecimal(text: string, scale: number): bigint {
  const point = text.indexOf('.')
  if (point === -1) return BigInt(text + '0'.repeat(scale))
  const digits = text.length - point - 1
  if (digits <= scale) return BigInt(text.slice(0, point) + text.slice(point + 1) + '0'.repeat(scale - digits))
  throw StorageFailed.create({ store: 'sqlite', reason: `${text} has more than ${scale} digits after the point` })
}

/** The canonical text: no zeros at the end, no `-0`. */
export function decimalOfUnits(units: bigint, scale: number): string {
  const text = units.toString()
  if (scale === 0) return text
  const negative = units < 0n
  const digits = (negative ? text.slice(1) : text).padStart(scale + 1, '0')
  const point = digits.length - scale
  let end = digits.length
  while (end > point && digits.charCodeAt(end - 1) === 48) end--
  const fraction = end === point ? '' : `.${digits.slice(point, end)}`
  return `${negative ? '-' : ''}${digits.slice(0, point)}${fraction}`
}

/** A count or an int. Beyond what a JavaScript number holds exactly it is an error, never a rounded value. */
export function wholeNumber(stored: SqlValue): number {
  const value = Number(stored)
  if (Number.isSafeInteger(value)) return value
  throw StorageFailed.create({ store: 'sqlite', reason: `${String(stored)} is out of the range of a whole number` })
}
