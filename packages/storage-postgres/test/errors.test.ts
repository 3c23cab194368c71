import { createServer } from 'node:net'
import type { StoredTable } from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { breaksConnection, storageError } from '../src/driver-error.ts'
import { postgres } from '../src/index.ts'
import { postgresLab } from './lab.ts'
import { counter, counters, create, eq, order, orders } from './tables.ts'

const lab = await postgresLab()

const ofServer = (code: string, more: object = {}) =>
  Object.assign(new Error('what the server said'), { code, ...more })
const ofNode = (code: string) => Object.assign(new Error(`connect ${code}`), { code })
const context = { store: 'PostgreSQL (h/d)', waitedMs: 7, committing: false, connecting: false }
const table = (name: string): StoredTable => ({ ...counters, name })

describe('errors of the server', () => {
  it.each([
    ['23505', 'STORAGE_UNIQUE_VIOLATION'],
    ['40001', 'STORAGE_SERIALIZATION_FAILURE'],
    ['40P01', 'STORAGE_DEADLOCK'],
    ['55P03', 'STORAGE_LOCK_TIMEOUT'],
    ['25006', 'STORAGE_READ_ONLY'],
    ['53100', 'STORAGE_FULL'],
    ['CA001', 'STORAGE_APPEND_ONLY'],
    ['53300', 'STORAGE_UNAVAILABLE'],
    ['57P03', 'STORAGE_UNAVAILABLE'],
    ['3D000', 'STORAGE_UNAVAILABLE'],
    ['28000', 'STORAGE_UNAVAILABLE'],
    ['28P01', 'STORAGE_UNAVAILABLE'],
    ['XX001', 'STORAGE_CORRUPT'],
    ['XX002', 'STORAGE_CORRUPT'],
    ['57P01', 'STORAGE_CONNECTION_LOST'],
    ['57P02', 'STORAGE_CONNECTION_LOST'],
    ['57P05', 'STORAGE_CONNECTION_LOST'],
    ['25P03', 'STORAGE_CONNECTION_LOST'],
    ['08006', 'STORAGE_CONNECTION_LOST'],
    ['08P01', 'STORAGE_CONNECTION_LOST'],
    ['25P02', 'STORAGE_FAILED'],
    ['42P01', 'STORAGE_FAILED'],
    ['42501', 'STORAGE_FAILED'],
    ['57014', 'STORAGE_FAILED'],
    ['22003', 'STORAGE_FAILED'],
  ])('%s is %s, with the error of the driver as its cause', (code, mapped) => {
    const error = ofServer(code)
    expect(storageError(error, context)).toMatchObject({ code: mapped, cause: error })
    expect(breaksConnection(error)).toBe(mapped === 'STORAGE_CONNECTION_LOST' || code === '57P03')
  })

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOENT', 'EACCES'])(
    '%s says that the store cannot be reached',
    (code) => {
      expect(storageError(ofNode(code), context)).toMatchObject({ code: 'STORAGE_UNAVAILABLE' })
    },
  )

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_STREAM_DESTROYED'])(
    '%s says that the connection is gone',
    (code) => {
      expect(storageError(ofNode(code), context)).toMatchObject({ code: 'STORAGE_CONNECTION_LOST' })
      expect(breaksConnection(ofNode(code))).toBe(true)
    },
  )

  it('what is lost at the commit is of unknown outcome, unless it is certain that nothing was sent', () => {
    const outcome = (message: string, committing: boolean) =>
      storageError(new Error(message), { ...context, committing })
    const gone = 'Connection terminated unexpectedly'
    expect(outcome(gone, false)).toMatchObject({ details: { outcome: 'rolled-back' } })
    expect(outcome(gone, true)).toMatchObject({ details: { outcome: 'unknown' } })
    expect(outcome('Client has encountered a connection error and is not queryable', true)).toMatchObject({
      details: { outcome: 'rolled-back' },
    })
  })

  it('a violated constraint goes by its declared name', () => {
    const violated = (table: string, constraint: string) =>
      storageError(ofServer('23505', { table, constraint }), context)
    expect(violated('orders', 'orders__takenAt')).toMatchObject({ details: { table: 'orders', constraint: 'takenAt' } })
    expect(violated('orders', 'orders_pkey')).toMatchObject({ details: { table: 'orders', constraint: 'primary' } })
    expect(violated('guests', 'guests_email')).toMatchObject({
      details: { table: 'guests', constraint: 'guests_email' },
    })
  })

  it('what the driver says without a code is the store that failed, or that cannot be opened', () => {
    const error = new Error('The server does not support SSL connections')
    expect(storageError(error, context)).toMatchObject({ code: 'STORAGE_FAILED' })
    expect(storageError(error, { ...context, connecting: true })).toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: 'PostgreSQL (h/d) cannot be opened: The server does not support SSL connections.',
    })
  })

  it('of several addresses that refuse, each is named', () => {
    const refused = Object.assign(new AggregateError([ofNode('ECONNREFUSED'), new Error('connect ECONNREFUSED ::1')]), {
      code: 'ECONNREFUSED',
    })
    expect(storageError(refused, { ...context, connecting: true })).toMatchObject({
      message: 'PostgreSQL (h/d) cannot be opened: connect ECONNREFUSED, connect ECONNREFUSED ::1.',
    })
  })

  it('a locked row is told of by its table', () => {
    expect(storageError(ofServer('55P03'), { ...context, table: table('shelves') })).toMatchObject({
      details: { what: 'A row of shelves', waitedMs: 7 },
    })
  })

  it('what is no error passes as it is', () => {
    expect(storageError('thrown', context)).toBe('thrown')
  })
})

describe.skipIf(lab.absent)('what a server refuses', { meta: lab.meta }, () => {
  const address = (change: (url: URL) => void): string => {
    const url = new URL(lab.url)
    change(url)
    return url.href
  }

  it('a server that is not there is told of at the first use, by host and without the password', async () => {
    const listener = createServer()
    const port = await new Promise<number>((resolve) => {
      listener.listen(0, '127.0.0.1', () => {
        const at = listener.address()
        resolve(typeof at === 'object' && at !== null ? at.port : 0)
      })
    })
    await new Promise((resolve) => listener.close(resolve))
    const store = postgres({ url: `postgres://calotype:secret@127.0.0.1:${port}/studio`, notify: false })
    await expect(store.check()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: `PostgreSQL (127.0.0.1:${port}/studio) cannot be opened: connect ECONNREFUSED 127.0.0.1:${port}.`,
    })
    await store.close()
  })

  it('a server that accepts and then says nothing is given up after the time to connect', async () => {
    const listener = createServer(() => undefined)
    const port = await new Promise<number>((resolve) => {
      listener.listen(0, '127.0.0.1', () => {
        const at = listener.address()
        resolve(typeof at === 'object' && at !== null ? at.port : 0)
      })
    })
    const store = postgres({ url: `postgres://127.0.0.1:${port}/studio`, connectTimeoutMs: 50, notify: false })
    await expect(store.check()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: `PostgreSQL (127.0.0.1:${port}/studio) cannot be opened: timeout expired.`,
    })
    await store.close()
    listener.close()
  })

  it('a database that is not there, and a user that is not known', async () => {
    const nowhere = await lab.open({ url: address((url) => (url.pathname = '/calotype_nowhere')) })
    await expect(nowhere.check()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining('database "calotype_nowhere" does not exist'),
    })
    const stranger = await lab.open({ url: address((url) => (url.username = 'calotype_stranger')) })
    await expect(stranger.check()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringMatching(/role "calotype_stranger" does not exist|password authentication failed/),
    })
  })

  it('a schema that is not there', async () => {
    const store = postgres({ url: lab.url, schema: 'nowhere' })
    await expect(store.migrate(create(orders))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('schema "nowhere" does not exist'),
    })
    await store.close()
  })

  it('a server, or a user, that only reads', async () => {
    const schema = await lab.newSchema()
    const store = await lab.open({ schema })
    await store.migrate(create(counters))
    const reading = await lab.open({ schema, pg: { options: '-c default_transaction_read_only=on' } })
    const writing = reading.transaction((tx) => tx.insert(counters, [counter('a')]))
    await expect(writing).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' })
    await reading.transaction((tx) => tx.find(counters, { orderBy: [], limit: 'all' }))

    const guest = `guest_${schema.slice(-12)}`
    await lab.query(`create role ${guest} login password 'guest'`)
    await lab.query(`grant usage on schema ${schema} to ${guest}`)
    await lab.query(`grant select on all tables in schema ${schema} to ${guest}`)
    const visiting = await lab.open({
      schema,
      url: address((url) => {
        url.username = guest
        url.password = 'guest'
      }),
    })
    expect((await visiting.introspect()).tables.map(({ name }) => name)).toEqual(['counters'])
    await expect(visiting.transaction((tx) => tx.insert(counters, [counter('a')]))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringContaining('permission denied for table counters'),
    })
    await visiting.close()
    await lab.query(`drop owned by ${guest}`)
    await lab.query(`drop role ${guest}`)
  })

  it('a counter cannot grow past what a number holds', async () => {
    const store = await lab.open()
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a', Number.MAX_SAFE_INTEGER)]))
    const adding = store.transaction((tx) => tx.update(counters, eq('name', 'a'), {}, { hits: 1 }))
    await expect(adding).rejects.toMatchObject({ code: 'STORAGE_FAILED' })
  })

  it('a statement that runs too long is stopped where the store was told to', async () => {
    const store = await lab.open({ statementTimeoutMs: 50 })
    await store.migrate(create(counters))
    await store.transaction((tx) => tx.insert(counters, [counter('a')]))
    await store.transaction(async (tx) => {
      await tx.findForUpdate(counters, { where: eq('name', 'a'), orderBy: [], limit: 1 }, 'wait')
      const waiting = store.transaction((other) => other.update(counters, eq('name', 'a'), { hits: 2 }))
      await expect(waiting).rejects.toMatchObject({ message: expect.stringContaining('statement timeout') })
    })
  })

  it('a lock that is not freed is told with how long it was waited for', async () => {
    const schema = await lab.newSchema()
    const [store, other] = [await lab.open({ schema }), await lab.open({ schema, lockTimeoutMs: 120 })]
    await store.migrate(create(orders))
    await store.transaction((tx) => tx.insert(orders, [order('1')]))
    await store.transaction(async (tx) => {
      await tx.findForUpdate(orders, { where: eq('id', '1'), orderBy: [], limit: 1 }, 'wait')
      await tx.lockKeys(['till'], 'wait')
      const error = await other.transaction((two) => two.update(orders, eq('id', '1'), { copies: 2 })).catch(String)
      const waited = Number(/stayed locked by another transaction for (\d+) ms/.exec(String(error))?.[1])
      expect(String(error)).toContain('A row of orders stayed locked')
      expect(waited).toBeGreaterThanOrEqual(120)
      expect(waited).toBeLessThan(5000)
      const named = other.transaction((two) => two.lockKeys(['till'], 'wait'))
      await expect(named).rejects.toMatchObject({ code: 'STORAGE_LOCK_TIMEOUT' })
    })
  })
})
