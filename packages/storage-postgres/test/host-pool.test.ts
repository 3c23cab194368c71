import { createServer } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { postgresLab } from './lab.ts'
import { counter, counters, create, everything, fact, facts, order, orders, standing } from './tables.ts'

const lab = await postgresLab()

const warnings: string[] = []
const warned = (warning: Error) => void warnings.push(warning.message)
beforeEach(() => void process.on('warning', warned))
afterEach(() => {
  process.off('warning', warned)
  warnings.length = 0
})

describe.skipIf(lab.absent)("a host's own pool", { meta: lab.meta }, () => {
  it('is not closed with the store', async () => {
    const pool = lab.pool()
    const store = await lab.openOn(pool)
    await store.migrate(create(counters))
    await store.close()
    expect(pool.ended).toBe(false)
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  })

  it('gets its clients back as they were: no setting changed, no transaction open, no listener left', async () => {
    const pool = lab.pool({ max: 1, options: '-c timezone=Asia/Kathmandu -c lock_timeout=1234' })
    const settings = async () =>
      (
        await pool.query(
          "select name, setting from pg_settings where source = 'session' or name in ('TimeZone', 'lock_timeout') order by name",
        )
      ).rows
    const before = await settings()
    const client = await pool.connect()
    const listeners = client.listenerCount('error')
    client.release()
    const store = await lab.openOn(pool, { keyLocks: 'rows' })
    await store.migrate(create(counters, facts))
    await store.transaction(async (tx) => {
      await tx.lockKeys(['till'], 'nowait')
      await tx.insert(counters, [counter('a')])
    })
    await store.transaction((tx) => tx.insert(facts, [fact('a')]))
    await store.snapshot((reads) => reads.follow(facts, null, 10))
    await expect(store.transaction((tx) => tx.insert(counters, [counter('a')]))).rejects.toThrow()
    expect(await settings()).toEqual(before)
    const again = await pool.connect()
    expect([again.listenerCount('error'), again === client]).toEqual([listeners, true])
    again.release()
    expect(pool.idleCount).toBe(1)
  })

  it('keeps instants and days whatever the zone of its clients', async () => {
    const pool = lab.pool({ options: '-c timezone=Pacific/Chatham' })
    const store = await lab.openOn(pool)
    await store.migrate(create(orders))
    const row = order('1', { takenAt: '2026-03-29T01:30:00.250Z', day: '2026-03-29' })
    await store.transaction((tx) => tx.insert(orders, [row]))
    expect(await standing(store, orders)).toEqual([row])
  })

  it('with another style of dates is refused rather than misread', async () => {
    const pool = lab.pool({ options: '-c datestyle=SQL,DMY' })
    const store = await lab.openOn(pool)
    await store.migrate(create(orders))
    await store.transaction((tx) => tx.insert(orders, [order('1')]))
    await expect(standing(store, orders)).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      message: expect.stringMatching(/is no instant|DateStyle must be ISO/),
    })
  })

  it('that does not pipeline is given one statement at a time, so that the driver has nothing to warn of', async () => {
    const store = await lab.openOn(lab.pool({ max: 2 }))
    await store.migrate(create(counters, facts))
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        store.transaction(async (tx) => {
          await Promise.all([tx.find(counters, everything), tx.insert(counters, [counter(`${at}`)])])
          await tx.insertAtEnd([{ table: facts, rows: [fact(`${at}`)] }])
        }),
      ),
    )
    let cursor: string | null = null
    for (let page = 0; page < 3; page++)
      cursor = (await store.snapshot((reads) => reads.follow(facts, cursor, 10))).cursor
    await new Promise((resolve) => setImmediate(resolve))
    expect(warnings).toEqual([])
  })

  it('lends its password to the connection that listens, though it hides it', async () => {
    const server = await askingForPassword()
    const pool = lab.pool({
      connectionString: undefined,
      host: '127.0.0.1',
      port: server.port,
      user: 'host',
      password: 'hidden',
    })
    const store = await lab.openOn(pool)
    const stop = await store.wakeUps?.listen(() => undefined)
    await stop?.()
    expect(server.given).toEqual(['hidden'])
    await store.close()
    server.close()
  })

  it('is named in messages by host and database', async () => {
    const pool = lab.pool()
    const store = await lab.openOn(pool)
    await store.close()
    const { host, pathname } = new URL(lab.url)
    await expect(store.check()).rejects.toThrow(`PostgreSQL (${host}${pathname}) was closed`)
    const parts = await lab.openOn(
      lab.pool({ connectionString: undefined, host: 'db.example.com', database: 'studio' }),
    )
    await parts.close()
    await expect(parts.check()).rejects.toThrow('PostgreSQL (db.example.com/studio) was closed')
  })
})

/** As much of a server as asks for a password, and then goes. */
async function askingForPassword() {
  const given: string[] = []
  const clearText = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 3])
  const listener = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.on('data', (data) => {
      if (data[0] !== 112) {
        socket.write(clearText)
        return
      }
      given.push(data.subarray(5, -1).toString())
      socket.destroy()
    })
  })
  const port = await new Promise<number>((resolve) => {
    listener.listen(0, '127.0.0.1', () => {
      const at = listener.address()
      resolve(typeof at === 'object' && at !== null ? at.port : 0)
    })
  })
  return { given, port, close: () => listener.close() }
}
