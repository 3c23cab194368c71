/**
 * Locks on names: rows of a table, by a digest of the name, whose locks end with the transaction. The rows stay, since a
 * row that is taken away while several wait for it makes them wait for each other; a migration sweeps out those that nobody
 * holds. Not GET_LOCK: it belongs to the session rather than to the transaction, of which a host's own `commit` would not
 * free it, and a circle of it and of rows is seen by nobody.
 */
import { createHash } from 'node:crypto'
import { LockTimeout, type LockWait } from '@calotype/core/storage'
import { type KeyLocks, nameHeld, once, type Runner, type Statement } from '@calotype/storage-sql'

export const locksTable = 'calotype_locks'

/** 128 bits: no two names meet. */
export const createLocks = `create table if not exists ${locksTable} (name binary(16) not null primary key) engine=InnoDB`

const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32)

/** Names in one statement. */
const lockedAtOnce = 1000

/** In the order given. A row that stands is locked as well as one that is made. */
const lockAll = (count: number): Statement =>
  once(
    `insert into ${locksTable} (name) values ${new Array(count).fill('(unhex(?))').join(', ')} on duplicate key update name = name`,
  )

/** One by one: of several, the server may look at the lock of every row there is. */
const refuseToWait = once(`select 1 from ${locksTable} where name = unhex(?) for update nowait`)

export const keyLocks: KeyLocks = {
  async lock(runner: Runner, keys: readonly string[], wait: LockWait) {
    if (wait === 'wait') {
      await make(runner, keys.map(digestOf))
      return keys
    }
    const taken: string[] = []
    for (const key of keys) {
      if (await takeAtOnce(runner, digestOf(key))) taken.push(key)
      else if (wait === 'nowait') throw nameHeld(key)
    }
    return taken
  },
}

async function make(runner: Runner, digests: readonly string[]): Promise<void> {
  for (let from = 0; from < digests.length; from += lockedAtOnce) {
    const some = digests.slice(from, from + lockedAtOnce)
    await runner.run(lockAll(some.length), some)
  }
}

/** A row that somebody made and did not commit yet is seen by the locking read, and refused; one that is not there is made. */
async function takeAtOnce(runner: Runner, digest: string): Promise<boolean> {
  try {
    await runner.savepoint(async () => {
      const { rows } = await runner.run(refuseToWait, [digest])
      if (rows.length === 0) await make(runner, [digest])
    })
    return true
  } catch (error) {
    if (LockTimeout.is(error)) return false
    throw error
  }
}

/** Rows of names that nobody holds, in portions. */
export const sweptAtOnce = 1000
export const freeLocks = once(`select lower(hex(name)) from ${locksTable} limit ${sweptAtOnce} for update skip locked`)
export const sweep = once(`delete from ${locksTable} where name = unhex(?)`)
