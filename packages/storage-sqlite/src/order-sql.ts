/** Orders and keyset pages as SQL. SQLite sorts null lowest, as the port does. */
import { type OrderBy, StorageFailed, type Value } from '@calotype/core/storage'
import type { SqlValue } from './driver.ts'
import type { ColumnPlan, TablePlan } from './table-plan.ts'

export interface OrderPart {
  readonly column: ColumnPlan
  readonly direction: 'asc' | 'desc'
}

export function orderParts(plan: TablePlan, orderBy: readonly OrderBy[]): OrderPart[] {
  return orderBy.map(({ column: name, direction }) => {
    const column = plan.column(name)
    if (column.column.kind !== 'json') return { column, direction }
    throw StorageFailed.create({ store: 'sqlite', reason: `${name} is JSON and cannot be sorted by` })
  })
}

export function orderSql(parts: readonly OrderPart[]): string {
  let text = ''
  for (const { column, direction } of parts) text += `${text === '' ? ' order by ' : ', '}${column.sql} ${direction}`
  return text
}

/** The condition that a row comes after `after`. */
export function afterSql(parts: readonly OrderPart[], after: readonly Value[], parameters: SqlValue[]): string {
  if (after.length !== parts.length) {
    const reason = `a page after ${after.length} values cannot follow an order by ${parts.length} columns`
    throw StorageFailed.create({ store: 'sqlite', reason })
  }
  const values = parts.map(({ column }, at) => column.codec.encode(after[at] ?? null))
  const [first] = parts
  if (first === undefined) return '1'
  return comparesAsRow(parts, values) ? asRow(parts, values, parameters) : stepwise(parts, values, parameters)
}

/** One direction and no null among the values: a comparison of rows says it, and an index serves it. */
function comparesAsRow(parts: readonly OrderPart[], values: readonly SqlValue[]): boolean {
  const direction = parts[0]?.direction
  return parts.every(
    (part, at) =>
      part.direction === direction && values[at] !== null && !(direction === 'desc' && part.column.column.nullable),
  )
}

function asRow(parts: readonly OrderPart[], values: readonly SqlValue[], parameters: SqlValue[]): string {
  parameters.push(...values)
  const operator = parts[0]?.direction === 'desc' ? '<' : '>'
  if (parts.length === 1) return `${parts[0]?.column.sql} ${operator} ?`
  return `(${parts.map(({ column }) => column.sql).join(', ')}) ${operator} (${parts.map(() => '?').join(', ')})`
}

function stepwise(parts: readonly OrderPart[], values: readonly SqlValue[], parameters: SqlValue[]): string {
  const steps: string[] = []
  for (let at = 0; at < parts.length; at++) {
    const equal: string[] = []
    for (let before = 0; before < at; before++) {
      equal.push(`${parts[before]?.column.sql} is ?`)
      parameters.push(values[before] ?? null)
    }
    const part = parts[at] as OrderPart
    steps.push([...equal, beyond(part, values[at] ?? null, parameters)].join(' and '))
  }
  return `(${steps.map((step) => `(${step})`).join(' or ')})`
}

function beyond({ column, direction }: OrderPart, value: SqlValue, parameters: SqlValue[]): string {
  if (value === null) return direction === 'asc' ? `${column.sql} is not null` : '0'
  parameters.push(value)
  if (direction === 'asc') return `${column.sql} > ?`
  return column.column.nullable ? `(${column.sql} < ? or ${column.sql} is null)` : `${column.sql} < ?`
}
