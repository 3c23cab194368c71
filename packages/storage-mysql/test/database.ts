/** A database of one test file on the server of the run, and what tests do with it beside the adapter. */
import type { MigrationStep, StorageAdapter, StoredTable } from '@calotype/core/storage'
import { type FreshDatabase, freshMysqlDatabase, mysqlForTests } from '@calotype/test-servers'
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import { mysql, type MysqlUrlOptions } from '../src/index.ts'

export const server = await mysqlForTests()
export const absent = !('url' in server)
/** What a suite says of itself, so that the end of a run names its server. */
export const meta = { store: server.store }

export const freshDatabase = (): Promise<FreshDatabase> => freshMysqlDatabase('url' in server ? server.url : '')

/** Carries statements out one after the other, and answers the rows of the last. */
export async function raw(url: string, ...statements: readonly string[]): Promise<readonly (readonly unknown[])[]> {
  const connection = await createConnection(url)
  try {
    let rows: unknown = []
    for (const sql of statements) [rows] = await connection.query<RowDataPacket[][]>({ sql, rowsAsArray: true })
    return Array.isArray(rows) ? (rows as unknown[][]) : []
  } finally {
    await connection.end()
  }
}

/** Does `work` on a store in a database of its own, where these tables stand. */
export async function onStore<T>(
  tables: readonly StoredTable[],
  work: (store: StorageAdapter, url: string) => Promise<T>,
  options: Omit<MysqlUrlOptions, 'url'> = {},
): Promise<T> {
  const database = await freshDatabase()
  const store = mysql({ url: database.url, ...options })
  try {
    await store.migrate(() => tables.map((table): MigrationStep => ({ kind: 'create-table', table })))
    return await work(store, database.url)
  } finally {
    await store.close()
    await database.drop()
  }
}
