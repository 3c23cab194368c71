import { isCalotypeError } from '@calotype/core/values'
import { PoolExhausted } from '@calotype/storage-sql'
import { createConnection } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { breaksConnection, NotCarriedOut, storageError } from '../src/driver-error.ts'
import { mysql } from '../src/index.ts'
import { absent, freshDatabase, meta, onStore, raw } from './database.ts'
import { byId, eq, seat, seats, visits } from './tables.ts'

const context = { store: 'MySQL (db/rose)', table: seats, waitedMs: 120, committing: false, connecting: false }
const ofServer = (errno: number, message = 'no', more: object = {}) =>
  Object.assign(new Error(message), { errno, sqlState: 'HY000', code: `ER_${errno}`, ...more })
const ofSystem = (code: string, more: object = {}) => Object.assign(new Error(`${code} happened`), { code, ...more })

describe('errors of the server', () => {
  it.each([
    [
      ofServer(1062, "Duplicate entry 'a' for key 'PRIMARY'"),
      'STORAGE_UNIQUE_VIOLATION',
      { table: 'hall_seat', constraint: 'primary' },
    ],
    [
      ofServer(1062, "Duplicate entry 'a' for key 'hall_seat.PRIMARY'"),
      'STORAGE_UNIQUE_VIOLATION',
      { table: 'hall_seat', constraint: 'primary' },
    ],
    [
      ofServer(1062, "Duplicate entry 'a' for key 'hall_seat__place'"),
      'STORAGE_UNIQUE_VIOLATION',
      { constraint: 'place' },
    ],
    [
      ofServer(1062, "Doppelter Eintrag 'a' für Schlüssel 'PRIMARY'"),
      'STORAGE_UNIQUE_VIOLATION',
      { table: 'hall_seat', constraint: 'primary' },
    ],
    [ofServer(1062, "Duplicate entry 'x' for key 'other.index'"), 'STORAGE_UNIQUE_VIOLATION', { constraint: 'index' }],
    [
      ofServer(1062, "Duplicate entry ' for key 'x' for key 'hall_seat.hall_seat__place'"),
      'STORAGE_UNIQUE_VIOLATION',
      { constraint: 'place' },
    ],
    [ofServer(1213), 'STORAGE_DEADLOCK', {}],
    [ofServer(1020), 'STORAGE_SERIALIZATION_FAILURE', {}],
    [ofServer(1412), 'STORAGE_SERIALIZATION_FAILURE', {}],
    [ofServer(1205), 'STORAGE_LOCK_TIMEOUT', { waitedMs: 120 }],
    [ofServer(3572), 'STORAGE_LOCK_TIMEOUT', { waitedMs: 120 }],
    [ofServer(1644, 'calotype: append-only'), 'STORAGE_APPEND_ONLY', { table: 'hall_seat' }],
    [ofServer(1644, "another's trigger"), 'STORAGE_FAILED', {}],
    [ofServer(1290), 'STORAGE_READ_ONLY', {}],
    [ofServer(1792), 'STORAGE_READ_ONLY', {}],
    [ofServer(1836), 'STORAGE_READ_ONLY', {}],
    [ofServer(1114), 'STORAGE_FULL', {}],
    [ofServer(1026, 'Error writing file \'x\' (Errcode: 28 "No space left on device")'), 'STORAGE_FULL', {}],
    [ofServer(1030, 'Got error 28 "No space left on device" from storage engine InnoDB'), 'STORAGE_FULL', {}],
    [ofServer(1712), 'STORAGE_CORRUPT', {}],
    [ofServer(1045), 'STORAGE_UNAVAILABLE', {}],
    [ofServer(1049), 'STORAGE_UNAVAILABLE', {}],
    [ofServer(1040), 'STORAGE_UNAVAILABLE', {}],
    [ofServer(1053), 'STORAGE_CONNECTION_LOST', { outcome: 'rolled-back' }],
    [ofServer(4031), 'STORAGE_CONNECTION_LOST', { outcome: 'rolled-back' }],
    [ofServer(1064), 'STORAGE_FAILED', {}],
    [ofSystem('ECONNREFUSED', { syscall: 'connect', errno: -111 }), 'STORAGE_UNAVAILABLE', {}],
    [ofSystem('ETIMEDOUT', { syscall: 'connect' }), 'STORAGE_UNAVAILABLE', {}],
    [ofSystem('ENOTFOUND'), 'STORAGE_UNAVAILABLE', {}],
    [ofSystem('ETIMEDOUT'), 'STORAGE_CONNECTION_LOST', {}],
    [ofSystem('PROTOCOL_CONNECTION_LOST', { fatal: true }), 'STORAGE_CONNECTION_LOST', {}],
    [new NotCarriedOut(ofServer(1213)), 'STORAGE_DEADLOCK', {}],
    [new PoolExhausted('late'), 'STORAGE_LOCK_TIMEOUT', {}],
    [new TypeError('of the driver'), 'STORAGE_FAILED', {}],
  ])('%s', (error, code, details) => {
    expect(storageError(error, context)).toMatchObject({ code, details })
  })

  it('leave the outcome unknown where a connection breaks at the commit, and only there', () => {
    for (const error of [ofSystem('ECONNRESET'), ofServer(1927), new NotCarriedOut(ofSystem('EPIPE'))]) {
      expect(storageError(error, { ...context, committing: true })).toMatchObject({ details: { outcome: 'unknown' } })
      expect(storageError(error, context)).toMatchObject({ details: { outcome: 'rolled-back' } })
      expect(breaksConnection(error)).toBe(true)
    }
    for (const error of [ofSystem('ECONNRESET'), ofServer(1053)]) {
      expect(storageError(error, { ...context, connecting: true })).toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    }
    for (const errno of [1062, 1205, 1213, 1644, 1064]) expect(breaksConnection(ofServer(errno))).toBe(false)
  })

  it("pass on what is no error of the driver, a caller's own and Calotype's", () => {
    for (const error of [new Error('stop'), 'text', undefined]) expect(storageError(error, context)).toBe(error)
    const own = storageError(ofServer(1213), context)
    expect(isCalotypeError(own)).toBe(true)
    expect(storageError(own, context)).toBe(own)
  })
})

describe('a server that cannot be used', () => {
  it('is told of at the first use', async () => {
    const store = mysql({ url: 'mysql://root@127.0.0.1:1/rose', connectTimeoutMs: 2000 })
    await expect(store.check()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      details: { store: 'MySQL (127.0.0.1:1/rose)' },
    })
    await store.close()
  })

  it.skipIf(absent)('so is a database that does not exist', { meta }, async () => {
    const database = await freshDatabase()
    const store = mysql({ url: `${database.url}_not` })
    await expect(store.check()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    await store.close()
    await database.drop()
  })
})

describe.skipIf(absent)('on the server', { meta }, () => {
  it('a connection that is cut in the middle of a transaction is told of, and the next one works', () =>
    onStore([seats], async (store, url) => {
      const cut = store.transaction(async (tx) => {
        await tx.insert(seats, [seat('a', 'A1')])
        await endOthers(url)
        await tx.insert(seats, [seat('b', 'B1')])
      })
      await expect(cut).rejects.toMatchObject({ code: 'STORAGE_CONNECTION_LOST', details: { outcome: 'rolled-back' } })
      await store.transaction((tx) => tx.insert(seats, [seat('c', 'C1')]))
      expect((await store.snapshot((reads) => reads.find(seats, byId))).map((row) => row.id)).toEqual(['c'])
    }))

  it('connections that the server ends while nobody holds them are replaced', () =>
    onStore([seats], async (store, url) => {
      await Promise.all(
        Array.from({ length: 5 }, (_, at) => store.transaction((tx) => tx.insert(seats, [seat(`s${at}`, null)]))),
      )
      await endOthers(url)
      // One of them may still be handed out before its end is noticed.
      for (let attempt = 0; attempt < 10; attempt++) await store.check().catch(() => undefined)
      expect((await store.snapshot((reads) => reads.find(seats, byId))).length).toBe(5)
    }))

  it('facts are kept from other programs too, and a log may only be placed', () =>
    onStore([visits], async (store, url) => {
      await store.transaction((tx) => tx.insert(visits, [{ id: 'a', note: 'x' }]))
      for (const sql of [
        "update hall_visit set note = 'y'",
        "update hall_visit set position = 1, note = 'y'",
        'update hall_visit set position = null',
        'update hall_visit set _entered = 7, position = 1',
        'delete from hall_visit',
      ]) {
        await expect(raw(url, sql)).rejects.toThrow('calotype: append-only')
      }
      await raw(url, 'update hall_visit set position = 1')
      await expect(raw(url, 'update hall_visit set position = 2')).rejects.toThrow('calotype: append-only')
    }))

  it('an account that may only read says that it may only read', () =>
    onStore([seats], async (store, url) => {
      const reader = await createConnection(url)
      await reader.query('start transaction read only')
      await expect(store.join?.(reader).insert(seats, [seat('a', null)])).rejects.toMatchObject({
        code: 'STORAGE_READ_ONLY',
      })
      await reader.end()
    }))

  it('a counter that leaves the range of its kind is refused, and stays', () =>
    onStore([seats], async (store) => {
      await store.transaction((tx) => tx.insert(seats, [seat('a', null, null, Number.MAX_SAFE_INTEGER)]))
      const more = store.transaction((tx) => tx.update(seats, eq('id', 'a'), {}, { visits: 1 }))
      await expect(more).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
      expect(await store.snapshot((reads) => reads.find(seats, byId))).toMatchObject([
        { visits: Number.MAX_SAFE_INTEGER },
      ])
    }))
})

/** Ends every other connection to the database. */
async function endOthers(url: string): Promise<void> {
  const found = await raw(
    url,
    'select id from information_schema.processlist where db = database() and id <> connection_id()',
  )
  for (const [id] of found) await raw(url, `kill ${String(id)}`).catch(() => undefined)
}
