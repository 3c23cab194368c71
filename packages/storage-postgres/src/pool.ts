/** The connections of a store: a pool of its own, or one that the host handed in. */
import { type PooledConnection, PoolExhausted, type SqlPool } from '@calotype/storage-sql'
import type { Client, ClientBase, Pool, PoolClient } from 'pg'
import { ClientConnection } from './connection.ts'

export interface ClientPoolOptions {
  readonly pool: Pool
  readonly prepare: boolean
  /** A new client beside the pool, connected. */
  connect(): Promise<Client>
  /** Whether the pool is closed with the store. */
  readonly own: boolean
}

export class ClientPool implements SqlPool {
  readonly #options: ClientPoolOptions
  /** The names of the statements that each client keeps prepared. */
  readonly #prepared = new WeakMap<ClientBase, Set<string>>()

  constructor(options: ClientPoolOptions) {
    this.#options = options
  }

  async acquire(waitMs: number, signal: AbortSignal | undefined): Promise<PooledConnection> {
    const taking = this.#options.pool.connect()
    const client = await patiently(taking, waitMs, signal)
    return this.#pooled(client, (broken) => client.release(broken))
  }

  async extra(): Promise<PooledConnection> {
    const client = await this.#options.connect()
    return this.#pooled(client, () => void client.end().catch(() => undefined))
  }

  /** The connection of a client that somebody else holds. */
  of(client: ClientBase): ClientConnection {
    const prepared = this.#prepared.get(client) ?? new Set()
    this.#prepared.set(client, prepared)
    return new ClientConnection(client, {
      prepared: this.#options.prepare ? prepared : undefined,
      cancel: (one) => this.#cancel(one),
    })
  }

  async end(): Promise<void> {
    if (this.#options.own) await this.#options.pool.end()
  }

  #pooled(client: ClientBase, giveBack: (broken: boolean) => void): PooledConnection {
    const connection = this.of(client)
    // What breaks while the client is held is told by its next statement.
    const heard = (): void => undefined
    client.on('error', heard)
    return {
      pipelines: connection.pipelines,
      query: (statement, parameters) => connection.query(statement, parameters),
      cancel: () => connection.cancel(),
      release(broken) {
        client.off('error', heard)
        // A client that is thrown away may still report its end.
        if (broken) client.on('error', heard)
        giveBack(broken)
      },
    }
  }

  async #cancel(client: ClientBase): Promise<void> {
    const { processID } = client as { processID?: unknown }
    if (typeof processID !== 'number') return
    try {
      const other = await this.#options.connect()
      try {
        await other.query('select pg_cancel_backend($1)', [processID])
      } finally {
        await other.end()
      }
    } catch {
      // The lock time-out ends the wait instead.
    }
  }
}

/** What is taken too late goes straight back. */
function patiently(taking: Promise<PoolClient>, waitMs: number, signal: AbortSignal | undefined): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    let late = false
    const giveUp = (reason: unknown): void => {
      late = true
      settled()
      reject(reason)
    }
    const aborted = (): void => giveUp(signal?.reason)
    const timer = setTimeout(() => giveUp(new PoolExhausted(`no connection was free within ${waitMs} ms`)), waitMs)
    const settled = (): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
    }
    signal?.addEventListener('abort', aborted, { once: true })
    taking.then(
      (client) => {
        settled()
        if (late) client.release()
        else resolve(client)
      },
      (error: unknown) => {
        settled()
        reject(error)
      },
    )
  })
}
