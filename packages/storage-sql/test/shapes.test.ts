import type { Find, Where } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { aggregateQuery } from '../src/aggregate-query.ts'
import { deleteQuery, updateQuery } from '../src/change-query.ts'
import { findQuery } from '../src/find-query.ts'
import { insertStatement, kept } from '../src/index.ts'
import { planOf } from './dialect.ts'
import { albums } from './tables.ts'

const titled = (value: string | null): Where => ({ kind: 'compare', column: 'title', is: 'eq', value })
const find = (where: Where, limit: Find['limit'] = 10): Find => ({
  where,
  orderBy: [{ column: 'id', direction: 'asc' }],
  limit,
})

describe('one statement a shape', () => {
  it('values make no new statement, whatever they are', () => {
    const plan = planOf(albums)
    const statements = ['a', "b'; --", ''].map(
      (title) => findQuery(plan, find(titled(title), title.length + 1)).statement,
    )
    expect(new Set(statements).size).toBe(1)
  })

  it('parameters stand in the order of their places: what is set, what is compared, where the page begins, its limit', () => {
    const plan = planOf(albums)
    const where: Where = { kind: 'and', all: [titled('t'), { kind: 'in', column: 'pages', values: [1, 2, 3] }] }
    const found = findQuery(plan, { ...find(where, 9), after: ['k'] })
    expect(found.parameters).toEqual(['t', 1, 2, 3, 1, 'k', 9])
    const text = found.statement.text.replaceAll('"', '')
    expect(text.slice(text.indexOf('where'))).toBe(
      'where (title = $1 and pages in ($2, $3, $4, $5)) and id > $6 order by id asc limit $7',
    )
    const changed = updateQuery(plan, titled('t'), { note: 'n', bound: true }, { pages: 5 })
    expect(changed.parameters).toEqual(['n', 1, 5, 't'])
    expect(changed.statement.text.replaceAll('"', '')).toBe(
      'update albums set note = $1, bound = $2, pages = pages + $3 where title = $4',
    )
  })

  it('what differs in more than values has a statement of its own', () => {
    const plan = planOf(albums)
    const other: Where = { kind: 'compare', column: 'note', is: 'eq', value: 'a' }
    const texts = [
      findQuery(plan, find(titled('a'))),
      findQuery(plan, find(titled(null))),
      findQuery(plan, find(other)),
      findQuery(plan, find({ kind: 'not', not: titled('a') })),
      findQuery(plan, find({ kind: 'and', all: [titled('a'), other] })),
      findQuery(plan, find({ kind: 'or', any: [titled('a'), other] })),
      findQuery(plan, find({ kind: 'in', column: 'title', values: ['a', 'b'] })),
      findQuery(plan, find({ kind: 'in', column: 'title', values: ['a', 'b', 'c'] })),
      findQuery(plan, find(titled('a'), 'all')),
      findQuery(plan, { ...find(titled('a')), orderBy: [{ column: 'id', direction: 'desc' }] }),
      findQuery(plan, { ...find(titled('a')), after: ['k'] }),
      findQuery(plan, find(titled('a')), { lock: 'for update' }),
      updateQuery(plan, titled('a'), { note: 'x' }, {}),
      updateQuery(plan, titled('a'), { pages: 1 }, {}),
      updateQuery(plan, titled('a'), {}, { pages: 1 }),
      deleteQuery(plan, titled('a')),
      { statement: insertStatement(plan, 1) },
      { statement: insertStatement(plan, 2) },
    ].map(({ statement }) => statement.text)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('lists of three and four share a statement, filled with their first value', () => {
    const plan = planOf(albums)
    const ofThree = findQuery(plan, find({ kind: 'in', column: 'pages', values: [1, 2, 3] }))
    const ofFour = findQuery(plan, find({ kind: 'in', column: 'pages', values: [1, 2, 3, 4] }))
    expect(ofThree.statement).toBe(ofFour.statement)
    expect(ofThree.parameters).toEqual([1, 2, 3, 1, 10])
  })

  it.each([70_000, 131_073])('a list of %i values is a statement like any other', (count) => {
    const values = Array.from({ length: count }, (_, at) => at)
    const { statement, parameters } = findQuery(planOf(albums), find({ kind: 'in', column: 'pages', values }))
    const places = 2 ** Math.ceil(Math.log2(count))
    expect(parameters).toHaveLength(places + 1)
    expect(statement.text).toContain(`, $${places})`)
  })

  it('a limit is a value, except where the database takes none', () => {
    const inText = planOf(albums, { limitInText: true })
    const [ten, eleven] = [findQuery(inText, find(titled('a'), 10)), findQuery(inText, find(titled('a'), 11))]
    expect(ten.statement.text).toContain('limit 10')
    expect(eleven.statement.text).toContain('limit 11')
    expect(ten.parameters).toEqual(['a'])
  })

  it('a statement is worth keeping prepared from its third use on, under a name of its text', () => {
    const plan = planOf(albums)
    const names = [1, 2, 3, 4].map((at) => findQuery(plan, find(titled(`${at}`))).statement.name)
    expect(names.slice(0, 2)).toEqual([undefined, undefined])
    const text = findQuery(plan, find(titled('a'))).statement.text
    expect(names.slice(2)).toEqual([kept(text).name, kept(text).name])
    expect(kept(text).name).not.toBe(kept(`${text} `).name)
  })

  it('whoever asks in ever new shapes does not fill the memory', () => {
    const plan = planOf(albums)
    const { statement } = findQuery(plan, find(titled('a')))
    for (let at = 0; at < 1000; at++) plan.shape(`made up ${at}`, () => 'select 1')
    expect(findQuery(plan, find(titled('a'))).statement).not.toBe(statement)
  })

  it('a change of nothing still counts the rows that fit', () => {
    const { statement } = updateQuery(planOf(albums), titled('a'), {}, {})
    expect(statement.text).toBe('update "albums" set "tenant" = "tenant" where "title" = $1')
  })

  it('only numbers can be added to', () => {
    expect(() => updateQuery(planOf(albums), titled('a'), {}, { title: 'x' })).toThrow(
      'title is of kind text and cannot be added to',
    )
  })
})

describe('aggregates', () => {
  it('the same measures under other names are the same statement, whose answer has the names asked for', () => {
    const plan = planOf(albums)
    const ask = (name: string) =>
      aggregateQuery(plan, {
        groupBy: ['title'],
        measures: { [name]: { of: 'sum', column: 'price' }, n: { of: 'count' } },
        orderBy: [{ column: name, direction: 'desc' }],
        limit: 5,
      })
    const [one, other] = [ask('收入'), ask('a much longer name than any database takes for a column of an answer')]
    expect(one.statement).toBe(other.statement)
    expect(one.rows([['t', '12', '3']])).toEqual([{ title: 't', 收入: 12n, n: 3 }])
  })

  it('measures, groups and orders that differ are statements of their own', () => {
    const plan = planOf(albums)
    const price = { of: 'sum', column: 'price' } as const
    const none = { groupBy: [], measures: {}, orderBy: [], limit: 'all' } as const
    const texts = [
      { ...none, measures: { a: price } },
      { ...none, measures: { a: { of: 'max', column: 'price' } as const } },
      { ...none, measures: { a: { of: 'countDistinct', column: 'price' } as const } },
      { ...none, measures: { a: { of: 'count' } as const } },
      { ...none, measures: { a: { of: 'sum', column: 'weight' } as const } },
      { ...none, groupBy: ['title'], measures: { a: price } },
      { ...none, groupBy: ['title'], measures: { a: price }, limit: 1 },
      { ...none, groupBy: ['title'], measures: { a: price }, orderBy: [{ column: 'a', direction: 'asc' } as const] },
      {
        ...none,
        groupBy: ['title'],
        measures: { a: price },
        orderBy: [{ column: 'title', direction: 'asc' } as const],
      },
    ].map((aggregate) => aggregateQuery(plan, aggregate).statement.text)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('what cannot be grouped by, added or sorted by is refused', () => {
    const plan = planOf(albums)
    const base = { groupBy: [], measures: {}, orderBy: [], limit: 'all' } as const
    expect(() => aggregateQuery(plan, { ...base, groupBy: ['layout'] })).toThrow('layout is JSON')
    expect(() => aggregateQuery(plan, { ...base, measures: { a: { of: 'sum', column: 'title' } } })).toThrow(
      'title is of kind text and cannot be added',
    )
    expect(() => aggregateQuery(plan, { ...base, orderBy: [{ column: 'b', direction: 'asc' }] })).toThrow(
      'the answer has no column "b" to sort by',
    )
  })
})
