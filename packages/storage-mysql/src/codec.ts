/** How each kind of column is kept in MySQL. Values travel as text, so that no driver can round or shift them. */
import { type Column, type ColumnKind, StorageFailed, type Value } from '@calotype/core/storage'
import { canonicalDecimal, type Codec, instantOfSql, wholeNumber } from '@calotype/storage-sql'
import { utf8 } from './collation.ts'

/** The longest text, in code points, that can stand in an index (3,072 bytes), and in a `text`. */
const longestIndexed = 768
const longestText = 16_000

const words = (value: Value | undefined): string | null => (typeof value === 'string' ? value : null)

const number = (value: Value | undefined): number | bigint | null =>
  typeof value === 'number' || typeof value === 'bigint' ? value : null

const asText = (stored: string | number | bigint): string => String(stored)

function text(longest: number): Codec {
  const type = longest <= longestIndexed ? `varchar(${longest})` : longest <= longestText ? 'text' : 'mediumtext'
  return { type: `${type} ${utf8}`, encode: words, decode: asText }
}

const codecs: Readonly<Record<Exclude<ColumnKind, 'id' | 'text' | 'decimal'>, Codec>> = {
  int: { type: 'bigint', encode: number, decode: wholeNumber },
  money: { type: 'bigint', encode: number, decode: (stored) => BigInt(stored) },
  bool: {
    type: 'tinyint(1)',
    encode: (value) => (typeof value === 'boolean' ? Number(value) : null),
    // Another number, which only an edit from outside can leave, is neither: filters do not take it for true.
    decode: (stored) => (Number(stored) === 1 ? true : Number(stored) === 0 ? false : Number(stored)),
  },
  // Without a zone: a session's or server's zone has no part in it. What is stored is UTC.
  instant: {
    type: 'datetime(3)',
    encode: (value) => (typeof value === 'string' ? `${value.slice(0, 10)} ${value.slice(11, 23)}` : null),
    decode: (stored) => instantOfSql(String(stored)),
  },
  date: { type: 'date', encode: words, decode: asText },
  // Not the type `json`, which sorts keys and rounds numbers: what was written comes back to the character.
  json: {
    type: `longtext ${utf8}`,
    encode: (value) => (value === null || value === undefined ? null : JSON.stringify(value)),
    decode: (stored) => JSON.parse(String(stored)) as Value,
  },
}

/** Where null is not allowed, null is a JSON document like any other. */
const requiredJson: Codec = { ...codecs.json, encode: (value) => JSON.stringify(value ?? null) }

/** 18 digits in all, as many of them after the point as the column declares. */
const decimals: readonly Codec[] = Array.from({ length: 10 }, (_, scale) => ({
  type: `decimal(18, ${scale})`,
  // As a number in the statement: the text of one would be compared and added as a floating-point number.
  encode: (value) => (typeof value === 'string' ? { decimal: value } : null),
  decode: (stored) => canonicalDecimal(String(stored)),
}))

export function codecOf(column: Column): Codec {
  switch (column.kind) {
    case 'id':
      return text(column.maxLength ?? 64)
    case 'text':
      return text(column.maxLength ?? 200)
    case 'json':
      return column.nullable ? codecs.json : requiredJson
    case 'decimal': {
      const codec = decimals[column.scale ?? 0]
      if (codec !== undefined) return codec
      throw StorageFailed.create({ store: 'mysql', reason: `a decimal cannot have the scale ${String(column.scale)}` })
    }
    default:
      return codecs[column.kind]
  }
}
