import type { OrderBy, Value } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { findQuery } from '../src/find-query.ts'
import type { Dialect } from '../src/index.ts'
import { tieBreak } from '../src/order.ts'
import { planOf } from './dialect.ts'
import { albums } from './tables.ts'

const asc = (column: string): OrderBy => ({ column, direction: 'asc' })
const desc = (column: string): OrderBy => ({ column, direction: 'desc' })

function page(orderBy: readonly OrderBy[], after: readonly Value[], parts: Partial<Dialect> = {}): string {
  const { statement, parameters } = findQuery(planOf(albums, parts), { orderBy, after, limit: 'all' })
  const [, condition = ''] = statement.text.replace(/ order by .*/, '').split(' where ')
  return condition
    .replaceAll(/\$(\d+)/g, (_, at: string) => JSON.stringify(parameters[Number(at) - 1]))
    .replaceAll('"', '')
}

describe('keyset pages', () => {
  it.each<[string, readonly OrderBy[], readonly Value[], string]>([
    ['one column', [asc('title')], ['x'], 'title > x'],
    ['one column downwards', [desc('title')], ['x'], 'title < x'],
    ['columns of one direction are compared as a row', [asc('title'), asc('id')], ['x', 'i'], '(title, id) > (x, i)'],
    ['downwards too', [desc('title'), desc('id')], ['x', 'i'], '(title, id) < (x, i)'],
    [
      'a mixed order goes step by step',
      [asc('title'), desc('id')],
      ['x', 'i'],
      '(title > x or (title = x and id < i))',
    ],
    ['after null, upwards, comes whatever is not null', [asc('note')], [null], 'note is not null'],
    ['after null, downwards, comes nothing', [desc('note')], [null], '1 = 0'],
    [
      'ties of null go on with the next column',
      [asc('note'), asc('id')],
      [null, 'i'],
      '(note is not null or (note is null and id > i))',
    ],
    [
      'downwards null is still to come',
      [desc('note'), desc('id')],
      ['n', 'i'],
      '((note < n or note is null) or (note = n and id < i))',
    ],
    ['upwards null has been before', [asc('note'), asc('id')], ['n', 'i'], '(note, id) > (n, i)'],
  ])('%s', (_name, orderBy, after, text) => {
    expect(page(orderBy, after)).toBe(text)
  })

  it('a row is never compared as one where no index would serve it', () => {
    expect(page([asc('title'), asc('id')], ['x', 'i'], { comparesRows: false })).toBe(
      '(title > x or (title = x and id > i))',
    )
  })

  it('as many values are needed as columns', () => {
    expect(() => page([asc('title'), asc('id')], ['x'])).toThrow(
      'a page after 1 values cannot follow an order by 2 columns',
    )
  })

  it('an order by documents is refused', () => {
    expect(() => page([asc('layout')], ['x'])).toThrow('layout is JSON and cannot be sorted by')
  })

  it('nulls are lowest, which is said only where a column has them and the database would differ', () => {
    const nullOrder = { asc: ' nulls first', desc: ' nulls last' }
    const text = (parts: Partial<Dialect>) =>
      findQuery(planOf(albums, parts), { orderBy: [asc('note'), desc('rating'), asc('id')], limit: 'all' })
        .statement.text.replace(/.* order by /, '')
        .replaceAll('"', '')
    expect(text({ nullOrder })).toBe('note asc nulls first, rating desc nulls last, id asc')
    expect(text({})).toBe('note asc, rating desc, id asc')
  })

  it('ties are broken by what the order leaves out of the key, in the direction of its last column', () => {
    expect(tieBreak(albums, [asc('tenant'), desc('title')])).toEqual([desc('id')])
    expect(tieBreak(albums, [])).toEqual([asc('tenant'), asc('id')])
  })
})
