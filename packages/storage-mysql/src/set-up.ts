/** The settings of a connection: what is told to the server, and what is asked of it. */
import { type Answer, once } from '@calotype/storage-sql'
import { utf8 } from './collation.ts'
import type { Habits } from './connection.ts'

/** Before anything is known of a connection. */
export const firstHabits = { longestText: 1_048_576 } as const

/**
 * The collation of the connection is that of the columns, without which MariaDB sorts again what an index has in order.
 * Values are refused rather than cut to fit, and messages are in the language that errors are read in.
 */
export function settingsFor(lockTimeoutMs: number) {
  const seconds = Math.max(1, Math.ceil(lockTimeoutMs / 1000))
  return [
    `set names utf8mb4 ${utf8.slice(utf8.indexOf('/*'))}`,
    'set session transaction isolation level read committed',
    `set session sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', lc_messages = 'en_US', autocommit = 1, innodb_lock_wait_timeout = ${seconds}, lock_wait_timeout = ${seconds}`,
  ].map(once)
}

/** Text of three and of four bytes, and what the server must make of it. */
const [sample, bytes] = ['芳😀', 'E88AB3F09F9880']

export const askHabits = once(
  `select @@sql_mode, @@innodb_rollback_on_timeout, @@max_allowed_packet, @@character_set_client, @@character_set_results, hex('${sample}')`,
)

export function habitsOf({ rows: [row = []] }: Answer, several: boolean): Habits {
  const [, , longest] = row
  return { several, longestText: Number(longest) }
}

/** Why a connection cannot be used; undefined if it can. */
export function unfitness({ rows: [row = []] }: Answer): string | undefined {
  const [mode, undoes, , spoken, heard, read] = row
  if (!/STRICT_(ALL|TRANS)_TABLES|TRADITIONAL/.test(String(mode))) {
    return 'the sql_mode of the connection is not strict: values could be cut in silence'
  }
  if (spoken !== 'utf8mb4' || heard !== 'utf8mb4' || read !== bytes) {
    return "the connection's character set is not utf8mb4"
  }
  // A savepoint could not hold a lock time-out: everything before it would be gone as well.
  return String(undoes) === '0' ? undefined : 'the server runs with innodb_rollback_on_timeout, which must be off'
}
