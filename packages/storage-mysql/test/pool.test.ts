/** Connections: how many there are, who waits for them, and how they are given back. */
import { createPool } from 'mysql2'
import { describe, expect, it } from 'vitest'
import { mysql } from '../src/index.ts'
import { unfitness } from '../src/set-up.ts'
import { absent, freshDatabase, meta, onStore, raw } from './database.ts'
import { byId, eq, seat, seats } from './tables.ts'

/** SERVER_STATUS_IN_TRANS of the protocol. */
const inTransaction = 1

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

describe.skipIf(absent)('the connections of a store', { meta }, () => {
  it('that are all in use are waited for as long as for a lock', () =>
    onStore(
      [seats],
      (store) =>
        store.transaction(async (tx) => {
          await tx.find(seats, byId)
          const late: unknown = await store
            .snapshot((reads) => reads.find(seats, byId))
            .catch((thrown: unknown) => thrown)
          expect(late).toMatchObject({
            code: 'STORAGE_LOCK_TIMEOUT',
            message: expect.stringContaining('Every connection of MySQL'),
          })
          const stop = new AbortController()
          const waiting = store.snapshot((reads) => reads.find(seats, byId), { signal: stop.signal })
          stop.abort(new Error('enough'))
          await expect(waiting).rejects.toThrow('enough')
        }),
      { poolSize: 1, lockTimeoutMs: 200 },
    ))

  it('have the level, the zone, the collation and the strictness that the store needs, whatever the server thinks', () =>
    onStore([seats], async (_, url) => {
      const pool = createPool({ uri: url, multipleStatements: true, connectionLimit: 1 })
      const other = mysql({ pool, lockTimeoutMs: 4200 })
      await other.check()
      const [found] = await pool.promise().query({
        sql: 'select @@collation_connection, @@time_zone, @@sql_mode, @@innodb_lock_wait_timeout',
        rowsAsArray: true,
      })
      expect(found).toEqual([
        [
          expect.stringMatching(/^utf8mb4_(nopad|0900)_bin$/),
          '+00:00',
          expect.stringContaining('STRICT_ALL_TABLES'),
          5,
        ],
      ])
      await other.close()
      // The host's own pool goes on.
      await pool.promise().query('select 1')
      await pool.promise().end()
    }))

  it('are refused on a server whose lock time-outs undo whole transactions, or that would cut values', () => {
    const asked = (mode: string, undoes: string, spoken: string, read: string) =>
      unfitness({ rows: [[mode, undoes, '16777216', spoken, 'utf8mb4', read]], changed: 0 })
    const bytes = 'E88AB3F09F9880'
    expect(asked('ANSI,STRICT_TRANS_TABLES', '0', 'utf8mb4', bytes)).toBeUndefined()
    expect(asked('STRICT_ALL_TABLES', '1', 'utf8mb4', bytes)).toContain('innodb_rollback_on_timeout')
    expect(asked('ANSI', '0', 'utf8mb4', bytes)).toContain('sql_mode')
    expect(asked('STRICT_ALL_TABLES', '0', 'latin1', bytes)).toContain('character set')
    expect(asked('STRICT_ALL_TABLES', '0', 'utf8mb4', '3F3F')).toContain('character set')
  })

  it("of a host's pool lose no characters, whatever it was opened with", () =>
    onStore([seats], async (_, url) => {
      const pool = createPool({ uri: url, charset: 'latin1' })
      const store = mysql({ pool })
      await store.transaction((tx) => tx.insert(seats, [seat('a', '王芳 😀')]))
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([seat('a', '王芳 😀')])
      await store.close()
      await pool.promise().end()
    }))

  it('give up a statement that was called off before it was sent', () =>
    onStore([seats], async (store) => {
      await store.transaction((tx) => tx.insert(seats, [seat('a', null)]))
      await store.transaction(async (held) => {
        await held.update(seats, eq('id', 'a'), { guest: 'Li Na' })
        const began = performance.now()
        const stop = new AbortController()
        const called = store.transaction(
          async (tx) => {
            await tx.insert(seats, [seat('b', null)])
            const waiting = tx.update(seats, eq('id', 'a'), { guest: 'Wang Fang' })
            stop.abort(new Error('enough'))
            await waiting
          },
          { signal: stop.signal },
        )
        await expect(called).rejects.toThrow('enough')
        // Long before the lock time-out of half a minute.
        expect(performance.now() - began).toBeLessThan(5000)
      })
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([seat('a', null, 'Li Na')])
    }))

  it("of a host's pool go back with nothing open and nothing on the way", () =>
    onStore([seats], async (_, url) => {
      const pool = createPool({ uri: url, connectionLimit: 1 })
      const store = mysql({ pool })
      const status = deferred<number>()
      await store.snapshot(async (reads) => {
        await reads.find(seats, byId)
        // Waits for the connection, and uses it at the very moment when it is given back.
        pool.getConnection((_error, host) => {
          host.query('do 0', (_failed: Error | null, answer: unknown) => {
            status.resolve((answer as { serverStatus: number }).serverStatus)
            host.release()
          })
        })
      })
      expect((await status.promise) & inTransaction).toBe(0)
      await store.close()
      await pool.promise().end()
    }))

  it('give up the statement of an aborted transaction, and serve the next', () =>
    onStore([seats], async (store) => {
      await store.transaction((tx) => tx.insert(seats, [seat('a', null)]))
      await store.transaction(async (held) => {
        await held.update(seats, eq('id', 'a'), { guest: 'Li Na' })
        for (let round = 0; round < 5; round++) {
          const stop = new AbortController()
          const waiting = store.transaction(
            async (tx) => {
              await tx.insert(seats, [seat('b', null)])
              setTimeout(() => stop.abort(new Error('enough')), 20)
              await tx.update(seats, eq('id', 'a'), { guest: 'Wang Fang' })
            },
            { signal: stop.signal },
          )
          await expect(waiting).rejects.toThrow('enough')
          await store.transaction((tx) => tx.find(seats, byId))
        }
      })
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([seat('a', null, 'Li Na')])
    }))

  it('are all closed with the store', async () => {
    const database = await freshDatabase()
    const store = mysql({ url: database.url })
    await Promise.all(Array.from({ length: 6 }, () => store.check()))
    await store.close()
    const open = await raw(
      database.url,
      'select count(*) from information_schema.processlist where db = database() and id <> connection_id()',
    )
    expect(Number(open[0]?.[0])).toBe(0)
    await database.drop()
  })
})
