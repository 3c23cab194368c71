/** The two drivers, for tests that hold on both. */
import { createRequire } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import type { NativeDatabase } from '../src/index.ts'

/** What the tests do with a database object of either driver. */
export interface RawDatabase extends NativeDatabase {
  exec(sql: string): unknown
  prepare(sql: string): {
    run(...parameters: unknown[]): unknown
    get(...parameters: unknown[]): unknown
    all(...parameters: unknown[]): unknown[]
  }
  close(): void
}

type BetterSqlite3 = new (file: string, options?: { readonly?: boolean; timeout?: number }) => RawDatabase

const BetterSqlite3 = createRequire(import.meta.url)('better-sqlite3') as BetterSqlite3

export interface TestDriver {
  readonly name: string
  /** Undefined: the adapter opens `node:sqlite` by itself. */
  readonly open: ((file: string, options: { readonly readonly: boolean }) => RawDatabase) | undefined
  raw(file: string, options?: { readonly readonly?: boolean }): RawDatabase
}

export const drivers: readonly TestDriver[] = [
  {
    name: 'node:sqlite',
    open: undefined,
    raw: (file, { readonly = false } = {}) => new DatabaseSync(file, { readOnly: readonly }) as unknown as RawDatabase,
  },
  {
    name: 'better-sqlite3',
    open: (file, { readonly }) => new BetterSqlite3(file, { readonly }),
    raw: (file, options = {}) => new BetterSqlite3(file, options),
  },
]
