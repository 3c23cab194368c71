/** The stores on which the counter is proved: one body of a test for all of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory, memoryDisk, type StorageAdapter } from '@calotype/core'
import {
  freshMysqlDatabase,
  freshPostgresDatabase,
  mysqlForTests,
  postgresForTests,
  type StoreAbsent,
  type StoreRun,
} from '@calotype/test-servers'
import { type AdapterOptions, adapterOf } from '../../src/stores/open.ts'
import type { Place } from '../../src/stores/place.ts'

/** An empty store of one test. */
export interface FreshStore {
  /** One more door to it, as another process would have. */
  open(options?: AdapterOptions): Promise<StorageAdapter>
  /** Where other processes find it; undefined where they cannot. */
  readonly place: Place | undefined
  remove(): Promise<void>
}

export interface StoreKind {
  readonly name: 'memory' | 'SQLite' | 'PostgreSQL' | 'MariaDB'
  /** For `describe`: whether the store is to be had. */
  readonly absent: boolean
  readonly meta: { readonly store: StoreRun | StoreAbsent }
  fresh(): Promise<FreshStore>
}

const inMemory: StoreKind = {
  name: 'memory',
  absent: false,
  meta: { store: { store: 'memory' } },
  async fresh() {
    const disk = memoryDisk()
    return { open: async () => memory({ disk }), place: undefined, remove: async () => undefined }
  },
}

const onFile: StoreKind = {
  name: 'SQLite',
  absent: false,
  meta: { store: { store: 'SQLite', how: 'node:sqlite' } },
  async fresh() {
    const folder = mkdtempSync(join(tmpdir(), 'calotype-counter-'))
    const place: Place = { kind: 'sqlite', file: join(folder, 'studio.db') }
    const remove = async (): Promise<void> => rmSync(folder, { recursive: true, force: true })
    return { open: (options) => adapterOf(place, options), place, remove }
  },
}

async function onServer(kind: 'postgres' | 'mysql'): Promise<StoreKind> {
  const server = kind === 'postgres' ? await postgresForTests() : await mysqlForTests()
  return {
    name: kind === 'postgres' ? 'PostgreSQL' : 'MariaDB',
    absent: 'absent' in server,
    meta: { store: server.store },
    async fresh() {
      if ('absent' in server) throw new Error(server.absent)
      const create = kind === 'postgres' ? freshPostgresDatabase : freshMysqlDatabase
      const database = await create(server.url)
      const place: Place = { kind, url: database.url }
      return { open: (options) => adapterOf(place, options), place, remove: () => database.drop() }
    },
  }
}

/** Memory, SQLite, PostgreSQL and MariaDB; the servers are those of the run. */
export const storeKinds: readonly StoreKind[] = [inMemory, onFile, await onServer('postgres'), await onServer('mysql')]
