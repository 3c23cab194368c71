/** Objects of mysql2, as a host hands them in: with callbacks, or wrapped for promises. */
import type { Connection, Pool } from 'mysql2'
import type { Pool as PromisePool } from 'mysql2/promise'

export type NativePool = Pool | PromisePool

/** The pool with callbacks; undefined if it is no pool of mysql2. */
export function poolOf(given: unknown): Pool | undefined {
  if (!hasMethods(given, 'getConnection', 'end')) return undefined
  const { pool } = given as { readonly pool?: unknown }
  const inner = hasMethods(pool, 'getConnection', 'end') ? pool : given
  return hasMethods(inner, 'promise') ? (inner as Pool) : undefined
}

/** The connection with callbacks; undefined if it is no connection of mysql2. */
export function connectionOf(given: unknown): Connection | undefined {
  if (!hasMethods(given, 'query', 'execute')) return undefined
  const { connection } = given as { readonly connection?: unknown }
  const inner = hasMethods(connection, 'query', 'execute') ? connection : given
  // A pool has these methods too, and would run each statement on another connection.
  return hasMethods(inner, 'beginTransaction', 'promise') && !hasMethods(inner, 'getConnection')
    ? (inner as Connection)
    : undefined
}

/** Whether the connection was opened so that one text may hold several statements. */
export function isSeveral({ config }: Connection): boolean {
  const { clientFlags } = config as { readonly clientFlags?: unknown }
  return typeof clientFlags === 'number' && (clientFlags & multiStatements) !== 0
}

/** CLIENT_MULTI_STATEMENTS of the protocol. */
const multiStatements = 0x10000

function hasMethods(value: unknown, ...names: readonly string[]): value is object {
  if (typeof value !== 'object' || value === null) return false
  return names.every((name) => typeof Reflect.get(value, name) === 'function')
}
