/** How each kind of column is kept in PostgreSQL. Values travel as text, so that no driver can round or shift them. */
import { type Column, type ColumnKind, StorageFailed, type Value } from '@calotype/core/storage'
import { canonicalDecimal, type Codec, instantOfSql, wholeNumber } from '@calotype/storage-sql'

const asIs = (value: Value | undefined) => (value === undefined ? null : (value as string | number | bigint | null))

/** A host's client may have been told to print dates otherwise; then a day is refused rather than misread. */
function isoDate(text: string): string {
  if (text.charCodeAt(4) === 45) return text
  throw StorageFailed.create({ store: 'postgres', reason: `"${text}" is no date; DateStyle must be ISO` })
}

/** Sorted by code point, as UTF-8 sorts by its bytes; never by a locale. */
const plainText = (type: string): Codec => ({ type, encode: asIs, decode: (stored) => String(stored) })

const codecs: Readonly<Record<Exclude<ColumnKind, 'decimal'>, Codec>> = {
  id: plainText('text collate "C"'),
  text: plainText('text collate "C"'),
  int: { type: 'bigint', encode: asIs, decode: wholeNumber },
  money: { type: 'bigint', encode: asIs, decode: (stored) => BigInt(stored) },
  bool: {
    type: 'boolean',
    encode: (value) => (typeof value === 'boolean' ? value : null),
    decode: (stored) => stored === 't',
  },
  instant: { type: 'timestamp(3) with time zone', encode: asIs, decode: (stored) => instantOfSql(String(stored)) },
  date: { type: 'date', encode: asIs, decode: (stored) => isoDate(String(stored)) },
  // Not jsonb: what was written comes back to the character, and costs less to write.
  json: {
    type: 'json',
    encode: (value) => (value === null || value === undefined ? null : JSON.stringify(value)),
    decode: (stored) => JSON.parse(String(stored)) as Value,
  },
}

/** Where null is not allowed, null is a JSON document like any other. */
const requiredJson: Codec = { ...codecs.json, encode: (value) => JSON.stringify(value ?? null) }

/** 18 digits in all, as many of them after the point as the column declares. */
const decimals: readonly Codec[] = Array.from({ length: 10 }, (_, scale) => ({
  type: `numeric(18, ${scale})`,
  encode: asIs,
  decode: (stored) => canonicalDecimal(String(stored)),
}))

export function codecOf(column: Column): Codec {
  if (column.kind === 'json') return column.nullable ? codecs.json : requiredJson
  if (column.kind !== 'decimal') return codecs[column.kind]
  const codec = decimals[column.scale ?? 0]
  if (codec !== undefined) return codec
  throw StorageFailed.create({ store: 'postgres', reason: `a decimal cannot have the scale ${String(column.scale)}` })
}
