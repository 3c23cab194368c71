/**
 * Statements that are given in one turn of the event loop leave in one write: a command's last inserts and its commit are
 * one packet instead of ten, for which the server wakes once. Measured: a tenth to a fifth of the time of a paid order.
 */
import type { ClientBase } from 'pg'

interface Corkable {
  cork(): void
  uncork(): void
}

export class Burst {
  readonly #client: ClientBase
  #open = false

  constructor(client: ClientBase) {
    this.#client = client
  }

  /** Holds back what is written until this turn ends. */
  begin(): void {
    if (this.#open) return
    const stream = streamOf(this.#client)
    if (stream === undefined) return
    this.#open = true
    stream.cork()
    process.nextTick(() => {
      this.#open = false
      stream.uncork()
    })
  }
}

/** The driver's socket, where it has one; without it every statement leaves by itself. */
function streamOf(client: ClientBase): Corkable | undefined {
  const { connection } = client as unknown as { connection?: { stream?: Partial<Corkable> } }
  const stream = connection?.stream
  if (typeof stream?.cork !== 'function' || typeof stream.uncork !== 'function') return undefined
  return stream as Corkable
}
