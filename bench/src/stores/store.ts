/** A store that a bench runs on. One file a store. */
import type { StorageAdapter } from '@calotype/core'
import type { HandWritten } from '../by-hand/database.ts'

export interface AdapterOptions {
  /** Connections at most, on both sides; SQLite has its own ways. */
  readonly poolSize: number
  readonly onStatement?: (sql: string) => void
}

/** A database of its own, which is gone when the bench ends. */
export interface Place {
  /** Where it is on a server; not told of a file. */
  readonly url?: string
  adapter(options: AdapterOptions): StorageAdapter
  byHand(poolSize: number): HandWritten
}

export interface BenchStore {
  readonly name: StoreName
  /** Name and version of what answers. */
  readonly server: string
  create(purpose: string): Promise<Place>
  close(): Promise<void>
}

export type StoreName = 'sqlite' | 'postgres' | 'mysql'
