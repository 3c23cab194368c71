import { LockTimeout } from '../errors.ts'

/** Lets any number in at a time, or one alone. */
export class Gate {
  #inside = 0
  #alone: Promise<void> | undefined
  #emptied: (() => void) | undefined

  /** Comes in; waits while somebody is, or waits to be, alone. */
  enter(signal: AbortSignal | undefined): Promise<void> | undefined {
    if (this.#alone !== undefined) return this.#enterLater(signal)
    this.#inside++
    return undefined
  }

  leave(): void {
    this.#inside--
    if (this.#inside === 0) this.#emptied?.()
  }

  /** Runs `work` once everybody has left; those who come meanwhile wait. Throws `LockTimeout` if it takes too long. */
  async alone<T>(work: () => T, what: string, timeoutMs?: number): Promise<T> {
    while (this.#alone !== undefined) await this.#alone
    let open = (): void => {}
    this.#alone = new Promise((resolve) => {
      open = resolve
    })
    try {
      if (this.#inside > 0) await this.#empty(what, timeoutMs)
      return work()
    } finally {
      this.#alone = undefined
      this.#emptied = undefined
      open()
    }
  }

  async #enterLater(signal: AbortSignal | undefined): Promise<void> {
    while (this.#alone !== undefined) await unlessAborted(this.#alone, signal)
    this.#inside++
  }

  #empty(what: string, timeoutMs: number | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => reject(LockTimeout.create({ what, waitedMs: timeoutMs ?? 0 }))
      const timer = timeoutMs === undefined ? undefined : setTimeout(giveUp, timeoutMs)
      this.#emptied = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function unlessAborted(wait: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) return wait
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void wait.then(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
  })
}
