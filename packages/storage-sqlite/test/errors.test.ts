import { mkdirSync, openSync, readFileSync, statSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import {
  AppendOnly,
  type StorageAdapter,
  StorageCorrupt,
  StorageFailed,
  StorageFull,
  StorageReadOnly,
  StorageUnavailable,
  UniqueViolation,
} from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers, type RawDatabase } from './drivers.ts'
import { counter, counters, create, facts, order, orders, standing } from './tables.ts'
import { temporaryFile, temporaryFolder } from './temporary.ts'

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe.each(drivers)('a file that cannot be used ($name)', ({ open, raw }) => {
  const store = (file: string): StorageAdapter => sqlite(open === undefined ? { file } : { file, open })

  it('is StorageCorrupt where it is no database, and the file stays as it is', async () => {
    const file = temporaryFile()
    writeFileSync(file, 'Dear diary, '.repeat(1000))
    const before = readFileSync(file)
    const found = await failure(store(file).check())
    expect(StorageCorrupt.is(found)).toBe(true)
    expect(found).toMatchObject({ details: { store: `SQLite (${file})`, reason: 'file is not a database' } })
    expect((found as Error).cause).toBeInstanceOf(Error)
    expect(readFileSync(file)).toEqual(before)
  })

  it('is StorageCorrupt where pages are damaged', async () => {
    const file = temporaryFile()
    const first = store(file)
    await first.migrate(create(orders))
    await first.transaction((tx) =>
      tx.insert(
        orders,
        Array.from({ length: 400 }, (_, at) => order(String(at), { customer: 'x'.repeat(150) })),
      ),
    )
    await first.close()
    const pages = statSync(file).size / 4096
    const handle = openSync(file, 'r+')
    for (let page = 2; page < pages; page++) writeSync(handle, Buffer.alloc(4096, 0xab), 0, 4096, page * 4096)
    const damaged = store(file)
    expect(StorageCorrupt.is(await failure(standing(damaged, orders)))).toBe(true)
    await damaged.close()
  })

  it('is StorageUnavailable where it is a folder, or lies in none', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'studio.db'))
    for (const file of [join(folder, 'studio.db'), join(folder, 'nowhere', 'studio.db')]) {
      expect(StorageUnavailable.is(await failure(store(file).check()))).toBe(true)
    }
  })

  it('can be used as soon as what was in the way is gone', async () => {
    const folder = join(temporaryFolder(), 'later')
    const patient = store(join(folder, 'studio.db'))
    expect(StorageUnavailable.is(await failure(patient.check()))).toBe(true)
    mkdirSync(folder)
    await patient.check()
    await patient.close()
  })

  it('is StorageReadOnly for writes where it may only be read, and can be read', async () => {
    const file = temporaryFile()
    const writable = store(file)
    await writable.migrate(create(counters))
    await writable.transaction((tx) => tx.insert(counters, [counter('a', 1)]))
    await writable.close()
    const before = readFileSync(file)
    const reader = sqlite({ file, open: (path) => raw(path, { readonly: true }) })
    expect(await standing(reader, counters)).toEqual([counter('a', 1)])
    const found = await failure(reader.transaction((tx) => tx.insert(counters, [counter('b')])))
    expect(StorageReadOnly.is(found)).toBe(true)
    expect(StorageReadOnly.is(await failure(reader.migrate(create(orders))))).toBe(true)
    await reader.close()
    expect(readFileSync(file)).toEqual(before)
  })

  it('can be read without a write-ahead log where it may only be read', async () => {
    const file = temporaryFile()
    const other = raw(file)
    other.exec('create table notes (text)')
    other.close()
    const reader = sqlite({ file, open: (path) => raw(path, { readonly: true }) })
    expect((await reader.introspect()).tables.map(({ name }) => name)).toEqual(['notes'])
    await reader.close()
  })

  it('is StorageFull where there is no room left; nothing of the transaction stands, and the next can be written', async () => {
    const file = temporaryFile()
    const opened: RawDatabase[] = []
    const store = sqlite({
      file,
      open: (path, options) => {
        const database = open === undefined ? raw(path, options) : open(path, options)
        opened.push(database)
        return database
      },
    })
    await store.migrate(create(orders, counters))
    const [writer] = opened
    const { page_count: pages = 0 } = (writer?.prepare('pragma page_count').get() ?? {}) as { page_count?: number }
    writer?.prepare(`pragma max_page_count = ${pages + 5}`).get()
    const rows = Array.from({ length: 200 }, (_, at) => order(String(at), { customer: 'x'.repeat(200) }))
    const swallowed = store.transaction(async (tx) => {
      await tx.insert(counters, [counter('before')])
      expect(StorageFull.is(await failure(tx.insert(orders, rows)))).toBe(true)
      await failure(tx.insert(counters, [counter('after')]))
    })
    const outcome = await failure(swallowed)
    if (outcome === undefined) expect(await standing(store, counters)).toEqual([counter('after'), counter('before')])
    else expect([StorageFull.is(outcome), await standing(store, counters)]).toEqual([true, []])
    expect(await standing(store, orders)).toEqual([])
    expect(StorageFull.is(await failure(store.transaction((tx) => tx.insert(orders, rows))))).toBe(true)
    await store.transaction((tx) => tx.insert(counters, [counter('next')]))
    expect((await standing(store, counters)).map(({ name }) => name)).toContain('next')
    await store.close()
  })
})

describe.each(drivers)('a statement that is refused ($name)', ({ open }) => {
  const prepared = async (): Promise<StorageAdapter> => {
    const file = temporaryFile()
    const store = sqlite(open === undefined ? { file } : { file, open })
    await store.migrate(create(orders, counters, facts))
    return store
  }

  it('names the unique constraint as it was declared', async () => {
    const store = await prepared()
    await store.transaction((tx) => tx.insert(orders, [order('1')]))
    const sameKey = order('1', { takenAt: '2026-11-23T10:00:00.000Z' })
    const again = await failure(store.transaction((tx) => tx.insert(orders, [sameKey])))
    expect(again).toMatchObject({ details: { table: 'orders', constraint: 'primary' } })
    const { takenAt = null } = order('1')
    const twice = await failure(store.transaction((tx) => tx.insert(orders, [order('2', { takenAt })])))
    expect(twice).toMatchObject({ details: { table: 'orders', constraint: 'takenAt' } })
    await store.transaction((tx) => tx.insert(facts, [{ tenant: 'rose', id: 'a', body: '' }]))
    const fact = await failure(store.transaction((tx) => tx.insert(facts, [{ tenant: 'rose', id: 'a', body: '' }])))
    expect(UniqueViolation.is(fact)).toBe(true)
    expect(fact).toMatchObject({ details: { table: 'facts', constraint: 'primary' } })
    await store.close()
  })

  it('is undone alone; the transaction goes on and commits the rest', async () => {
    const store = await prepared()
    await store.transaction(async (tx) => {
      await tx.insert(orders, [order('1')])
      const rows = Array.from({ length: 300 }, (_, at) => order(String(300 - at)))
      expect(UniqueViolation.is(await failure(tx.insert(orders, rows)))).toBe(true)
      await tx.insert(orders, [order('2')])
    })
    expect((await standing(store, orders)).map((row) => row.id)).toEqual(['1', '2'])
    await store.close()
  })

  it('keeps facts as they are, also from hands other than the adapter', async () => {
    const file = temporaryFile()
    const store = sqlite(open === undefined ? { file } : { file, open })
    await store.migrate(create(facts))
    await store.transaction((tx) => tx.insert(facts, [{ tenant: 'rose', id: 'a', body: 'so it was' }]))
    const all = { kind: 'and', all: [] } as const
    const attempts = [
      store.transaction((tx) => tx.update(facts, all, { body: 'otherwise' })),
      store.transaction((tx) => tx.delete(facts, all)),
      store.transaction((tx) => tx.accumulate(facts, [], [])),
    ]
    for (const attempt of attempts) expect(AppendOnly.is(await failure(attempt))).toBe(true)
    await store.close()
    // To the adapter the table is like any other now, so that only the trigger is left to refuse.
    const unaware = sqlite(open === undefined ? { file } : { file, open })
    const found = await failure(unaware.transaction((tx) => tx.delete({ ...facts, appendOnly: false }, all)))
    expect(found).toMatchObject({ code: 'STORAGE_APPEND_ONLY', details: { table: 'facts' } })
    await unaware.close()
  })

  it('leaves a counter as it was rather than let it grow past what can be read', async () => {
    const store = await prepared()
    const largest = counter('a', Number.MAX_SAFE_INTEGER, 2n ** 63n - 1n, '999999999.999999999')
    await store.transaction((tx) => tx.insert(counters, [largest]))
    for (const add of [{ hits: 1 }, { total: 1n }, { weight: '0.000000001' }]) {
      const found = await failure(store.transaction((tx) => tx.update(counters, { kind: 'and', all: [] }, {}, add)))
      expect(StorageFailed.is(found)).toBe(true)
    }
    expect(await standing(store, counters)).toEqual([largest])
    await store.close()
  })

  it('passes on what the work itself threw', async () => {
    const store = await prepared()
    const thrown = new TypeError('mine')
    expect(
      await failure(
        store.transaction(async (tx) => {
          await tx.insert(counters, [counter('a')])
          throw thrown
        }),
      ),
    ).toBe(thrown)
    expect(await standing(store, counters)).toEqual([])
    await store.close()
  })
})
