/**
 * A statement in steps: it runs without a pause until it yields a lock to wait for. So what needs no waiting happens in
 * one go, as under a latch, and costs no turn of the event loop.
 */
export type Steps<T> = Generator<Promise<void>, T, void>

/** What happens around the statements of one transaction. */
export interface StatementHost {
  /** Throws if no statement may run (any more). Asked before a statement and after each of its waits. */
  checkUsable(): void
  /** A statement begins; the answer is handed to {@link failed}. */
  began(): number
  /** A statement threw. */
  failed(error: unknown, began: number): void
}

/** Statements of one transaction, one after the other, as on one connection. */
export class StatementQueue {
  #running = false
  readonly #turns: (() => void)[] = []
  readonly #unsettled = new Set<Promise<unknown>>()
  readonly #host: StatementHost

  constructor(host: StatementHost) {
    this.#host = host
  }

  get busy(): boolean {
    return this.#running
  }

  run<T>(statement: () => Steps<T>): Promise<T> {
    if (!this.#running) return this.#begin(statement)
    const turn = new Promise<void>((resolve) => this.#turns.push(resolve))
    return this.watched(turn.then(() => this.#begin(statement)))
  }

  /** Runs `work` when its turn comes, whatever became of the transaction. */
  async whenFree<T>(work: () => T): Promise<T> {
    if (this.#running) await new Promise<void>((resolve) => this.#turns.push(resolve))
    this.#running = true
    try {
      return work()
    } finally {
      this.#passOn()
    }
  }

  /** A statement that never waits. */
  read<T>(statement: () => T): Promise<T> {
    // biome-ignore lint/correctness/useYield: it has nothing to wait for
    return this.run(function* () {
      return statement()
    })
  }

  /** Lets go of what still runs: it will fail, and nobody has to catch that. */
  abandon(): void {
    for (const promise of this.#unsettled) promise.catch(() => {})
  }

  #begin<T>(statement: () => Steps<T>): Promise<T> {
    this.#running = true
    let began: number | undefined
    try {
      this.#host.checkUsable()
      began = this.#host.began()
      const steps = statement()
      const first = steps.next()
      if (!first.done) return this.watched(this.#goOn(steps, first.value, began))
      this.#passOn()
      return Promise.resolve(first.value)
    } catch (error) {
      if (began !== undefined) this.#host.failed(error, began)
      this.#passOn()
      return Promise.reject(error)
    }
  }

  async #goOn<T>(steps: Steps<T>, wait: Promise<void>, began: number): Promise<T> {
    try {
      let waiting = wait
      for (;;) {
        await waiting
        this.#host.checkUsable()
        const next = steps.next()
        if (next.done) return next.value
        waiting = next.value
      }
    } catch (error) {
      this.#host.failed(error, began)
      throw error
    } finally {
      this.#passOn()
    }
  }

  #passOn(): void {
    const next = this.#turns.shift()
    if (next === undefined) this.#running = false
    else next()
  }

  /** The promise, known to {@link abandon} while it is not settled. */
  watched<T>(promise: Promise<T>): Promise<T> {
    this.#unsettled.add(promise)
    const settled = (): void => void this.#unsettled.delete(promise)
    promise.then(settled, settled)
    return promise
  }
}
