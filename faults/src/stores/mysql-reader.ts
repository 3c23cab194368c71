/** Reads a database of MySQL or MariaDB. */
import { createConnection, type RowDataPacket } from 'mysql2/promise'
import type { Reader } from './reader.ts'

export async function mysqlReader(url: string): Promise<Reader> {
  const connection = await createConnection({ uri: url, supportBigNumbers: true, bigNumberStrings: true })
  return {
    async rows(sql) {
      const [rows] = await connection.query<RowDataPacket[]>(sql)
      return rows
    },
    close: () => connection.end(),
  }
}
