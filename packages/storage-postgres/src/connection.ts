/** A client of `pg` as the shared SQL uses it. */
import type { Answer, SqlConnection, SqlValue, Statement, Stored } from '@calotype/storage-sql'
import type { ClientBase, QueryArrayConfig } from 'pg'
import { Burst } from './burst.ts'
import { RolledBack } from './driver-error.ts'

/** Every value as the text that the server sent: codecs know what it is. */
const asText = { getTypeParser: () => (text: string) => text } as unknown as NonNullable<QueryArrayConfig['types']>

export interface ClientConnectionOptions {
  /** Whether statements may be kept prepared on the server, by their names. */
  readonly prepare: boolean
  cancel(client: ClientBase): Promise<void>
}

export class ClientConnection implements SqlConnection {
  readonly pipelines: boolean
  readonly #client: ClientBase
  readonly #options: ClientConnectionOptions
  readonly #burst: Burst
  #before: Promise<unknown> = Promise.resolve()

  constructor(client: ClientBase, options: ClientConnectionOptions) {
    this.#client = client
    this.#options = options
    this.#burst = new Burst(client)
    this.pipelines = (client as { pipeline?: unknown }).pipeline === true
  }

  query(statement: Statement, parameters: readonly SqlValue[]): Promise<Answer> {
    if (this.pipelines) {
      this.#burst.begin()
      return this.#send(statement, parameters)
    }
    // A client that does not pipeline is given one statement at a time.
    const sent = this.#before.then(() => this.#send(statement, parameters))
    this.#before = sent.catch(() => undefined)
    return sent
  }

  cancel(): Promise<void> {
    return this.#options.cancel(this.#client)
  }

  async #send({ text, name }: Statement, parameters: readonly SqlValue[]): Promise<Answer> {
    const values = parameters as unknown[]
    const query: QueryArrayConfig = { text, values, rowMode: 'array', types: asText }
    if (name !== undefined && this.#options.prepare) query.name = name
    const { rows, rowCount, command } = await this.#client.query<Stored[]>(query)
    if (command === 'ROLLBACK' && text === 'commit') throw new RolledBack('the commit was answered by a rollback')
    return { rows, changed: rowCount ?? 0 }
  }
}
