import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { memoryUsage } from 'node:process'
import type { Row } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, passesOn, same } from '../check.ts'
import { insert, standing } from '../lab.ts'
import { byId, eq, keyOf, letters, order, orders } from '../tables.ts'
import { within } from '../waiting.ts'

const release =
  'Free the cursor and its connection in the `finally` of the generator, which also runs when the loop is left early.'

const rowsOf = async (stream: AsyncIterable<Row>): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const row of stream) rows.push(row)
  return rows
}

/** What is held on the heap once everything that can be freed is freed. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  const { heapUsed, external } = memoryUsage()
  return heapUsed + external
}

export const streams: Group = {
  name: 'streams',
  rules: [
    {
      name: 'a stream answers what find answers, row by row, in order',
      mend: 'Build rows of a stream as those of find.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 3000 }, (_, index) =>
            order(keyOf(index), { copies: (index * 7919) % 3000, paid: index % 3 === 0 }),
          ),
        )
        await store.snapshot(async (reads) => {
          for (const find of [
            byId,
            { where: eq('paid', true), orderBy: [{ column: 'copies', direction: 'desc' }], limit: 'all' },
            { where: eq('paid', false), orderBy: [{ column: 'copies', direction: 'asc' }], limit: 1500 },
            { where: eq('id', 'none'), orderBy: [], limit: 'all' },
          ] as const) {
            same('the rows', await rowsOf(reads.stream(orders, find)), await reads.find(orders, find))
          }
        })
      },
    },
    {
      name: 'a stream left early frees what it holds: after fifty of them the store still writes and closes',
      mend: release,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 600 }, (_, index) => order(keyOf(index))),
        )
        for (let round = 0; round < 50; round++) {
          const leaving = store.snapshot(async (reads) => {
            for await (const row of reads.stream(orders, byId)) if (row.id !== '') break
          })
          await within('leaving a stream early', 5_000, leaving)
        }
        await within('a write after that', 10_000, insert(store, orders, [order('later')]))
        same('rows', (await within('a read', 10_000, standing(store, orders))).length, 601)
        await lab.close(store)
      },
    },
    {
      name: 'a stream whose loop throws frees what it holds, and the error is thrown on',
      mend: release,
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 600 }, (_, index) => order(keyOf(index))),
        )
        const thrown = new Error('the printer is out of paper')
        for (let round = 0; round < 50; round++) {
          const throwing = store.snapshot(async (reads) => {
            for await (const row of reads.stream(orders, byId)) if (row.id === keyOf(1)) throw thrown
          })
          await passesOn('the snapshot', within('it', 5_000, throwing), thrown)
        }
        await within('a write after that', 10_000, insert(store, orders, [order('later')]))
        await lab.close(store)
      },
    },
    {
      name: 'streams that are never begun, or run beside each other, are no trouble',
      mend: 'Take a connection when the first row is asked for, and let two cursors stand in one transaction.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 50 }, (_, index) => order(keyOf(index))),
        )
        for (let round = 0; round < 50; round++) {
          await store.snapshot(async (reads) => {
            reads.stream(orders, byId)
          })
        }
        await store.snapshot(async (reads) => {
          const [left, right] = [
            reads.stream(orders, byId)[Symbol.asyncIterator](),
            reads.stream(orders, byId)[Symbol.asyncIterator](),
          ]
          for (let index = 0; index < 50; index++) {
            const pair = [await left.next(), await right.next()].map((step) =>
              step.done === true ? 'the end' : step.value.id,
            )
            same('the rows of two streams', pair, [keyOf(index), keyOf(index)])
          }
        })
        await within('a write after that', 10_000, insert(store, orders, [order('later')]))
      },
    },
    {
      name: 'in a transaction other statements may run while a stream is read, also writes to what it reads',
      mend: 'Read a stream by a cursor, or in keyset pages, that does not hold the connection for itself.',
      run: async (lab) => {
        const store = await lab.ready(orders)
        await insert(
          store,
          orders,
          Array.from({ length: 1200 }, (_, index) => order(keyOf(index))),
        )
        await store.transaction(async (tx) => {
          let seen = 0
          for await (const row of tx.stream(orders, { where: eq('paid', false), ...byId })) {
            seen += 1
            if (seen % 100 === 0) {
              same('update', await tx.update(orders, eq('id', row.id ?? null), { paid: true }), 1)
              same(
                'find',
                (await tx.find(orders, { where: eq('id', row.id ?? null), orderBy: [], limit: 1 })).length,
                1,
              )
            }
          }
          same('rows of the stream', seen, 1200)
        })
      },
    },
    {
      name: 'a stream holds a bounded part of its rows in memory',
      mend: 'Read by a cursor or in pages; never the whole answer before the first row.',
      run: async (lab) => {
        const store = await lab.ready(letters)
        const count = 9000
        for (let at = 0; at < count; at += 1500) {
          await insert(
            store,
            letters,
            Array.from({ length: 1500 }, (_, index) => ({
              id: keyOf(at + index),
              body: `${at + index} `.padEnd(3000, 'x'),
            })),
          )
        }
        await store.snapshot(async (reads) => {
          // The first one warms up what the adapter keeps anyway.
          for await (const row of reads.stream(letters, byId)) if (row.id !== '') break
          const before = heldBytes()
          let seen = 0
          let most = 0
          for await (const row of reads.stream(letters, byId)) {
            seen += row.id === '' ? 0 : 1
            if (seen === 1 || seen === count / 2) most = Math.max(most, heldBytes() - before)
          }
          same('rows of the stream', seen, count)
          const megabytes = Math.round(most / 1_000_000)
          holds('a stream of 27 MB holds less than 12 MB at any time', megabytes < 12, `${megabytes} MB`)
        })
      },
    },
  ],
}
