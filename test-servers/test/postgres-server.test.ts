import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PostgresServer } from '../src/index.ts'
import { connectionsTo, exists, processesUnder, stillRunning } from './machine.ts'

describe('a PostgreSQL of one’s own', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await PostgresServer.start({ settings: { work_mem: '5MB' } })
  })
  afterAll(() => server.remove())

  it('is durable, and set as asked', async () => {
    expect(
      await server.query("select current_setting('fsync') as fsync, current_setting('work_mem') as memory"),
    ).toEqual([{ fsync: 'on', memory: '5MB' }])
    expect(await server.version()).toMatch(/^18\.\d+$/)
  })

  it('knows the ICU collations', async () => {
    const [row] = await server.query<{ lower: string }>('select lower(\'İΑΣ\' collate "und-x-icu")')
    expect(row?.lower).toBe('i̇ας')
  })

  it('creates databases with a name, or with one of its own', async () => {
    for (const url of [await server.createDatabase(`a "studio"`), await server.createDatabase()]) {
      const client = new Client(url)
      await client.connect()
      await client.query('create table sale (amount bigint)')
      await client.end()
    }
  })

  it('keeps what was committed and nothing else when it is killed with every worker', async () => {
    const url = await server.createDatabase()
    const client = new Client(url)
    const cut = new Promise<Error>((resolve) => client.on('error', resolve))
    await client.connect()
    await client.query('create table sale (amount bigint)')
    await client.query('insert into sale values (1)')
    await client.query('begin')
    await client.query('insert into sale values (2)')
    // Busy: a worker that waits would notice by itself that the server is gone.
    const busy = client.query('do $$ begin loop perform 1; end loop; end $$').catch((error: unknown) => error)
    const workers = processesUnder(server.parts.folder.path)
    expect(workers.length).toBeGreaterThan(3)

    await server.kill()

    expect(await cut).toBeInstanceOf(Error)
    expect(server.running).toBe(false)
    expect(stillRunning(workers)).toEqual([])
    expect(await busy).toBeInstanceOf(Error)
    expect(await connectionsTo(server.port)).toBe(false)

    await server.start()
    const again = new Client(url)
    await again.connect()
    expect((await again.query('select amount from sale')).rows).toEqual([{ amount: '1' }])
    await again.end()
  })

  it('stops in order and starts again on the same data and port', async () => {
    const [url, port] = [await server.createDatabase('kept'), server.port]
    await server.stop()
    expect(await connectionsTo(port)).toBe(false)
    await server.start()
    const client = new Client(url)
    await client.connect()
    await client.end()
  })
})

it('leaves nothing behind once it is removed', async () => {
  const server = await PostgresServer.start({ durable: false })
  expect(await server.query("select current_setting('fsync') as fsync")).toEqual([{ fsync: 'off' }])
  await server.remove()
  expect(exists(server.parts.folder.path)).toBe(false)
  expect(processesUnder(server.parts.folder.path)).toEqual([])
})

it('says with the end of its log why it does not start', async () => {
  await expect(PostgresServer.start({ settings: { no_such_setting: '1' } })).rejects.toThrow('no_such_setting')
})
