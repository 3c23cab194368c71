/** Work inside a transaction that the host opened on its own connection of mysql2. */
import { AppendOnly, SerializationFailure, StorageFailed, type StorageAdapter } from '@calotype/core/storage'
import { createConnection as createCallbackConnection, createPool } from 'mysql2'
import { type Connection, createConnection } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { absent, meta, onStore, raw } from './database.ts'
import { byId, seat, seats, visits } from './tables.ts'

const joined = (store: StorageAdapter, native: unknown) => {
  const tx = store.join?.(native)
  if (tx === undefined) throw new Error('the adapter has no join')
  return tx
}

async function withHost(url: string, work: (host: Connection) => Promise<void>): Promise<void> {
  const host = await createConnection(url)
  try {
    await work(host)
  } finally {
    await host.end()
  }
}

const names = async (url: string) => (await raw(url, 'select name from host_booking order by name')).flat()

describe.skipIf(absent)("a host's own transaction", { meta }, () => {
  it("commits and rolls back the host's rows and the store's together", () =>
    onStore([seats, visits], async (store, url) => {
      await raw(url, 'create table host_booking (name varchar(40) primary key) engine=InnoDB')
      await withHost(url, async (host) => {
        await host.beginTransaction()
        await host.query("insert into host_booking values ('Wang Fang')")
        await joined(store, host).insert(seats, [seat('a', 'A1')])
        await host.commit()

        await host.beginTransaction()
        const tx = joined(store, host)
        await tx.insert(seats, [seat('b', 'B1')])
        await tx.insertAtEnd([{ table: visits, rows: [{ id: 'v', note: 'x' }] }])
        await host.query("insert into host_booking values ('Li Na')")
        await host.rollback()
      })
      expect(await names(url)).toEqual(['Wang Fang'])
      expect((await store.snapshot((reads) => reads.find(seats, byId))).map((row) => row.id)).toEqual(['a'])
    }))

  it('is joined on connections with callbacks, with promises and of a pool, whatever they make of values', () =>
    onStore([seats], async (store, url) => {
      const odd = {
        uri: url,
        rowsAsArray: false,
        nestTables: true,
        dateStrings: false,
        decimalNumbers: true,
        namedPlaceholders: true,
      }
      const callback = createCallbackConnection({ ...odd, typeCast: () => 'nothing' })
      const pool = createPool({ ...odd, multipleStatements: true })
      const pooled = await pool.promise().getConnection()
      for (const [at, native] of [callback, callback.promise(), pooled].entries()) {
        const host = native === callback ? callback.promise() : native
        await (host as Connection).beginTransaction()
        const tx = joined(store, native)
        const row = seat(`s${at}`, `:name ? ${at} \\ '`, null, 2 ** 40 + at)
        await tx.insert(seats, [row])
        expect(
          await tx.find(seats, { ...byId, where: { kind: 'compare', column: 'id', is: 'eq', value: `s${at}` } }),
        ).toEqual([row])
        await (host as Connection).commit()
      }
      pooled.release()
      await pool.promise().end()
      callback.destroy()
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toHaveLength(3)
    }))

  it('is asked for: a connection without one, a pool or something else is refused', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        const refused = joined(store, host).insert(seats, [seat('a', null)])
        await expect(refused).rejects.toThrow('join() found no open transaction on the connection')
      })
      const pool = createPool(url)
      for (const native of [pool, pool.promise(), {}, undefined, 'connection']) {
        expect(() => store.join?.(native)).toThrow('join() takes the connection of mysql2')
      }
      await pool.promise().end()
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([])
    }))

  it('may have begun because the host turned autocommit off', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.query('set autocommit = 0')
        await joined(store, host).insert(seats, [seat('a', null)])
        await host.rollback()
      })
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([])
    }))

  it('is refused where values could be cut in silence', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.query("set sql_mode = ''")
        await host.beginTransaction()
        await expect(joined(store, host).insert(seats, [seat('a', null)])).rejects.toThrow('not strict')
        await host.rollback()
      })
    }))

  it('is refused where characters could be lost', () =>
    onStore([seats], async (store, url) => {
      const host = await createConnection({ uri: url, charset: 'latin1' })
      await host.beginTransaction()
      await expect(joined(store, host).insert(seats, [seat('a', '王芳')])).rejects.toThrow('utf8mb4')
      await host.end()
    }))

  it('takes text with backslashes as it is, whatever the host says of them', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.query("set sql_mode = 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES,ANSI_QUOTES'")
        await host.beginTransaction()
        await joined(store, host).insert(seats, [seat('a', "C:\\temp\\'")])
        await host.commit()
      })
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([seat('a', "C:\\temp\\'")])
    }))

  it('reads no value otherwise where the host changes what a backslash means on the way', () =>
    onStore([seats], async (store, url) => {
      const modes = ['STRICT_ALL_TABLES', 'STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES']
      const attack = "x\\', 7) -- "
      await withHost(url, async (host) => {
        for (const [first, then] of [modes, modes.toReversed()]) {
          await host.query(`set sql_mode = '${first}'`)
          await host.beginTransaction()
          const tx = joined(store, host)
          await tx.insert(seats, [seat('before', null, '\\')])
          await host.query(`set sql_mode = '${then}'`)
          await tx.insert(seats, [seat('behind', null, attack)])
          const where = { kind: 'in', column: 'guest', values: ['\\', attack] } as const
          expect(await tx.find(seats, { ...byId, where })).toEqual([
            seat('before', null, '\\'),
            seat('behind', null, attack),
          ])
          await host.rollback()
        }
      })
    }))

  it("is one connection to all who join it, with whatever wrapper of the driver's", () =>
    onStore([seats], async (store, url) => {
      const callback = createCallbackConnection(url)
      const pool = createPool(url)
      const pooled = await pool.promise().getConnection()
      await Promise.all([callback.promise(), pooled].map((host) => host.query('begin')))
      expect(joined(store, callback).hostConnection).toBe(callback)
      expect(joined(store, callback.promise()).hostConnection).toBe(callback)
      expect(joined(store, pooled).hostConnection).toBe(pooled.connection)
      expect(joined(store, pooled.connection).hostConnection).toBe(pooled.connection)
      pooled.release()
      await pool.promise().end()
      callback.destroy()
    }))

  it("leaves the host's savepoints as they are, whatever their names", () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.beginTransaction()
        await host.query('savepoint calotype_1')
        const tx = joined(store, host)
        await tx.savepoint(() => tx.insert(seats, [seat('a', null)]))
        await host.query('rollback to savepoint calotype_1')
        await host.commit()
      })
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toEqual([])
    }))

  it('tells a statement that came after its end, rather than let it pass for a part of it', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.beginTransaction()
        const tx = joined(store, host)
        await tx.insert(seats, [seat('a', null)])
        await host.commit()
        const error: unknown = await tx.insert(seats, [seat('b', null)]).catch((thrown: unknown) => thrown)
        expect(StorageFailed.is(error) && error.message).toContain("the host's transaction was over")
      })
    }))

  it('tells what it conflicts with from what stands now, not from what stood when it began', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.query('set transaction isolation level repeatable read')
        await host.beginTransaction()
        const tx = joined(store, host)
        expect(await tx.find(seats, byId)).toEqual([])
        await store.transaction((other) => other.insert(seats, [seat('a', 'A1')]))
        try {
          expect(await tx.insert(seats, [seat('b', 'A1'), seat('c', 'C1')], 'place')).toBe(1)
          const counted = await tx.accumulate(seats, [seat('a', 'A1', null, 5)], ['visits'])
          expect(counted).toEqual([seat('a', 'A1', null, 6)])
          await host.commit()
        } catch (error) {
          // With `innodb_snapshot_isolation`, as newer lines of MariaDB have it, the server refuses to look past the beginning.
          if (!SerializationFailure.is(error)) throw error
          return
        }
        const standing = await store.snapshot((reads) => reads.find(seats, byId))
        expect(standing.map((row) => row.id)).toEqual(['a', 'c'])
      })
    }))

  it('frees the names that were locked in it when it ends', () =>
    onStore([seats], async (store, url) => {
      await withHost(url, async (host) => {
        await host.beginTransaction()
        await joined(store, host).lockKeys(['slot'], 'wait')
        const held = store.transaction((tx) => tx.lockKeys(['slot'], 'nowait'))
        await expect(held).rejects.toMatchObject({ code: 'STORAGE_LOCK_TIMEOUT' })
        await host.commit()
      })
      expect(await store.transaction((tx) => tx.lockKeys(['slot'], 'nowait'))).toEqual(['slot'])
    }))

  it('keeps facts as facts', () =>
    onStore([visits], async (store, url) => {
      await withHost(url, async (host) => {
        await host.beginTransaction()
        const error: unknown = await joined(store, host)
          .delete(visits, { kind: 'and', all: [] })
          .catch((thrown: unknown) => thrown)
        expect(AppendOnly.is(error)).toBe(true)
        await host.rollback()
      })
    }))
})
