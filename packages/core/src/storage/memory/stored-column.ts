/** Values on their way into the store: checked, in one canonical form, and out of reach of the caller's hands. */
import type { Column, Value } from '../column.ts'
import { canonical } from './compare.ts'
import { refused } from './failure.ts'

/** A column as it stands in the store. */
export interface StoredColumn {
  readonly name: string
  readonly column: Column
  /** What a row gets that leaves the column out; undefined where it must not. */
  readonly fallback: Value | undefined
}

/** A declared column as the store keeps it. A backfill stays its default, so that yesterday's code can still insert. */
export function storedColumn(name: string, column: Column): StoredColumn {
  const fallback = column.backfill === undefined ? (column.nullable ? null : undefined) : column.backfill
  return { name, column, fallback: fallback === undefined ? undefined : kept(name, column, fallback) }
}

/** A value as rows hold it. */
export function kept(name: string, column: Column, value: Value | undefined): Value {
  if (value === undefined) throw refused(`${name} was given no value`)
  if (value === null) {
    if (!column.nullable) throw refused(`${name} must not be null`)
    return null
  }
  if (column.kind === 'decimal') return canonical(String(value))
  return column.kind === 'json' ? frozenCopy(value) : value
}

/** A JSON document that nobody can change, with what JSON itself drops left out. */
function frozenCopy(value: Value): Value {
  const text = JSON.stringify(value)
  if (text === undefined) throw refused('a value is not JSON')
  return frozen(JSON.parse(text) as Value)
}

function frozen(value: Value): Value {
  if (value !== null && typeof value === 'object') {
    for (const member of Object.values(value)) frozen(member)
    Object.freeze(value)
  }
  return value
}
