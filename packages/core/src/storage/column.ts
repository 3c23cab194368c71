/**
 * Columns as a table declares them. Decimals and instants are strings in a row, so that no driver can round them;
 * money is whole minor units in a bigint.
 */
import type { Json } from '../values/json.ts'

/** What a value of each kind is in a row. */
export interface KindValues {
  /** An identifier: UUIDv7 text, or any ASCII key of at most 64 characters. */
  id: string
  /** Unicode text; compared and sorted by code point. */
  text: string
  /** A whole number that a JavaScript number holds exactly. */
  int: number
  /** A decimal string in canonical form (`-12.5`), at most 18 digits in all, `scale` of them after the point. */
  decimal: string
  /** Whole minor units of a currency: a signed 64-bit integer. */
  money: bigint
  bool: boolean
  /** `YYYY-MM-DDTHH:mm:ss.sssZ`. */
  instant: string
  /** `YYYY-MM-DD`: a day on the studio's wall calendar, never shifted by a time zone. */
  date: string
  json: Json
}

export type ColumnKind = keyof KindValues

/** One column of a table. Build it with {@link text}, {@link money} and the other functions of this file. */
export interface Column<K extends ColumnKind = ColumnKind, N extends boolean = boolean> {
  readonly kind: K
  /** Whether the column may hold null. */
  readonly nullable: N
  /** For `text` and `id`: the longest value, in Unicode code points. */
  readonly maxLength?: number
  /** For `decimal`: digits kept after the point, 0 to 9. */
  readonly scale?: number
  /** Speaks of a person: exported with the person, and blanked when the person is erased. */
  readonly personal?: boolean
  /** What rows that stand already get when a migration adds this column. Without it, a required column cannot be added to a table that holds rows. */
  readonly backfill?: KindValues[K]
}

export type Columns = Readonly<Record<string, Column>>

/** The TypeScript value of a column. */
export type ValueOf<C extends Column> =
  C extends Column<infer K, infer N> ? (N extends true ? KindValues[K] | null : KindValues[K]) : never

/** Any value that a row can hold. */
export type Value = KindValues[ColumnKind] | null

/** Free text of at most `maxLength` code points (200 unless told). */
export const text = (maxLength = 200): Column<'text', false> => ({ kind: 'text', nullable: false, maxLength })
/** An identifier. */
export const id = (): Column<'id', false> => ({ kind: 'id', nullable: false, maxLength: 64 })
/** A whole number. */
export const int = (): Column<'int', false> => ({ kind: 'int', nullable: false })
/** An exact decimal with `scale` digits after the point. */
export const decimal = (scale: number): Column<'decimal', false> => ({ kind: 'decimal', nullable: false, scale })
/** Whole minor units of a currency. */
export const money = (): Column<'money', false> => ({ kind: 'money', nullable: false })
/** True or false. */
export const bool = (): Column<'bool', false> => ({ kind: 'bool', nullable: false })
/** A point in time. */
export const instant = (): Column<'instant', false> => ({ kind: 'instant', nullable: false })
/** A calendar day. */
export const date = (): Column<'date', false> => ({ kind: 'date', nullable: false })
/** A JSON document. It cannot be compared or sorted by. */
export const json = (): Column<'json', false> => ({ kind: 'json', nullable: false })

/** The same column, which may hold null. */
export function nullable<K extends ColumnKind>(column: Column<K, boolean>): Column<K, true> {
  return { ...column, nullable: true }
}

/** The same column, marked as speaking of a person. */
export function personal<K extends ColumnKind, N extends boolean>(column: Column<K, N>): Column<K, N> {
  return { ...column, personal: true }
}

/** The same column, with the value that rows get which stand already when a migration adds it. */
export function backfilled<K extends ColumnKind, N extends boolean>(
  column: Column<K, N>,
  value: KindValues[K],
): Column<K, N> {
  return { ...column, backfill: value }
}
