/** The walk of parallel clients over a ledger, short, on the servers; and that each of its rules can tell a spoilt book. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshMysqlDatabase, freshPostgresDatabase, mysqlForTests, postgresForTests } from '@calotype/test-servers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Books, readBooks, whole, words } from '../src/ledger/books.ts'
import { rowRules } from '../src/ledger/check-books.ts'
import { runParallel } from '../src/ledger/parallel-run.ts'
import { Violations } from '../src/run/report.ts'
import { readerOf } from '../src/stores/open.ts'
import type { Place } from '../src/stores/place.ts'
import type { SqlRow } from '../src/stores/reader.ts'

const execArgv = ['--conditions=calotype-source', '--disable-warning=ExperimentalWarning']
const size = { seed: 20_261_122, rounds: 2, steps: 20, processes: 2, clients: 2, execArgv } as const

/** The walk, and what it must have met to prove anything. */
async function walk(place: Place): Promise<void> {
  const violations = new Violations()
  const outcomes = await runParallel({ place, ...size }, violations)
  expect(violations.all).toEqual([])
  // Which of the rarer kinds succeed depends on who comes first.
  for (const kind of ['pay', 'deliver', 'refund']) expect(outcomes[`${kind} done`] ?? 0, kind).toBeGreaterThan(0)
  expect(Object.keys(outcomes).some((key) => /^(pay|refund|deliver|voidReceipt) [A-Z]/.test(key))).toBe(true)
}

const postgres = await postgresForTests()
const mysql = await mysqlForTests()

// Two processes have to start, which takes its time where many do.
describe('four clients in two processes', { timeout: 180_000 }, () => {
  it.skipIf('absent' in postgres)(
    'leave the books whole on PostgreSQL',
    { meta: { store: postgres.store } },
    async () => {
      if ('absent' in postgres) return
      const database = await freshPostgresDatabase(postgres.url)
      await walk({ kind: 'postgres', url: database.url }).finally(() => database.drop())
    },
  )
  it.skipIf('absent' in mysql)('leave the books whole on MariaDB', { meta: { store: mysql.store } }, async () => {
    if ('absent' in mysql) return
    const database = await freshMysqlDatabase(mysql.url)
    await walk({ kind: 'mysql', url: database.url }).finally(() => database.drop())
  })
})

describe('a spoilt book', () => {
  let books: Books
  const folder = mkdtempSync(join(tmpdir(), 'calotype-parallel-'))

  beforeAll(async () => {
    const place = { kind: 'sqlite', file: join(folder, 'studio.db') } as const
    await runParallel({ place, ...size, rounds: 2, steps: 25, processes: 1 }, new Violations())
    const reader = await readerOf(place)
    books = await readBooks(reader)
    await reader.close()
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const broken = (spoilt: Books): string[] =>
    Object.entries(rowRules).flatMap(([rule, violations]) => (violations(spoilt).length > 0 ? [rule] : []))
  /** The books with the first row changed that fits. */
  function spoil<T extends keyof Books>(
    table: T,
    fits: (row: SqlRow) => boolean,
    change: (row: SqlRow) => SqlRow,
  ): Books {
    const at = books[table].findIndex(fits)
    expect(at, `a row of ${table} to spoil`).toBeGreaterThanOrEqual(0)
    return { ...books, [table]: books[table].map((row, place) => (place === at ? change(row) : row)) }
  }
  const more = (column: string) => (row: SqlRow) => ({ ...row, [column]: whole(row[column]) + 1n })
  const on = (account: string) => (row: SqlRow) => words(row.account) === account && whole(row.credit) > 0n

  it('is told from a whole one by every rule', () => {
    expect(broken(books)).toEqual([])
    const met = new Set<string>()
    const cases: readonly Books[] = [
      spoil('lines', on('Income:Package'), more('credit')),
      spoil('lines', on('CustomerDeposits'), (row) => ({ ...row, order_id: 'another' })),
      spoil('commitments', () => true, more('paid')),
      spoil('commitments', () => true, more('written_off')),
      spoil('commitments', () => true, more('outstanding')),
      spoil('storedValues', () => true, more('balance')),
      spoil('totals', () => true, more('debit')),
      spoil('accountTotals', () => true, more('credit')),
      spoil('refunds', () => true, more('amount')),
      spoil(
        'entries',
        (row) => words(row.number) !== '',
        (row) => ({ ...row, number: `${words(row.number)}9` }),
      ),
      spoil('shifts', () => true, more('carried')),
      spoil(
        'vouchers',
        (row) => words(row.receipt) !== '',
        (row) => ({ ...row, receipt: null }),
      ),
      { ...books, counts: [...books.counts, { shift_id: books.shifts[0]?.id }] },
      { ...books, entries: books.entries.slice(1) },
      { ...books, lines: books.lines.slice(1) },
    ]
    for (const [at, spoilt] of cases.entries()) {
      const rules = broken(spoilt)
      expect(rules, `case ${at}`).not.toEqual([])
      for (const rule of rules) met.add(rule)
    }
    expect([...met].toSorted()).toEqual(Object.keys(rowRules).toSorted())
  })
})
