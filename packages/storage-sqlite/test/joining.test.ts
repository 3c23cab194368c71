import { SerializationFailure, type StorageAdapter } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers, type RawDatabase } from './drivers.ts'
import { counter, counters, create, everything, standing } from './tables.ts'
import { temporaryFile } from './temporary.ts'

describe.each(drivers)("inside a host's own transaction ($name)", ({ open, raw }) => {
  const opened = async (lockTimeoutMs = 30_000): Promise<{ store: StorageAdapter; host: RawDatabase }> => {
    const file = temporaryFile()
    const store = sqlite(open === undefined ? { file, lockTimeoutMs } : { file, lockTimeoutMs, open })
    await store.migrate(create(counters))
    const host = raw(file)
    host.exec('pragma busy_timeout = 0')
    return { store, host }
  }

  const ended = async ({ store, host }: { store: StorageAdapter; host: RawDatabase }): Promise<void> => {
    host.close()
    await store.close()
  }

  it('everything is refused where the host has none open, or when it has ended', async () => {
    const both = await opened()
    const { store, host } = both
    expect(() => store.join?.(host)).toThrow('found no open transaction')
    expect(() => store.join?.({})).toThrow('takes the database object')
    host.exec('begin')
    const tx = store.join?.(host)
    await tx?.insert(counters, [counter('a')])
    host.exec('commit')
    await expect(tx?.find(counters, everything)).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
    expect(await standing(store, counters)).toEqual([counter('a')])
    await ended(both)
  })

  it("savepoints are nobody else's, whatever the names of the host's, and the connection is the database object", async () => {
    const both = await opened()
    const { store, host } = both
    host.exec('begin')
    const tx = store.join?.(host)
    expect(tx?.hostConnection).toBe(host)
    const undone = tx?.savepoint(async () => {
      await tx.insert(counters, [counter('a')])
      host.exec('savepoint calotype_1')
      throw new Error('stop')
    })
    // Of two with one name, the inner one would be undone.
    await expect(undone).rejects.toThrow('stop')
    host.exec('commit')
    expect(await standing(store, counters)).toEqual([])
    await ended(both)
  })

  it('locked names hold off other writers, also where the host began without the lock', async () => {
    const both = await opened(20)
    const { store, host } = both
    host.exec('begin')
    await store.join?.(host).lockKeys(['till'], 'wait')
    const other = store.transaction((tx) => tx.lockKeys(['till'], 'wait'))
    await expect(other).rejects.toMatchObject({ code: 'STORAGE_LOCK_TIMEOUT' })
    host.exec('commit')
    await store.transaction((tx) => tx.lockKeys(['till'], 'wait'))
    await ended(both)
  })

  it('a write after somebody else wrote since the host first read is a failure that may be retried', async () => {
    const both = await opened()
    const { store, host } = both
    host.exec('begin')
    const tx = store.join?.(host)
    await tx?.find(counters, everything)
    await store.transaction((other) => other.insert(counters, [counter('a')]))
    const found = await tx?.insert(counters, [counter('b')]).catch((error: unknown) => error)
    expect(SerializationFailure.is(found)).toBe(true)
    host.exec('rollback')
    await ended(both)
  })
})

it('a connection of another copy of SQLite is refused: neither would see the locks of the other', async () => {
  for (const own of drivers) {
    const file = temporaryFile()
    const store = sqlite(own.open === undefined ? { file } : { file, open: own.open })
    await store.check()
    const other = drivers.find((driver) => driver !== own)?.raw(':memory:')
    other?.exec('begin')
    expect(() => store.join?.(other)).toThrow('two copies of SQLite in one process')
    other?.close()
    await store.close()
  }
})
