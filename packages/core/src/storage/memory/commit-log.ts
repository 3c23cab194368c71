import type { Row } from '../port.ts'
import { refused } from './failure.ts'
import type { RowChain } from './row-chain.ts'

interface Entry {
  readonly position: number
  readonly chain: RowChain
}

const compactFrom = 1024

/** The rows of a log in the order of commits. Positions are given at the commit, so none can appear behind a reader. */
export class CommitLog {
  #entries: Entry[] = []
  #last = 0
  #forgotten = 0

  /** Gives the row that is being committed the next position. */
  append(chain: RowChain): number {
    this.#last++
    this.#entries.push({ position: this.#last, chain })
    return this.#last
  }

  /** A row of the log is gone for good. */
  forget(): void {
    this.#forgotten++
    if (this.#forgotten < compactFrom || this.#forgotten * 2 < this.#entries.length) return
    this.#forgotten = 0
    this.#entries = this.#entries.filter(({ chain, position }) => {
      for (let version = chain.newest; version !== undefined; version = version.older) {
        if (version.position === position) return true
      }
      return false
    })
  }

  /** The same log over the rows' new chains. */
  movedTo(chains: ReadonlyMap<string, RowChain>): CommitLog {
    const moved = new CommitLog()
    moved.#last = this.#last
    for (const { position, chain } of this.#entries) {
      const now = chains.get(chain.key)
      if (now?.newest?.position === position) moved.#entries.push({ position, chain: now })
    }
    return moved
  }

  read(cursor: string | null, limit: number, snapshot: number | undefined): { rows: Row[]; cursor: string | null } {
    const after = cursor === null ? 0 : Number(cursor)
    if (!Number.isSafeInteger(after) || after < 0) throw refused(`"${cursor}" is not a cursor of this store`)
    const rows: Row[] = []
    let last = cursor
    for (let at = this.#firstAfter(after); at < this.#entries.length && rows.length < limit; at++) {
      const entry = this.#entries[at]
      const version = entry?.chain.versionAt(snapshot)
      if (entry === undefined || !version?.row || version.position !== entry.position) continue
      rows.push(version.row)
      last = String(entry.position)
    }
    return { rows, cursor: last }
  }

  #firstAfter(position: number): number {
    let low = 0
    let high = this.#entries.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#entries[middle]?.position ?? 0) <= position) low = middle + 1
      else high = middle
    }
    return low
  }
}
