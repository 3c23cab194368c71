import type { Reads, Row, StorageAdapter } from '@calotype/core/storage'
import type { Group } from '../case.ts'
import { holds, rejection, same } from '../check.ts'
import { insert, type Lab, retrying } from '../lab.ts'
import { events, keyOf, order, orders } from '../tables.ts'
import { deferred, within } from '../waiting.ts'

const positions =
  'Number the rows of a log when their transaction commits (under one lock), not when they are inserted, and follow by that number.'
const cursors =
  'A cursor names the position of the last row answered; with nothing new, answer the cursor that was given.'

const event = (key: string): Row => ({ id: key, body: `about ${key}` })

/** Follows a log to its end, `limit` rows at a time. */
async function followed(
  store: StorageAdapter,
  cursor: string | null,
  limit: number,
): Promise<{ ids: unknown[]; cursor: string | null }> {
  const ids: unknown[] = []
  let at = cursor
  for (;;) {
    const page = await store.snapshot((reads: Reads) => reads.follow(events, at, limit))
    at = page.cursor
    if (page.rows.length === 0) return { ids, cursor: at }
    ids.push(...page.rows.map((row) => row.id))
  }
}

async function twoLogs(lab: Lab): Promise<StorageAdapter> {
  return lab.ready(events, orders)
}

export const logs: Group = {
  name: 'logs',
  rules: [
    {
      name: 'a log is followed in the order of commits, and within one as inserted, whatever its keys',
      mend: positions,
      run: async (lab) => {
        const store = await twoLogs(lab)
        await insert(store, events, [event('m'), event('z'), event('a')])
        await store.transaction(async (tx) => {
          await tx.insert(events, [event('y')])
          await tx.insert(orders, [order('a')])
          await tx.insert(events, [event('b'), event('x')])
        })
        await insert(store, events, [event('c')])
        const page = await store.snapshot((reads) => reads.follow(events, null, 100))
        same(
          'the rows, whole and without columns of the adapter',
          page.rows,
          ['m', 'z', 'a', 'y', 'b', 'x', 'c'].map(event),
        )
      },
    },
    {
      name: 'a reader goes on where it stopped, in pages of any size',
      mend: cursors,
      run: async (lab) => {
        const store = await twoLogs(lab)
        const ids = Array.from({ length: 50 }, (_, index) => keyOf((index * 37) % 50))
        for (let index = 0; index < 50; index += 10)
          await insert(store, events, ids.slice(index, index + 10).map(event))
        for (const limit of [1, 7, 50, 1000])
          same(`in pages of ${limit}`, (await followed(store, null, limit)).ids, ids)
        const first = await followed(store, null, 7)
        await insert(store, events, [event('later')])
        same('what came later', (await followed(store, first.cursor, 7)).ids, ['later'])
      },
    },
    {
      name: 'where nothing is new the answer is empty, with the cursor that was given',
      mend: cursors,
      run: async (lab) => {
        const store = await twoLogs(lab)
        const empty = await store.snapshot((reads) => reads.follow(events, null, 10))
        same('an empty log', empty, { rows: [], cursor: null })
        await insert(store, events, [event('a')])
        const { cursor } = await store.snapshot((reads) => reads.follow(events, null, 10))
        holds(
          'the cursor is a text of at most 64 characters',
          typeof cursor === 'string' && cursor.length <= 64,
          String(cursor),
        )
        same('at the end of the log', await store.snapshot((reads) => reads.follow(events, cursor, 10)), {
          rows: [],
          cursor,
        })
      },
    },
    {
      name: 'rows of a transaction that was rolled back never appear',
      mend: positions,
      run: async (lab) => {
        const store = await twoLogs(lab)
        await insert(store, events, [event('a')])
        const failing = store.transaction(async (tx) => {
          await tx.insert(events, [event('lost')])
          throw new Error('stop')
        })
        await rejection('a transaction whose work throws', failing)
        await store.transaction(async (tx) => {
          const undone = tx.savepoint(async () => {
            await tx.insert(events, [event('lost too')])
            throw new Error('stop')
          })
          await rejection('a savepoint whose work throws', undone)
          await tx.insert(events, [event('b')])
        })
        same('the log', (await followed(store, null, 10)).ids, ['a', 'b'])
      },
    },
    {
      name: 'a transaction that began first and commits last comes last, and no reader skips it',
      mend: positions,
      needs: ['concurrentWriters'],
      run: async (lab) => {
        const store = await twoLogs(lab)
        const slow = await lab.begin(store)
        await slow.tx.insert(events, [event('slow')])
        // An adapter may let the second writer of a log wait for the first; then the slow one simply commits first.
        const quick = deferred<string>()
        insert(store, events, [event('quick')]).then(() => quick.resolve('done'), quick.reject)
        const moment = deferred<string>()
        const timer = setTimeout(() => moment.resolve('waits'), 500)
        const waits = (await Promise.race([quick.promise, moment.promise])) === 'waits'
        clearTimeout(timer)
        const before = await followed(store, null, 10)
        same('the log while the slow one is open', before.ids, waits ? [] : ['quick'])
        await slow.commit()
        await within('the quick one', 10_000, quick.promise)
        const after = await followed(store, before.cursor, 10)
        same('what a reader sees after that', after.ids, waits ? ['slow', 'quick'] : ['slow'])
        same('the whole log', (await followed(store, null, 10)).ids, waits ? ['slow', 'quick'] : ['quick', 'slow'])
      },
    },
    {
      name: 'a reader that follows many writers sees every row once, and each writer in order',
      mend: positions,
      run: async (lab) => {
        const store = await twoLogs(lab)
        let writing = true
        const seen: string[] = []
        let cursor: string | null = null
        const read = async (): Promise<void> => {
          const page = await store.snapshot((reads) => reads.follow(events, cursor, 5))
          seen.push(...page.rows.map((row) => String(row.id)))
          cursor = page.cursor
        }
        const reader = (async () => {
          while (writing) {
            await read()
            await new Promise((resolve) => setImmediate(resolve))
          }
        })()
        await Promise.all(
          (await lab.writers(store, 8)).map(async (adapter, writer) => {
            for (let round = 0; round < 12; round++) {
              await retrying(adapter, async (tx) => {
                await tx.insert(events, [event(`${writer}-${keyOf(round)}-1`)])
                await new Promise((resolve) => setImmediate(resolve))
                await tx.insert(events, [event(`${writer}-${keyOf(round)}-2`)])
              })
            }
          }),
        )
        writing = false
        await reader
        for (let quiet = 0; quiet < 2; ) {
          const before = seen.length
          await read()
          quiet = seen.length === before ? quiet + 1 : 0
        }
        same('the reader saw what the whole log is', seen, (await followed(store, null, 1000)).ids)
        same('how many rows it saw', new Set(seen).size, 192)
        for (let writer = 0; writer < 8; writer++) {
          const own = seen.filter((key) => key.startsWith(`${writer}-`))
          same(`the rows of writer ${writer}`, own, [...own].sort())
        }
      },
    },
    {
      name: 'a log and its cursors live on when the store is opened again',
      mend: 'Keep positions in the store, and make cursors from nothing else.',
      needs: ['reopen'],
      run: async (lab) => {
        const store = await twoLogs(lab)
        await insert(store, events, [event('b'), event('a')])
        const { cursor } = await followed(store, null, 10)
        await insert(store, events, [event('c')])
        await lab.close(store)
        const again = await lab.open()
        await insert(again, events, [event('0')])
        same('after the cursor', (await followed(again, cursor, 10)).ids, ['c', '0'])
        same('the whole log', (await followed(again, null, 10)).ids, ['b', 'a', 'c', '0'])
      },
    },
  ],
}
