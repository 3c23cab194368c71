/**
 * Conditions in a normal form. The port's logic is two-valued and SQL's is not, so `not` is pushed down to the
 * comparisons, where the nulls are spoken of. Made anew for every query: its key tells the shape, and its parameters go
 * with the run; the SQL itself is compiled once a shape (`condition-sql.ts`).
 */
import type { Value, Where } from '@calotype/core/storage'
import type { SqlValue } from './connection.ts'
import type { Piece } from './syntax.ts'
import { type ColumnPlan, refused, type TablePlan } from './table-plan.ts'

/** As much of a column as a list is compared with. */
export interface Listable {
  readonly ref: Piece
  readonly column: { readonly nullable: boolean }
}

export type Operator = '=' | '<>' | '<' | '<=' | '>' | '>='

export type Condition =
  | { readonly is: 'always' | 'never' }
  | { readonly is: 'and' | 'or'; readonly of: readonly Condition[] }
  | { readonly is: 'null' | 'not null'; readonly column: ColumnPlan }
  /** `orNull`: null fits too. */
  | {
      readonly is: 'compared'
      readonly column: ColumnPlan
      readonly operator: Operator
      readonly folded: boolean
      readonly orNull: boolean
    }
  /** Text from a beginning on, up to an end where there is one. */
  | {
      readonly is: 'begins'
      readonly column: ColumnPlan
      readonly folded: boolean
      readonly hasEnd: boolean
      readonly negated: boolean
    }
  | { readonly is: 'contains'; readonly column: ColumnPlan; readonly folded: boolean; readonly negated: boolean }
  /** `count` values, or, undefined, one that is a list. */
  | {
      readonly is: 'listed'
      readonly column: Listable
      readonly count: number | undefined
      readonly negated: boolean
    }
  /** A row after the values of a keyset page, compared as a row. */
  | { readonly is: 'beyond'; readonly columns: readonly ColumnPlan[]; readonly operator: '<' | '>' }

/** What a query gathers while it is brought into its normal form. */
export interface Gathered {
  key: string
  readonly parameters: SqlValue[]
}

const opposites = { lt: '>=', lte: '>', gt: '<=', gte: '<' } as const
const operators = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const

type Compare = Extract<Where, { kind: 'compare' }>

export function conditionOf(plan: TablePlan, where: Where, negated: boolean, into: Gathered): Condition {
  switch (where.kind) {
    case 'and':
      return joined(plan, where.all, negated, negated ? 'or' : 'and', into)
    case 'or':
      return joined(plan, where.any, negated, negated ? 'and' : 'or', into)
    case 'not':
      return conditionOf(plan, where.not, !negated, into)
    case 'in':
      return listed(plan, plan.column(where.column), where.values, negated, into)
    case 'compare':
      return compared(plan, plan.column(where.column), where, negated, into)
  }
}

const constant = (is: 'always' | 'never', into: Gathered): Condition => {
  into.key += is === 'always' ? '1' : '0'
  return { is }
}

function joined(
  plan: TablePlan,
  parts: readonly Where[],
  negated: boolean,
  by: 'and' | 'or',
  into: Gathered,
): Condition {
  const [only] = parts
  if (only === undefined) return constant(by === 'and' ? 'always' : 'never', into)
  if (parts.length === 1) return conditionOf(plan, only, negated, into)
  into.key += by === 'and' ? '(&' : '(|'
  const of = parts.map((part) => conditionOf(plan, part, negated, into))
  into.key += ')'
  return { is: by, of }
}

function compared(plan: TablePlan, column: ColumnPlan, where: Compare, negated: boolean, into: Gathered): Condition {
  const { value, is } = where
  const { name } = column
  if (value === null) {
    if (is !== 'eq' && is !== 'ne') return constant(negated ? 'always' : 'never', into)
    return isNull(column, (is === 'eq') !== negated, into)
  }
  if (column.column.kind === 'json') {
    throw refused(plan.dialect, `${name} is JSON and can only be compared with null`)
  }
  const folded = where.fold === true && typeof value === 'string' && column.isText
  const wanted = folded ? value.toLowerCase() : value
  const lead = `${folded ? '~' : ''}${name}`
  if (is === 'startsWith' || is === 'contains') {
    if (!column.isText) {
      throw refused(plan.dialect, `${name} is of kind ${column.column.kind} and has no beginning or part`)
    }
    into.parameters.push(String(wanted))
    if (is === 'contains') {
      into.key += `;${lead}${negated ? '!' : ''}*`
      return { is: 'contains', column, folded, negated }
    }
    const end = afterPrefix(String(wanted))
    if (end !== undefined) into.parameters.push(end)
    into.key += `;${lead}${negated ? '!' : ''}^${end === undefined ? '' : '$'}`
    return { is: 'begins', column, folded, hasEnd: end !== undefined, negated }
  }
  into.parameters.push(column.codec.encode(wanted))
  if (is === 'eq' || is === 'ne') return plain(column, (is === 'eq') === negated ? '<>' : '=', folded, into)
  return negated
    ? plain(column, opposites[is], folded, into, column.column.nullable)
    : plain(column, operators[is], folded, into)
}

/** `<>` is the complement of `=`, so null fits it. */
function plain(
  column: ColumnPlan,
  operator: Operator,
  folded: boolean,
  into: Gathered,
  orNull = operator === '<>' && column.column.nullable,
): Condition {
  into.key += `;${folded ? '~' : ''}${column.name}${operator}${orNull ? '?' : ''}`
  return { is: 'compared', column, operator, folded, orNull }
}

/** A comparison whose value is already among the parameters' turn: for keyset pages. */
export function comparison(
  column: ColumnPlan,
  operator: Operator,
  value: SqlValue,
  orNull: boolean,
  into: Gathered,
): Condition {
  into.parameters.push(value)
  return plain(column, operator, false, into, orNull)
}

export function isNull(column: ColumnPlan, wanted: boolean, into: Gathered): Condition {
  into.key += `;${column.name}${wanted ? '=' : '!='}null`
  return { is: wanted ? 'null' : 'not null', column }
}

export const nothing = (into: Gathered): Condition => constant('never', into)

function listed(
  plan: TablePlan,
  column: ColumnPlan,
  values: readonly Value[],
  negated: boolean,
  into: Gathered,
): Condition {
  if (column.column.kind === 'json') throw refused(plan.dialect, `${column.name} is JSON and cannot be compared`)
  const wanted: SqlValue[] = []
  for (const value of values) if (value !== null) wanted.push(column.codec.encode(value))
  const [only] = wanted
  if (only === undefined) return constant(negated ? 'always' : 'never', into)
  if (wanted.length === 1) {
    into.parameters.push(only)
    return plain(column, negated ? '<>' : '=', false, into)
  }
  if (plan.dialect.inList !== undefined) {
    into.parameters.push(wanted)
    into.key += `;${column.name}${negated ? '!' : ''}[]`
    return { is: 'listed', column, count: undefined, negated }
  }
  // Powers of two, filled with the first value again, so that few shapes are kept.
  const count = 2 ** Math.ceil(Math.log2(wanted.length))
  while (wanted.length < count) wanted.push(only)
  // One by one: spread, they would all lie on the stack.
  for (const value of wanted) into.parameters.push(value)
  into.key += `;${column.name}${negated ? '!' : ''}[${count}]`
  return { is: 'listed', column, count, negated }
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
