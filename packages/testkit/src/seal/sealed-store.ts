import type { StorageAdapter } from '@calotype/core'
import type { RawSql } from './attacker.ts'

/** A store of one case. */
export interface SealedStore {
  readonly storage: StorageAdapter
  /** A connection of somebody else's to the same store. */
  attack(): Promise<RawSql>
  /**
   * A store of its own with all that this one holds, for one case; asked for when the engine on this one is closed. With it the
   * books are written once, and this store is not removed: whatever it copies from must last as long as the cases run. Without it they are
   * written anew for each case.
   */
  copy?(): Promise<SealedStore>
  /** Called when the engine is closed. */
  remove(): Promise<void>
}
