/** Reads a database of PostgreSQL. */
import pg from 'pg'
import type { Reader, SqlRow } from './reader.ts'

export async function postgresReader(url: string): Promise<Reader> {
  const client = new pg.Client(url)
  await client.connect()
  return {
    rows: async (sql) => (await client.query<SqlRow>(sql)).rows,
    close: () => client.end(),
  }
}
