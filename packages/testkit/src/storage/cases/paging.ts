import type { Find, OrderBy, Reads, Row, StorageAdapter, StoredTable } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, same } from '../check.ts'
import { Unmet } from '../failure.ts'
import { insert, type Lab } from '../lab.ts'
import { checkRandomFinds } from '../random-check.ts'
import { eq, keyOf, order, orders } from '../tables.ts'

const keyset =
  'after (a, b): a > ? OR (a = ? AND b > ?), with > turned round for descending columns and nulls counted lowest.'

const asc = (column: string): OrderBy => ({ column, direction: 'asc' })
const desc = (column: string): OrderBy => ({ column, direction: 'desc' })

/** Reads page after page as the core does. `between` runs after each page. */
async function pages(
  reads: (find: Find) => Promise<Row[]>,
  orderBy: readonly OrderBy[],
  limit: number,
  between: (page: number) => Promise<void> = async () => {},
): Promise<Row[]> {
  const all: Row[] = []
  let after: Find['after']
  for (let page = 0; page < 2000; page++) {
    const rows = await reads({ orderBy, limit, after })
    all.push(...rows)
    const last = rows.at(-1)
    if (last === undefined) return all
    after = orderBy.map((by) => last[by.column] ?? null)
    await between(page)
  }
  throw new Unmet('the listing comes to an end', 'it went on after 2,000 pages')
}

const finding =
  (reads: Reads, table: StoredTable) =>
  (find: Find): Promise<Row[]> =>
    reads.find(table, find)

/** 120 orders with many ties, nulls in three columns, and negative and big numbers. */
const tied = Array.from({ length: 120 }, (_, index) =>
  order(keyOf((index * 53) % 120), {
    copies: index % 4,
    price: BigInt((index % 5) - 2) * 2n ** 61n,
    weight: index % 3 === 0 ? null : `${(index % 4) - 1}.5`,
    remark: index % 7 === 0 ? null : (['', 'a', 'B', '😀', '\ufffd'][index % 5] ?? null),
    takenAt: index % 6 === 0 ? null : `2026-03-29T0${index % 4}:30:00.000Z`,
    paid: index % 2 === 0,
    day: `2026-0${(index % 3) + 1}-28`,
  }),
)

async function complete(lab: Lab, sorts: readonly (readonly OrderBy[])[]): Promise<void> {
  const store: StorageAdapter = await lab.ready(orders)
  await insert(store, orders, tied)
  await store.snapshot(async (reads) => {
    for (const orderBy of sorts) {
      const whole = await reads.find(orders, { orderBy, limit: 'all' })
      const what = `by ${orderBy.map((by) => `${by.column} ${by.direction}`).join(', ')}`
      same(`rows of the whole listing ${what}`, whole.length, tied.length)
      for (const limit of [1, 7, 40]) {
        const paged = await pages(finding(reads, orders), orderBy, limit)
        same(
          `pages of ${limit} ${what}`,
          paged.map((row) => row.id),
          whole.map((row) => row.id),
        )
      }
    }
  })
}

export const paging: Group = {
  name: 'paging',
  rules: [
    {
      name: 'pages hold every row once, with ties',
      mend: keyset,
      run: (lab) =>
        complete(lab, [
          [asc('copies'), asc('id')],
          [asc('paid'), asc('copies'), asc('id')],
          [asc('day'), asc('price'), asc('id')],
        ]),
    },
    {
      name: 'pages hold every row once, descending',
      mend: keyset,
      run: (lab) =>
        complete(lab, [[desc('id')], [desc('copies'), desc('id')], [desc('price'), desc('day'), desc('id')]]),
    },
    {
      name: 'pages hold every row once, with mixed directions',
      mend: `${keyset} A row comparison (a, b) > (?, ?) only serves where all directions are the same.`,
      run: (lab) =>
        complete(lab, [
          [desc('copies'), asc('id')],
          [asc('copies'), desc('day'), asc('id')],
          [desc('paid'), asc('price'), desc('id')],
        ]),
    },
    {
      name: 'pages hold every row once, with nulls in the order',
      mend: `${keyset} Ascending, what comes after null is everything that is not; descending, nulls come after every value.`,
      run: (lab) =>
        complete(lab, [
          [asc('weight'), asc('id')],
          [desc('weight'), asc('id')],
          [asc('remark'), desc('weight'), asc('id')],
          [desc('takenAt'), desc('remark'), desc('id')],
          [asc('takenAt'), desc('id')],
        ]),
    },
    {
      name: 'a page comes after exact values, though no row holds them',
      mend: keyset,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          [10, 20, 30].map((copies) => order(`o${copies}`, { copies })),
        )
        const after = (orderBy: readonly OrderBy[], ...values: readonly (string | number)[]) =>
          store.snapshot(async (reads) =>
            (await reads.find(orders, { orderBy, limit: 10, after: values })).map((row) => row.copies),
          )
        same('after 15', await after([asc('copies'), asc('id')], 15, 'x'), [20, 30])
        same('after 20, before its key', await after([asc('copies'), asc('id')], 20, 'a'), [20, 30])
        same('after 20, past its key', await after([asc('copies'), asc('id')], 20, 'z'), [30])
        same('after 20 alone', await after([asc('copies')], 20), [30])
        same('after 25 downwards', await after([desc('copies'), asc('id')], 25, 'x'), [20, 10])
        same('after the last', await after([asc('copies'), asc('id')], 30, 'z'), [])
      },
    },
    {
      name: 'a page goes together with a condition, in find, stream and findForUpdate',
      mend: 'Join `where` and `after` with AND, each in brackets of its own.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, tied)
        const where = { kind: 'or', any: [eq('copies', 2), eq('copies', 1), eq('copies', 3)] } as const
        const find: Find = { where, orderBy: [desc('copies'), asc('id')], limit: 10, after: [2, keyOf(60)] }
        const expected = tied
          .filter((row) => row.copies === 1 || (row.copies === 2 && String(row.id) > keyOf(60)))
          .sort(
            (left, right) =>
              Number(right.copies) - Number(left.copies) || (String(left.id) < String(right.id) ? -1 : 1),
          )
          .slice(0, 10)
        await store.transaction(async (tx) => {
          same('find', await tx.find(orders, find), expected)
          const streamed: Row[] = []
          for await (const row of tx.stream(orders, find)) streamed.push(row)
          same('stream', streamed, expected)
          same('findForUpdate', await tx.findForUpdate(orders, find, 'wait'), expected)
        })
      },
    },
    {
      name: 'while rows are inserted, no page repeats a row and none that stood before is lost',
      mend: `${keyset} Pages by OFFSET repeat and lose rows when others are inserted.`,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const [writer = store] = (await lab.writers(store, 2)).slice(1)
        await insert(store, orders, tied)
        const orderBy = [asc('copies'), desc('id')]
        const seen = await pages(
          (find) => store.snapshot((reads) => reads.find(orders, find)),
          orderBy,
          9,
          async (page) => {
            if (page > 8) return
            await insert(writer, orders, [
              order(`new-low-${page}`, { copies: 0 }),
              order(`new-high-${page}`, { copies: 3 }),
              order(`zz-${page}`, { copies: page % 4 }),
            ])
          },
        )
        const ids = seen.map((row) => String(row.id))
        same(
          'rows that came twice',
          ids.filter((key, index) => ids.indexOf(key) !== index),
          [],
        )
        const lost = tied.map((row) => String(row.id)).filter((key) => !ids.includes(key))
        same('rows that stood before and never came', lost, [])
        holds(
          'rows inserted ahead of the reader are seen',
          ids.some((key) => key.startsWith('new-high')),
          'none of them',
        )
      },
    },
    {
      name: 'random orders and pages answer what the reference answers',
      mend: 'Read the smallest failing query below; its seed repeats it.',
      run: (lab) => checkRandomFinds(lab, 'pages'),
    },
  ],
}
