/** Rows as drivers give and take them. */

/** A value as the driver gives and takes it. */
export type Cell = string | number | bigint | boolean | Date | object | null

export type StoredRow = Readonly<Record<string, Cell>>

/** Every row of every table. */
export type Dump = ReadonlyMap<string, readonly StoredRow[]>
