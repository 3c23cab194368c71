/** `pnpm example host-tables`. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isCalotypeError } from '@calotype/core'
import type { Host } from './host.ts'
import { mysqlHost } from './mysql-host.ts'
import { postgresHost } from './postgres-host.ts'
import { sqliteHost } from './sqlite-host.ts'
import { tellStory, type Visit } from './story.ts'

const usage = `A host's own table beside those of Calotype, in one transaction.

  pnpm example host-tables -- [--store sqlite | postgres | mysql] [--url <address>]

--store  where both stand; sqlite, in a file of its own, unless told
--url    the address of a PostgreSQL, MySQL or MariaDB, with a database that it may write to: postgres://user:password@host/database`

/** In the example's own folder, and anew at every run. */
function ownFile(): string {
  const folder = join(import.meta.dirname, '../.tmp')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, 'host-tables.db')
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
  return file
}

const stores: Readonly<Record<string, (url: string | undefined) => Host | Promise<Host>>> = {
  sqlite: () => sqliteHost(ownFile()),
  postgres: (url) => postgresHost(given(url)),
  mysql: (url) => mysqlHost(given(url)),
}

function given(url: string | undefined): string {
  if (url !== undefined) return url
  throw new Error('--url must be given for this store: the address of a database that the example may write to')
}

function hostFor(store: string, url: string | undefined): Host | Promise<Host> {
  const open = Object.hasOwn(stores, store) ? stores[store] : undefined
  if (open === undefined) throw new Error(`--store must be one of ${Object.keys(stores).join(', ')}, got "${store}"`)
  return open(url)
}

function show({ title, refused, standing }: Visit): void {
  const { appointments, customers, orders, receipts, deposits } = standing
  console.log(`\n${title}`)
  console.log(refused === null ? '  committed' : `  rolled back: ${refused}`)
  console.log(`  the host's table:  appointments ${appointments}`)
  console.log(
    `  Calotype's tables: customers ${customers}, orders ${orders}, receipts ${receipts}, money taken ${deposits}`,
  )
}

try {
  const { values } = parseArgs({
    options: {
      store: { type: 'string', default: 'sqlite' },
      url: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) console.log(usage)
  else {
    // Of this run alone, so that the example can be run again on the same database.
    const studio = `rose-${Date.now()}`
    const host = await hostFor(values.store, values.url)
    try {
      await tellStory(host, studio, show)
    } finally {
      await host.close()
    }
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  if (isCalotypeError(error)) console.error(error.mend)
  process.exitCode = 1
}
