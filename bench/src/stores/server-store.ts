/** A store on a server: each place is a database with a random name, dropped at the end. */
import type { FreshDatabase } from '@calotype/test-servers'
import type { HandWritten } from '../by-hand/database.ts'
import type { BenchStore, Place, StoreName } from './store.ts'

export interface ServerStoreOptions {
  readonly name: StoreName
  readonly url: string
  /** Ends a server that was started for this bench. */
  stop(): Promise<void>
  fresh(server: string): Promise<FreshDatabase>
  byHand(url: string, poolSize: number): HandWritten
  adapter(url: string): Place['adapter']
}

export async function serverStore(options: ServerStoreOptions): Promise<BenchStore> {
  const asked = options.byHand(options.url, 1)
  const server = await asked.version().finally(() => asked.close())
  const made: FreshDatabase[] = []
  return {
    name: options.name,
    server,
    async create() {
      const database = await options.fresh(options.url)
      made.push(database)
      return {
        url: database.url,
        adapter: options.adapter(database.url),
        byHand: (poolSize) => options.byHand(database.url, poolSize),
      }
    },
    async close() {
      for (const database of made) await database.drop()
      await options.stop()
    },
  }
}
