import type { Reads } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, same } from '../check.ts'
import { allRows, column, insert, retrying, standing } from '../lab.ts'
import { byId, counter, counters, eq, events, order, orders } from '../tables.ts'
import { barrier, stillWaits, within } from '../waiting.ts'

const snapshots =
  'Read a snapshot in one read-only transaction with repeatable reads (or a copy of one version), apart from every writer.'

/** Milliseconds after which something is taken to wait for its turn. */
const turn = 400

/** Everything that a snapshot can be asked, in one answer. */
async function everything(reads: Reads): Promise<unknown> {
  const streamed = []
  for await (const row of reads.stream(orders, byId)) streamed.push(row.id)
  const sum = { groupBy: [], measures: { copies: { of: 'sum', column: 'copies' } }, orderBy: [], limit: 'all' } as const
  return {
    found: await allRows(reads, orders),
    streamed,
    sums: await reads.aggregate(orders, sum),
    followed: (await reads.follow(events, null, 100)).rows,
  }
}

export const isolation: Group = {
  name: 'isolation',
  rules: [
    {
      name: 'nobody reads what a transaction has not committed',
      mend: snapshots,
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        await insert(store, orders, [order('a'), order('b')])
        const before = await store.snapshot(everything)
        const held = await lab.begin(store)
        await held.tx.insert(orders, [order('c')])
        await held.tx.update(orders, eq('id', 'a'), { copies: 9 })
        await held.tx.delete(orders, eq('id', 'b'))
        await held.tx.insert(events, [{ id: 'e', body: 'order placed' }])
        const reading = store.snapshot(everything)
        // Where snapshots take turns with transactions, it waits; then it sees all of the other or nothing of it.
        const waited = await stillWaits(reading, turn)
        if (!waited) same('a snapshot during the transaction', await reading, before)
        await held.commit()
        const after = await store.snapshot(everything)
        if (waited) same('a snapshot that waited for the transaction', await within('it', 5_000, reading), after)
        same('a snapshot after it', await column(store, orders, 'id'), ['a', 'c'])
      },
    },
    {
      name: 'what was rolled back was never seen and is not seen after',
      mend: snapshots,
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        const before = await store.snapshot(everything)
        const held = await lab.begin(store)
        await held.tx.insert(orders, [order('c')])
        const reading = store.snapshot(everything)
        await stillWaits(reading, turn)
        await held.rollBack()
        same('a snapshot begun during the transaction', await within('it', 5_000, reading), before)
        same('a snapshot after it', await store.snapshot(everything), before)
      },
    },
    {
      name: 'a snapshot sees one moment in all its reads, whatever is committed meanwhile',
      mend: snapshots,
      run: async (lab) => {
        const store = await lab.ready(orders, events)
        const [writer = store] = (await lab.writers(store, 2)).slice(1)
        await insert(store, orders, [order('a'), order('b')])
        const changes: Promise<void>[] = []
        await store.snapshot(async (reads) => {
          const before = await everything(reads)
          const change = writer.transaction(async (tx) => {
            await tx.insert(orders, [order('c')])
            await tx.update(orders, eq('id', 'a'), { copies: 9 })
            await tx.delete(orders, eq('id', 'b'))
            await tx.insert(events, [{ id: 'e', body: 'order placed' }])
          })
          changes.push(change)
          await stillWaits(change, turn)
          same('the snapshot, read again', await everything(reads), before)
        })
        await within('the transaction beside the snapshot', 5_000, Promise.all(changes))
        same('the next snapshot', await column(store, orders, 'id'), ['a', 'c'])
      },
    },
    {
      name: 'snapshots and transactions do not wait for each other',
      mend: 'Read snapshots on connections of their own, from versions that writers leave alone (WAL, MVCC).',
      mayExcept: true,
      run: async (lab) => {
        const store = await lab.ready(orders)
        const seen: number[] = []
        const nest = async (depth: number): Promise<void> => {
          await store.snapshot(async (reads) => {
            same('rows at this moment', (await allRows(reads, orders)).length, depth)
            if (depth < 3) {
              await insert(store, orders, [order(`o${depth}`)])
              await nest(depth + 1)
            }
            seen.push((await allRows(reads, orders)).length)
          })
        }
        await within('three snapshots at once, and writes beside them', 5_000, nest(0))
        same('rows that each saw at its end, innermost first', seen, [3, 2, 1, 0])
        const held = await lab.begin(store)
        await held.tx.insert(orders, [order('open')])
        same('rows seen during a transaction', (await within('a snapshot', 5_000, standing(store, orders))).length, 3)
        await held.commit()
      },
    },
    {
      name: 'a snapshot answers what its work returned and throws on what it threw',
      mend: 'Pass on the result and the very error of the work.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        same('the answer', await store.snapshot(async () => 'read'), 'read')
        const thrown = new Error('stop')
        let seen: unknown
        await store
          .snapshot(() => Promise.reject(thrown))
          .catch((error: unknown) => {
            seen = error
          })
        holds('the very error is thrown on', seen === thrown, String(seen))
        same('a snapshot after it', await standing(store, orders), [])
      },
    },
    {
      name: 'a transaction sees what was committed before each of its statements (read committed)',
      mend: 'Begin at READ COMMITTED unless another level is asked for.',
      needs: ['concurrentWriters'],
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(store, orders, [order('a')])
        const reader = await lab.begin(store)
        const writer = await lab.begin(store)
        same('at first', (await allRows(reader.tx, orders)).length, 1)
        await writer.tx.insert(orders, [order('b')])
        await writer.tx.update(orders, eq('id', 'a'), { copies: 9 })
        same('while the other is open', await allRows(reader.tx, orders), [order('a')])
        await writer.commit()
        same('when it has committed', (await allRows(reader.tx, orders)).length, 2)
        await reader.commit()
      },
    },
    {
      name: 'a serializable transaction does not decide on what another one is changing',
      mend: "Begin at SERIALIZABLE when `isolation: 'serializable'` is asked for, and map its failures to SerializationFailure.",
      run: async (lab) => {
        const store = await lab.ready(counters)
        const [one = store, two = store] = await lab.writers(store, 2)
        await insert(store, counters, [counter('li-na', 1), counter('wang-fang', 1)])
        // Each leaves only if another is on duty. Read committed would let both go: nobody writes a row that the other writes.
        const meet = lab.can.concurrentWriters ? barrier(2) : async () => {}
        const leave = async (adapter: typeof store, name: string): Promise<void> => {
          let first = true
          await retrying(
            adapter,
            async (tx) => {
              const onDuty = (await allRows(tx, counters)).filter((row) => row.total === 1)
              if (first) await meet()
              first = false
              if (onDuty.length > 1) await tx.update(counters, eq('name', name), { total: 0 })
            },
            { isolation: 'serializable' },
          )
        }
        await Promise.all([leave(one, 'li-na'), leave(two, 'wang-fang')])
        same('how many are still on duty', (await column(store, counters, 'total')).filter((on) => on === 1).length, 1)
      },
    },
  ],
}
