import { isRetryable, LockTimeout, StorageClosed } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, refused, rejection, same } from '../check.ts'
import { column, create, insert, standing } from '../lab.ts'
import { counter, counters, eq, keyOf, order, orders } from '../tables.ts'
import { deferred, stillWaits, within } from '../waiting.ts'

const closing = 'Count what is running; close() stops what begins, waits for what runs, then frees every connection.'
const signals =
  'Look at the signal before the work begins and while it waits for a connection or a lock; then roll back and reject.'

export const lifecycle: Group = {
  name: 'lifecycle',
  rules: [
    {
      name: 'check answers while the store can be read',
      mend: 'Read something small.',
      run: async (lab) => {
        const store = await lab.open()
        await store.check()
        await create(store, orders)
        await store.check()
      },
    },
    {
      name: 'after close everything ends in StorageClosed',
      mend: closing,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await lab.close(store)
        const uses: readonly (readonly [string, () => Promise<unknown>])[] = [
          ['transaction', () => store.transaction(async () => 'ran')],
          ['snapshot', () => store.snapshot((reads) => reads.find(orders, { orderBy: [], limit: 'all' }))],
          ['introspect', () => store.introspect()],
          ['migrate', () => store.migrate(() => [])],
          ['check', () => store.check()],
        ]
        for (const [method, use] of uses) {
          await refused(`${method} after close`, within(method, 5_000, (async () => use())()), StorageClosed)
        }
      },
    },
    {
      name: 'close waits for what is running: it is committed',
      mend: closing,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const begun = deferred<void>()
        const go = deferred<void>()
        const running = store.transaction(async (tx) => {
          await tx.insert(orders, [order('a')])
          begun.resolve()
          await go.promise
          await tx.insert(orders, [order('b')])
        })
        await begun.promise
        const closed = lab.close(store)
        closed.catch(() => {})
        holds('close waits', await stillWaits(closed), 'it answered while a transaction was running')
        go.resolve()
        await within('the running transaction', 5_000, running)
        await closed
      },
    },
    {
      name: 'what is committed is there when the store is opened again',
      mend: 'Commit before transaction() answers.',
      needs: ['reopen'],
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        const rows = Array.from({ length: 700 }, (_, index) =>
          order(keyOf(index), {
            price: BigInt(index) << 50n,
            weight: `${index}.5`,
            extras: { index, name: '王芳' },
            takenAt: '2026-03-29T01:00:00.000Z',
            number: `R-${index}`,
          }),
        )
        await insert(store, orders, rows)
        await store.transaction(async (tx) => {
          await tx.accumulate(counters, [counter('orders', 700)], ['total'])
          await tx.update(orders, eq('id', keyOf(0)), { paid: true })
          await tx.delete(orders, eq('id', keyOf(699)))
        })
        const before = await standing(store, orders)
        await lab.close(store)
        const again = await lab.open()
        same('the rows', await standing(again, orders), before)
        same('the counters', await standing(again, counters), [counter('orders', 700)])
        await insert(again, orders, [order('later')])
      },
    },
    {
      name: 'what failed while the store was closing is not there when it is opened again',
      mend: closing,
      needs: ['reopen'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const begun = deferred<void>()
        const go = deferred<void>()
        const running = store.transaction(async (tx) => {
          await tx.insert(orders, [order('b')])
          begun.resolve()
          await go.promise
          throw new Error('stop')
        })
        running.catch(() => {})
        await begun.promise
        const closed = lab.close(store)
        go.resolve()
        await rejection('the running transaction', running)
        await closed
        same('the rows', await column(await lab.open(), orders, 'id'), ['a'])
      },
    },
    {
      name: 'a store can be opened and closed many times',
      mend: 'Free connections, files and timers in close().',
      needs: ['reopen'],
      run: async (lab) => {
        await lab.close(await lab.ready(orders))
        for (let round = 0; round < 12; round++) {
          const store = await lab.open()
          await insert(store, orders, [order(keyOf(round))])
          same('rows', (await standing(store, orders)).length, round + 1)
          await lab.close(store)
        }
      },
    },
    {
      name: 'two hundred transactions and snapshots at once are all carried out',
      mend: 'Let work wait in order for a free connection.',
      run: async (lab) => {
        const store = await lab.ready(orders, counters)
        await Promise.all(
          Array.from({ length: 200 }, (_, index) =>
            index % 2 === 0
              ? store.transaction(async (tx) => {
                  await tx.insert(orders, [order(keyOf(index))])
                  await tx.accumulate(counters, [counter('orders', 1)], ['total'])
                })
              : standing(store, orders).then(() => {}),
          ),
        )
        same(
          'rows and counter',
          [(await standing(store, orders)).length, await column(store, counters, 'total')],
          [100, [100]],
        )
      },
    },
    {
      name: 'work whose signal is aborted already is refused and keeps nothing',
      mend: signals,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const signal = AbortSignal.abort()
        const write = store.transaction((tx) => tx.insert(orders, [order('a')]), { signal })
        await rejection('a transaction with an aborted signal', write)
        const read = store.snapshot((reads) => reads.find(orders, { orderBy: [], limit: 'all' }), { signal })
        await rejection('a snapshot with an aborted signal', read)
        same('the rows', await standing(store, orders), [])
      },
    },
    {
      name: 'a transaction that waits stops waiting when its signal is aborted, and keeps nothing',
      mend: signals,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const held = await lab.begin(store)
        await held.tx.lockKeys(['slot'], 'wait')
        await held.tx.insert(orders, [order('a')])
        const stop = new AbortController()
        // A store with one writer waits for its turn here, one with many for the name.
        const waiting = store.transaction(
          async (tx) => {
            await tx.insert(orders, [order('b')])
            await tx.lockKeys(['slot'], 'wait')
          },
          { signal: stop.signal },
        )
        waiting.catch(() => {})
        holds('it waits', await stillWaits(waiting), 'it went on while the other transaction was open')
        stop.abort()
        const error = await rejection('the aborted transaction', within('the aborted transaction', 3_000, waiting))
        holds(
          'an abort is not taken for something to be retried',
          !isRetryable(error) && !LockTimeout.is(error),
          String(error),
        )
        await held.commit()
        same('the rows', await column(store, orders, 'id'), ['a'])
        await insert(store, orders, [order('c')])
      },
    },
    {
      name: 'two stores share nothing',
      mend: 'Keep everything in the adapter, nothing in the module.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const other = await lab.elsewhere()
        same('tables of the other', (await other.introspect()).tables, [])
        await create(other, orders)
        same('rows of the other', await standing(other, orders), [])
        await other.transaction(async (tx) => {
          await tx.lockKeys(['slot'], 'nowait')
          await within(
            'a transaction of the first',
            5_000,
            store.transaction((mine) => mine.lockKeys(['slot'], 'nowait')),
          )
        })
      },
    },
  ],
}
