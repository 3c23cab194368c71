import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MariadbServer } from '../src/index.ts'
import { mariadbPrograms } from '../src/mariadb-programs.ts'
import { connectionsTo } from './machine.ts'

const programs = mariadbPrograms()

describe.skipIf('missing' in programs)('a MariaDB of one’s own', () => {
  let server: MariadbServer
  beforeAll(async () => {
    server = await MariadbServer.start({ settings: { 'max-connections': '42' } })
  })
  afterAll(() => server.remove())

  it('is durable, and set as asked', async () => {
    const sql = 'select @@innodb_flush_log_at_trx_commit as flush, @@max_connections as connections'
    expect(await server.query(sql)).toEqual([{ flush: 1, connections: 42 }])
    expect(await server.version()).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('lets nobody in without its password', async () => {
    for (const user of ['root', 'calotype']) {
      await expect(createConnection(`mysql://${user}@127.0.0.1:${server.port}/`)).rejects.toThrow('Access denied')
    }
  })

  it('keeps what was committed and nothing else when it is killed', async () => {
    const url = await server.createDatabase()
    const connection = await createConnection(url)
    connection.on('error', () => undefined)
    await connection.query('create table sale (amount bigint)')
    await connection.query('insert into sale values (1)')
    await connection.query('begin')
    await connection.query('insert into sale values (2)')

    await server.kill()

    expect(await connectionsTo(server.port)).toBe(false)
    await expect(connection.query('select 1')).rejects.toThrow()
    await server.start()
    const again = await createConnection(url)
    expect((await again.query('select amount from sale'))[0]).toEqual([{ amount: 1 }])
    await again.end()
  })

  it('stops in order and starts again on the same data and port', async () => {
    const url = await server.createDatabase('kept')
    await server.stop()
    expect(await connectionsTo(server.port)).toBe(false)
    await server.start()
    await (await createConnection(url)).end()
  })
})

it('says what of MariaDB a machine lacks', () => {
  expect('missing' in programs ? programs.missing : programs.server).toContain('maria')
})
