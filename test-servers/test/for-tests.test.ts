import { Client } from 'pg'
import { createConnection } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { openBroker } from '../src/broker.ts'
import { freshMysqlDatabase, freshPostgresDatabase, mysqlForTests, postgresForTests } from '../src/index.ts'

const postgres = await postgresForTests()
const mysql = await mysqlForTests()

describe('the PostgreSQL of a run', () => {
  it('is one for all who ask', async () => {
    expect(await postgresForTests()).toEqual(postgres)
  })

  it.skipIf('absent' in postgres)(
    'gives each test a database of its own, dropped also under open connections',
    async () => {
      if ('absent' in postgres) return
      const database = await freshPostgresDatabase(postgres.url)
      const client = new Client(database.url)
      client.on('error', () => undefined)
      await client.connect()
      expect((await client.query('select current_database() as name')).rows).toEqual([{ name: database.name }])
      await database.drop()
      const late = new Client(database.url)
      await expect(late.connect()).rejects.toThrow('does not exist')
    },
  )
})

describe('the MariaDB or MySQL of a run', () => {
  it('is one for all who ask', async () => {
    expect(await mysqlForTests()).toEqual(mysql)
  })

  it.skipIf('absent' in mysql)('gives each test a database of its own', async () => {
    if ('absent' in mysql) return
    const database = await freshMysqlDatabase(mysql.url)
    const connection = await createConnection(database.url)
    expect((await connection.query('select database() as name'))[0]).toEqual([{ name: database.name }])
    await connection.end()
    await database.drop()
    await expect(createConnection(database.url)).rejects.toThrow('Unknown database')
  })
})

describe('a run', () => {
  it('takes the server that it is given as it is', async () => {
    if ('absent' in postgres) return
    const given = await postgresForTests({ CALOTYPE_TEST_POSTGRES_URL: postgres.url })
    expect(given).toMatchObject({ url: postgres.url, store: { how: 'given by CALOTYPE_TEST_POSTGRES_URL' } })
  })

  it('fails when a given server does not answer', async () => {
    const environment = { CALOTYPE_TEST_POSTGRES_URL: 'postgres://nobody@127.0.0.1:1/none' }
    await expect(postgresForTests(environment)).rejects.toThrow('ECONNREFUSED')
  })

  it('says why a store is absent, and fails instead where all are required', async () => {
    // A machine without MariaDB: a server that knows of none.
    const answers = 'data:application/json,{"absent":"this machine has no mariadbd"}#'
    expect(await mysqlForTests({ CALOTYPE_TEST_SERVERS: answers })).toEqual({
      absent: 'this machine has no mariadbd',
      store: { store: 'MariaDB or MySQL', absent: 'this machine has no mariadbd' },
    })
    const required = { CALOTYPE_TEST_SERVERS: answers, CALOTYPE_REQUIRE_STORES: 'all' }
    await expect(mysqlForTests(required)).rejects.toThrow('this machine has no mariadbd')
  })

  it('is told how to be started when nobody holds its servers', async () => {
    await expect(mysqlForTests({})).rejects.toThrow('CALOTYPE_TEST_MYSQL_URL')
  })

  it('gives no server to who does not know its secret', async () => {
    const broker = await openBroker()
    const { origin } = new URL(broker.address)
    expect((await fetch(`${origin}/guess/postgres`)).status).toBe(404)
    expect((await fetch(`${broker.address}/oracle`)).status).toBe(404)
    await broker.close()
  })
})
