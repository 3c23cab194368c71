import { describe, expect, it } from 'vitest'
import {
  AppendOnly,
  memory,
  memoryDisk,
  StorageFailed,
  type StoredTable,
  type Tx,
  UniqueViolation,
} from '../../src/storage/index.ts'
import { all, begin, byId, eq, errorOf, quiet, roll, rolls, standing, storeWith } from './memory-lab.ts'

describe('the life of a transaction', () => {
  it('ends with its function: whatever is called after that is refused', async () => {
    const store = await storeWith([roll('a')])
    let kept: Tx | undefined
    await store.transaction(async (tx) => {
      kept = tx
    })
    const calls: ((tx: Tx) => Promise<unknown>)[] = [
      (tx) => tx.find(rolls, byId),
      (tx) => tx.aggregate(rolls, { groupBy: [], measures: {}, orderBy: [], limit: 1 }),
      (tx) => tx.follow(rolls, null, 1),
      (tx) => tx.stream(rolls, byId)[Symbol.asyncIterator]().next(),
      (tx) => tx.findForUpdate(rolls, byId, 'wait'),
      (tx) => tx.lockKeys(['k'], 'wait'),
      (tx) => tx.insert(rolls, [roll('b')]),
      (tx) => tx.accumulate(rolls, [roll('b')], ['length']),
      (tx) => tx.update(rolls, all, { length: 1 }),
      (tx) => tx.delete(rolls, all),
      (tx) => tx.savepoint(async () => 1),
    ]
    for (const call of calls) {
      if (kept !== undefined) expect(await errorOf(call(kept))).toMatchObject({ code: StorageFailed.code })
    }
    const reads = await store.snapshot(async (given) => given)
    expect(await errorOf(reads.find(rolls, byId))).toMatchObject({ code: StorageFailed.code })
    expect(await standing(store)).toEqual([roll('a')])
  })

  it('ends a stream too', async () => {
    const store = await storeWith([roll('a'), roll('b')])
    const rows = await store.snapshot(async (reads) => {
      const iterator = reads.stream(rolls, byId)[Symbol.asyncIterator]()
      expect((await iterator.next()).value).toEqual(roll('a'))
      return iterator
    })
    expect(await errorOf(Promise.resolve(rows.next()))).toMatchObject({ code: StorageFailed.code })
  })

  it('is rolled back where a statement still waits when the function returns', async () => {
    const disk = memoryDisk()
    const store = await storeWith([roll('a')], { disk })
    const holder = await begin(store)
    await holder.tx.update(rolls, all, { length: 1 })
    const careless = store.transaction(async (tx) => {
      await tx.insert(rolls, [roll('b')])
      void tx.update(rolls, eq('id', 'a'), { length: 2 })
      void tx.insert(rolls, [roll('c')])
    })
    expect(await errorOf(careless)).toMatchObject({ code: StorageFailed.code })
    await holder.commit()
    await quiet()
    expect(await standing(store)).toEqual([roll('a', { length: 1 })])
    expect(disk.contents()).toMatchObject({ rows: 1, openTransactions: 0 })
  })

  it('is rolled back where a savepoint is still open when the function returns', async () => {
    const store = await storeWith([])
    const careless = store.transaction(async (tx) => {
      void tx.savepoint(async () => {
        await tx.insert(rolls, [roll('a')])
        await quiet()
      })
      await tx.find(rolls, byId)
    })
    expect(await errorOf(careless)).toMatchObject({ code: StorageFailed.code })
    await quiet()
    expect(await standing(store)).toEqual([])
  })

  it('carries out statements one after the other, as one connection does', async () => {
    const store = await storeWith([roll('a')])
    const holder = await begin(store)
    await holder.tx.update(rolls, all, { length: 1 })
    const done: string[] = []
    const both = store.transaction(async (tx) => {
      const first = tx.update(rolls, eq('id', 'a'), { length: 2 }).then(() => done.push('update'))
      const second = tx.find(rolls, byId).then(([row]) => done.push(`find ${String(row?.['length'])}`))
      await Promise.all([first, second])
    })
    await quiet()
    expect(done).toEqual([])
    await holder.commit()
    await both
    expect(done).toEqual(['update', 'find 2'])
  })

  it('cannot go on after a statement that failed, unless a savepoint held it', async () => {
    const store = await storeWith([roll('a')])
    await store.transaction(async (tx) => {
      const held = tx.savepoint(() => tx.insert(rolls, [roll('b'), roll('a')]))
      expect(await errorOf(held)).toMatchObject({ code: UniqueViolation.code })
      await tx.insert(rolls, [roll('c')])
    })
    const careless = store.transaction(async (tx) => {
      await tx.insert(rolls, [roll('d')])
      const error = await errorOf(tx.insert(rolls, [roll('a')]))
      expect(await errorOf(tx.find(rolls, byId))).toBe(error)
    })
    expect(await errorOf(careless)).toMatchObject({ code: UniqueViolation.code })
    expect((await standing(store)).map((row) => row['id'])).toEqual(['a', 'c'])
  })

  it('undoes only what the inner of two nested savepoints wrote', async () => {
    const store = await storeWith([roll('a')])
    await store.transaction((tx) =>
      tx.savepoint(async () => {
        await tx.update(rolls, all, {}, { length: 1 })
        const inner = tx.savepoint(async () => {
          await tx.update(rolls, all, {}, { length: 100 })
          await tx.delete(rolls, all)
          await tx.insert(rolls, [roll('b', { number: 'R-1' })])
          throw new Error('stop')
        })
        await errorOf(inner)
        await tx.insert(rolls, [roll('c', { number: 'R-1' })])
      }),
    )
    expect(await standing(store)).toEqual([roll('a', { length: 11 }), roll('c', { number: 'R-1' })])
  })

  it('refuses savepoints that overlap, which no database could undo apart', async () => {
    const store = await storeWith([])
    const overlapping = store.transaction((tx) =>
      Promise.all([
        tx.savepoint(async () => {
          await tx.insert(rolls, [roll('a')])
        }),
        tx.savepoint(async () => {
          await tx.insert(rolls, [roll('b')])
          await quiet()
        }),
      ]),
    )
    expect(await errorOf(overlapping)).toMatchObject({ code: StorageFailed.code })
    expect(await standing(store)).toEqual([])
  })

  it('refuses to change facts', async () => {
    const facts: StoredTable = { ...rolls, name: 'facts', appendOnly: true }
    const store = memory()
    await store.migrate(() => [{ kind: 'create-table', table: facts }])
    await store.transaction((tx) => tx.insert(facts, [roll('a')]))
    for (const change of [
      (tx: Tx) => tx.update(facts, all, { length: 1 }),
      (tx: Tx) => tx.delete(facts, all),
      (tx: Tx) => tx.accumulate(facts, [roll('a')], ['length']),
    ]) {
      expect(await errorOf(store.transaction<unknown>(change))).toMatchObject({ code: AppendOnly.code })
    }
  })
})
