/**
 * Conditions as SQL. The port's logic is two-valued and SQL's is not, so `not` is pushed down to the comparisons, where
 * the nulls are spoken of; what is left of `null` in a `where` counts as false.
 */
import { StorageFailed, type Value, type Where } from '@calotype/core/storage'
import { foldFunction } from './connection.ts'
import type { SqlValue } from './driver.ts'
import type { ColumnPlan, TablePlan } from './table-plan.ts'

const always = '1'
const never = '0'
const opposites = { lt: 'gte', lte: 'gt', gt: 'lte', gte: 'lt' } as const
const operators = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

type Compare = Extract<Where, { kind: 'compare' }>

/** ` where …`, or nothing; its values are added to `parameters`. */
export function whereSql(plan: TablePlan, where: Where | undefined, parameters: SqlValue[]): string {
  return where === undefined ? '' : ` where ${conditionSql(plan, where, false, parameters)}`
}

export function conditionSql(plan: TablePlan, where: Where, negated: boolean, parameters: SqlValue[]): string {
  switch (where.kind) {
    case 'and':
      return joined(plan, where.all, negated, negated ? 'or' : 'and', parameters)
    case 'or':
      return joined(plan, where.any, negated, negated ? 'and' : 'or', parameters)
    case 'not':
      return conditionSql(plan, where.not, !negated, parameters)
    case 'in':
      return inSql(plan.column(where.column), where.values, negated, parameters)
    case 'compare':
      return compareSql(plan.column(where.column), where, negated, parameters)
  }
}

function joined(
  plan: TablePlan,
  parts: readonly Where[],
  negated: boolean,
  by: 'and' | 'or',
  parameters: SqlValue[],
): string {
  const [only] = parts
  if (only === undefined) return by === 'and' ? always : never
  if (parts.length === 1) return conditionSql(plan, only, negated, parameters)
  let text = ''
  for (const part of parts) text += `${text === '' ? '(' : ` ${by} `}${conditionSql(plan, part, negated, parameters)}`
  return `${text})`
}

function compareSql(column: ColumnPlan, where: Compare, negated: boolean, parameters: SqlValue[]): string {
  const { value, is } = where
  if (value === null) {
    if (is !== 'eq' && is !== 'ne') return negated ? always : never
    return `${column.sql} ${(is === 'eq') === negated ? 'is not' : 'is'} null`
  }
  if (column.column.kind === 'json') throw refused(`${column.name} is JSON and can only be compared with null`)
  const fold = where.fold === true && typeof value === 'string' && column.codec.type === 'text'
  const wanted = fold ? String(value).toLowerCase() : value
  const left = fold ? `${foldFunction}(${column.sql})` : column.sql
  switch (is) {
    case 'eq':
    case 'ne': {
      parameters.push(column.codec.encode(wanted))
      if ((is === 'eq') === negated) return `${left} ${column.column.nullable ? 'is not' : '<>'} ?`
      return `${left} = ?`
    }
    case 'startsWith':
      return complemented(column, prefixSql(column, left, String(wanted), parameters), negated)
    case 'contains': {
      requireText(column)
      parameters.push(String(wanted))
      return complemented(column, `instr(${left}, ?) > 0`, negated)
    }
    default: {
      parameters.push(column.codec.encode(wanted))
      if (!negated) return `${left} ${operators[is]} ?`
      const opposite = `${left} ${operators[opposites[is]]} ?`
      return column.column.nullable ? `(${opposite} or ${column.sql} is null)` : opposite
    }
  }
}

function complemented(column: ColumnPlan, condition: string, negated: boolean): string {
  if (!negated) return condition
  return column.column.nullable ? `(not (${condition}) or ${column.sql} is null)` : `not (${condition})`
}

/** A range rather than a pattern: it needs no escapes, tells case apart, and an index serves it. */
function prefixSql(column: ColumnPlan, left: string, prefix: string, parameters: SqlValue[]): string {
  requireText(column)
  parameters.push(prefix)
  const end = afterPrefix(prefix)
  if (end === undefined) return `${left} >= ?`
  parameters.push(end)
  return `(${left} >= ? and ${left} < ?)`
}

/** The first text, by code point, after all that begin with `prefix`; undefined if there is none. */
export function afterPrefix(prefix: string): string | undefined {
  const points = [...prefix]
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0
    if (point === 0x10ffff) continue
    // The surrogates between are no characters.
    return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1)
  }
  return undefined
}

function inSql(column: ColumnPlan, values: readonly Value[], negated: boolean, parameters: SqlValue[]): string {
  if (column.column.kind === 'json') throw refused(`${column.name} is JSON and cannot be compared`)
  const wanted: SqlValue[] = []
  for (const value of values) if (value !== null) wanted.push(column.codec.encode(value))
  const [only] = wanted
  if (only === undefined) return negated ? always : never
  if (wanted.length === 1) {
    parameters.push(only)
    return `${column.sql} ${negated ? (column.column.nullable ? 'is not' : '<>') : '='} ?`
  }
  // One parameter for a list of any length, so that the statement stays the same; JSON keeps 64-bit integers exact.
  parameters.push(column.codec.type === 'text' ? JSON.stringify(wanted) : `[${wanted.join()}]`)
  const list = '(select value from json_each(?))'
  if (!negated) return `${column.sql} in ${list}`
  return column.column.nullable
    ? `(${column.sql} not in ${list} or ${column.sql} is null)`
    : `${column.sql} not in ${list}`
}

function requireText(column: ColumnPlan): void {
  if (column.codec.type === 'text') return
  throw refused(`${column.name} is of kind ${column.column.kind} and has no beginning or part`)
}

function refused(reason: string): Error {
  return StorageFailed.create({ store: 'sqlite', reason })
}
