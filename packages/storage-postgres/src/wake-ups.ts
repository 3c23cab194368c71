/**
 * Notice between processes by LISTEN and NOTIFY, on a connection of its own. A notice is sent after commits and never in
 * the transaction of a command: PostgreSQL lets commits that carry a NOTIFY through one at a time.
 */
import type { WakeUps } from '@calotype/core/storage'
import type pg from 'pg'

/** Commits within this time share a notice. */
const gatheredMs = 10
const firstRetryMs = 100
const longestRetryMs = 5_000

export class NotifyWakeUps implements WakeUps {
  readonly #channel: string
  readonly #connect: () => Promise<pg.Client>
  readonly #listeners = new Set<() => void>()
  #client: Promise<pg.Client | undefined> | undefined
  #announcing: NodeJS.Timeout | undefined
  #retrying: NodeJS.Timeout | undefined
  #closed = false

  constructor(channel: string, connect: () => Promise<pg.Client>) {
    this.#channel = channel
    this.#connect = connect
  }

  announce(): void {
    if (this.#closed || this.#announcing !== undefined) return
    this.#announcing = setTimeout(() => {
      this.#announcing = undefined
      void this.#notify()
    }, gatheredMs)
    this.#announcing.unref()
  }

  async listen(wake: () => void): Promise<() => Promise<void>> {
    const heard = (): void => wake()
    this.#listeners.add(heard)
    await this.#connected()
    return async () => {
      this.#listeners.delete(heard)
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#listeners.clear()
    clearTimeout(this.#retrying)
    clearTimeout(this.#announcing)
    const client = await (this.#announcing === undefined ? this.#client : this.#connected())
    // Perhaps nothing else keeps the process of whoever waits for this alive.
    if (client !== undefined) keepAlive(client, true)
    if (this.#announcing !== undefined) await this.#notify()
    this.#client = undefined
    await client?.end().catch(() => undefined)
  }

  async #notify(): Promise<void> {
    const client = await this.#connected()
    await client
      ?.query({ name: 'calotype_notify', text: 'select pg_notify($1, $2)', values: [this.#channel, ''] })
      .catch(() => undefined)
  }

  #connected(): Promise<pg.Client | undefined> {
    this.#client ??= this.#open()
    return this.#client
  }

  async #open(retryMs = firstRetryMs): Promise<pg.Client | undefined> {
    let client: pg.Client | undefined
    try {
      client = await this.#connect()
      const lost = (): void => {
        this.#client = undefined
        if (!this.#closed) this.#again(firstRetryMs)
      }
      client.on('notification', () => {
        for (const wake of this.#listeners) wake()
      })
      await client.query(`listen "${this.#channel.replaceAll('"', '""')}"`)
      client.once('end', lost)
      // Listening alone keeps no process alive.
      keepAlive(client, false)
      return client
    } catch {
      void client?.end().catch(() => undefined)
      this.#client = undefined
      if (!this.#closed) this.#again(retryMs)
      return undefined
    }
  }

  /** Looks again after a while; what was missed meanwhile is found by looking, so listeners are woken once. */
  #again(retryMs: number): void {
    if (this.#listeners.size === 0) return
    clearTimeout(this.#retrying)
    this.#retrying = setTimeout(() => {
      if (this.#client !== undefined) return
      this.#client = this.#open(Math.min(2 * retryMs, longestRetryMs))
      void this.#client.then((client) => {
        if (client !== undefined) for (const wake of this.#listeners) wake()
      })
    }, retryMs)
    this.#retrying.unref()
  }
}

/** Whether the open connection keeps the process alive. The driver can tell it so, its types cannot. */
function keepAlive(client: pg.Client, alive: boolean): void {
  const { ref, unref } = client as unknown as { ref?: () => void; unref?: () => void }
  if (alive) ref?.call(client)
  else unref?.call(client)
}
