import { describe, expect, it } from 'vitest'
import {
  ConnectionLost,
  id,
  LockTimeout,
  type MigrationStep,
  memory,
  memoryDisk,
  SerializationFailure,
  StorageClosed,
  StorageUnavailable,
  type StoredTable,
  text,
  UniqueViolation,
} from '../../src/storage/index.ts'
import { all, begin, byId, eq, errorOf, roll, rolls, standing, storeWith, waits } from './memory-lab.ts'

const serializable = { isolation: 'serializable' } as const

describe('versions', () => {
  it('keeps the old state of a row while a snapshot needs it, and frees it after', async () => {
    const disk = memoryDisk()
    const store = await storeWith([roll('a')], { disk })
    await store.snapshot(async (reads) => {
      expect(await reads.find(rolls, byId)).toEqual([roll('a')])
      for (let length = 1; length <= 5; length++) await store.transaction((tx) => tx.update(rolls, all, { length }))
      expect(await reads.find(rolls, byId)).toEqual([roll('a')])
      expect(await reads.find(rolls, { ...byId, where: eq('length', 10) })).toEqual([roll('a')])
      expect(disk.contents()).toMatchObject({ rows: 1, versions: 6, openSnapshots: 1 })
    })
    expect(disk.contents()).toMatchObject({ rows: 1, versions: 1, openSnapshots: 0 })
  })

  it('keeps no version beyond the newest when no snapshot is open', async () => {
    const disk = memoryDisk()
    const store = await storeWith([roll('a'), roll('b')], { disk })
    for (let length = 1; length <= 5; length++) await store.transaction((tx) => tx.update(rolls, all, { length }))
    expect(disk.contents()).toMatchObject({ rows: 2, versions: 2 })
  })

  it('forgets a deleted row once the last snapshot that saw it has ended', async () => {
    const disk = memoryDisk()
    const store = await storeWith([roll('a', { number: 'R-1' })], { disk })
    await store.snapshot(async (reads) => {
      const find = { where: eq('number', 'R-1'), orderBy: [], limit: 1 } as const
      await reads.find(rolls, find)
      await store.transaction((tx) => tx.delete(rolls, all))
      expect(await reads.find(rolls, find)).toHaveLength(1)
      await store.transaction((tx) => tx.insert(rolls, [roll('b', { number: 'R-1' })]))
      expect((await reads.find(rolls, find))[0]).toMatchObject({ id: 'a' })
    })
    expect(disk.contents()).toMatchObject({ rows: 1, versions: 1 })
  })

  it('keeps nothing of a transaction that was rolled back', async () => {
    const disk = memoryDisk()
    const store = await storeWith([], { disk })
    const open = await begin(store)
    await open.tx.insert(rolls, [roll('a', { number: 'R-1' })])
    await open.tx.lockKeys(['k'], 'wait')
    expect(disk.contents()).toMatchObject({ rows: 1, versions: 0, lockedKeys: 1, openTransactions: 1 })
    await open.rollBack()
    expect(disk.contents()).toEqual({
      rows: 0,
      versions: 0,
      indexEntries: 0,
      lockedKeys: 0,
      openSnapshots: 0,
      openTransactions: 0,
    })
  })

  it('finds rows by the values they had at the moment of the snapshot, through an index', async () => {
    const store = await storeWith([roll('a'), roll('b', { shelf: 'right' })])
    await store.snapshot(async (reads) => {
      const onLeft = { ...byId, where: eq('shelf', 'left') }
      const onBoth = { ...byId, where: { kind: 'in', column: 'shelf', values: ['left', 'right'] } } as const
      expect(await reads.find(rolls, onLeft)).toHaveLength(1)
      await store.transaction((tx) => tx.update(rolls, eq('id', 'a'), { shelf: 'right' }))
      expect(await reads.find(rolls, onLeft)).toHaveLength(1)
      expect(await reads.find(rolls, onBoth)).toHaveLength(2)
      expect(await store.snapshot((later) => later.find(rolls, onLeft))).toEqual([])
    })
  })

  it('finds a row by a unique value that stayed the same through changes, undone ones too', async () => {
    const store = await storeWith([])
    const numbered = { ...byId, where: eq('number', 'R-1') }
    await store.transaction(async (tx) => {
      await tx.insert(rolls, [roll('a', { number: 'R-1' })])
      await tx.update(rolls, all, { length: 1 })
      expect(await tx.find(rolls, numbered)).toHaveLength(1)
    })
    const open = await begin(store)
    await open.tx.update(rolls, all, { length: 2 })
    await open.rollBack()
    expect(await store.snapshot((reads) => reads.find(rolls, numbered))).toHaveLength(1)
    await store.snapshot(async (reads) => {
      await reads.find(rolls, numbered)
      await store.transaction((tx) => tx.update(rolls, all, { length: 3 }))
    })
    expect(await errorOf(store.transaction((tx) => tx.insert(rolls, [roll('b', { number: 'R-1' })])))).toMatchObject({
      code: UniqueViolation.code,
    })
  })

  it('frees what its indexes held for old versions', async () => {
    const disk = memoryDisk()
    const store = await storeWith([roll('a', { number: 'R-0' })], { disk })
    await store.snapshot(async (reads) => {
      await reads.find(rolls, { ...byId, where: eq('shelf', 'left') })
      for (const number of ['R-1', 'R-2'])
        await store.transaction((tx) => tx.update(rolls, all, { number, shelf: number }))
      expect(disk.contents()).toMatchObject({ rows: 1, indexEntries: 6 })
    })
    expect(disk.contents()).toMatchObject({ rows: 1, indexEntries: 2 })
    await store.transaction((tx) => tx.update(rolls, all, { number: 'R-3', shelf: 'right' }))
    expect(disk.contents()).toMatchObject({ rows: 1, indexEntries: 2 })
    await store.transaction((tx) => tx.delete(rolls, all))
    expect(disk.contents()).toMatchObject({ rows: 0, indexEntries: 0 })
  })

  it('hands out rows that nobody can change, and keeps no hold on what it was given', async () => {
    const notes: StoredTable = {
      ...rolls,
      name: 'notes',
      columns: { id: id(), body: { kind: 'json', nullable: false } },
      uniques: [],
      indexes: [],
    }
    const store = memory()
    await store.migrate(() => [{ kind: 'create-table', table: notes }])
    const body = { tags: ['wedding'] }
    await store.transaction((tx) => tx.insert(notes, [{ id: 'a', body }]))
    body.tags.push('changed by the caller')
    const [row] = await store.snapshot((reads) => reads.find(notes, byId))
    expect(row).toEqual({ id: 'a', body: { tags: ['wedding'] } })
    expect(Object.isFrozen(row)).toBe(true)
    expect(() => Object.assign(row?.['body'] ?? {}, { tags: [] })).toThrow(TypeError)
  })
})

describe('serializable transactions', () => {
  it('refuse write skew: of two that decide on what the other changes, one is told to start again', async () => {
    const store = await storeWith([roll('a'), roll('b')])
    const one = await begin(store, serializable)
    const two = await begin(store, serializable)
    for (const [open, mine] of [
      [one, 'a'],
      [two, 'b'],
    ] as const) {
      expect(await open.tx.find(rolls, byId)).toHaveLength(2)
      await open.tx.delete(rolls, eq('id', mine))
    }
    await one.commit()
    expect(await errorOf(two.commit())).toMatchObject({ code: SerializationFailure.code })
    expect(await standing(store)).toEqual([roll('b')])
  })

  it('refuse phantoms, also where the first look found nothing', async () => {
    const store = await storeWith([])
    const one = await begin(store, serializable)
    const two = await begin(store, serializable)
    for (const [open, mine] of [
      [one, 'a'],
      [two, 'b'],
    ] as const) {
      expect(await open.tx.find(rolls, { ...byId, where: eq('shelf', 'left') })).toEqual([])
      await open.tx.insert(rolls, [roll(mine)])
    }
    await two.commit()
    expect(await errorOf(one.commit())).toMatchObject({ code: SerializationFailure.code })
  })

  it('let the first committer win, and fail the other as soon as it touches the row', async () => {
    const store = await storeWith([roll('a')])
    const one = await begin(store, serializable)
    const two = await begin(store, serializable)
    await two.tx.find(rolls, byId)
    await one.tx.update(rolls, all, {}, { length: 1 })
    const late = two.tx.update(rolls, all, {}, { length: 1 })
    expect(await waits(late)).toBe(true)
    await one.commit()
    expect(await errorOf(late)).toMatchObject({ code: SerializationFailure.code })
    expect(await errorOf(two.commit())).toMatchObject({ code: SerializationFailure.code })
    expect(await standing(store)).toEqual([roll('a', { length: 11 })])
  })

  it('start again rather than fail for good on a key that was taken after they began', async () => {
    const store = await storeWith([])
    const open = await begin(store, serializable)
    await open.tx.find(rolls, { ...byId, where: eq('id', 'z') })
    await store.transaction((tx) => tx.insert(rolls, [roll('a')]))
    expect(await errorOf(open.tx.insert(rolls, [roll('a')]))).toMatchObject({ code: SerializationFailure.code })
    expect(await errorOf(open.commit())).toMatchObject({ code: SerializationFailure.code })
  })

  it('commit beside each other when neither reads what the other writes', async () => {
    const store = await storeWith([roll('a'), roll('b', { shelf: 'right' })])
    const one = await begin(store, serializable)
    const two = await begin(store, serializable)
    for (const [open, shelf] of [
      [one, 'left'],
      [two, 'right'],
    ] as const) {
      await open.tx.find(rolls, { ...byId, where: eq('shelf', shelf) })
      await open.tx.update(rolls, eq('shelf', shelf), { length: 1 })
    }
    await one.commit()
    await two.commit()
    expect((await standing(store)).map((row) => row['length'])).toEqual([1, 1])
  })

  it('never fail for having only read', async () => {
    const store = await storeWith([roll('a')])
    const open = await begin(store, serializable)
    await open.tx.find(rolls, byId)
    await store.transaction((tx) => tx.update(rolls, all, { length: 1 }))
    expect(await open.tx.find(rolls, byId)).toEqual([roll('a')])
    await open.commit()
  })
})

describe('the life of a store', () => {
  it('closes when what is running has ended, and refuses everything after', async () => {
    const store = await storeWith([])
    const open = await begin(store)
    const closing = store.close()
    expect(await waits(closing)).toBe(true)
    await open.tx.insert(rolls, [roll('a')])
    expect(await errorOf(store.transaction(async () => {}))).toMatchObject({ code: StorageClosed.code })
    await open.commit()
    await closing
    await store.close()
    for (const call of [
      () => store.snapshot(async () => {}),
      () => store.introspect(),
      () => store.migrate(() => []),
      () => store.check(),
    ]) {
      expect(await errorOf(call())).toMatchObject({ code: StorageClosed.code })
    }
  })

  it('keeps its data, its log and its schema on a disk that is opened again', async () => {
    const disk = memoryDisk()
    const first = await storeWith([roll('a')], { disk })
    await first.close()
    const again = await storeWith([roll('b')], { disk })
    expect(await standing(again)).toEqual([roll('a'), roll('b')])
  })

  it('makes adapters on one disk wait for each other, as processes on one server do', async () => {
    const disk = memoryDisk()
    const one = await storeWith([roll('a')], { disk })
    const two = memory({ disk })
    const open = await begin(one)
    await open.tx.update(rolls, all, {}, { length: 1 })
    const late = two.transaction((tx) => tx.update(rolls, all, {}, { length: 1 }))
    expect(await waits(late)).toBe(true)
    await open.commit()
    await late
    await one.close()
    expect(await standing(two)).toEqual([roll('a', { length: 12 })])
  })

  it('loses open transactions and nothing else in a crash', async () => {
    const disk = memoryDisk()
    const store = await storeWith([roll('a')], { disk })
    const open = await begin(store)
    await open.tx.update(rolls, all, { length: 1 })
    const waiting = store.transaction((tx) => tx.update(rolls, all, { length: 2 }))
    expect(await waits(waiting)).toBe(true)
    disk.crash()
    expect(await errorOf(waiting)).toMatchObject({ code: ConnectionLost.code, details: { outcome: 'rolled-back' } })
    const again = await storeWith([roll('b')], { disk })
    expect(await standing(again)).toEqual([roll('a'), roll('b')])
    expect(await errorOf(open.tx.find(rolls, byId))).toMatchObject({ code: ConnectionLost.code })
    expect(await errorOf(open.commit())).toMatchObject({ code: ConnectionLost.code })
    expect(disk.contents()).toMatchObject({ rows: 2, versions: 2, openSnapshots: 0, openTransactions: 0 })
  })

  it('takes no disk that it did not make', () => {
    const foreign = { contents: memoryDisk().contents, crash: () => {} }
    expect(() => memory({ disk: foreign })).toThrow(expect.objectContaining({ code: StorageUnavailable.code }))
  })
})

describe('migrations', () => {
  const wider: StoredTable = { ...rolls, columns: { ...rolls.columns, maker: { ...text(), backfill: 'Ilford' } } }
  const addMaker: MigrationStep = { kind: 'add-column', table: wider, column: 'maker' }

  it('let code of yesterday go on: it reads its own columns, and what it inserts gets the backfill', async () => {
    const store = await storeWith([roll('a')])
    await store.migrate(() => [addMaker])
    await store.transaction((tx) => tx.insert(rolls, [roll('b')]))
    expect(await standing(store)).toEqual([roll('a'), roll('b')])
    const makers = await store.snapshot((reads) => reads.find(wider, byId))
    expect(makers.map((row) => row['maker'])).toEqual(['Ilford', 'Ilford'])
  })

  it('change nothing when one of their steps fails', async () => {
    const store = await storeWith([roll('a'), roll('b')])
    const before = await store.introspect()
    const strict: StoredTable = { ...wider, uniques: [...rolls.uniques, { name: 'shelf', columns: ['shelf'] }] }
    const steps: MigrationStep[] = [
      { kind: 'note', name: 'generation:stock', value: '2' },
      addMaker,
      { kind: 'create-index', table: strict, index: 'shelf', unique: true },
    ]
    expect(await errorOf(store.migrate(() => steps))).toMatchObject({
      code: UniqueViolation.code,
      details: { constraint: 'shelf' },
    })
    expect(await store.introspect()).toEqual(before)
    expect(await standing(store)).toEqual([roll('a'), roll('b')])
  })

  it('wait for open transactions, and those that come meanwhile wait for them', async () => {
    const store = await storeWith([roll('a')])
    const open = await begin(store)
    await open.tx.update(rolls, all, { length: 1 })
    const migrating = store.migrate(() => [addMaker])
    const late = store.transaction((tx) => tx.find(wider, byId))
    expect(await waits(migrating)).toBe(true)
    await open.commit()
    await migrating
    expect(await late).toEqual([{ ...roll('a', { length: 1 }), maker: 'Ilford' }])
  })

  it('give up when a transaction stays open too long', async () => {
    const store = await storeWith([], { lockTimeoutMs: 5 })
    const open = await begin(store)
    expect(await errorOf(store.migrate(() => []))).toMatchObject({ code: LockTimeout.code })
    await open.commit()
    await store.migrate(() => [])
  })
})
