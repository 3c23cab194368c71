import type { Value, Where } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import type { Dialect } from '../src/index.ts'
import { findQuery } from '../src/find-query.ts'
import { planOf } from './dialect.ts'
import { albums } from './tables.ts'
import { sql } from 'kysely'

const compare = (column: string, is: Extract<Where, { kind: 'compare' }>['is'], value: Value, fold = false): Where => ({
  kind: 'compare',
  column,
  is,
  value,
  fold,
})
const not = (of: Where): Where => ({ kind: 'not', not: of })
const listed = (column: string, ...values: Value[]): Where => ({ kind: 'in', column, values })

/** The condition as SQL with its parameters put in. */
function said(where: Where, parts: Partial<Dialect> = {}): string {
  const { statement, parameters } = findQuery(planOf(albums, parts), { where, orderBy: [], limit: 'all' })
  const [, condition = ''] = statement.text.split(' where ')
  return condition
    .replaceAll(/\$(\d+)/g, (_, at: string) => JSON.stringify(parameters[Number(at) - 1]))
    .replaceAll(/"(title|note|pages|rating|bound|layout)"/g, '$1')
}

describe('conditions in two-valued logic', () => {
  it.each<[string, Where, string]>([
    ['what must differ fits null too', compare('note', 'ne', 'x'), '(note <> "x" or note is null)'],
    ['a required column knows no null', compare('title', 'ne', 'x'), 'title <> "x"'],
    ['not equal is the complement of equal', not(compare('note', 'eq', 'x')), '(note <> "x" or note is null)'],
    ['not different is equal, and null is not', not(compare('note', 'ne', 'x')), 'note = "x"'],
    ['less leaves null out', compare('rating', 'lt', 3), 'rating < 3'],
    ['not less takes null in', not(compare('rating', 'lt', 3)), '(rating >= 3 or rating is null)'],
    ['not at least', not(compare('rating', 'gte', 3)), '(rating < 3 or rating is null)'],
    ['not more', not(compare('pages', 'gt', 3)), 'pages <= 3'],
    ['not at most', not(compare('pages', 'lte', 3)), 'pages > 3'],
    ['null is asked for by its own word', compare('note', 'eq', null), 'note is null'],
    ['not null likewise', compare('note', 'ne', null), 'note is not null'],
    ['not not null', not(compare('note', 'ne', null)), 'note is null'],
    ['nothing is less than null', compare('rating', 'lt', null), '1 = 0'],
    ['everything is not less than null', not(compare('rating', 'lt', null)), '1 = 1'],
    ['all of nothing holds', { kind: 'and', all: [] }, '1 = 1'],
    ['some of nothing does not', { kind: 'or', any: [] }, '1 = 0'],
    ['not all of nothing does not', not({ kind: 'and', all: [] }), '1 = 0'],
    [
      'not both is one or the other not',
      not({ kind: 'and', all: [compare('title', 'eq', 'x'), compare('note', 'eq', 'y')] }),
      '(title <> "x" or (note <> "y" or note is null))',
    ],
    [
      'neither is both not',
      not({ kind: 'or', any: [compare('title', 'eq', 'x'), not(compare('pages', 'eq', 1))] }),
      '(title <> "x" and pages = 1)',
    ],
    ['a prefix is a range', compare('title', 'startsWith', 'ab'), '(title >= "ab" and title < "ac")'],
    ['no prefix is no limit', compare('title', 'startsWith', ''), 'title >= ""'],
    [
      'what does not begin so may be null',
      not(compare('note', 'startsWith', 'ab')),
      '(not ((note >= "ab" and note < "ac")) or note is null)',
    ],
    ['a part', compare('title', 'contains', '%_'), 'strpos(title, "%_") > 0'],
    ['not a part', not(compare('title', 'contains', 'x')), 'not (strpos(title, "x") > 0)'],
    ['without regard to case', compare('title', 'eq', 'ÄB', true), 'lower(title) = "äb"'],
    [
      'a prefix without regard to case',
      compare('title', 'startsWith', 'AB', true),
      '(lower(title) >= "ab" and lower(title) < "ac")',
    ],
    ['case is of text alone', compare('pages', 'eq', 1, true), 'pages = 1'],
    ['a list of nothing fits nothing', listed('title'), '1 = 0'],
    ['nor does a list of nulls', listed('note', null, null), '1 = 0'],
    ['whatever is in no list of nothing', not(listed('note', null)), '1 = 1'],
    ['a list of one is a comparison', listed('note', 'x', null), 'note = "x"'],
    ['not in a list of one', not(listed('note', 'x')), '(note <> "x" or note is null)'],
    ['a list is filled up to a power of two', listed('title', 'a', 'b', 'c'), 'title in ("a", "b", "c", "a")'],
    ['not in a list', not(listed('note', 'a', 'b')), '(not (note in ("a", "b")) or note is null)'],
    ['values pass through their codec', compare('bound', 'eq', true), 'bound = 1'],
  ])('%s', (_name, where, text) => {
    expect(said(where)).toBe(text)
  })

  it('a list is one value where the database can compare with a list', () => {
    const parts: Partial<Dialect> = { inList: (column, list) => sql`${column} = any(${list})` }
    expect(said(listed('title', 'a', 'b', null, 'c'), parts)).toBe('title = any(["a","b","c"])')
    expect(said(not(listed('note', 'a', 'b')), parts)).toBe('(not (note = any(["a","b"])) or note is null)')
  })

  it.each<[string, Where, string]>([
    ['a column that is not there', compare('colour', 'eq', 'x'), 'albums has no column "colour"'],
    ['a comparison of documents', compare('layout', 'eq', 'x'), 'layout is JSON and can only be compared with null'],
    ['a list of documents', listed('layout', 'x'), 'layout is JSON and cannot be compared'],
    ['a part of a number', compare('pages', 'contains', '1'), 'pages is of kind int and has no beginning or part'],
  ])('%s is refused', (_name, where, reason) => {
    expect(() => said(where)).toThrow(
      expect.objectContaining({ code: 'STORAGE_FAILED', message: `test refused a statement: ${reason}.` }),
    )
  })
})
