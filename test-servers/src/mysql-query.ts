/** One statement on a MariaDB or MySQL, over a connection of its own. */
import { createConnection, type RowDataPacket } from 'mysql2/promise'

/** Runs one statement and answers its rows; none for a statement without a result. */
export async function mysqlQuery<Row>(url: string, sql: string, parameters: string[] = []): Promise<readonly Row[]> {
  const connection = await createConnection({ uri: url, connectTimeout: 10_000 })
  // A server that is killed meanwhile shows itself in the statement's own error.
  connection.on('error', () => undefined)
  try {
    const [rows] = await connection.query<(Row & RowDataPacket)[]>(sql, parameters)
    return Array.isArray(rows) ? rows : []
  } finally {
    await connection.end().catch(() => undefined)
  }
}

/** The product and its version, such as MariaDB and 10.11.19. */
export async function mysqlVersion(url: string): Promise<{ readonly store: string; readonly version: string }> {
  const [row] = await mysqlQuery<{ version: string }>(url, 'select version() as version')
  const [version = 'unknown'] = row?.version.split('-') ?? []
  return { store: row?.version.includes('MariaDB') === true ? 'MariaDB' : 'MySQL', version }
}
