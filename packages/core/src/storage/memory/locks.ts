/** Exclusive locks with first-come-first-served waiting, and the search for circles of waiters. */
import { Deadlock, LockTimeout } from '../errors.ts'

/** A transaction, as locks see it. */
export interface LockHolder {
  /** In the order in which they were taken. */
  readonly held: Lockable[]
  /** What it waits for; its statements take turns, so at most one thing. */
  waiter: Waiter | undefined
}

/** A row or a name that one transaction at a time may hold. */
export interface Lockable {
  holder: LockHolder | undefined
  /** Undefined while nobody waits. */
  queue: Waiter[] | undefined
  /** Nobody holds it and nobody waits for it any more. */
  freed(): void
}

export interface Waiter {
  readonly holder: LockHolder
  readonly lock: Lockable
  /** Whether it wants the lock, or only to be told when the holder of now lets go. */
  readonly takes: boolean
  readonly settle: (error?: unknown) => void
}

/** A name, locked by `lockKeys`. */
export class KeyLock implements Lockable {
  holder: LockHolder | undefined
  queue: Waiter[] | undefined
  readonly #home: Map<string, KeyLock>
  readonly #name: string

  constructor(home: Map<string, KeyLock>, name: string) {
    this.#home = home
    this.#name = name
  }

  freed(): void {
    this.#home.delete(this.#name)
  }
}

/** Takes the lock if nobody else holds it. */
export function tryTake(holder: LockHolder, lock: Lockable): boolean {
  if (lock.holder === holder) return true
  if (lock.holder !== undefined) return false
  lock.holder = holder
  holder.held.push(lock)
  return true
}

/** Lets go of a lock: the first waiter in the queue gets it, and everyone who only watches is told. */
export function release(lock: Lockable): void {
  const queue = lock.queue
  lock.holder = undefined
  lock.queue = undefined
  if (queue === undefined) {
    lock.freed()
    return
  }
  const next = queue.find((waiter) => waiter.takes)
  const left = queue.filter((waiter) => waiter.takes && waiter !== next)
  if (left.length > 0) lock.queue = left
  if (next !== undefined) tryTake(next.holder, lock)
  else lock.freed()
  for (const waiter of queue) if (waiter === next || !waiter.takes) waiter.settle()
}

/** Ends a wait with an error; those behind move up. */
export function giveUp(waiter: Waiter, error: unknown): void {
  const left = waiter.lock.queue?.filter((other) => other !== waiter) ?? []
  waiter.lock.queue = left.length > 0 ? left : undefined
  waiter.settle(error)
}

/**
 * Waits in the queue of a lock. Throws `Deadlock` at once if that would close a circle of waiters; rejects with
 * `LockTimeout` when the time is over.
 */
export function waitFor(
  holder: LockHolder,
  lock: Lockable,
  takes: boolean,
  what: () => string,
  timeoutMs: number,
): Promise<void> {
  if (closesCircle(holder, lock)) throw Deadlock.create({ what: what() })
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown): void => {
      clearTimeout(timer)
      holder.waiter = undefined
      if (error === undefined) resolve()
      else reject(error)
    }
    const waiter: Waiter = { holder, lock, takes, settle }
    const timer = setTimeout(() => giveUp(waiter, LockTimeout.create({ what: what(), waitedMs: timeoutMs })), timeoutMs)
    holder.waiter = waiter
    lock.queue ??= []
    lock.queue.push(waiter)
  })
}

/**
 * Whether the holder of the lock waits, over any number of others, for `holder`. Everyone waits for one lock at most, so
 * this is a line. Those who stand before in a queue need no look: they wait for the same holder.
 */
function closesCircle(holder: LockHolder, lock: Lockable): boolean {
  for (let next = lock.holder; next !== undefined; next = next.waiter?.lock.holder) if (next === holder) return true
  return false
}
