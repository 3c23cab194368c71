/** The stores on which migrations are tested: opened again and again on the same data, also by other processes. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { memory, memoryDisk, type StorageAdapter } from '@calotype/core/storage'
import { sqlite } from '@calotype/storage-sqlite'
import { freshMysqlDatabase, mysqlForTests } from '@calotype/test-servers'
import { type PostgresLab, until } from './lab.ts'
import { type OpeningData, openingOf } from './migration-opening.ts'

export interface MigrationStore {
  /** Told of every statement, where the store has statements. */
  open(onStatement?: (sql: string) => void): StorageAdapter
  /** What another process opens it with; undefined where none can. */
  readonly opening: OpeningData | undefined
  /** Waits until nothing of a process that was killed is left at work. */
  settled(): Promise<void>
  remove(): Promise<void>
}

export interface MigrationStoreKind {
  readonly name: string
  readonly absent: boolean
  /** For `describe`: which server it was. */
  readonly meta: object
  /** Whether the schema changes with its transaction, so that nothing of a migration that was cut off is ever seen. */
  readonly whole: boolean
  /** Whether other processes can open it. */
  readonly processes: boolean
  create(): Promise<MigrationStore>
}

export async function migrationStores(lab: PostgresLab): Promise<readonly MigrationStoreKind[]> {
  const none = async () => undefined
  const mysqlServer = await mysqlForTests()
  return [
    {
      name: 'memory',
      absent: false,
      meta: {},
      whole: true,
      processes: false,
      async create() {
        const disk = memoryDisk()
        return { open: () => memory({ disk }), opening: undefined, settled: none, remove: none }
      },
    },
    {
      name: 'SQLite',
      absent: false,
      meta: {},
      whole: true,
      processes: true,
      async create() {
        const folder = mkdtempSync(join(tmpdir(), 'calotype-migrations-'))
        const file = join(folder, 'studio.db')
        return {
          open: (onStatement) => sqlite(onStatement === undefined ? { file } : { file, onStatement }),
          opening: { kind: 'sqlite', file },
          settled: none,
          remove: async () => rmSync(folder, { recursive: true, force: true }),
        }
      },
    },
    {
      name: 'MariaDB',
      absent: !('url' in mysqlServer),
      meta: { store: mysqlServer.store },
      whole: false,
      processes: true,
      async create() {
        const database = await freshMysqlDatabase('url' in mysqlServer ? mysqlServer.url : '')
        const opening = { kind: 'mysql', url: database.url } as const
        return {
          open: (onStatement) => openingOf(opening, onStatement),
          opening,
          settled: none,
          remove: () => database.drop(),
        }
      },
    },
    {
      name: 'PostgreSQL',
      absent: lab.absent,
      meta: lab.meta,
      whole: true,
      processes: true,
      async create() {
        const schema = await lab.newSchema()
        const application = `calotype test ${randomUUID()}`
        const opening = { kind: 'postgres', url: lab.url, schema, application } as const
        return {
          open: (onStatement) => openingOf(opening, onStatement),
          opening,
          settled: () =>
            until('its connections are gone', async () => {
              const left = 'select pid from pg_stat_activity where application_name = $1'
              return (await lab.query(left, [application])).length === 0
            }),
          remove: none,
        }
      },
    },
  ]
}
