/** Locks on names, which guard what does not exist yet. */
import { LockTimeout, type LockWait } from '@calotype/core/storage'
import type { Runner } from './runner.ts'

export interface KeyLocks {
  /** Answers the names that were locked. @throws LockTimeout with `nowait`, if one is held */
  lock(runner: Runner, keys: readonly string[], wait: LockWait): Promise<readonly string[]>
}

/** What a name that is held says to one who will not wait. */
export function nameHeld(key: string | undefined): Error {
  return LockTimeout.create({ what: key === undefined ? 'A name' : `The name ${JSON.stringify(key)}`, waitedMs: 0 })
}
