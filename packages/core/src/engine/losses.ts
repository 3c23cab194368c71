/** Patience with a store whose connection breaks: a restart or a failover takes seconds, and no caller should see it. */
import { setTimeout as pause } from 'node:timers/promises'
import { ConnectionLost, StorageReadOnly, StorageUnavailable } from '../storage/errors.ts'
import type { Reads, StorageAdapter, Tx } from '../storage/port.ts'

const shortestPauseMs = 20
const longestPauseMs = 500

/** The broken connections that one call has met. */
export class Losses {
  readonly #patienceMs: number
  #told: unknown
  #until = 0
  #count = 0

  /** Patience of 0: the first loss is told at once. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs
  }

  /** What the caller is told when patience ends: a loss of unknown outcome, if there was one. */
  get told(): unknown {
    return this.#told
  }

  /**
   * Whether `error` speaks of an outage that may pass: the store was reached when the engine started. That it can only be
   * read counts after a loss, as of a standby that is not yet promoted.
   */
  isOutage(error: unknown): boolean {
    if (ConnectionLost.is(error) || StorageUnavailable.is(error)) return true
    return this.#told !== undefined && StorageReadOnly.is(error)
  }

  /** Waits a while before the next try. @throws the loss itself where patience has ended */
  async endure(error: unknown): Promise<void> {
    if (this.#told === undefined || (ConnectionLost.is(error) && error.details.outcome === 'unknown'))
      this.#told = error
    if (this.#count === 0) this.#until = performance.now() + this.#patienceMs
    const left = this.#until - performance.now()
    if (left <= 0) throw this.#told
    const longest = Math.min(shortestPauseMs * 2 ** Math.min(this.#count++, 10), longestPauseMs)
    await pause(Math.min(left, longest * (0.5 + Math.random() / 2)))
  }
}

/** Reading, and writing what may be done twice or finds out that it was done, whatever connections break. */
export interface LastingStorage {
  snapshot<T>(work: (reads: Reads) => Promise<T>): Promise<T>
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

export function lasting(storage: StorageAdapter, patienceMs: number): LastingStorage {
  return {
    snapshot: (work) => throughLosses(patienceMs, () => storage.snapshot(work)),
    transaction: (work) => throughLosses(patienceMs, () => storage.transaction(work)),
  }
}

async function throughLosses<T>(patienceMs: number, work: () => Promise<T>): Promise<T> {
  const losses = new Losses(patienceMs)
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!losses.isOutage(error)) throw error
      await losses.endure(error)
    }
  }
}
