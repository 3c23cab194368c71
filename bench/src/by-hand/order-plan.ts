/** A paid order written by hand: the reads and rows of one of Calotype's. It validates nothing and knows no second studio. */
import type { HandWritten } from './database.ts'
import { changedRows, countersTable, type PlannedInserts, planInserts } from './planned-inserts.ts'
import type { Cell, Dump } from './stored-row.ts'

export interface OrderPlan extends PlannedInserts {
  readonly tenant: string
  readonly customerId: string
  readonly itemCodes: readonly string[]
  /** Counters that every order draws a number from. */
  readonly counters: readonly { readonly sequence: string; readonly scope: string }[]
  /** The values of each insert. */
  rowsOf(number: number): readonly (readonly Cell[])[]
}

/** @param before the database before the order that is taken as the model, @param after the same with it */
export function planOrder(before: Dump, after: Dump, nextId: () => string): OrderPlan {
  const added = changedRows(before, after)
  const [order] = added.get('orders') ?? []
  const entry = added.get('ledger_entries')?.find((row) => row['number'] !== null)
  const command = added.get('audit_commands')?.find((row) => row['idempotency_key'] !== null)
  const counters = (added.get(countersTable) ?? []).map((row) => ({
    sequence: String(row['sequence']),
    scope: String(row['scope']),
  }))
  added.delete(countersTable)
  if (order === undefined || entry === undefined || command === undefined || counters.length !== 2) {
    throw new Error(`the model order left rows only in ${[...added.keys()].join(', ')}`)
  }
  const planned = planInserts(added, before, nextId)
  const numbered = [order['number'], entry['number'], command['idempotency_key']].map(String)
  return {
    ...planned,
    tenant: String(order['tenant']),
    customerId: String(order['customer_id']),
    itemCodes: (added.get('orders_lines') ?? []).map((row) => String(row['item_code'])),
    counters,
    rowsOf: (number) => planned.rows(new Map(numbered.map((text) => [text, `${text}-${number}`]))),
  }
}

/** Places orders as planned: the same reads, then a statement a row. */
export function placeOrders(database: HandWritten, plan: OrderPlan): (number: number) => Promise<void> {
  const { tenant, customerId, itemCodes, counters, inserts } = plan
  const place = database.together([
    'select * from customers where tenant = ? and id = ?',
    ...itemCodes.map(() => 'select * from catalog_items where tenant = ? and code = ?'),
    ...counters.map(() => database.countSql),
    ...inserts.map(({ table, columns }) => database.insertSql(table, columns)),
  ])
  const items = itemCodes.map((code) => [tenant, code])
  const numbers = counters.map(({ sequence, scope }) => [tenant, sequence, scope])
  return (number) => {
    return place([[tenant, customerId], ...items, ...numbers, ...plan.rowsOf(number)])
  }
}
