import type { Row } from '../port.ts'
import type { Lockable, LockHolder, Waiter } from './locks.ts'

/** A committed state of a row; a null row says that it was deleted. */
export interface RowVersion {
  readonly row: Row | null
  /** The commit that made it. */
  readonly seq: number
  /** In a log: the place of the row in the order of commits; else 0. */
  readonly position: number
  older: RowVersion | undefined
}

/** Everything that is known of one primary key: committed versions, newest first, and what the holder of its lock wrote. */
export class RowChain implements Lockable {
  readonly key: string
  newest: RowVersion | undefined
  /** Written by {@link holder} and not committed; null for a delete, undefined where it wrote nothing. */
  pending: Row | null | undefined
  holder: LockHolder | undefined
  queue: Waiter[] | undefined
  readonly #home: Map<string, RowChain>

  constructor(home: Map<string, RowChain>, key: string) {
    this.key = key
    this.#home = home
  }

  /** Goes away once nothing is left of the row and nobody has an eye on it. */
  freed(): void {
    if (this.newest !== undefined || this.pending !== undefined) return
    if (this.holder !== undefined || this.queue !== undefined) return
    if (this.#home.get(this.key) === this) this.#home.delete(this.key)
  }

  /** The newest version committed at or before `snapshot`; undefined for the newest of all. */
  versionAt(snapshot: number | undefined): RowVersion | undefined {
    let version = this.newest
    if (snapshot !== undefined) while (version !== undefined && version.seq > snapshot) version = version.older
    return version
  }

  /** The row as `holder` sees it: its own write, or else what was committed. */
  seenBy(holder: LockHolder, snapshot: number | undefined): Row | undefined {
    if (this.pending !== undefined && this.holder === holder) return this.pending ?? undefined
    return this.versionAt(snapshot)?.row ?? undefined
  }
}
