/** A client of `pg` as the shared SQL uses it. */
import type { Answer, SqlConnection, SqlValue, Statement, Stored } from '@calotype/storage-sql'
import type { ClientBase, QueryArrayConfig } from 'pg'
import { Burst } from './burst.ts'
import { RolledBack } from './driver-error.ts'

/** Every value as the text that the server sent: codecs know what it is. */
const asText = { getTypeParser: () => (text: string) => text } as unknown as NonNullable<QueryArrayConfig['types']>

export interface ClientConnectionOptions {
  /** The names of the statements that the server keeps prepared for the client; undefined: it keeps none. */
  readonly prepared: Set<string> | undefined
  cancel(client: ClientBase): Promise<void>
}

/** What comes later is carried out as well, but parsed each time. */
const mostPrepared = 100

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

  /** Each costs the server memory, up to a quarter of a megabyte, for as long as the connection lives. */
  #keeps(name: string): boolean {
    const { prepared } = this.#options
    if (prepared === undefined) return false
    if (prepared.size < mostPrepared) prepared.add(name)
    return prepared.has(name)
  }

  async #send({ text, name }: Statement, parameters: readonly SqlValue[]): Promise<Answer> {
    const values = parameters as unknown[]
    const query: QueryArrayConfig = { text, values, rowMode: 'array', types: asText }
    if (name !== undefined && this.#keeps(name)) query.name = name
    const { rows, rowCount, command } = await this.#client.query<Stored[]>(query)
    if (command === 'ROLLBACK' && text === 'commit') throw new RolledBack('the commit was answered by a rollback')
    return { rows, changed: rowCount ?? 0 }
  }
}
