/** Database objects that a host may hand in, told apart by their shape. */
import { wrapBetterSqlite3 } from './better-sqlite3.ts'
import type { Driver } from './driver.ts'
import { wrapNodeSqlite } from './node-sqlite.ts'

/** An open database object of `node:sqlite` (`DatabaseSync`) or of `better-sqlite3`, or one that behaves like it. */
export interface NativeDatabase {
  prepare(sql: string): object
  exec(sql: string): unknown
  close(): unknown
}

/** The driver of a database object; undefined if it is neither of the two kinds. */
export function driverOf(native: unknown): Driver | undefined {
  if (typeof native !== 'object' || native === null) return undefined
  const has = (name: string): boolean => typeof (native as Record<string, unknown>)[name] === 'function'
  if (!has('prepare') || !has('exec') || !has('function') || !has('close')) return undefined
  if ('inTransaction' in native) return wrapBetterSqlite3(native)
  return 'isTransaction' in native ? wrapNodeSqlite(native) : undefined
}
