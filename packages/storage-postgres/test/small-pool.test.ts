import type { Row } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { postgresLab, until } from './lab.ts'
import { by, counter, counters, create, eq, everything, fact, facts, hitsOf, standing } from './tables.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)('a pool of one connection', { meta: lab.meta }, () => {
  const counting = async () => {
    const store = await lab.open({ poolSize: 1, lockTimeoutMs: 5000 })
    await store.migrate(create(counters, facts))
    return store
  }

  it('serves everything that a store can do', async () => {
    const store = await counting()
    await store.transaction(async (tx) => {
      expect(await tx.lockKeys(['till'], 'skip-locked')).toEqual(['till'])
      await tx.insert(counters, [counter('a'), counter('b')])
      expect(await tx.accumulate(counters, [counter('a', 2)], ['hits'])).toEqual([counter('a', 2)])
      await tx.savepoint(() => tx.delete(counters, eq('name', 'b')))
      await tx.findForUpdate(counters, everything, 'nowait')
      await tx.insertAtEnd([{ table: facts, rows: [fact('a')] }])
    })
    await store.snapshot(async (reads) => {
      const streamed: Row[] = []
      for await (const row of reads.stream(counters, { ...everything, orderBy: [by('name')] })) streamed.push(row)
      expect(streamed).toEqual([counter('a', 2)])
    })
    await store.check()
    expect((await store.introspect()).tables.map(({ name }) => name).sort()).toEqual(['counters', 'facts'])
    expect(await store.migrate(() => [])).toEqual([])
  })

  it('many who come at once take turns', async () => {
    const store = await counting()
    await store.transaction((tx) => tx.insert(counters, [counter('a')]))
    await Promise.all(
      Array.from({ length: 50 }, () =>
        store.transaction(async (tx) => {
          const hits = await hitsOf(tx, 'a')
          await tx.update(counters, eq('name', 'a'), { hits: hits + 1 })
        }),
      ),
    )
    expect(await standing(store, counters)).toEqual([counter('a', 50)])
  })

  it('a log is followed in a snapshot that has just begun, and in one that stands already', async () => {
    const store = await counting()
    await store.transaction((tx) => tx.insert(facts, [fact('a')]))
    expect((await store.snapshot((reads) => reads.follow(facts, null, 10))).rows).toEqual([fact('a')])
    await store.transaction((tx) => tx.insert(facts, [fact('b')]))
    const { rows } = await store.snapshot(async (reads) => {
      await reads.find(counters, everything)
      return reads.follow(facts, null, 10)
    })
    expect(rows).toEqual([fact('a'), fact('b')])
  })

  it('a log is followed in a transaction, which sees what was committed and not what it wrote itself', async () => {
    const store = await counting()
    await store.transaction((tx) => tx.insert(facts, [fact('a')]))
    const { rows } = await store.transaction(async (tx) => {
      await tx.insert(facts, [fact('b')])
      return tx.follow(facts, null, 10)
    })
    expect(rows).toEqual([fact('a')])
  })

  it('closing waits for what is at work, and leaves no connection behind', async () => {
    const name = 'calotype test of closing'
    const store = await lab.open({ poolSize: 1, pg: { application_name: name } })
    await store.migrate(create(counters))
    await store.wakeUps?.listen(() => undefined)
    const work = store.transaction(async (tx) => {
      await tx.insert(counters, [counter('a')])
      await lab.query('select pg_sleep(0.02)')
      await tx.insert(counters, [counter('b')])
    })
    await Promise.resolve()
    await store.close()
    await work
    const left = 'select pid from pg_stat_activity where application_name = $1'
    await until('its connections are gone', async () => (await lab.query(left, [name])).length === 0)
    await expect(store.check()).rejects.toMatchObject({ code: 'STORAGE_CLOSED' })
  })
})
