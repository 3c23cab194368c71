/** A connection that is taken when it is first needed and kept until the end. */
import { Connection } from './connection.ts'

export class Hold {
  readonly #begin: () => Connection | Promise<Connection>
  readonly #ended: () => Error
  #held: Connection | undefined
  #beginning: Promise<Connection> | undefined
  #over = false

  constructor(begin: () => Connection | Promise<Connection>, ended: () => Error) {
    this.#begin = begin
    this.#ended = ended
  }

  /** @throws after the end */
  connection(): Connection | Promise<Connection> {
    if (this.#over) throw this.#ended()
    if (this.#held !== undefined) return this.#held
    return this.#beginning ?? this.#take()
  }

  get over(): boolean {
    return this.#over
  }

  /** Forgets the connection: at the next call it is begun anew. */
  letGo(): void {
    this.#held = undefined
  }

  /** Ends it, after calls that wait for its beginning. Answers the connection, if one was ever taken. */
  async end(): Promise<Connection | undefined> {
    if (this.#beginning !== undefined) await this.#beginning.catch(() => undefined)
    this.#over = true
    return this.#held
  }

  #take(): Connection | Promise<Connection> {
    const taken = this.#begin()
    if (taken instanceof Connection) {
      this.#held = taken
      return taken
    }
    this.#beginning = taken
    // Registered before any caller can wait, so that from here on nobody overtakes those who waited.
    taken.then(
      (connection) => {
        this.#held = connection
        this.#beginning = undefined
      },
      () => {
        this.#beginning = undefined
      },
    )
    return taken
  }
}
