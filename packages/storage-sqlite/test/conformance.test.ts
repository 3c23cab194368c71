import type { Capabilities, StorageAdapter } from '@calotype/core/storage'
import { storageConformance, type TestStore } from '@calotype/testkit'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { type SqliteOptions, sqlite } from '../src/index.ts'
import { drivers, type RawDatabase } from './drivers.ts'

const onDisk: Capabilities = {
  durable: true,
  manyProcesses: true,
  concurrentWriters: false,
  join: true,
  wakeUps: false,
}
const inMemory: Capabilities = { ...onDisk, durable: false, manyProcesses: false }

const turns = {
  'isolation: snapshots and transactions do not wait for each other': 'reads and writes take turns on one connection',
}

/** Does `work` in a transaction of the host's own. */
async function inTransaction(native: RawDatabase, work: (native: unknown) => Promise<void>): Promise<void> {
  native.exec('begin')
  try {
    await work(native)
  } catch (error) {
    native.exec('rollback')
    throw error
  }
  native.exec('commit')
}

for (const driver of drivers) {
  const withDriver = <T extends object>(options: T) =>
    driver.open === undefined ? options : { ...options, open: driver.open }

  const ofFile = async (): Promise<TestStore> => {
    const folder = mkdtempSync(join(tmpdir(), 'calotype-conformance-'))
    const file = join(folder, 'studio.db')
    return {
      open: async () => sqlite(withDriver({ file })),
      otherProcess: {
        module: new URL('./other-process.ts', import.meta.url),
        data: { file, driver: driver.name },
      },
      async hostTransaction(_adapter, work) {
        const native = driver.raw(file)
        try {
          await inTransaction(native, work)
        } finally {
          native.close()
        }
      },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }

  /** Everything over one connection, in memory. */
  const ofMemory = async (): Promise<TestStore> => {
    const natives = new Map<StorageAdapter, RawDatabase>()
    return {
      async open() {
        const native = driver.raw(':memory:')
        const options: SqliteOptions = { database: native }
        const adapter = sqlite(options)
        natives.set(adapter, native)
        return adapter
      },
      async hostTransaction(adapter, work) {
        const native = natives.get(adapter)
        if (native !== undefined) await inTransaction(native, work)
      },
      remove: async () => {
        for (const native of natives.values()) native.close()
      },
    }
  }

  const { version } = driver.raw(':memory:').prepare('select sqlite_version() as version').get() as { version: string }
  const meta = { store: { store: 'SQLite', version, how: driver.name } }

  const variants = [
    { name: 'a file', options: { can: onDisk, newStore: ofFile } },
    { name: "the host's connection", options: { can: inMemory, newStore: ofMemory, except: turns } },
  ]
  for (const { name, options } of variants) {
    describe(`the storage contract on ${name} with ${driver.name}`, { meta }, () => {
      for (const { name, skipped, run } of storageConformance(options).cases) {
        if (skipped === undefined) it(name, run)
        else it.skip(`${name} (${skipped})`, () => undefined)
      }
    })
  }
}
