import { inspect } from 'node:util'
import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { PostgresOptionInvalid, postgres } from '../src/index.ts'

const url = 'postgres://host/studio'

/** Hosts without TypeScript give anything. */
const given = (options: unknown) => () => postgres(options as Parameters<typeof postgres>[0])

function thrownBy(options: unknown): unknown {
  try {
    return given(options)()
  } catch (error) {
    return error
  }
}

describe('options', () => {
  it.each([
    ['nothing', undefined, 'options must be an object, got undefined'],
    ['null', null, 'options must be an object, got null'],
    ['no address', {}, "url must begin with 'postgres://', got undefined"],
    [
      'an address of another database',
      { url: 'mysql://u:secret@h/d' },
      'url must begin with \'postgres://\', got "mysql://…@h/d"',
    ],
    [
      'an address that is none',
      { url: 'postgres://u:secret@h:port/d' },
      'url must be an address, got "postgres://…@h:port/d"',
    ],
    ['a misspelt option', { url, poolsize: 3 }, 'poolsize is not an option beside url (did you mean poolSize?)'],
    [
      "a size for a pool that is the host's",
      { pool: new pg.Pool(), poolSize: 3 },
      'poolSize is not an option beside pool',
    ],
    ['both an address and a pool', { url, pool: new pg.Pool() }, 'url is not an option beside pool'],
    ['a pool that is none', { pool: {} }, 'pool must be a Pool of pg, got an object'],
    ['a pool without connections', { url, poolSize: 0 }, 'poolSize must be a whole number from 1 to 10000, got 0'],
    ['half a connection', { url, poolSize: 1.5 }, 'poolSize must be a whole number from 1 to 10000, got 1.5'],
    ['no patience', { url, lockTimeoutMs: 0 }, 'lockTimeoutMs must be a whole number from 1 to 2147483647, got 0'],
    [
      'patience in words',
      { url, lockTimeoutMs: '30s' },
      'lockTimeoutMs must be a whole number from 1 to 2147483647, got "30s"',
    ],
    [
      'no time to connect',
      { url, connectTimeoutMs: 0 },
      'connectTimeoutMs must be a whole number from 1 to 2147483647, got 0',
    ],
    [
      'a negative limit',
      { url, statementTimeoutMs: -1 },
      'statementTimeoutMs must be a whole number from 0 to 2147483647, got -1',
    ],
    ['a listener that is none', { url, onStatement: true }, 'onStatement must be a function, got true'],
    ['a truth in words', { url, prepare: 'no' }, 'prepare must be true or false, got "no"'],
    ['another', { url, notify: 1 }, 'notify must be true or false, got 1'],
    ['a third', { url, triggers: null }, 'triggers must be true or false, got null'],
    ['locks of another kind', { url, keyLocks: 'tables' }, "keyLocks must be 'advisory' or 'rows', got \"tables\""],
    ['an empty schema', { url, schema: '' }, 'schema must be a name of 1 to 63 bytes, got ""'],
    [
      'a schema that the server would cut',
      { url, schema: '照'.repeat(22) },
      `schema must be a name of 1 to 63 bytes, got "${'照'.repeat(22)}"`,
    ],
    ['a collation that is no name', { url, foldCollation: 3 }, 'foldCollation must be a name of 1 to 63 bytes, got 3'],
    ['settings that are none', { url, pg: 'ssl' }, 'pg must be an object of settings, got "ssl"'],
  ])('%s is refused with option, rule and value', (_name, options, text) => {
    const thrown = expect.objectContaining({ code: PostgresOptionInvalid.code, message: `postgres(): ${text}.` })
    expect(given(options)).toThrow(thrown)
  })

  it('no message has a password in it', () => {
    const addresses = [
      'mysql://u:se-cret@h/d',
      'postgres://u:se-cret@h:port/d',
      'postgres://u:x/se-cret@h/d',
      'u:se-cret@h/d',
      'pg://h/d?password=se-cret',
    ]
    for (const url of addresses) {
      const error = thrownBy({ url })
      expect(inspect(error, { depth: 9 })).toContain('postgres(): url must')
      expect(inspect(error, { depth: 9 })).not.toContain('se-cret')
    }
  })

  const stores: ReturnType<typeof postgres>[] = []
  afterEach(async () => {
    for (const store of stores.splice(0)) await store.close()
  })

  it('without notices the store says so, and has none', () => {
    const [told, silent] = [postgres({ url }), postgres({ url, notify: false })]
    stores.push(told, silent)
    expect([told.can.wakeUps, told.wakeUps !== undefined]).toEqual([true, true])
    expect([silent.can.wakeUps, silent.wakeUps]).toEqual([false, undefined])
  })

  it('a store that was never used connects to nothing, and can be closed', async () => {
    const store = postgres({ url: 'postgres://127.0.0.1:1/nowhere' })
    await store.close()
    await store.close()
    await expect(store.check()).rejects.toMatchObject({ code: 'STORAGE_CLOSED' })
  })
})
