import { inspect } from 'node:util'
import { createConnection, createPool } from 'mysql2'
import { createPool as createPromisePool } from 'mysql2/promise'
import { describe, expect, it } from 'vitest'
import { type MysqlOptions, mysql } from '../src/index.ts'
import { connectionOf, poolOf } from '../src/native.ts'
import { settingsOf } from '../src/options.ts'

const url = 'mysql://studio:secret@db.example.com:3307/rose'

const refusal = (options: unknown): unknown => {
  try {
    mysql(options as MysqlOptions)
    return undefined
  } catch (error) {
    return error
  }
}

describe('the options of mysql()', () => {
  it.each([
    ['nothing at all', undefined, 'options'],
    ['no address', {}, 'url'],
    ['an address of another database', { url: 'postgres://localhost/rose' }, 'url'],
    ['an address without a database', { url: 'mysql://root@localhost' }, 'url'],
    ['an address with settings', { url: `${url}?ssl=true` }, 'url'],
    ['an address that is none', { url: 'mysql://:port' }, 'url'],
    ['a misspelt option', { url, poolsize: 3 }, 'poolsize'],
    ['both an address and a pool', { url, pool: createPool({}) }, 'url'],
    ['the size of a pool that is the host’s', { pool: createPool({}), poolSize: 3 }, 'poolSize'],
    ['no connections', { url, poolSize: 0 }, 'poolSize'],
    ['a lock time-out of nothing', { url, lockTimeoutMs: 0 }, 'lockTimeoutMs'],
    ['half a millisecond', { url, connectTimeoutMs: 0.5 }, 'connectTimeoutMs'],
    ['a listener that is no function', { url, onStatement: 'console' }, 'onStatement'],
    ['triggers that are neither true nor false', { url, triggers: 'no' }, 'triggers'],
    ['settings that are no object', { url, mysql2: 'ssl' }, 'mysql2'],
    ['a pool of something else', { pool: { connect() {}, end() {} } }, 'pool'],
    ['a connection in place of a pool', { pool: { query() {}, execute() {}, end() {} } }, 'pool'],
  ])('refuse %s and name the option', (_, options, option) => {
    expect(refusal(options)).toMatchObject({ code: 'MYSQL_OPTION_INVALID', details: { option } })
  })

  it.each([
    [
      'a misspelt option, with the one that is nearest',
      { url, lockTimeout: 3 },
      'lockTimeout is not an option beside url (did you mean lockTimeoutMs?)',
    ],
    ['an option that is like none', { url, timezone: 'Z' }, 'timezone is not an option beside url'],
    [
      'an address of another database, with what it may be',
      { url: 'http://h/d' },
      `url must begin with 'mysql://' or 'mariadb://', got "http://h/d"`,
    ],
  ])('name %s', (_, options, text) => {
    expect(refusal(options)).toMatchObject({ message: `mysql(): ${text}.` })
  })

  it('never say a password', () => {
    const addresses = [
      'mysqlx://studio:secret@db/rose',
      'mysql://studio:secret@db',
      'mysql://studio:secret@:x/rose',
      // As it is typed by one who does not know that these must be written with percent signs.
      'mysql://studio:pa/secret@db/rose',
      'mysql://studio:pa%secret@db/rose',
      'mysql://studio:pa?secret@db/rose',
      'mysql://studio@db/rose?password=secret',
    ]
    for (const bad of addresses) {
      const shown = inspect(refusal({ url: bad }), { depth: 9 })
      expect(shown).toContain('mysql(): url must')
      expect(shown).not.toContain('secret')
    }
  })

  it('take an address apart, and keep it out of what names the store', () => {
    const { name, connection } = settingsOf({ url: 'mysql://st%40dio:p%2Fw@db.example.com:3307/ros%C3%A9' })
    expect(name).toBe('MySQL (db.example.com:3307/rosé)')
    expect(connection).toMatchObject({
      host: 'db.example.com',
      port: 3307,
      user: 'st@dio',
      password: 'p/w',
      database: 'rosé',
    })
  })

  it('let no setting of mysql2 change how values are read', () => {
    const { connection } = settingsOf({ url, mysql2: { decimalNumbers: true, dateStrings: false, ssl: {} } })
    expect(connection).toMatchObject({ decimalNumbers: false, dateStrings: true, multipleStatements: true, ssl: {} })
  })

  it('take pools with callbacks and for promises, and tell them from connections', async () => {
    const pool = createPool({})
    const promised = createPromisePool({})
    expect(poolOf(pool)).toBe(pool)
    expect(poolOf(promised)).toBeDefined()
    expect(connectionOf(pool)).toBeUndefined()
    expect(connectionOf(promised)).toBeUndefined()
    const connection = createConnection({ host: '127.0.0.1', port: 1 })
    connection.on('error', () => undefined)
    expect(connectionOf(connection)).toBe(connection)
    expect(connectionOf(connection.promise())).toBe(connection)
    expect(poolOf(connection)).toBeUndefined()
    connection.destroy()
    await promised.end()
  })

  it('are looked at before a connection is made', () => {
    const store = mysql({ url: 'mysql://nobody@127.0.0.1:1/rose' })
    expect(store.can).toEqual({
      durable: true,
      manyProcesses: true,
      concurrentWriters: true,
      join: true,
      wakeUps: false,
    })
  })
})
