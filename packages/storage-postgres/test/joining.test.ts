import type { Row } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { postgresLab, thrownBy } from './lab.ts'
import { counter, counters, create, eq, everything, fact, facts, standing } from './tables.ts'

const lab = await postgresLab()

describe.skipIf(lab.absent)("a host's own transaction", { meta: lab.meta }, () => {
  async function counting() {
    const schema = await lab.newSchema()
    const store = await lab.open({ schema })
    await store.migrate(create(counters, facts))
    await lab.query(`create table ${schema}.guests (name text primary key)`)
    return { schema, store, client: await lab.client() }
  }

  it("commits the host's rows and ours together, or neither", async () => {
    const { schema, store, client } = await counting()
    for (const end of ['rollback', 'commit']) {
      await client.query('begin')
      await client.query(`insert into ${schema}.guests values ('王芳')`)
      const tx = store.join?.(client)
      await tx?.insert(counters, [counter('a')])
      await tx?.insertAtEnd([{ table: facts, rows: [fact('a')] }])
      await tx?.update(counters, eq('name', 'a'), {}, { hits: 2 })
      await client.query(end)
      const expected: Row[] = end === 'commit' ? [counter('a', 2)] : []
      expect(await standing(store, counters)).toEqual(expected)
      expect(await lab.query(`select * from ${schema}.guests`)).toHaveLength(expected.length)
    }
  })

  it.each([
    ['nothing', undefined],
    ['an object of another driver', { execute: () => undefined }],
    ['a name', 'client'],
  ])('%s cannot be joined', async (_name, native) => {
    const { store } = await counting()
    expect(() => store.join?.(native)).toThrow(
      'join() takes a client of pg (8.20 or later) on which a transaction is open',
    )
  })

  it('a pool cannot be joined: nobody knows which of its clients would answer', async () => {
    const { store } = await counting()
    expect(() => store.join?.(lab.pool())).toThrow('join() takes a client of pg')
  })

  it('a client without an open transaction is refused, and one whose transaction has ended', async () => {
    const { store, client } = await counting()
    expect(() => store.join?.(client)).toThrow('join() found no open transaction on the client')
    await client.query('begin')
    const tx = store.join?.(client)
    await client.query('commit')
    const late = thrownBy(Promise.resolve(tx?.insert(counters, [counter('a')])))
    expect(await late).toMatchObject({ code: 'STORAGE_FAILED', message: expect.stringContaining('has ended') })
  })

  it('in a transaction that has failed, every call is refused until the host rolls back', async () => {
    const { store, client } = await counting()
    await client.query('begin')
    await client.query('select 1/0').catch(() => undefined)
    const tx = store.join?.(client)
    expect(await thrownBy(Promise.resolve(tx?.find(counters, everything)))).toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('current transaction is aborted'),
    })
    await client.query('rollback')
  })

  it("a savepoint of ours undoes our writes and leaves the host's", async () => {
    const { schema, store, client } = await counting()
    await client.query('begin')
    await client.query(`insert into ${schema}.guests values ('a')`)
    const tx = store.join?.(client)
    const undone = tx?.savepoint(async () => {
      await tx.insert(counters, [counter('a')])
      await tx.insert(counters, [counter('a')])
    })
    expect(await thrownBy(Promise.resolve(undone))).toMatchObject({ code: 'STORAGE_UNIQUE_VIOLATION' })
    await client.query('commit')
    expect(await lab.query(`select * from ${schema}.guests`)).toHaveLength(1)
    expect(await standing(store, counters)).toEqual([])
  })

  it("savepoints are nobody else's, whatever the names of the host's, and the connection is the client", async () => {
    const { store, client } = await counting()
    await client.query('begin')
    const tx = store.join?.(client)
    expect(tx?.hostConnection).toBe(client)
    const undone = tx?.savepoint(async () => {
      await tx.insert(counters, [counter('a')])
      await client.query('savepoint calotype_1')
      throw new Error('stop')
    })
    // Of two with one name, the inner one would be undone.
    expect(await thrownBy(Promise.resolve(undone))).toMatchObject({ message: 'stop' })
    await client.query('commit')
    expect(await standing(store, counters)).toEqual([])
  })

  it('a client of the pool that the host handed in can be joined as well, pipelined or not', async () => {
    const schema = await lab.newSchema()
    for (const pipeline of [false, true]) {
      const pool = lab.pool({ pipeline, max: 2 })
      const store = await lab.openOn(pool, { schema })
      await store.migrate((found) => (found.tables.length === 0 ? create(counters, facts)() : []))
      const client = await pool.connect()
      await client.query('begin')
      const tx = store.join?.(client)
      await Promise.all([
        tx?.insert(counters, [counter(`a${pipeline}`)]),
        tx?.update(counters, eq('name', `a${pipeline}`), { hits: 3 }),
      ])
      await client.query('commit')
      client.release()
      expect(await standing(store, counters, { where: eq('hits', 3), orderBy: [], limit: 'all' })).toHaveLength(
        pipeline ? 2 : 1,
      )
    }
  })

  it('a call after the store was closed is refused', async () => {
    const { store, client } = await counting()
    await client.query('begin')
    const tx = store.join?.(client)
    await store.close()
    expect(await thrownBy(Promise.resolve(tx?.find(counters, everything)))).toMatchObject({ code: 'STORAGE_FAILED' })
    await client.query('rollback')
  })
})
