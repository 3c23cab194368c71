/** The host's side: its own connection, its own table, and transactions that it begins and ends itself. */
import type { StorageAdapter } from '@calotype/core'

/** A row of the host's own table. The host knows customers and orders by the ids that Calotype gave them. */
export interface Appointment {
  readonly studio: string
  /** Taken once in each studio: the table has both as its key. */
  readonly slot: string
  readonly photographer: string
  readonly customerId: string
  readonly orderId: string
}

export interface HostTransaction {
  /** The host's connection, for `engine.join`. */
  readonly native: object
  /** Writes to the host's own table. @throws SlotTaken */
  book(appointment: Appointment): Promise<void>
}

/** What differs from one database to the next. */
export interface Host {
  /** The store of Calotype, in the same database. */
  readonly storage: StorageAdapter
  /** Begins a transaction; commits it when `work` returns, rolls it back when `work` throws, and throws on. */
  transaction<T>(work: (transaction: HostTransaction) => Promise<T>): Promise<T>
  appointments(studio: string): Promise<readonly Appointment[]>
  close(): Promise<void>
}

export class SlotTaken extends Error {
  constructor(slot: string, options?: ErrorOptions) {
    super(`The appointment at ${slot} is taken.`, options)
  }
}
