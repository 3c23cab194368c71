import type { Capabilities, StorageAdapter } from '@calotype/core/storage'
import { freshMysqlDatabase, mysqlForTests } from '@calotype/test-servers'
import { storageConformance, type TestStore } from '@calotype/testkit'
import { createConnection, createPool, type Pool } from 'mysql2'
import { describe, it } from 'vitest'
import { mysql } from '../src/index.ts'

const can: Capabilities = { durable: true, manyProcesses: true, concurrentWriters: true, join: true, wakeUps: false }

const except = {
  'queries: letters whose lower case is longer, or depends on its place, are folded as JavaScript does':
    'the server folds a sigma at the end of a word to the sigma within words',
}

const server = await mysqlForTests()

/** A database of its own. */
async function newStore(opened: (url: string, pools: Pool[]) => StorageAdapter): Promise<TestStore> {
  const database = await freshMysqlDatabase('url' in server ? server.url : '')
  const pools: Pool[] = []
  return {
    open: async () => opened(database.url, pools),
    otherProcess: { module: new URL('./other-process.ts', import.meta.url), data: { url: database.url } },
    async hostTransaction(_adapter, work) {
      const host = createConnection(database.url).promise()
      try {
        await host.beginTransaction()
        await work(host)
        await host.commit()
      } catch (error) {
        await host.rollback()
        throw error
      } finally {
        await host.end()
      }
    },
    async remove() {
      for (const pool of pools) await pool.promise().end()
      await database.drop()
    },
  }
}

const variants = [
  { name: 'its own pool, statements together', opened: (url: string) => mysql({ url }) },
  {
    name: "the host's pool, one statement at a time",
    opened: (url: string, pools: Pool[]) => {
      const pool = createPool({ uri: url, decimalNumbers: true, typeCast: (_, next) => next() })
      pools.push(pool)
      return mysql({ pool })
    },
  },
] as const

for (const { name, opened } of variants) {
  describe.skipIf(!('url' in server))(`the storage contract on ${name}`, { meta: { store: server.store } }, () => {
    for (const { name, skipped, run } of storageConformance({ can, except, newStore: () => newStore(opened) }).cases) {
      if (skipped === undefined) it(name, run)
      else it.skip(`${name} (${skipped})`, () => undefined)
    }
  })
}
