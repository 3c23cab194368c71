import type { Row, Where } from '@calotype/core/storage'
import { describe, expect, test } from 'vitest'
import { aggregateRows, byCodePoint, findRows, matches } from '../src/storage/reference.ts'
import { eq, order, orders } from '../src/storage/tables.ts'

const rows: readonly Row[] = [
  order('a', { weight: '9', remark: 'x', price: 5n }),
  order('b', { weight: '10', remark: 'X', price: 2n ** 62n }),
  order('c', { price: 2n ** 62n - 1n }),
]
const ids = (where: Where): string => rows.flatMap((row) => (matches(orders, where, row) ? [row.id] : [])).join('')
const compare = (is: 'ne' | 'lt', value: string | null): Where => ({ kind: 'compare', column: 'weight', is, value })

describe('the reference reads the port as it is written', () => {
  test('comparisons with null are false, and ne and not are exact complements', () => {
    expect([ids(compare('lt', '9.5')), ids({ kind: 'not', not: compare('lt', '9.5') })]).toEqual(['a', 'bc'])
    expect([ids(compare('lt', null)), ids(compare('ne', '9')), ids(compare('ne', null))]).toEqual(['', 'bc', 'ab'])
    expect([ids(eq('weight', null)), ids({ kind: 'in', column: 'weight', values: [null, '9'] })]).toEqual(['c', 'a'])
    expect([ids({ kind: 'and', all: [] }), ids({ kind: 'or', any: [] })]).toEqual(['abc', ''])
  })

  test('text is folded on both sides only where that is asked for', () => {
    expect(ids(eq('remark', 'X'))).toBe('b')
    expect(ids({ ...eq('remark', 'X'), fold: true })).toBe('ab')
  })

  test('null sorts lowest, decimals as numbers, text by code point', () => {
    const by = (direction: 'asc' | 'desc') =>
      findRows(orders, rows, { orderBy: [{ column: 'weight', direction }], limit: 'all' }).map((row) => row.id)
    expect([by('asc'), by('desc')]).toEqual([
      ['c', 'a', 'b'],
      ['b', 'a', 'c'],
    ])
    expect(byCodePoint('\uffff', '😀')).toBeLessThan(0)
    expect(byCodePoint('a', 'ab')).toBeLessThan(0)
  })

  test('a page comes after the values, in the direction of each column', () => {
    const orderBy = [{ column: 'weight', direction: 'desc' }] as const
    expect(findRows(orders, rows, { orderBy, limit: 'all', after: ['9'] }).map((row) => row.id)).toEqual(['c'])
  })

  test('sums are exact, and zero of their kind over nothing; min of nothing is null', () => {
    const measures = {
      price: { of: 'sum', column: 'price' },
      weight: { of: 'sum', column: 'weight' },
      least: { of: 'min', column: 'weight' },
      kinds: { of: 'countDistinct', column: 'weight' },
    } as const
    const ask = { groupBy: [], measures, orderBy: [], limit: 'all' } as const
    expect(aggregateRows(orders, rows, ask)).toEqual([{ price: 2n ** 63n + 4n, weight: '19', least: '9', kinds: 2 }])
    expect(aggregateRows(orders, [], ask)).toEqual([{ price: 0n, weight: '0', least: null, kinds: 0 }])
    expect(aggregateRows(orders, [], { ...ask, groupBy: ['shop'] })).toEqual([])
  })
})
