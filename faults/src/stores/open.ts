/** The two ways into a store: its adapter, and plain SQL. Each driver is loaded only where it is asked for. */
import type { StorageAdapter } from '@calotype/core'
import type { Place } from './place.ts'
import type { Reader } from './reader.ts'

export interface AdapterOptions {
  readonly onStatement?: (sql: string) => void
}

export async function adapterOf(place: Place, options: AdapterOptions = {}): Promise<StorageAdapter> {
  switch (place.kind) {
    case 'sqlite':
      return (await import('@calotype/storage-sqlite')).sqlite({ file: place.file, ...options })
    case 'postgres':
      return (await import('@calotype/storage-postgres')).postgres({ url: place.url, ...options })
    case 'mysql':
      return (await import('@calotype/storage-mysql')).mysql({ url: place.url, ...options })
  }
}

export async function readerOf(place: Place): Promise<Reader> {
  switch (place.kind) {
    case 'sqlite':
      return (await import('./sqlite-reader.ts')).sqliteReader(place.file)
    case 'postgres':
      return (await import('./postgres-reader.ts')).postgresReader(place.url)
    case 'mysql':
      return (await import('./mysql-reader.ts')).mysqlReader(place.url)
  }
}
