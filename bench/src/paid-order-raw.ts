/**
 * The same paid order written by hand with `node:sqlite`: the same reads, and one insert for each row that Calotype writes,
 * with prepared statements, in one durable transaction. Its rows are those of a real order with fresh ids, so that both
 * write the same bytes to the same tables and indexes; it validates nothing and knows no second tenant.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'

type Cell = string | number | bigint | null

interface Insert {
  readonly statement: StatementSync
  readonly cells: readonly Cell[]
  /** For each cell: which of the order's ids it holds, or -1. */
  readonly ids: readonly number[]
}

/** Refuses a comparison of unlike work: what a table gains by one order must be the same on both sides. */
export function checkSameRows(
  ours: DatabaseSync,
  orders: number,
  raw: RawOrder,
  before: ReadonlyMap<string, number>,
): void {
  for (const [table, rows] of countRows(ours)) {
    const gained = rows - (before.get(table) ?? 0)
    const expected = table === 'calotype_sequences' ? gained : (raw.rowsByTable.get(table) ?? 0) * orders
    if (gained !== expected)
      throw new Error(`${table} gained ${gained} rows by ${orders} orders; by hand it is ${expected}`)
  }
}

export interface RawOrder {
  /** Rows of each table that one order writes. */
  readonly rowsByTable: ReadonlyMap<string, number>
  place(number: number): void
  close(): void
}

const tablesOf = (database: DatabaseSync): readonly string[] =>
  database
    .prepare(`select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`)
    .all()
    .map((row) => String(row['name']))

/** The number of rows of each table. */
export function countRows(database: DatabaseSync): ReadonlyMap<string, number> {
  return new Map(
    tablesOf(database).map((table) => [
      table,
      Number(database.prepare(`select count(*) as n from "${table}"`).get()?.['n'] ?? 0),
    ]),
  )
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * @param file a database in which Calotype has placed one order
 * @param before the rows of each table before it did
 */
export function rawOrder(file: string, before: ReadonlyMap<string, number>, nextId: () => string): RawOrder {
  const database = new DatabaseSync(file)
  database.exec(
    'pragma journal_mode = wal; pragma synchronous = full; pragma cache_size = -16384; pragma wal_autocheckpoint = 10000',
  )
  const standing = (query: string): string => String(Object.values(database.prepare(query).get() ?? {})[0])
  const customerId = standing('select customer_id from orders')
  const known = new Set([
    customerId,
    ...database
      .prepare('select id from catalog_items')
      .all()
      .map((row) => String(row['id'])),
  ])
  const ids: string[] = []
  const rowsByTable = new Map<string, number>()
  const inserts: Insert[] = []
  for (const [table, after] of countRows(database)) {
    const added = after - (before.get(table) ?? 0)
    if (added === 0) continue
    rowsByTable.set(table, added)
    if (table === 'calotype_sequences') continue
    const order = table.startsWith('calotype_outbox') ? 'position' : '1, 2'
    const query = database.prepare(`select * from "${table}" order by ${order}`)
    query.setReadBigInts(true)
    const rows = query.all().slice(-added) as Record<string, Cell>[]
    for (const row of rows) {
      const columns = Object.keys(row).filter((name) => name !== 'position')
      const cells = columns.map((name) => row[name] ?? null)
      const places = cells.map((cell) => {
        if (typeof cell !== 'string' || !uuid.test(cell) || known.has(cell)) return -1
        if (!ids.includes(cell)) ids.push(cell)
        return ids.indexOf(cell)
      })
      const holes = columns.map(() => '?').join(', ')
      const sql = `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values (${holes})`
      inserts.push({ statement: database.prepare(sql), cells, ids: places })
    }
  }
  const begin = database.prepare('begin immediate')
  const commit = database.prepare('commit')
  const findKey = database.prepare('select * from audit_commands where tenant = ? and idempotency_key = ?')
  const findCustomer = database.prepare('select * from customers where tenant = ? and id = ?')
  const findItem = database.prepare('select * from catalog_items where tenant = ? and code = ?')
  const count = database.prepare(
    'update calotype_sequences set value = value + 1 where tenant = ? and sequence = ? and scope = ? returning value',
  )
  const counters = database
    .prepare('select sequence, scope from calotype_sequences where sequence in (?, ?)')
    .all('orders', 'receipt')
  const orderNumber = standing('select number from orders')
  const receiptNumber = standing(`select number from ledger_entries where number is not null`)
  const key = standing(`select idempotency_key from audit_commands where idempotency_key is not null`)
  return {
    rowsByTable,
    place(number) {
      const fresh = ids.map(() => nextId())
      const replaced = new Map<Cell, Cell>([
        [orderNumber, `${orderNumber}-${number}`],
        [receiptNumber, `${receiptNumber}-${number}`],
        [key, `${key}-${number}`],
      ])
      begin.run()
      findKey.get('rose', `${key}-${number}`)
      findCustomer.get('rose', customerId)
      for (const code of ['classic', 'makeup', 'frame']) findItem.get('rose', code)
      for (const counter of counters) count.get('rose', counter['sequence'] ?? '', counter['scope'] ?? '')
      for (const { statement, cells, ids: places } of inserts) {
        statement.run(
          ...cells.map((cell, at) =>
            places[at] === -1 ? (replaced.get(cell) ?? cell) : (fresh[places[at] ?? 0] ?? null),
          ),
        )
      }
      commit.run()
    },
    close: () => database.close(),
  }
}
