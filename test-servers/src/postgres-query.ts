/** One statement on a PostgreSQL, over a connection of its own. */
import { Client, type QueryResultRow } from 'pg'

/** Runs one statement and answers its rows. */
export async function postgresQuery<Row extends QueryResultRow>(
  url: string,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // A server that is killed meanwhile shows itself in the statement's own error.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<Row>(sql, [...parameters])).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Such as 18.4. */
export async function postgresVersion(url: string): Promise<string> {
  const [row] = await postgresQuery<{ server_version: string }>(url, 'show server_version')
  return row?.server_version.split(' ')[0] ?? 'unknown'
}
