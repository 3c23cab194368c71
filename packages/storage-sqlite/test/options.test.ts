import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { type SqliteOptions, sqlite } from '../src/index.ts'
import { requireNode } from '../src/node-sqlite.ts'
import { drivers } from './drivers.ts'
import { temporaryFile } from './temporary.ts'

const refusal = (options: unknown): unknown => {
  try {
    sqlite(options as SqliteOptions)
    return undefined
  } catch (error) {
    return error
  }
}

describe('the options of sqlite()', () => {
  it.each([
    ['nothing at all', undefined, 'options'],
    ['no file', {}, 'file'],
    ['an empty file name', { file: '' }, 'file'],
    ['a file name with a null character', { file: 'a\0b' }, 'file'],
    ['a file that is no text', { file: 7 }, 'file'],
    ['a misspelt option', { file: 'a.db', sychronous: 'full' }, 'sychronous'],
    ['both a file and a database', { file: 'a.db', database: new DatabaseSync(':memory:') }, 'file'],
    ['an unknown synchronous', { file: 'a.db', synchronous: 'off' }, 'synchronous'],
    ['no readers', { file: 'a.db', readers: 0 }, 'readers'],
    ['half a reader', { file: 'a.db', readers: 1.5 }, 'readers'],
    ['a negative lock time-out', { file: 'a.db', lockTimeoutMs: -1 }, 'lockTimeoutMs'],
    ['an endless lock time-out', { file: 'a.db', lockTimeoutMs: Number.POSITIVE_INFINITY }, 'lockTimeoutMs'],
    ['a listener that is no function', { file: 'a.db', onStatement: 'console' }, 'onStatement'],
    ['an opener that is no function', { file: 'a.db', open: 'better-sqlite3' }, 'open'],
    ['a database of another kind', { database: { query() {} } }, 'database'],
  ])('refuse %s and name the option', (_, options, option) => {
    expect(refusal(options)).toMatchObject({ code: 'SQLITE_OPTION_INVALID', details: { option } })
  })

  it.each([
    ['sychronous', 'sychronous is not an option beside file (did you mean synchronous?)'],
    ['wal', 'wal is not an option beside file'],
  ])('name the option that %s is nearest to, if any is near', (option, text) => {
    expect(refusal({ file: 'a.db', [option]: true })).toMatchObject({ message: `sqlite(): ${text}.` })
  })

  it.each(drivers)('refuse a database that is closed already ($name)', ({ raw }) => {
    const database = raw(':memory:')
    database.close()
    expect(refusal({ database })).toMatchObject({ code: 'SQLITE_OPTION_INVALID', details: { option: 'database' } })
  })

  it('refuse an opener that answers something else, once it is used', async () => {
    const store = sqlite({ file: temporaryFile(), open: (() => 'connection') as never })
    await expect(store.check()).rejects.toMatchObject({ code: 'SQLITE_OPTION_INVALID', details: { option: 'open' } })
  })

  it('refuse a Node.js that is too old, and say which is needed', () => {
    for (const version of ['20.20.2', '22.17.1']) {
      expect(() => requireNode(version)).toThrow(/needs Node\.js 22\.18 or newer; this is /)
    }
    for (const version of ['22.18.0', '24.0.0', '26.1.0']) expect(() => requireNode(version)).not.toThrow()
  })
})

it('database objects of node:sqlite fit both options, without a cast', async () => {
  const database = new DatabaseSync(':memory:')
  const file = temporaryFile()
  const stores = [
    sqlite({ database }),
    sqlite({ file, open: (path, { readonly }) => new DatabaseSync(path, { readOnly: readonly }) }),
  ]
  for (const store of stores) {
    await store.check()
    await store.close()
  }
  database.close()
})

describe('what a store says it can do', () => {
  it('is durable and for many processes where it stands in a file that is synced', () => {
    const file = temporaryFile()
    expect(sqlite({ file }).can).toEqual({
      durable: true,
      manyProcesses: true,
      concurrentWriters: false,
      join: true,
      wakeUps: false,
    })
    expect(sqlite({ file, synchronous: 'normal' }).can).toMatchObject({ durable: false, manyProcesses: true })
    expect(sqlite({ file: ':memory:' }).can).toMatchObject({ durable: false, manyProcesses: false })
  })

  it.each(drivers)('goes by the settings of a connection that a host hands in ($name)', ({ raw }) => {
    const database = raw(temporaryFile())
    database.exec('pragma synchronous = full')
    expect(sqlite({ database }).can).toMatchObject({ durable: true, manyProcesses: true })
    database.exec('pragma synchronous = normal')
    expect(sqlite({ database }).can).toMatchObject({ durable: false, manyProcesses: true })
    database.close()
    const inMemory = raw(':memory:')
    expect(sqlite({ database: inMemory }).can).toMatchObject({ durable: false, manyProcesses: false })
    inMemory.close()
  })
})
