import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshMysqlDatabase, freshPostgresDatabase, mysqlForTests, postgresForTests } from '@calotype/test-servers'
import { afterAll, describe, expect, it } from 'vitest'
import type { Host } from '../src/host.ts'
import { mysqlHost } from '../src/mysql-host.ts'
import { postgresHost } from '../src/postgres-host.ts'
import { sqliteHost } from '../src/sqlite-host.ts'
import { tellStory, type Visit } from '../src/story.ts'

const folder = mkdtempSync(join(tmpdir(), 'calotype-host-tables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function standsOrFallsTogether(open: () => Host | Promise<Host>): Promise<void> {
  // Twice on one database, as somebody does who runs the example again.
  for (const studio of ['rose', 'lily']) {
    const host = await open()
    const visits: Visit[] = []
    await tellStory(host, studio, (visit) => visits.push(visit))
    const one = { appointments: 1, customers: 1, orders: 1, receipts: 1, deposits: '500.00' }
    expect(visits.map(({ refused, standing }) => [refused, standing])).toEqual([
      [null, one],
      ['The appointment at 2026-11-28 10:00 is taken.', one],
      [expect.stringContaining('moon-landing'), one],
      [null, { appointments: 2, customers: 1, orders: 2, receipts: 2, deposits: '800.00' }],
    ])
    const [first, second] = await host.appointments(studio)
    expect(first?.customerId).toBe(second?.customerId)
    await host.close()
  }
}

describe('appointments of the host and orders of Calotype stand or fall together', async () => {
  const servers = { postgres: await postgresForTests(), mysql: await mysqlForTests() }

  it('on SQLite', () => standsOrFallsTogether(() => sqliteHost(join(folder, 'host.db'))))

  it.skipIf('absent' in servers.postgres)('on PostgreSQL', async () => {
    if ('absent' in servers.postgres) return
    await using database = await freshPostgresDatabase(servers.postgres.url)
    await standsOrFallsTogether(() => postgresHost(database.url))
  })

  it.skipIf('absent' in servers.mysql)('on MySQL or MariaDB', async () => {
    if ('absent' in servers.mysql) return
    await using database = await freshMysqlDatabase(servers.mysql.url)
    await standsOrFallsTogether(() => mysqlHost(database.url))
  })
})
