/** Turns a `Where` into a test of rows. Two-valued: `ne` and `not` are exact complements, a comparison with null is false. */
import type { Column, Value } from '../column.ts'
import type { Row, Where } from '../port.ts'
import { canonical, comparatorOf } from './compare.ts'
import { refused } from './failure.ts'

export type RowTest = (row: Row) => boolean
type ColumnOf = (name: string) => Column
type Compare = Extract<Where, { kind: 'compare' }>

const always: RowTest = () => true
const never: RowTest = () => false

/** A value of a query as rows hold it. */
export function asStored(column: Column, value: Value): Value {
  return column.kind === 'decimal' && typeof value === 'string' ? canonical(value) : value
}

/** The test of rows that `where` describes. */
export function rowTest(columnOf: ColumnOf, where: Where | undefined): RowTest {
  if (where === undefined) return always
  switch (where.kind) {
    case 'and': {
      const tests = where.all.map((one) => rowTest(columnOf, one))
      const [only] = tests
      return tests.length === 1 && only !== undefined ? only : (row) => tests.every((test) => test(row))
    }
    case 'or': {
      const tests = where.any.map((one) => rowTest(columnOf, one))
      return (row) => tests.some((test) => test(row))
    }
    case 'not': {
      const test = rowTest(columnOf, where.not)
      return (row) => !test(row)
    }
    case 'in': {
      const { column: name } = where
      const column = columnOf(name)
      const values = new Set(where.values.map((value) => asStored(column, value)))
      values.delete(null)
      return (row) => values.has(row[name] ?? null)
    }
    case 'compare':
      return comparison(columnOf(where.column), where)
  }
}

function comparison(column: Column, where: Compare): RowTest {
  const { column: name, is } = where
  if (where.value === null) {
    if (is === 'eq') return (row) => row[name] === null
    return is === 'ne' ? (row) => row[name] !== null : never
  }
  if (column.kind === 'json') throw refused(`${name} is JSON and can only be compared with null`)
  const fold = where.fold === true && typeof where.value === 'string'
  const wanted = fold ? String(where.value).toLowerCase() : asStored(column, where.value)
  const held = (row: Row): Value => {
    const value = row[name] ?? null
    return fold && typeof value === 'string' ? value.toLowerCase() : value
  }
  if (is === 'eq') return fold ? (row) => held(row) === wanted : (row) => row[name] === wanted
  if (is === 'ne') return (row) => held(row) !== wanted
  if (is === 'startsWith' || is === 'contains') {
    const part = String(wanted)
    const has = is === 'contains' ? (text: string) => text.includes(part) : (text: string) => text.startsWith(part)
    return (row) => {
      const value = held(row)
      return typeof value === 'string' && has(value)
    }
  }
  const compare = comparatorOf(column)
  const fits = orders[is]
  return (row) => {
    const value = held(row)
    return value !== null && fits(compare(value, wanted))
  }
}

const orders = {
  lt: (order: number) => order < 0,
  lte: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  gte: (order: number) => order >= 0,
}
