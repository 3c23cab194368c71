/** Reads a file of SQLite. */
import { DatabaseSync } from 'node:sqlite'
import type { Reader } from './reader.ts'

export function sqliteReader(file: string): Reader {
  const database = new DatabaseSync(file, { timeout: 30_000 })
  return {
    rows: async (sql) => database.prepare(sql).all(),
    close: async () => database.close(),
  }
}
