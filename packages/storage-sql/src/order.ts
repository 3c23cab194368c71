/** Orders and keyset pages in their normal form. Null sorts lowest. */
import type { OrderBy, StoredTable, Value } from '@calotype/core/storage'
import { type RawBuilder, sql } from 'kysely'
import { type Condition, comparison, type Gathered, isNull, nothing } from './condition.ts'
import type { SqlValue } from './connection.ts'
import type { Syntax } from './syntax.ts'
import { type ColumnPlan, refused, type TablePlan } from './table-plan.ts'

export interface OrderPart {
  readonly column: ColumnPlan
  readonly direction: 'asc' | 'desc'
}

export function orderOf(plan: TablePlan, orderBy: readonly OrderBy[], into: Gathered): OrderPart[] {
  return orderBy.map(({ column: name, direction }) => {
    const column = plan.column(name)
    if (column.column.kind === 'json') throw refused(plan.dialect, `${name} is JSON and cannot be sorted by`)
    into.key += `,${direction === 'asc' ? '' : '-'}${name}`
    return { column, direction }
  })
}

export function orderSql(dialect: Syntax, parts: readonly OrderPart[]): RawBuilder<unknown>[] {
  return parts.map(({ column, direction }) => {
    const nulls = column.column.nullable ? (dialect.nullOrder?.[direction] ?? '') : ''
    return sql`${column.ref} ${sql.raw(`${direction}${nulls}`)}`
  })
}

/** The condition that a row comes after `after`. */
export function afterOf(
  plan: TablePlan,
  parts: readonly OrderPart[],
  after: readonly Value[],
  into: Gathered,
): Condition {
  if (after.length !== parts.length) {
    throw refused(plan.dialect, `a page after ${after.length} values cannot follow an order by ${parts.length} columns`)
  }
  const values = parts.map(({ column }, at) => {
    const value = after[at] ?? null
    return value === null ? null : column.codec.encode(value)
  })
  into.key += '>'
  if (!plan.dialect.comparesRows || !comparesAsRow(parts, values)) return stepwise(parts, values, into)
  into.parameters.push(...values)
  into.key += '()'
  const operator = parts[0]?.direction === 'desc' ? '<' : '>'
  return { is: 'beyond', columns: parts.map(({ column }) => column), operator }
}

/** One direction and no null among the values: a comparison of rows says it, and an index serves it. */
function comparesAsRow(parts: readonly OrderPart[], values: readonly SqlValue[]): boolean {
  const direction = parts[0]?.direction
  return (
    parts.length > 0 &&
    parts.every(
      (part, at) =>
        part.direction === direction && values[at] !== null && !(direction === 'desc' && part.column.column.nullable),
    )
  )
}

function stepwise(parts: readonly OrderPart[], values: readonly SqlValue[], into: Gathered): Condition {
  const steps = parts.map((part, at): Condition => {
    const equal = parts.slice(0, at).map(({ column }, before): Condition => {
      const value = values[before] ?? null
      return value === null ? isNull(column, true, into) : comparison(column, '=', value, false, into)
    })
    into.key += '/'
    return { is: 'and', of: [...equal, beyond(part, values[at] ?? null, into)] }
  })
  return steps.length === 0 ? { is: 'always' } : { is: 'or', of: steps }
}

function beyond({ column, direction }: OrderPart, value: SqlValue, into: Gathered): Condition {
  if (value === null) return direction === 'asc' ? isNull(column, false, into) : nothing(into)
  return comparison(
    column,
    direction === 'asc' ? '>' : '<',
    value,
    direction === 'desc' && column.column.nullable,
    into,
  )
}

/** The key, as far as the order does not name it: with it no two rows tie. */
export function tieBreak(table: StoredTable, orderBy: readonly OrderBy[]): OrderBy[] {
  const direction = orderBy.at(-1)?.direction ?? 'asc'
  return table.primaryKey
    .filter((name) => !orderBy.some(({ column }) => column === name))
    .map((column) => ({ column, direction }))
}
