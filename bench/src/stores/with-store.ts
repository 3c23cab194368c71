/** The store that a bench runs on: `--store sqlite|postgres|mysql`, and for the servers `--url`. */
import type { HandWritten } from '../by-hand/database.ts'
import { choice, option } from '../measure.ts'
import type { BenchStore, StoreName } from './store.ts'

/** Opens the store that the command line names, hands it to the bench, and leaves nothing behind, also when that fails. */
export async function withStore(bench: (store: BenchStore) => Promise<void>): Promise<void> {
  const store = await open(choice('store', ['sqlite', 'postgres', 'mysql']), option('url'))
  try {
    await bench(store)
  } finally {
    await store.close()
  }
}

/** Each is loaded only when it is asked for: who measures SQLite needs no server's driver. */
async function open(name: StoreName, url: string | undefined): Promise<BenchStore> {
  switch (name) {
    case 'sqlite':
      if (url !== undefined) throw new Error('--url names a server, and SQLite has none')
      return (await import('./sqlite.ts')).openSqlite()
    case 'postgres':
      return (await import('./postgres.ts')).openPostgres(url)
    case 'mysql':
      return (await import('./mysql.ts')).openMysql(url)
  }
}

/** Speeds without durability are another matter: says so, and answers whether commits are durable. */
export async function sayWhetherDurable(byHand: HandWritten): Promise<boolean> {
  const why = await byHand.undurable()
  if (why !== undefined) console.log(`NOT DURABLE: on this server ${why}. No target is judged by these figures.`)
  return why === undefined
}
