import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { LockTimeout, type Reads, type StorageAdapter, StorageClosed, type Tx } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { deferred } from './deferred.ts'
import { drivers } from './drivers.ts'
import { by, counter, counters, create, everything, facts, hitsOf, standing } from './tables.ts'
import { temporaryFile } from './temporary.ts'

const ended = { code: 'STORAGE_FAILED', message: expect.stringContaining('has ended') }
const many = Array.from({ length: 1000 }, (_, at) => counter(String(at).padStart(4, '0'), at))

describe.each(drivers)('a store from its opening to its end ($name)', ({ open, raw }) => {
  const opened = async (file = temporaryFile(), readers = 4): Promise<StorageAdapter> => {
    const store = sqlite(open === undefined ? { file, readers } : { file, readers, open })
    await store.migrate(create(counters, facts))
    return store
  }

  it('does not touch the disk before it is used', async () => {
    const file = temporaryFile()
    await sqlite({ file }).close()
    expect(existsSync(file)).toBe(false)
  })

  it('leaves one file behind, without a log beside it', async () => {
    const file = temporaryFile()
    const store = await opened(file)
    await store.transaction((tx) => tx.insert(counters, many))
    await store.close()
    expect(readdirSync(dirname(file))).toEqual(['studio.db'])
  })

  it('waits at its end for what runs and what was asked for before, and refuses what comes after', async () => {
    const file = temporaryFile()
    const store = await opened(file)
    const goOn = deferred()
    const running = store.transaction(async (tx) => {
      await tx.insert(counters, [counter('a')])
      await goOn.promise
      await tx.insert(counters, [counter('b')])
    })
    const queued = store.transaction((tx) => tx.insert(counters, [counter('c')]))
    const reading = store.snapshot(async (reads) => {
      await goOn.promise
      return reads.find(counters, everything)
    })
    const closing = store.close()
    const refused = { code: StorageClosed.code }
    await expect(store.transaction(async () => 1)).rejects.toMatchObject(refused)
    await expect(store.snapshot(async () => 1)).rejects.toMatchObject(refused)
    await expect(store.check()).rejects.toMatchObject(refused)
    await expect(store.introspect()).rejects.toMatchObject(refused)
    await expect(store.migrate(() => [])).rejects.toMatchObject(refused)
    goOn.resolve()
    await Promise.all([running, queued, reading, closing, store.close()])
    const again = await sqlite({ file })
    expect(await standing(again, counters)).toHaveLength(3)
    await again.close()
  })

  it('refuses calls that come after the end of their transaction or snapshot', async () => {
    const store = await opened()
    let tx: Tx | undefined
    let reads: Reads | undefined
    await store.transaction(async (given) => {
      tx = given
      await given.insert(counters, [counter('a')])
    })
    await store.snapshot(async (given) => {
      reads = given
      await given.find(counters, everything)
    })
    await expect(tx?.insert(counters, [counter('b')])).rejects.toMatchObject(ended)
    await expect(tx?.lockKeys(['a'], 'wait')).rejects.toMatchObject(ended)
    await expect(tx?.savepoint(async () => 1)).rejects.toMatchObject(ended)
    await expect(tx?.find(counters, everything)).rejects.toMatchObject(ended)
    await expect(reads?.find(counters, everything)).rejects.toMatchObject(ended)
    await expect(reads?.follow(facts, null, 1)).rejects.toMatchObject(ended)
    await expect(reads?.stream(counters, everything)[Symbol.asyncIterator]().next()).rejects.toMatchObject(ended)
    expect(await standing(store, counters)).toEqual([counter('a')])
    await store.close()
  })

  it('ends a stream that outlives its snapshot, and frees its connection', async () => {
    const store = await opened(temporaryFile(), 1)
    await store.transaction((tx) => tx.insert(counters, many))
    const left = await store.snapshot(async (reads) => {
      const rows = reads.stream(counters, everything)[Symbol.asyncIterator]()
      await rows.next()
      return rows
    })
    await expect(left.next()).rejects.toMatchObject(ended)
    expect(await standing(store, counters)).toHaveLength(1000)
    await store.close()
  })

  it('streams side by side, in one snapshot, over the same query, also after one was left early', async () => {
    const store = await opened()
    await store.transaction((tx) => tx.insert(counters, many))
    const sums = await store.snapshot(async (reads) => {
      for await (const row of reads.stream(counters, everything)) if (row.hits === 10) break
      const seen: unknown[] = []
      const outer = reads.stream(counters, { orderBy: [by('name')], limit: 5 })
      for await (const row of outer) {
        for await (const other of reads.stream(counters, { orderBy: [by('name')], limit: 5 })) {
          seen.push([row.hits, other.hits])
        }
      }
      return seen
    })
    expect(sums).toEqual([0, 1, 2, 3, 4].flatMap((a) => [0, 1, 2, 3, 4].map((b) => [a, b])))
    await store.close()
  })

  it('streams rows in a transaction that changes them meanwhile, each once', async () => {
    const store = await opened()
    await store.transaction(async (tx) => {
      await tx.insert(counters, many)
      let seen = 0
      for await (const row of tx.stream(counters, { orderBy: [by('weight', 'desc')], limit: 900 })) {
        seen++
        await tx.update(
          counters,
          { kind: 'compare', column: 'name', is: 'eq', value: row.name ?? null },
          {},
          { hits: 1 },
        )
      }
      expect(seen).toBe(900)
    })
    const [{ hits } = {}] = await store.snapshot((reads) =>
      reads.aggregate(counters, {
        groupBy: [],
        measures: { hits: { of: 'sum', column: 'hits' } },
        orderBy: [],
        limit: 'all',
      }),
    )
    expect(hits).toBe((999 * 1000) / 2 + 900)
    await store.close()
  })

  it('serves snapshots in the order in which they asked, when there are more than readers', async () => {
    const store = await opened(temporaryFile(), 2)
    const gates = Array.from({ length: 6 }, deferred)
    const order: number[] = []
    const reading = gates.map((gate, at) =>
      store.snapshot(async (reads) => {
        await reads.find(counters, everything)
        order.push(at)
        await gate.promise
      }),
    )
    for (const [at, gate] of gates.entries()) {
      gate.resolve()
      await reading[at]
    }
    expect(order).toEqual([0, 1, 2, 3, 4, 5])
    await store.close()
  })

  it('gives up a snapshot that waits for a reader too long', async () => {
    const file = temporaryFile()
    const store = sqlite({ file, readers: 1, lockTimeoutMs: 30 })
    await store.migrate(create(counters))
    const found = await store.snapshot(async (reads) => {
      await hitsOf(reads, 'a')
      return standing(store, counters).catch((error: unknown) => error)
    })
    expect(LockTimeout.is(found)).toBe(true)
    await store.close()
  })

  it("leaves a host's connection open at its end, and its settings as they were", async () => {
    const database = raw(temporaryFile())
    database.exec('pragma busy_timeout = 1234')
    const store = sqlite({ database })
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a', 3)]))
    await store.close()
    expect(database.prepare('select hits from counters').all()).toHaveLength(1)
    expect(Object.values(database.prepare('pragma busy_timeout').get() as object)).toEqual([1234])
    database.close()
  })

  it("waits until a host's own transaction on the connection has ended", async () => {
    const database = raw(temporaryFile())
    const store = sqlite({ database })
    await store.migrate(create(counters))
    database.exec('begin')
    const writing = store.transaction((tx) => tx.insert(counters, [counter('a')]))
    await new Promise((resolve) => setImmediate(resolve))
    database.exec('rollback')
    await writing
    expect(await standing(store, counters)).toEqual([counter('a')])
    await store.close()
    database.close()
  })
})
