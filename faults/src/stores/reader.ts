/** Reading with plain SQL. */

/** A row as a driver gives it; whole numbers may come as number, bigint or text. */
export type SqlRow = Readonly<Record<string, unknown>>

/** Reads past the adapter: what checks must not trust what is checked. */
export interface Reader {
  rows(sql: string): Promise<readonly SqlRow[]>
  close(): Promise<void>
}
