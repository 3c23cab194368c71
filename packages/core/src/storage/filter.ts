/** Filters as rooms write them, turned into the port's conditions. */
import { defineError } from '../values/calotype-error.ts'
import type { Column, ColumnKind, Value } from './column.ts'
import type { Comparison, Where } from './port.ts'

/** What a column is held against. A bare value means `eq`. */
export type Test<V> =
  | V
  | {
      readonly eq?: V
      readonly ne?: V
      readonly lt?: V
      readonly lte?: V
      readonly gt?: V
      readonly gte?: V
      /** An empty list matches nothing. */
      readonly in?: readonly V[]
      readonly startsWith?: string
      readonly contains?: string
      /** Compare text in lower case. */
      readonly fold?: boolean
    }

/** All members must hold. `{ orderId: '…', total: { gt: 0n } }`. */
export type Filter<R> = { readonly [K in keyof R]?: Test<R[K]> } & {
  readonly anyOf?: readonly Filter<R>[]
  readonly allOf?: readonly Filter<R>[]
  readonly not?: Filter<R>
}

export const FilterUndefined = defineError<{ table: string; column: string }>({
  code: 'FILTER_UNDEFINED',
  status: 500,
  summary: 'A filter named a column but gave no value.',
  message: ({ table, column }) => `The filter on ${table}.${column} has the value undefined.`,
  mend: 'Leave the column out of the filter, or use present() to drop what is not there: a missing value must not silently widen a query.',
})

export const ColumnUnknown = defineError<{ table: string; column: string; known: readonly string[] }>({
  code: 'COLUMN_UNKNOWN',
  status: 500,
  summary: 'A query or row named a column that its table does not have.',
  message: ({ table, column }) => `${table} has no column "${column}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ')}.`,
})

export const FilterInvalid = defineError<{ table: string; column: string; wanted: string; given: string }>({
  code: 'FILTER_INVALID',
  status: 500,
  summary: 'A filter holds a column against a value of another kind.',
  message: ({ table, column, wanted, given }) =>
    `The filter on ${table}.${column} needs a ${wanted}, but got a ${given}.`,
  mend: 'Pass money as a bigint of minor units, and instants, dates and decimals as text; json cannot be compared.',
})

/** The JavaScript type of a value of each kind. */
const typeOfKind: Readonly<Record<ColumnKind, string>> = {
  id: 'string',
  text: 'string',
  int: 'number',
  decimal: 'string',
  money: 'bigint',
  bool: 'boolean',
  instant: 'string',
  date: 'string',
  json: 'value that can be compared',
}

const comparisons: readonly (Comparison | 'in')[] = [
  'eq',
  'ne',
  'lt',
  'lte',
  'gt',
  'gte',
  'startsWith',
  'contains',
  'in',
]

/** The members whose value is not undefined: for filters built from optional input. */
export function present<T extends Record<string, unknown>>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(members)) if (value !== undefined) kept[name] = value
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> }
}

/** The table a filter is for: its name and columns, for checks and messages. */
export interface FilterTarget {
  readonly name: string
  readonly columns: Readonly<Record<string, Column>>
}

/** Collects the port conditions of `filter` into `into`; all of them must hold. */
export function conditionsOf(target: FilterTarget, filter: object, into: Where[]): void {
  for (const [name, test] of Object.entries(filter)) {
    if (name === 'anyOf') {
      into.push({ kind: 'or', any: (test as readonly object[]).map((one) => whereOf(target, one)) })
    } else if (name === 'allOf') {
      for (const one of test as readonly object[]) conditionsOf(target, one, into)
    } else if (name === 'not') {
      into.push({ kind: 'not', not: whereOf(target, test as object) })
    } else {
      testOf(target, name, test, into)
    }
  }
}

/** One condition that holds where all members of `filter` do. */
export function whereOf(target: FilterTarget, filter: object): Where {
  const all: Where[] = []
  conditionsOf(target, filter, all)
  const only = all[0]
  return all.length === 1 && only !== undefined ? only : { kind: 'and', all }
}

function testOf(target: FilterTarget, column: string, test: unknown, into: Where[]): void {
  const declared = Object.hasOwn(target.columns, column) ? target.columns[column] : undefined
  if (declared === undefined) {
    throw ColumnUnknown.create({ table: target.name, column, known: Object.keys(target.columns) })
  }
  if (test === undefined) throw FilterUndefined.create({ table: target.name, column })
  const wanted = typeOfKind[declared.kind]
  const check = (value: unknown): void => {
    if (value === null || typeof value === wanted) return
    throw FilterInvalid.create({ table: target.name, column, wanted, given: typeof value })
  }
  if (test === null || typeof test !== 'object') {
    check(test)
    into.push(comparison(column, 'eq', test as Value))
    return
  }
  const tests = test as Record<string, unknown>
  for (const is of comparisons) {
    if (!Object.hasOwn(tests, is)) continue
    const value = tests[is]
    if (value === undefined) throw FilterUndefined.create({ table: target.name, column: `${column}.${is}` })
    for (const one of is === 'in' ? (value as readonly unknown[]) : [value]) check(one)
    if (is === 'in' && tests.fold === true) {
      into.push({ kind: 'or', any: (value as readonly Value[]).map((one) => comparison(column, 'eq', one, true)) })
    } else if (is === 'in') {
      into.push({ kind: 'in', column, values: (value as readonly Value[]).filter((one) => !isUnstorable(one)) })
    } else into.push(comparison(column, is, value as Value, tests.fold === true))
  }
  for (const name of Object.keys(tests)) {
    if (name !== 'fold' && !comparisons.includes(name as Comparison)) {
      throw ColumnUnknown.create({ table: target.name, column: `${column}.${name}`, known: [...comparisons, 'fold'] })
    }
  }
}

const nothing: Where = { kind: 'or', any: [] }
const everything: Where = { kind: 'and', all: [] }

/** Text that no row can hold: with the character NUL, or half of a surrogate pair. No store is asked for it. */
const isUnstorable = (value: Value): boolean =>
  typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed())

function comparison(column: string, is: Comparison, value: Value, fold = false): Where {
  if (isUnstorable(value)) {
    switch (is) {
      case 'ne':
        return everything
      case 'eq':
      case 'startsWith':
      case 'contains':
        return nothing
      default:
        return beside(column, is === 'lt' || is === 'lte', String(value), fold)
    }
  }
  return fold ? { kind: 'compare', column, is, value, fold } : { kind: 'compare', column, is, value }
}

/** What cannot be stored divides the texts that can: NUL comes before every character, a half pair before U+E000. */
function beside(column: string, below: boolean, text: string, fold: boolean): Where {
  const points = [...text]
  const at = points.findIndex((point) => point === '\u0000' || !point.isWellFormed())
  const before = points.slice(0, at).join('')
  if (points[at] === '\u0000') return comparison(column, below ? 'lte' : 'gt', before, fold)
  return comparison(column, below ? 'lt' : 'gte', `${before}\ue000`, fold)
}
