/** Waiting without blocking the event loop: for a while, and for one's turn. */
import { LockTimeout } from '@calotype/core/storage'

/** How long a wait may still take, and who may cut it short. */
export interface Patience {
  readonly what: string
  readonly limitMs: number
  readonly signal: AbortSignal | undefined
}

/** One wait, which may be for several things after another. It begins when it is first needed. */
export class Wait {
  readonly #patience: Patience
  #since: number | undefined
  #tries = 0

  constructor(patience: Patience) {
    this.#patience = patience
  }

  get signal(): AbortSignal | undefined {
    return this.#patience.signal
  }

  /** How long it may still take. */
  leftMs(): number {
    this.#since ??= performance.now()
    return this.#patience.limitMs - (performance.now() - this.#since)
  }

  timedOut(cause?: unknown): Error {
    const waitedMs = Math.round(this.#patience.limitMs - this.leftMs())
    return LockTimeout.create({ what: this.#patience.what, waitedMs }, cause === undefined ? {} : { cause })
  }

  /**
   * A moment, longer each time up to a limit and never twice the same, so that two who wait do not keep meeting.
   * @throws LockTimeout with `cause` when patience has run out, and the signal's reason when it is aborted
   */
  async again(cause: unknown): Promise<void> {
    const left = this.leftMs()
    if (left <= 0) throw this.timedOut(cause)
    const longest = Math.min(16, 2 ** this.#tries++)
    await pause(Math.min(left, longest * (0.25 + 0.75 * Math.random())), this.signal)
  }
}

function pause(millis: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', aborted)
      resolve()
    }, millis)
    if (signal?.aborted === true) aborted()
    else signal?.addEventListener('abort', aborted, { once: true })
  })
}

interface Waiting<T> {
  readonly receive: (item: T) => void
  readonly refuse: (error: unknown) => void
}

/** Things of which there are few, given out in the order in which they were asked for. */
export class Turns<T> {
  readonly #make: () => T
  readonly #most: number
  readonly #idle: T[] = []
  readonly #queue: Waiting<T>[] = []
  #made = 0

  constructor(most: number, make: () => T) {
    this.#most = most
    this.#make = make
  }

  /** How many wait. */
  get waiting(): number {
    return this.#queue.length
  }

  /** Everything that was made; for closing. */
  takeAllIdle(): T[] {
    this.#made -= this.#idle.length
    return this.#idle.splice(0)
  }

  take(wait: Wait): T | Promise<T> {
    if (this.#queue.length === 0) {
      const idle = this.#idle.pop()
      if (idle !== undefined) return idle
      if (this.#made < this.#most) {
        const made = this.#make()
        this.#made++
        return made
      }
    }
    return this.#queued(wait)
  }

  give(item: T): void {
    const next = this.#queue.shift()
    if (next === undefined) this.#idle.push(item)
    else next.receive(item)
  }

  #queued(wait: Wait): Promise<T> {
    return new Promise((resolve, reject) => {
      const { signal } = wait
      const leave = (error: unknown): void => {
        const at = this.#queue.indexOf(waiting)
        if (at === -1) return
        this.#queue.splice(at, 1)
        waiting.refuse(error)
      }
      const aborted = (): void => leave(signal?.reason)
      const timer = setTimeout(() => leave(wait.timedOut()), wait.leftMs())
      const settled = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', aborted)
      }
      const waiting: Waiting<T> = {
        receive: (item) => {
          settled()
          resolve(item)
        },
        refuse: (error) => {
          settled()
          reject(error)
        },
      }
      this.#queue.push(waiting)
      if (signal?.aborted === true) aborted()
      else signal?.addEventListener('abort', aborted, { once: true })
    })
  }
}
