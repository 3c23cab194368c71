/** MySQL or MariaDB: the server of `--url`, or a MariaDB of its own for the time of the bench. */
import { mysql } from '@calotype/storage-mysql'
import { freshMysqlDatabase, MariadbServer } from '@calotype/test-servers'
import { Mysql2 } from '../by-hand/mysql2.ts'
import { serverStore } from './server-store.ts'
import type { BenchStore } from './store.ts'

export async function openMysql(url: string | undefined): Promise<BenchStore> {
  const own = url === undefined ? await MariadbServer.start() : undefined
  return serverStore({
    name: 'mysql',
    url: url ?? own?.url() ?? '',
    stop: async () => own?.remove(),
    fresh: freshMysqlDatabase,
    byHand: (database, poolSize) => new Mysql2(database, poolSize),
    adapter: (database) => (options) => mysql({ url: database, ...options }),
  })
}
