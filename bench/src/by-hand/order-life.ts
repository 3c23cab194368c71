/** Moving a line, a department's tasks and finding a customer, written by hand: the reads and rows of Calotype's. */
import type { HandWritten } from './database.ts'
import { changedRows, type PlannedInserts, planInserts } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

export interface MovePlan extends Pick<PlannedInserts, 'inserts' | 'rows' | 'rowsByTable'> {
  readonly tenant: string
  /** The columns that a move sets, with what it sets them to. */
  readonly line: StoredRow
  readonly order: StoredRow
}

/** @param before the database before the move that is taken as the model, @param after the same with it */
export function planMove(before: Dump, after: Dump, nextId: () => string): MovePlan {
  const added = changedRows(before, after)
  const changed = (table: string): StoredRow => {
    const [row] = added.get(table) ?? []
    const was = before.get(table)?.find((one) => one['id'] === row?.['id'])
    if (row === undefined || was === undefined) throw new Error(`the model move changed no row of ${table}`)
    added.delete(table)
    return Object.fromEntries(Object.entries(row).filter(([name, cell]) => was[name] !== cell))
  }
  const [tenant] = (added.get('orders_lines') ?? []).map((row) => String(row['tenant']))
  const line = changed('orders_lines')
  const order = changed('orders')
  return { ...planInserts(added, before, nextId), line, order, tenant: tenant ?? '' }
}

/** Moves lines as planned: reads the order and its lines, sets what the model's move set, inserts what it inserted. */
export function moveLines(database: HandWritten, plan: MovePlan) {
  const { tenant, line, order, inserts } = plan
  const setOf = (change: StoredRow): string =>
    Object.keys(change)
      .map((name) => `${name} = ?`)
      .join(', ')
  const cellsOf = (change: StoredRow): Cell[] => Object.values(change).map((cell) => cell ?? null)
  const move = database.together([
    `select * from orders where tenant = ? and id = ?${database.forUpdate}`,
    `select * from orders_lines where tenant = ? and order_id = ? order by order_id, line${database.forUpdate}`,
    `update orders_lines set ${setOf(line)} where tenant = ? and id = ?`,
    `update orders set ${setOf(order)} where tenant = ? and id = ?`,
    ...inserts.map(({ table, columns }) => database.insertSql(table, columns)),
  ])
  return (one: { readonly orderId: string; readonly lineId: string }): Promise<void> =>
    move([
      [tenant, one.orderId],
      [tenant, one.orderId],
      [...cellsOf(line), tenant, one.lineId],
      [...cellsOf(order), tenant, one.orderId],
      ...plan.rows(new Map()),
    ])
}

/** The lines that a department has to do, the first due first, with their orders and customers. */
export async function tasksByHand(
  database: HandWritten,
  of: { readonly tenant: string; readonly branch: string; readonly department: string; readonly limit: number },
): Promise<{ readonly lineId: string; readonly customer: string }[]> {
  const { tenant, branch, department, limit } = of
  const lines = await database.read(
    `select * from orders_lines where tenant = ? and branch = ? and department = ? order by stage_due, id limit ${limit + 1}`,
    [tenant, branch, department],
  )
  const page = lines.slice(0, limit)
  const [orders, customers] = [
    await byIds(
      database,
      'orders',
      tenant,
      page.map((line) => line['order_id'] ?? null),
    ),
    await byIds(
      database,
      'customers',
      tenant,
      page.map((line) => line['customer_id'] ?? null),
    ),
  ]
  return page.flatMap((line) => {
    if (!orders.has(line['order_id'] ?? null)) return []
    return [{ lineId: String(line['id']), customer: String(customers.get(line['customer_id'] ?? null)?.['name']) }]
  })
}

/** Customers by a beginning of what was indexed of them, as one looks for a phone. */
export async function customersByHand(
  database: HandWritten,
  of: {
    readonly tenant: string
    readonly from: string
    readonly to: string
    readonly kind: string
    readonly limit: number
  },
): Promise<readonly StoredRow[]> {
  const terms = await database.read(
    `select * from customers_search_terms where tenant = ? and term >= ? and term < ? and kind = ? order by term, customer_id limit ${of.limit}`,
    [of.tenant, of.from, of.to, of.kind],
  )
  const found = await byIds(
    database,
    'customers',
    of.tenant,
    terms.map((term) => term['customer_id'] ?? null),
  )
  return [...found.values()]
}

async function byIds(
  database: HandWritten,
  table: string,
  tenant: string,
  ids: readonly Cell[],
): Promise<ReadonlyMap<Cell, StoredRow>> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0) return new Map()
  const holes = wanted.map(() => '?').join(', ')
  const rows = await database.read(`select * from ${table} where tenant = ? and id in (${holes})`, [tenant, ...wanted])
  return new Map(rows.map((row) => [row['id'] ?? null, row]))
}
