import type { Row } from '../port.ts'
import type { RowChain } from './row-chain.ts'
import type { TableData } from './table-data.ts'

/** One row that a commit changed. */
export interface Change {
  readonly seq: number
  readonly data: TableData
  readonly chain: RowChain
  readonly before: Row | null
  readonly after: Row | null
}

const compactFrom = 1024

/**
 * Numbers the commits, and keeps what they changed for as long as an open snapshot is older: to know which versions of a
 * row can be freed, and what a serializable transaction has missed.
 */
export class History {
  #seq = 0
  /** How many snapshots are open at each commit. They open at the newest commit, so the first is the oldest. */
  readonly #open = new Map<number, number>()
  #changes: Change[] = []
  #first = 0

  /** Opens a snapshot of this moment; give its number back to {@link close}. */
  open(): number {
    this.#open.set(this.#seq, (this.#open.get(this.#seq) ?? 0) + 1)
    return this.#seq
  }

  close(snapshot: number): void {
    const others = (this.#open.get(snapshot) ?? 1) - 1
    if (others > 0) {
      this.#open.set(snapshot, others)
      return
    }
    this.#open.delete(snapshot)
    const [oldest = Number.POSITIVE_INFINITY] = this.#open.keys()
    for (let change = this.#changes[this.#first]; change !== undefined && change.seq <= oldest; ) {
      change.data.prune(change.chain, oldest)
      this.#first++
      change = this.#changes[this.#first]
    }
    if (this.#first < compactFrom && this.#first < this.#changes.length) return
    this.#changes = this.#changes.slice(this.#first)
    this.#first = 0
  }

  /** The number of the next commit. */
  next(): number {
    this.#seq++
    return this.#seq
  }

  /** Commits the pending write of one row. */
  commit(data: TableData, chain: RowChain, seq: number): void {
    const before = chain.newest
    data.commit(chain, seq)
    const now = chain.newest
    if (now === undefined || now === before) return
    if (this.#open.size === 0) data.prune(chain, seq)
    else this.#changes.push({ seq, data, chain, before: before?.row ?? null, after: now.row })
  }

  /** What was committed after `snapshot`, which is open. */
  *since(snapshot: number): Iterable<Change> {
    for (let at = this.#first; at < this.#changes.length; at++) {
      const change = this.#changes[at]
      if (change !== undefined && change.seq > snapshot) yield change
    }
  }

  get openSnapshots(): number {
    let count = 0
    for (const some of this.#open.values()) count += some
    return count
  }
}
