import { randomUUID } from 'node:crypto'
import type { Capabilities, StorageAdapter } from '@calotype/core/storage'
import { freshPostgresDatabase, postgresForTests } from '@calotype/test-servers'
import { storageConformance, type TestStore } from '@calotype/testkit'
import pg from 'pg'
import { afterAll, describe, it } from 'vitest'
import { postgres } from '../src/index.ts'

const can: Capabilities = { durable: true, manyProcesses: true, concurrentWriters: true, join: true, wakeUps: true }

const server = await postgresForTests()
const database = 'url' in server ? await freshPostgresDatabase(server.url) : undefined
const hosts = new pg.Pool({ connectionString: database?.url, max: 20 })
hosts.on('error', () => undefined)

afterAll(async () => {
  await hosts.end()
  await database?.drop()
})

/** A schema of its own in the database of this file. */
async function newStore(
  keyLocks: 'advisory' | 'rows',
  opened: (url: string, schema: string) => StorageAdapter,
): Promise<TestStore> {
  const url = database?.url ?? ''
  const schema = `case_${randomUUID().replaceAll('-', '')}`
  await hosts.query(`create schema ${schema}`)
  return {
    open: async () => opened(url, schema),
    otherProcess: { module: new URL('./other-process.ts', import.meta.url), data: { url, schema, keyLocks } },
    async hostTransaction(_adapter, work) {
      const client = await hosts.connect()
      try {
        await client.query('begin')
        await work(client)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    remove: async () => {
      await hosts.query(`drop schema ${schema} cascade`)
    },
  }
}

const variants = [
  {
    name: 'its own pipelined pool',
    keyLocks: 'advisory',
    opened: (url: string, schema: string) => postgres({ url, schema }),
  },
  {
    name: "the host's pool, with locks in rows",
    keyLocks: 'rows',
    opened: (_url: string, schema: string) => postgres({ pool: hosts, schema, keyLocks: 'rows', prepare: false }),
  },
] as const

for (const { name, keyLocks, opened } of variants) {
  describe.skipIf(database === undefined)(`the storage contract on ${name}`, { meta: { store: server.store } }, () => {
    const suite = storageConformance({ can, newStore: () => newStore(keyLocks, opened) })
    for (const { name, skipped, run } of suite.cases) {
      if (skipped === undefined) it(name, run)
      else it.skip(`${name} (${skipped})`, () => undefined)
    }
  })
}
