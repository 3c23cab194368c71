import { randomUUID } from 'node:crypto'
import type { StorageAdapter } from '@calotype/core/storage'
import { afterEach, describe, expect, it } from 'vitest'
import { postgresLab, thrownBy, until } from './lab.ts'
import { openProxy, type CuttingProxy } from './proxy.ts'
import { counter, counters, create, eq, everything, standing } from './tables.ts'

const lab = await postgresLab()

const proxies: CuttingProxy[] = []
afterEach(async () => {
  for (const proxy of proxies.splice(0)) await proxy.close()
})

describe.skipIf(lab.absent)('connections that break', { meta: lab.meta }, () => {
  async function counting(poolSize: number) {
    const name = `calotype test ${randomUUID()}`
    const store = await lab.open({ poolSize, notify: false, pg: { application_name: name } })
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a')]))
    const terminated = async () => {
      const ended = await lab.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
        [name],
      )
      await until('its connections are gone', async () => {
        const left = await lab.query('select pid from pg_stat_activity where application_name = $1', [name])
        return left.length === 0
      })
      return ended.length
    }
    return { store, terminated }
  }

  /** Commands may meet a connection whose end has not been heard of yet; then they go again, as the engine has them. */
  async function recovers(store: StorageAdapter): Promise<void> {
    await until('the store answers again', () =>
      store.check().then(
        () => true,
        () => false,
      ),
    )
  }

  it('idle ones are replaced', async () => {
    const { store, terminated } = await counting(3)
    await Promise.all([1, 2, 3].map(() => store.snapshot((reads) => reads.find(counters, everything))))
    expect(await terminated()).toBeGreaterThan(0)
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a')])
  })

  it('the one of a transaction is told of by its next statement, and the transaction is rolled back', async () => {
    const { store, terminated } = await counting(1)
    const error = await thrownBy(
      store.transaction(async (tx) => {
        await tx.update(counters, eq('name', 'a'), { hits: 5 })
        await terminated()
        await tx.update(counters, eq('name', 'a'), { hits: 6 })
      }),
    )
    expect(error).toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'rolled-back' } })
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a')])
  })

  it('one that is gone before the commit is sent is a transaction rolled back, not one of unknown outcome', async () => {
    const { store, terminated } = await counting(1)
    const error = await thrownBy(
      store.transaction(async (tx) => {
        await tx.update(counters, eq('name', 'a'), { hits: 5 })
        await terminated()
        // The end has been heard of once a turn of the event loop has passed.
        await lab.query('select 1')
      }),
    )
    expect(error).toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'rolled-back' } })
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a')])
  })

  it('one that is gone while a statement waits rejects that statement', async () => {
    const { store, terminated } = await counting(2)
    const holder = await lab.open({ notify: false })
    await holder.check()
    const client = await lab.client()
    const [{ nspname } = {}] = await lab.query(
      "select nspname from pg_class join pg_namespace n on n.oid = relnamespace where relname = 'counters' order by n.oid desc limit 1",
    )
    await client.query(`begin; lock table ${String(nspname)}.counters in exclusive mode`)
    const waiting = thrownBy(store.transaction((tx) => tx.update(counters, eq('name', 'a'), { hits: 9 })))
    await until('the statement waits', async () => {
      const rows = await lab.query(
        "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update%counters%'",
      )
      return rows.length > 0
    })
    await terminated()
    expect(await waiting).toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'rolled-back' } })
    await client.query('rollback')
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a')])
  })

  it('a stream whose connection breaks ends with that', async () => {
    const { store, terminated } = await counting(1)
    await store.transaction((tx) =>
      tx.insert(
        counters,
        Array.from({ length: 500 }, (_, at) => counter(`n${at}`)),
      ),
    )
    const error = await thrownBy(
      store.snapshot(async (reads) => {
        let read = 0
        for await (const _ of reads.stream(counters, everything)) if (++read === 100) await terminated()
      }),
    )
    expect(error).toMatchObject({ code: 'STORAGE_CONNECTION_LOST' })
    await recovers(store)
  })

  it.each([
    ['before the server hears of it', 'before', 0],
    ['after the server has carried it out', 'after', 7],
  ] as const)('a commit that is cut off %s is of unknown outcome', async (_name, heard, stands) => {
    const proxy = await openProxy(lab.url)
    proxies.push(proxy)
    const schema = await lab.newSchema()
    const store = await lab.open({ schema, url: proxy.url, poolSize: 1, notify: false })
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a')]))
    const cutOff = store.transaction(async (tx) => {
      await tx.update(counters, eq('name', 'a'), { hits: 7 })
      proxy.cutAt('commit', heard)
    })
    expect(await thrownBy(cutOff)).toMatchObject({
      code: 'STORAGE_CONNECTION_LOST',
      details: { outcome: 'unknown' },
    })
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a', stands)])
  })

  it('a caller who leaves while the commit is cut off is told that its outcome is unknown, not that he left', async () => {
    const proxy = await openProxy(lab.url)
    proxies.push(proxy)
    const controller = new AbortController()
    let leaving = false
    const store = await lab.open({
      url: proxy.url,
      poolSize: 1,
      notify: false,
      onStatement: (sql) => {
        if (leaving && sql === 'commit') queueMicrotask(() => controller.abort(new Error('the caller left')))
      },
    })
    await store.migrate(create(counters))
    const cutOff = store.transaction(
      async (tx) => {
        await tx.insert(counters, [counter('a')])
        leaving = true
        proxy.cutAt('commit', 'after')
      },
      { signal: controller.signal },
    )
    expect(await thrownBy(cutOff)).toMatchObject({ details: { outcome: 'unknown' } })
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a')])
  })

  it('last inserts that are cut off on their way with the commit are of unknown outcome too', async () => {
    const proxy = await openProxy(lab.url)
    proxies.push(proxy)
    const store = await lab.open({ url: proxy.url, poolSize: 1, notify: false })
    await store.migrate(create(counters))
    proxy.cutAt('insert into', 'after')
    const cutOff = store.transaction((tx) => tx.insertAtEnd([{ table: counters, rows: [counter('a')] }]))
    expect(await thrownBy(cutOff)).toMatchObject({ details: { outcome: 'unknown' } })
    await recovers(store)
    expect(await standing(store, counters)).toEqual([counter('a')])
  })
})
