import { Client } from 'pg'
import { expect, it } from 'vitest'
import { PostgresServer, startStandby } from '../src/index.ts'

it('a synchronous standby that is promoted holds every commit that the killed primary acknowledged', async () => {
  await using primary = await PostgresServer.start()
  const url = await primary.createDatabase('studio')
  const client = new Client(url)
  client.on('error', () => undefined)
  await client.connect()
  await client.query('create table payment (number integer primary key)')

  // Payments go on while the standby is copied and until the primary dies.
  let acknowledged = 0
  const paying = (async () => {
    for (let number = 1; ; number++) {
      await client.query('insert into payment values ($1)', [number])
      acknowledged = number
    }
  })().catch((error: unknown) => error)

  const standby = await startStandby(primary)
  await using server = standby.server
  expect(await standby.isSynchronous()).toBe(true)
  await expect(server.query('create table refused (number integer)')).rejects.toThrow('read-only')

  const before = acknowledged
  await expect.poll(() => acknowledged, { timeout: 20_000 }).toBeGreaterThan(before + 20)
  await primary.kill()
  expect(await paying).toBeInstanceOf(Error)
  await standby.promote()

  const promoted = new Client(server.url('studio'))
  await promoted.connect()
  const { rows } = await promoted.query<{ count: number; last: number }>(
    'select count(*)::integer as count, max(number) as last from payment',
  )
  // The one in flight may be there as well, unacknowledged.
  expect(rows[0]?.last).toBeGreaterThanOrEqual(acknowledged)
  expect(rows[0]?.last).toBeLessThanOrEqual(acknowledged + 1)
  expect(rows[0]?.count).toBe(rows[0]?.last)
  await promoted.query('insert into payment values (1000000)')
  await promoted.end()
})

it('a primary whose synchronous standby is gone acknowledges nothing until it is back', async () => {
  await using primary = await PostgresServer.start({ durable: false })
  const standby = await startStandby(primary)
  await using server = standby.server
  await server.kill()
  expect(await standby.isSynchronous()).toBe(false)
  let done = false
  const created = primary.query('create table sale (number integer)').then(() => {
    done = true
  })
  // It shows there that it waits for the standby.
  const waits = "select 1 from pg_stat_activity where wait_event = 'SyncRep'"
  await expect.poll(async () => (await primary.query(waits)).length, { timeout: 20_000 }).toBe(1)
  expect(done).toBe(false)
  await server.start()
  await created
})
