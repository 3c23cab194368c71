/** Locks on names: advisory locks of the server, or, where it has none, rows. */
import { createHash } from 'node:crypto'
import { LockTimeout, type LockWait } from '@calotype/core/storage'
import { type KeyLocks, kept, nameHeld, once, type Runner } from '@calotype/storage-sql'

/** 64 bits of a name, in the store's own part of the database's numbers. */
function numberOf(schema: string, key: string): string {
  const digest = createHash('sha256').update(`calotype\u001f${schema}\u001f${key}`).digest()
  return digest.readBigInt64BE(0).toString()
}

const lockAll = kept('select pg_advisory_xact_lock(number) from unnest($1::bigint[]) number')
const tryAll = kept('select pg_try_advisory_xact_lock(number) from unnest($1::bigint[]) number')

/** They end with the transaction by themselves, and cost no row. */
export function advisoryKeyLocks(schema: string): KeyLocks {
  return {
    async lock(runner, keys, wait) {
      const numbers = keys.map((key) => numberOf(schema, key))
      if (wait === 'wait') {
        await runner.run(lockAll, [numbers])
        return keys
      }
      const { rows } = await runner.run(tryAll, [numbers])
      const locked = keys.filter((_, at) => rows[at]?.[0] === 't')
      if (wait === 'nowait' && locked.length < keys.length) {
        throw nameHeld(keys.find((_, at) => rows[at]?.[0] !== 't'))
      }
      return locked
    },
  }
}

const migration = '\u001fmigration'

/** How the lock that no second migration can hold is called. */
export const migrationLock = (schema: string) => [{ statement: lockAll, parameters: [[numberOf(schema, migration)]] }]

export const locksTable = 'calotype_locks'

export const locksTableMade = (table: string): string =>
  `create table if not exists ${table} (name text collate "C" primary key)`

/** The same by a row; its table is made first, where it is not there yet. */
export const migrationLockByRow = (table: string) => [
  { statement: once(locksTableMade(table)), parameters: [] },
  { statement: held(table), parameters: [[migration]] },
  { statement: freed(table), parameters: [[migration]] },
]

const held = (table: string) =>
  once(`insert into ${table} (name) select unnest($1::text[]) on conflict (name) do update set name = excluded.name`)
const freed = (table: string) => once(`delete from ${table} where name = any($1)`)

/**
 * Names as rows, for databases whose advisory locks do nothing. A row that is inserted and deleted by one transaction
 * keeps its name locked until the end of it, and leaves nothing behind.
 */
export function rowKeyLocks(table: string, lockTimeoutMs: number): KeyLocks {
  const [insert, free] = [held(table), freed(table)]
  const patience = (ms: number) => once(`set local lock_timeout = ${ms}`)

  const attempt = async (runner: Runner, key: string): Promise<boolean> => {
    try {
      await runner.savepoint(async () => {
        await runner.run(patience(1), [])
        await runner.run(insert, [[key]])
        await runner.run(free, [[key]])
        await runner.run(patience(lockTimeoutMs), [])
      })
      return true
    } catch (error) {
      if (LockTimeout.is(error)) return false
      throw error
    }
  }

  return {
    async lock(runner: Runner, keys: readonly string[], wait: LockWait) {
      if (wait === 'wait') {
        await runner.run(insert, [keys])
        await runner.run(free, [keys])
        return keys
      }
      const locked: string[] = []
      for (const key of keys) {
        if (await attempt(runner, key)) locked.push(key)
        else if (wait === 'nowait') throw nameHeld(key)
      }
      return locked
    },
  }
}
