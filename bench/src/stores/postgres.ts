/** PostgreSQL: the server of `--url`, or one of its own for the time of the bench. */
import { postgres } from '@calotype/storage-postgres'
import { freshPostgresDatabase, PostgresServer } from '@calotype/test-servers'
import { Pg } from '../by-hand/pg.ts'
import { serverStore } from './server-store.ts'
import type { BenchStore } from './store.ts'

export async function openPostgres(url: string | undefined): Promise<BenchStore> {
  const own = url === undefined ? await PostgresServer.start() : undefined
  return serverStore({
    name: 'postgres',
    url: url ?? own?.url() ?? '',
    stop: async () => own?.remove(),
    fresh: freshPostgresDatabase,
    byHand: (database, poolSize) => new Pg(database, poolSize),
    adapter: (database) => (options) => postgres({ url: database, ...options }),
  })
}
