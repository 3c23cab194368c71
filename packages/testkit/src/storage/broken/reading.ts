import type { Aggregate, Column, Find, OrderBy, Reads, Row, StoredTable, Value, Where } from '@calotype/core/storage'
import { findRows } from '../reference.ts'
import { type BrokenAdapter, broken, changingRows, everyRow, finding, understanding } from './flawed.ts'

const isCompare = (where: Where): where is Extract<Where, { kind: 'compare' }> => where.kind === 'compare'
const notNull = (column: string): Where => ({ kind: 'compare', column, is: 'ne', value: null })

/** Sorts what was found by another comparison of values, in the same directions. */
const sorting =
  (compare: (left: Value, right: Value, column: Column | undefined) => number) =>
  async (reads: Reads, table: StoredTable, find: Find): Promise<Row[]> => {
    const rows = await reads.find(table, { ...find, limit: 'all' })
    rows.sort((left, right) => {
      for (const { column, direction } of find.orderBy) {
        const step = compare(left[column] ?? null, right[column] ?? null, table.columns[column])
        if (step !== 0) return direction === 'asc' ? step : -step
      }
      return 0
    })
    return find.limit === 'all' ? rows : rows.slice(0, find.limit)
  }

const plainly = (left: Value, right: Value): number => {
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  return left < right ? -1 : left > right ? 1 : 0
}

const aggregating = (
  change: (answers: Row[], aggregate: Aggregate, reads: Reads, table: StoredTable) => Row[] | Promise<Row[]>,
) => ({
  reads: (reads: Reads): Partial<Reads> => ({
    aggregate: async (table, aggregate) => change(await reads.aggregate(table, aggregate), aggregate, reads, table),
  }),
})

/** Changes the measures of one sort in every answer. */
const measuring = (of: string, change: (value: Value) => Value) =>
  aggregating((answers, { measures }) =>
    answers.map((answer) => {
      const changed: Record<string, Value> = { ...answer }
      for (const [name, measure] of Object.entries(measures))
        if (measure.of === of) changed[name] = change(answer[name] ?? null)
      return changed
    }),
  )

const textOf = (column: Column | undefined): boolean => column?.kind === 'text'

export const reading: readonly BrokenAdapter[] = [
  broken(
    'find is cut at 100',
    'A default limit steps in without a word.',
    'queries: a limit cuts off after the order, and `all` cuts off nothing',
    {
      ...finding(async (reads, table, find) => (await reads.find(table, find)).slice(0, 100)),
    },
  ),
  broken(
    'limit before order',
    'Rows are cut off before they are sorted.',
    'queries: a limit cuts off after the order, and `all` cuts off nothing',
    {
      ...finding(async (reads, table, find) => {
        const some = await reads.find(table, { ...find, orderBy: [], after: undefined, limit: find.limit })
        return findRows(table, some, { ...find, where: undefined })
      }),
    },
  ),
  broken(
    'pages skip ties',
    'A page comes after the first column of the order alone.',
    'paging: pages hold every row once, with ties',
    {
      ...finding(async (reads, table, find) => {
        const [by, value] = [find.orderBy[0], find.after?.[0]]
        if (by === undefined || value === undefined) return reads.find(table, find)
        const after = findRows(table, await reads.find(table, { ...find, after: undefined, limit: 'all' }), {
          orderBy: [by],
          after: [value],
          limit: 'all',
        })
        return findRows(table, after, { orderBy: find.orderBy, limit: find.limit })
      }),
    },
  ),
  broken(
    'pages repeat a row',
    'A page begins with the row it should come after.',
    'paging: pages hold every row once, descending',
    {
      ...finding(async (reads, table, find) => {
        if (find.after === undefined) return reads.find(table, find)
        const all = await reads.find(table, { ...find, after: undefined, limit: 'all' })
        const later = findRows(table, all, { ...find, where: undefined, limit: 'all' }).length
        const from = Math.max(0, all.length - later - 1)
        return all.slice(from, find.limit === 'all' ? undefined : from + find.limit)
      }),
    },
  ),
  broken(
    'pages compare rows as tuples',
    '(a, b) > (?, ?) is sent whatever the directions are.',
    'paging: pages hold every row once, with mixed directions',
    {
      ...finding(async (reads, table, find) => {
        const direction = find.orderBy[0]?.direction
        if (find.after === undefined || direction === undefined) return reads.find(table, find)
        const orderBy = find.orderBy.map(({ column }): OrderBy => ({ column, direction }))
        const later = findRows(table, await reads.find(table, { ...find, after: undefined, limit: 'all' }), {
          ...find,
          where: undefined,
          orderBy,
          limit: 'all',
        })
        return findRows(table, later, { orderBy: find.orderBy, limit: find.limit })
      }),
    },
  ),
  broken(
    'pages lose nulls',
    'column > ? is never true of null, nor for a null.',
    'paging: pages hold every row once, with nulls in the order',
    {
      ...finding(async (reads, table, find) => {
        const rows = await reads.find(table, find)
        return find.after === undefined
          ? rows
          : rows.filter((row) => find.orderBy.every(({ column }) => row[column] !== null))
      }),
    },
  ),
  broken(
    'offset pages',
    'Pages are counted off by number, not by values.',
    'paging: while rows are inserted, no page repeats a row and none that stood before is lost',
    {
      store: (adapter) => {
        let offset = 0
        return {
          snapshot: (work, options) =>
            adapter.snapshot((reads) => {
              const find: Reads['find'] = async (table, asked) => {
                offset = asked.after === undefined ? 0 : offset
                const rows = await reads.find(table, { ...asked, after: undefined, limit: 'all' })
                const page = rows.slice(offset, asked.limit === 'all' ? undefined : offset + asked.limit)
                offset += page.length
                return page
              }
              return work({
                find,
                stream: reads.stream.bind(reads),
                aggregate: reads.aggregate.bind(reads),
                follow: reads.follow.bind(reads),
              })
            }, options),
        }
      },
    },
  ),
  broken(
    '`ne` drops nulls',
    'column <> ? is not true of null.',
    'queries: `ne` is the complement of `eq`: it holds for null',
    {
      ...understanding((where) =>
        isCompare(where) && where.is === 'ne' && where.value !== null
          ? { kind: 'and', all: [where, notNull(where.column)] }
          : where,
      ),
    },
  ),
  broken(
    '`not` drops nulls',
    'NOT (column < ?) is not true of null.',
    'queries: `not` is the complement: a row fits the one or the other, nulls included',
    {
      ...understanding((where) =>
        where.kind === 'not' && isCompare(where.not) && where.not.value !== null
          ? { kind: 'and', all: [where, notNull(where.not.column)] }
          : where,
      ),
    },
  ),
  broken(
    'nulls equal nothing',
    'column = NULL is sent for `eq null`.',
    'queries: `eq null` and `ne null` find nulls; every other comparison with a null is false',
    {
      ...understanding((where) =>
        isCompare(where) && where.value === null && where.is === 'eq' ? { kind: 'or', any: [] } : where,
      ),
    },
  ),
  broken(
    'an empty list fits all',
    'A condition with an empty list is left out.',
    'queries: a list of nothing fits nothing, and a null in a list fits nothing',
    {
      ...understanding((where) =>
        where.kind === 'in' && where.values.length === 0 ? { kind: 'and', all: [] } : where,
      ),
    },
  ),
  broken(
    'a null in a list spoils `not in`',
    'NOT (column IN (1, NULL)) is true of nothing.',
    'queries: a list of nothing fits nothing, and a null in a list fits nothing',
    {
      ...understanding((where) =>
        where.kind === 'not' && where.not.kind === 'in' && where.not.values.includes(null)
          ? { kind: 'or', any: [] }
          : where,
      ),
    },
  ),
  broken(
    'an empty `or` holds',
    'An empty list of conditions is left out, whichever it is.',
    'queries: `and` of nothing holds, `or` of nothing does not',
    {
      ...understanding((where) => (where.kind === 'or' && where.any.length === 0 ? { kind: 'and', all: [] } : where)),
    },
  ),
  broken(
    'LIKE patterns are alive',
    '% and _ in a searched text stand for anything.',
    'queries: the characters that LIKE and GLOB take for patterns stand for themselves',
    {
      ...finding(async (reads, table, find) => {
        const { where } = find
        if (where === undefined || !isCompare(where) || (where.is !== 'contains' && where.is !== 'startsWith'))
          return reads.find(table, find)
        const pattern = String(where.value)
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replaceAll('%', '.*')
          .replaceAll('_', '.')
        const like = new RegExp(where.is === 'startsWith' ? `^${pattern}` : pattern, where.fold === true ? 'isu' : 'su')
        return (await reads.find(table, { ...find, where: undefined })).filter((row) =>
          like.test(String(row[where.column])),
        )
      }),
    },
  ),
  broken(
    'text is always folded',
    'The collation does not know case.',
    'queries: text is compared with its case, its accents and its blanks, unless folding is asked for',
    {
      ...understanding((where, table) =>
        isCompare(where) && textOf(table.columns[where.column]) && where.value !== null
          ? { ...where, fold: true }
          : where,
      ),
    },
  ),
  broken(
    'folding knows ASCII only',
    'lower() of the database is used as it comes.',
    'queries: with `fold` text is compared in lower case, beyond ASCII too',
    {
      ...finding(async (reads, table, find) => {
        const { where } = find
        if (where === undefined || !isCompare(where) || where.fold !== true) return reads.find(table, find)
        const ascii = (text: Value): string => String(text).replace(/[A-Z]/g, (letter) => letter.toLowerCase())
        const { fold: _, ...exact } = where
        const rows = await reads.find(table, { ...find, where: undefined })
        const folded = rows.map((row) => ({ ...row, [where.column]: ascii(row[where.column] ?? null) }))
        const fitting = findRows(table, folded, { ...find, where: { ...exact, value: ascii(where.value) } }).map(
          (row) => row.id,
        )
        return rows.filter((row) => fitting.includes(row.id ?? null))
      }),
    },
  ),
  broken(
    'text sorts by UTF-16',
    'Texts are compared unit by unit, as JavaScript does.',
    'queries: text sorts by code point, beyond the basic plane too, and not by any language',
    {
      ...finding(sorting((left, right, column) => (textOf(column) ? plainly(left, right) : 0))),
    },
  ),
  broken(
    'text sorts by language',
    'Texts are compared by the locale of the server.',
    'queries: text sorts by code point, beyond the basic plane too, and not by any language',
    {
      ...finding(
        sorting((left, right, column) => (textOf(column) ? String(left).localeCompare(String(right), 'en') : 0)),
      ),
    },
  ),
  broken(
    'decimals sort as text',
    '"10" comes before "9".',
    'queries: null sorts lowest: first ascending, last descending',
    {
      ...finding(sorting((left, right, column) => (column?.kind === 'decimal' ? plainly(left, right) : 0))),
    },
  ),
  broken(
    'null sorts highest',
    'NULLS LAST, as PostgreSQL has it.',
    'queries: null sorts lowest: first ascending, last descending',
    {
      ...finding(
        sorting((left, right) =>
          left === null || right === null
            ? Number(left === null) - Number(right === null)
            : plainly(Number(left), Number(right)),
        ),
      ),
    },
  ),
  broken(
    'only the first column sorts',
    'The rest of the order is left out.',
    'queries: order goes column by column, each in its own direction, for every kind',
    {
      ...finding((reads, table, find) =>
        reads.find(table, { ...find, orderBy: find.orderBy.slice(0, 1), after: find.after?.slice(0, 1) }),
      ),
    },
  ),
  broken(
    'rows show columns of the adapter',
    'A hidden position comes along.',
    'queries: a row holds every column of its table as it was written, and nothing else',
    {
      ...changingRows((row) => ({ ...row, position: 1 })),
    },
  ),
  broken(
    'nulls are left out of rows',
    'A column without a value is undefined.',
    'queries: a row holds every column of its table as it was written, and nothing else',
    {
      ...changingRows((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))),
    },
  ),
  broken(
    '`or` widens the page',
    'where and after are joined without brackets.',
    'paging: a page goes together with a condition, in find, stream and findForUpdate',
    {
      ...finding(async (reads, table, find) => {
        if (find.where?.kind !== 'or' || find.after === undefined) return reads.find(table, find)
        const [first, ...others] = find.where.any
        if (first === undefined) return []
        const free = await reads.find(table, { ...find, where: first, after: undefined, limit: 'all' })
        const bound = await reads.find(table, { ...find, where: { kind: 'or', any: others }, limit: 'all' })
        const both = [...free, ...bound.filter((row) => free.every((other) => other.id !== row.id))]
        return findRows(table, both, { orderBy: find.orderBy, limit: find.limit })
      }),
    },
  ),
  broken(
    'money sums are floats',
    'SUM goes through a double.',
    'aggregates: sums of money are exact to the last unit, at the ends of 64 bits',
    {
      ...measuring('sum', (value) => (typeof value === 'bigint' ? BigInt.asIntN(64, BigInt(Number(value))) : value)),
    },
  ),
  broken(
    'decimal sums are floats',
    'SUM adds doubles.',
    'aggregates: sums of decimals are exact where doubles are not',
    {
      ...aggregating(async (answers, aggregate, reads, table) => {
        if (aggregate.groupBy.length > 0) return answers
        const rows = await reads.find(table, { ...everyRow, where: aggregate.where })
        return answers.map((answer) => {
          const changed: Record<string, Value> = { ...answer }
          for (const [name, measure] of Object.entries(aggregate.measures)) {
            if (measure.of !== 'sum' || table.columns[measure.column]?.kind !== 'decimal') continue
            changed[name] = String(rows.reduce((sum, row) => sum + Number(row[measure.column] ?? 0), 0))
          }
          return changed
        })
      }),
    },
  ),
  broken(
    'sums of nothing are null',
    'SUM over nothing is NULL in SQL.',
    'aggregates: over nothing the answer is one row: counts and sums are zero of their kind, min and max are null',
    {
      ...measuring('sum', (value) => (value === 0n || value === 0 || value === '0' ? null : value)),
    },
  ),
  broken(
    'min of nothing is zero',
    'A missing minimum is read as 0.',
    'aggregates: over nothing the answer is one row: counts and sums are zero of their kind, min and max are null',
    {
      ...measuring('min', (value) => value ?? 0),
    },
  ),
  broken(
    'nothing answers nothing',
    'Over nothing, the answer has no row.',
    'aggregates: over nothing the answer is one row: counts and sums are zero of their kind, min and max are null',
    {
      ...aggregating((answers, { measures }) =>
        answers.filter((answer) =>
          Object.entries(measures).some(([name, { of }]) => of === 'count' && answer[name] !== 0),
        ),
      ),
    },
  ),
  broken(
    'counts are bigints',
    'COUNT comes as the driver gives it.',
    'aggregates: nulls are passed over: in sums, min, max and distinct counts, but not in counts',
    {
      ...measuring('count', (value) => BigInt(Number(value))),
    },
  ),
  broken(
    'distinct counts count null',
    'Null is one of the distinct values.',
    'aggregates: nulls are passed over: in sums, min, max and distinct counts, but not in counts',
    {
      ...measuring('countDistinct', (value) => Number(value) + 1),
    },
  ),
  broken(
    'groups fold case',
    'GROUP BY goes by a collation that does not know case.',
    'aggregates: groups go by exact values, null among them, and by several columns',
    {
      ...aggregating((answers, { groupBy }) => {
        const marks = answers.map((answer) => groupBy.map((name) => String(answer[name]).toLowerCase()).join('|'))
        return answers.filter((_, index) => marks.indexOf(marks[index] ?? '') === index)
      }),
    },
  ),
  broken(
    'answers are not sorted',
    'The order of an aggregate is the order of its groups.',
    'aggregates: the answer is sorted by its own names and cut off after that',
    {
      reads: (reads) => ({ aggregate: (table, aggregate) => reads.aggregate(table, { ...aggregate, orderBy: [] }) }),
    },
  ),
]
