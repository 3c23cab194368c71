/** Where a connection is cut, and how often. */
import type { Random } from '../run/random.ts'

export const cutKinds = [
  /** Before a statement reaches the server, with the transaction open. */
  'before-statement',
  /** After a statement reached the server, before its answer. */
  'after-statement',
  /** After the last writes reached the server, before the commit does. */
  'before-commit',
  /** The commit is handed on, and both sides are left at once. */
  'commit-sent',
  /** The server has answered the commit, and the client does not hear of it. */
  'commit-answered',
  /** The client is left, and its commit reaches the server a while later. */
  'commit-late',
] as const

export type CutKind = (typeof cutKinds)[number]

export interface Cut {
  readonly kind: CutKind
  /** The statement of the transaction at which it happens, where it is not the commit. */
  readonly statement: number
  /** How much later a late commit comes, in milliseconds. */
  readonly lateMs: number
}

export interface CutPlan {
  /** Asked at the beginning of each transaction. */
  next(): Cut | undefined
  /** Told what happened. */
  made(kind: CutKind): void
}

export class SeededCuts implements CutPlan {
  readonly #random: Random
  readonly #share: number
  readonly #counts = new Map<CutKind, number>(cutKinds.map((kind) => [kind, 0]))
  active = false

  /** `share` of the transactions are cut. */
  constructor(random: Random, share: number) {
    this.#random = random
    this.#share = share
  }

  next(): Cut | undefined {
    if (!this.active || this.#random.fraction() >= this.#share) return undefined
    return {
      kind: this.#random.pick(cutKinds),
      statement: this.#random.whole(1, 5),
      lateMs: this.#random.whole(1, 300),
    }
  }

  made(kind: CutKind): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1)
  }

  /** How often each kind happened. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts)
  }
}
