import { isCalotypeError } from '@calotype/core/values'
import { StorageFailed, type Tx, UniqueViolation } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, passesOn, refused, rejection, same } from '../check.ts'
import { described } from '../failure.ts'
import { allRows, column, insert, standing } from '../lab.ts'
import { byId, counter, counters, eq, keyOf, order, orders } from '../tables.ts'
import { within } from '../waiting.ts'

const undo =
  'Send every statement of a transaction on the one connection that began it, and roll back when its work throws.'
const savepoints = 'Wrap the work in SAVEPOINT … RELEASE, and ROLLBACK TO it when the work throws; nest by depth.'

export const atomicity: Group = {
  name: 'atomicity',
  rules: [
    {
      name: 'a transaction that returns keeps all it wrote and answers what its work returned',
      mend: undo,
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await insert(store, orders, [order('a'), order('b')])
        const answer = await store.transaction(async (tx) => {
          await tx.insert(orders, [order('c')])
          await tx.update(orders, eq('id', 'a'), { paid: true })
          await tx.delete(orders, eq('id', 'b'))
          await tx.accumulate(counters, [counter('orders', 3)], ['total'])
          return { done: 7n }
        })
        same('the answer of transaction()', answer, { done: 7n })
        same('the rows', await standing(store, orders), [order('a', { paid: true }), order('c')])
        same('the counter', await column(store, counters, 'total'), [3])
      },
    },
    {
      name: 'a transaction that throws keeps nothing: inserts, updates, deletes and counters are all undone',
      mend: undo,
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await insert(store, orders, [order('a'), order('b')])
        await insert(store, counters, [counter('orders', 5)])
        const thrown = new Error('the card was declined')
        const failing = store.transaction(async (tx) => {
          await tx.insert(orders, [order('c')])
          await tx.update(orders, eq('id', 'a'), { paid: true }, { copies: 2 })
          await tx.delete(orders, eq('id', 'b'))
          await tx.accumulate(counters, [counter('orders', 3), counter('new', 1)], ['total'])
          throw thrown
        })
        await passesOn('a transaction whose work throws', failing, thrown)
        same('the rows', await standing(store, orders), [order('a'), order('b')])
        same('the counters', await standing(store, counters), [counter('orders', 5)])
      },
    },
    {
      name: 'a transaction that throws a value that is no error throws on that value',
      mend: 'Rethrow what the work threw as it is.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await passesOn(
          'a transaction',
          store.transaction(() => Promise.reject('no error at all')),
          'no error at all',
        )
      },
    },
    {
      name: 'rows that were sent in many statements are all undone',
      mend: undo,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const failing = store.transaction(async (tx) => {
          for (let batch = 0; batch < 8; batch++) {
            await tx.insert(
              orders,
              Array.from({ length: 400 }, (_, index) => order(keyOf(batch * 400 + index))),
            )
          }
          await tx.update(orders, { kind: 'and', all: [] }, { paid: true })
          throw new Error('stop')
        })
        await rejection('a transaction whose work throws', failing)
        same('the rows', await standing(store, orders), [])
      },
    },
    {
      name: 'a statement that fails takes the whole transaction with it',
      mend: undo,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const failing = store.transaction(async (tx) => {
          await tx.insert(orders, [order('b')])
          await tx.insert(orders, [order('a')])
        })
        await refused('inserting a key that stands', failing, UniqueViolation)
        same('the rows', await column(store, orders, 'id'), ['a'])
      },
    },
    {
      name: 'the store works on after a transaction failed',
      mend: 'Give the connection back clean: roll back before it is used again.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        for (let round = 0; round < 30; round++) {
          await rejection(
            'a transaction whose work throws',
            store.transaction(async (tx) => {
              await tx.insert(orders, [order('gone')])
              throw new Error('stop')
            }),
          )
        }
        await insert(store, orders, [order('kept')])
        same('the rows', await column(store, orders, 'id'), ['kept'])
      },
    },
    {
      name: 'a transaction reads its own writes in every way of reading',
      mend: 'Send the reads of a transaction on its own connection.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a'), order('b')])
        await store.transaction(async (tx) => {
          await tx.insert(orders, [order('c'), order('d')])
          await tx.delete(orders, eq('id', 'a'))
          await tx.update(orders, eq('id', 'b'), { customer: 'Li Na' })
          const expected = [order('b', { customer: 'Li Na' }), order('c'), order('d')]
          same('find', await allRows(tx, orders), expected)
          same('findForUpdate', await tx.findForUpdate(orders, byId, 'wait'), expected)
          const streamed = []
          for await (const row of tx.stream(orders, byId)) streamed.push(row)
          same('stream', streamed, expected)
          const count = { groupBy: [], measures: { rows: { of: 'count' } }, orderBy: [], limit: 'all' } as const
          same('aggregate', await tx.aggregate(orders, count), [{ rows: 3 }])
        })
      },
    },
    {
      name: 'a savepoint that returns keeps its writes and answers what its work returned',
      mend: savepoints,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const answer = await store.transaction((tx) =>
          tx.savepoint(async () => {
            await tx.insert(orders, [order('a')])
            return 'kept'
          }),
        )
        same('the answer of savepoint()', answer, 'kept')
        same('the rows', await column(store, orders, 'id'), ['a'])
      },
    },
    {
      name: 'a savepoint that throws undoes its own writes only, throws on, and the transaction goes on',
      mend: savepoints,
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await insert(store, orders, [order('stood')])
        await store.transaction(async (tx) => {
          await tx.insert(orders, [order('before')])
          const thrown = new Error('no slot left')
          const failing = tx.savepoint(async () => {
            await tx.insert(orders, [order('within')])
            await tx.update(orders, eq('id', 'before'), { paid: true })
            await tx.delete(orders, eq('id', 'stood'))
            await tx.accumulate(counters, [counter('orders', 1)], ['total'])
            throw thrown
          })
          await passesOn('a savepoint whose work throws', failing, thrown)
          same('what the transaction reads then', await allRows(tx, orders), [order('before'), order('stood')])
          await tx.insert(orders, [order('later')])
        })
        same('the rows', await standing(store, orders), [order('before'), order('later'), order('stood')])
        same('the counters', await standing(store, counters), [])
      },
    },
    {
      name: 'savepoints nest: an inner one is undone alone, an outer one takes the inner ones with it',
      mend: savepoints,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await store.transaction(async (tx) => {
          await tx.savepoint(async () => {
            await tx.insert(orders, [order('a-outer')])
            await tx.savepoint(async () => {
              await tx.insert(orders, [order('b-inner')])
              const innermost = tx.savepoint(async () => {
                await tx.insert(orders, [order('c-innermost')])
                throw new Error('stop')
              })
              await rejection('a savepoint whose work throws', innermost)
            })
          })
          const outer = tx.savepoint(async () => {
            await tx.insert(orders, [order('d-outer')])
            await tx.savepoint(() => tx.insert(orders, [order('e-inner')]))
            throw new Error('stop')
          })
          await rejection('a savepoint whose work throws', outer)
        })
        same('the rows', await column(store, orders, 'id'), ['a-outer', 'b-inner'])
      },
    },
    {
      name: 'a transaction that throws undoes the savepoints that had returned',
      mend: savepoints,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const failing = store.transaction(async (tx) => {
          await tx.savepoint(() => tx.insert(orders, [order('a')]))
          throw new Error('stop')
        })
        await rejection('a transaction whose work throws', failing)
        same('the rows', await standing(store, orders), [])
      },
    },
    {
      name: 'a conflict inside a savepoint is undone there, and the transaction goes on',
      mend: `${savepoints} PostgreSQL refuses every statement after an error until it is rolled back to a savepoint.`,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        await store.transaction(async (tx) => {
          for (let round = 0; round < 20; round++) {
            const failing = tx.savepoint(async () => {
              await tx.insert(orders, [order(`lost-${round}`)])
              await tx.insert(orders, [order('a')])
            })
            await refused('inserting a key that stands', failing, UniqueViolation, { constraint: 'primary' })
            await tx.savepoint(() => tx.insert(orders, [order(keyOf(round, 'kept'))]))
          }
        })
        same('how many rows stand', (await standing(store, orders)).length, 21)
      },
    },
    {
      name: 'a transaction cannot be used after it has ended',
      mend: 'Mark the transaction as over when its work settles, and let every method of it throw from then on.',
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        let committed: Tx | undefined
        let undone: Tx | undefined
        await store.transaction(async (tx) => {
          committed = tx
        })
        const failing = store.transaction(async (tx) => {
          undone = tx
          throw new Error('stop')
        })
        await rejection('a transaction whose work throws', failing)
        for (const [end, tx] of [
          ['committed', committed],
          ['rolled back', undone],
        ] as const) {
          if (tx === undefined) continue
          const escapes: readonly (readonly [string, () => Promise<unknown>])[] = [
            ['insert', () => tx.insert(orders, [order('escaped')])],
            ['update', () => tx.update(orders, eq('id', 'a'), { paid: true })],
            ['delete', () => tx.delete(orders, eq('id', 'a'))],
            ['accumulate', () => tx.accumulate(counters, [counter('escaped', 1)], ['total'])],
            ['find', () => tx.find(orders, byId)],
            ['findForUpdate', () => tx.findForUpdate(orders, byId, 'wait')],
            ['lockKeys', () => tx.lockKeys(['escaped'], 'wait')],
            ['savepoint', () => tx.savepoint(() => tx.insert(orders, [order('escaped')]))],
          ]
          for (const [method, use] of escapes) {
            const used = within(`${method} of a transaction that is ${end}`, 5_000, (async () => use())())
            const error = await rejection(`${method} of a transaction that is ${end}`, used)
            holds(
              `${method} of a transaction that is ${end} throws an error of the storage catalogue, such as ${StorageFailed.code}`,
              isCalotypeError(error),
              described(error),
            )
          }
        }
        same('the rows', await standing(store, orders), [])
        same('the counters', await standing(store, counters), [])
      },
    },
  ],
}
