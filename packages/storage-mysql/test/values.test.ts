/** What stands in the database: types and collations, and that the indexes serve what the core asks. */
import {
  bool,
  date,
  decimal,
  id,
  instant,
  int,
  json,
  money,
  nullable,
  type StoredTable,
  text,
} from '@calotype/core/storage'
import { describe, expect, it } from 'vitest'
import { absent, meta, onStore, raw } from './database.ts'
import { eq, table } from './tables.ts'

const everything = table('hall_all', {
  id: id(),
  name: text(120),
  letter: text(4000),
  book: text(100_000),
  count: int(),
  price: money(),
  weight: decimal(3),
  paid: bool(),
  at: instant(),
  day: date(),
  extras: nullable(json()),
})

const bookings: StoredTable = table(
  'hall_booking',
  { tenant: id(), id: id(), day: date(), room: id(), note: text() },
  { primaryKey: ['tenant', 'id'], indexes: [{ name: 'byDay', columns: ['tenant', 'day'] }] },
)

describe.skipIf(absent)('a table', { meta }, () => {
  it('has types that hold every value exactly, and text that is compared by code point', () =>
    onStore([everything], async (_, url) => {
      const found = await raw(
        url,
        "select column_name, column_type, collation_name from information_schema.columns where table_name = 'hall_all' and table_schema = database() order by ordinal_position",
      )
      const binary = expect.stringMatching(/^utf8mb4_(nopad|0900)_bin$/)
      expect(found).toEqual([
        ['id', 'varchar(64)', binary],
        ['name', 'varchar(120)', binary],
        ['letter', 'text', binary],
        ['book', 'mediumtext', binary],
        ['count', expect.stringMatching(/^bigint/), null],
        ['price', expect.stringMatching(/^bigint/), null],
        ['weight', 'decimal(18,3)', null],
        ['paid', 'tinyint(1)', null],
        ['at', 'datetime(3)', null],
        ['day', 'date', null],
        ['extras', 'longtext', binary],
      ])
    }))

  it('is read in the order of an index without a sort, page by page too', () => {
    const asked: string[] = []
    return onStore(
      [bookings],
      async (store, url) => {
        const rows = Array.from({ length: 3000 }, (_, at) => ({
          tenant: at % 3 === 0 ? 'rose' : 'lily',
          id: `b${String((at * 1777) % 3000).padStart(5, '0')}`,
          day: `2026-11-${String(1 + (at % 28)).padStart(2, '0')}`,
          room: `r${at % 5}`,
          note: 'x',
        }))
        await store.transaction((tx) => tx.insert(bookings, rows))
        await raw(url, 'analyze table hall_booking')
        const where = eq('tenant', 'rose')
        const byDay = [
          { column: 'day', direction: 'asc' },
          { column: 'id', direction: 'asc' },
        ] as const
        const byKey = [
          { column: 'tenant', direction: 'asc' },
          { column: 'id', direction: 'asc' },
        ] as const
        const plans = async (): Promise<string[]> => {
          const connection = (await import('mysql2/promise')).createConnection({ uri: url })
          const open = await connection
          await open.query('set names utf8mb4 /*!80017 collate utf8mb4_0900_bin */ /*M! collate utf8mb4_nopad_bin */')
          const extras: string[] = []
          for (const sql of asked) {
            const [found] = await open.query({ sql: `explain ${sql}`, rowsAsArray: true })
            extras.push(String((found as unknown[][])[0]?.at(-1)))
          }
          await open.end()
          return extras
        }
        await store.snapshot(async (reads) => {
          asked.length = 0
          await reads.find(bookings, { where, orderBy: byDay, limit: 20 })
          await reads.find(bookings, { where, orderBy: byDay, limit: 20, after: ['2026-11-07', 'b00300'] })
          await reads.find(bookings, { where, orderBy: byKey, limit: 20 })
          await reads.find(bookings, { where, orderBy: byKey, limit: 20, after: ['rose', 'b00300'] })
        })
        const sent = asked.filter((sql) => sql.startsWith('select'))
        expect(sent).toHaveLength(4)
        asked.splice(0, asked.length, ...sent.map(filledAlike))
        for (const extra of await plans()) expect(extra).not.toContain('filesort')
      },
      { onStatement: (sql) => asked.push(sql) },
    )
  })
})

/** The statement with values like those that were asked with. */
function filledAlike(sql: string): string {
  const values = [
    "'rose'",
    ...(sql.includes('`day` > ?') ? ["'2026-11-07'", "'2026-11-07'", "'b00300'"] : []),
    ...(sql.includes('`tenant` > ?') ? ["'rose'", "'rose'", "'b00300'"] : []),
  ]
  return sql.replace(/\?/g, () => values.shift() ?? '20')
}
