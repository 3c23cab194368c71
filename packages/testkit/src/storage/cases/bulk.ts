import { type Row, UniqueViolation } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { refused, same } from '../check.ts'
import { allRows, column, insert, standing } from '../lab.ts'
import { all, counter, counters, eq, events, keyOf, order, orders } from '../tables.ts'

const chunks =
  'Split what exceeds the parameter limit into several statements of one transaction, and add up their answers.'

const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) =>
    order(keyOf(index), {
      number: `R-${index}`,
      copies: index,
      price: BigInt(index) * 1000n,
      weight: `${index}.125`,
      remark: `no. ${index}`,
    }),
  )

export const bulk: Group = {
  name: 'bulk',
  rules: [
    {
      name: 'five thousand rows of thirteen columns go in by one call, past every parameter limit',
      mend: chunks,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const rows = many(5000)
        same('the answer', await store.transaction((tx) => tx.insert(orders, rows)), 5000)
        same('the rows', await standing(store, orders), rows)
      },
    },
    {
      name: 'a bulk insert whose last row conflicts leaves nothing, in a savepoint too',
      mend: `${chunks} When one fails, undo those before it.`,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('stood', { number: 'R-4999' })])
        await refused('the insert', insert(store, orders, many(5000)), UniqueViolation, { constraint: 'number' })
        same('the rows', await column(store, orders, 'id'), ['stood'])
        await store.transaction(async (tx) => {
          const failing = tx.savepoint(() => tx.insert(orders, many(5000)))
          await refused('the insert in a savepoint', failing, UniqueViolation, { constraint: 'number' })
          await tx.insert(orders, [order('later')])
        })
        same('the rows', await column(store, orders, 'id'), ['later', 'stood'])
      },
    },
    {
      name: 'skip counts over all statements of a bulk insert',
      mend: chunks,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          many(5000).filter((_, index) => index % 5 === 0),
        )
        same('the answer', await store.transaction((tx) => tx.insert(orders, many(5000), 'primary')), 4000)
        same('the rows', await standing(store, orders), many(5000))
      },
    },
    {
      name: 'no rows are no trouble',
      mend: 'Answer at once where there is nothing to do.',
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await store.transaction(async (tx) => {
          same('insert', await tx.insert(orders, []), 0)
          same('insert with skip', await tx.insert(orders, [], 'primary'), 0)
          same('accumulate', await tx.accumulate(counters, [], ['total']), [])
        })
      },
    },
    {
      name: 'a list of five thousand values can be asked for, in find, update and delete',
      mend: 'Bind a long list as one parameter (an array or JSON), or split it.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 200 }, (_, index) => order(keyOf(index * 30))),
        )
        const where = {
          kind: 'in',
          column: 'id',
          values: Array.from({ length: 5000 }, (_, index) => keyOf(index)),
        } as const
        same('rows found', (await store.snapshot((reads) => reads.find(orders, { ...all, where }))).length, 167)
        await store.transaction(async (tx) => {
          same(
            'rows not in the list',
            (await tx.find(orders, { ...all, where: { kind: 'not', not: where } })).length,
            33,
          )
          same('rows updated', await tx.update(orders, where, { paid: true }), 167)
          same('rows deleted', await tx.delete(orders, where), 167)
        })
      },
    },
    {
      name: 'thousands of counters add up in one call, answered in the order given',
      mend: chunks,
      run: async (lab) => {
        const store = await lab.ready(counters)
        const rows = Array.from({ length: 3000 }, (_, index) => counter(keyOf((index * 1777) % 3000), index))
        await insert(store, counters, rows.slice(0, 1500))
        const expected = rows.map((row, index) => (index < 1500 ? { ...row, total: index * 2 } : row))
        same('the answer', await store.transaction((tx) => tx.accumulate(counters, rows, ['total'])), expected)
      },
    },
    {
      name: 'thousands of rows are changed and deleted in one call, and counted',
      mend: 'Answer the number of rows that the database reports.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, many(3000))
        await store.transaction(async (tx) => {
          same(
            'rows updated',
            await tx.update(
              orders,
              { kind: 'compare', column: 'copies', is: 'gte', value: 1000 },
              { paid: true },
              { copies: 1 },
            ),
            2000,
          )
          same('rows deleted', await tx.delete(orders, eq('paid', false)), 1000)
          same('rows left', (await allRows(tx, orders)).length, 2000)
        })
      },
    },
    {
      name: 'thousands of names are locked in one call',
      mend: chunks,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const names = Array.from({ length: 3000 }, (_, index) => keyOf(index))
        same('the names', [...(await store.transaction((tx) => tx.lockKeys(names, 'wait')))], names)
      },
    },
    {
      name: 'a log keeps the order of a bulk insert',
      mend: `${chunks} Number the rows of a log as they were given.`,
      run: async (lab) => {
        const store = await lab.ready(events)
        // Keys that do not rise, so that the order of keys is not the order of inserts.
        const rows = Array.from({ length: 2500 }, (_, index) => ({
          id: keyOf((index * 1777) % 2500),
          body: `event ${index}`,
        }))
        await insert(store, events, rows)
        same('the log', (await store.snapshot((reads) => reads.follow(events, null, 5000))).rows, rows)
      },
    },
  ],
}
