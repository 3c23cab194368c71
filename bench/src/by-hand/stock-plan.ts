/** A movement and a reservation written by hand: the reads and rows of Calotype's own. They validate nothing. */
import { createIdFactory } from '@calotype/core/values'
import { issueOne, itemCode, openStockroom, reserveOne } from '../stockroom.ts'
import type { Place } from '../stores/store.ts'
import type { HandWritten } from './database.ts'
import { changedRows, countersTable, type PlannedInserts, planInserts } from './planned-inserts.ts'
import type { Cell, Dump, StoredRow } from './stored-row.ts'

export interface StockPlan extends PlannedInserts {
  readonly tenant: string
  readonly key: string
  readonly itemId: string
  readonly locationId: string
  /** The number of its voucher and the counter that gave it; null for a reservation. */
  readonly voucher: { readonly number: string; readonly scope: string } | null
  /** The rows of totals that it adds to, by their periods. */
  readonly periods: readonly string[]
}

const counted = ['inventory_pools', 'inventory_stock', 'inventory_totals'] as const

function planStock(before: Dump, after: Dump, nextId: () => string): StockPlan {
  const added = changedRows(before, after)
  const first = (table: string): StoredRow => added.get(table)?.[0] ?? {}
  const movement = first('inventory_movements')
  const counter = first(countersTable)
  const stock = first('inventory_stock')
  const periods = (added.get('inventory_totals') ?? []).map((row) => String(row['period']))
  const command = first('audit_commands')
  // They stood before: counted up, not inserted.
  for (const table of [countersTable, ...counted]) added.delete(table)
  return {
    ...planInserts(added, before, nextId),
    tenant: String(stock['tenant']),
    key: String(command['idempotency_key']),
    itemId: String(stock['item_id']),
    locationId: String(stock['location_id']),
    voucher: 'number' in movement ? { number: String(movement['number']), scope: String(counter['scope']) } : null,
    periods,
  }
}

export interface StockPlans {
  readonly issue: StockPlan
  readonly reservation: StockPlan
  readonly itemIds: readonly string[]
}

/** What stock by hand is. Its rows stay in the place, where those by hand are put beside them. */
export async function stockPlansFrom(place: Place, items: number): Promise<StockPlans> {
  const looker = place.byHand(1)
  const { engine, desk, itemIds } = await openStockroom(place.adapter({ poolSize: 1 }), items)
  const began = await looker.dump()
  await issueOne(desk, 0, 'model-issue')
  const issued = await looker.dump()
  await reserveOne(desk, 0, 'model-reservation')
  const reserved = await looker.dump()
  await engine.close()
  await looker.close()
  const issue = planStock(began, issued, createIdFactory())
  return { issue, reservation: planStock(issued, reserved, createIdFactory()), itemIds }
}

/** What one piece costs, in minor units: the stockroom has all at this. */
const pieceCost = 1000

/** Issues one piece of each item in turn: its pool is locked, stock guarded, the pool, six sums and a number counted. */
export function issuePieces(
  database: HandWritten,
  plan: StockPlan,
  itemIds: readonly string[],
): (number: number) => Promise<void> {
  const { tenant, voucher, periods, locationId, inserts } = plan
  if (voucher === null) throw new Error('the model is no movement')
  const total = `update inventory_totals set quantity = quantity - 1, value = value - ${pieceCost}, version = version + 1
    where tenant = ? and period = ? and branch = 'main' and item_id = ? and location_id = ? and kind = 'issue'`
  const issue = database.together([
    'select * from inventory_items where tenant = ? and code = ?',
    `select * from inventory_locations where tenant = ? and branch = 'main' and code = 'main'`,
    `select * from inventory_pools where tenant = ? and branch = 'main' and item_id = ?${database.forUpdate}`,
    `update inventory_stock set on_hand = on_hand - 1, version = version + 1
      where tenant = ? and item_id = ? and location_id = ? and on_hand - reserved >= 1`,
    `update inventory_pools set quantity = quantity - 1, value = value - ${pieceCost}, version = version + 1
      where tenant = ? and branch = 'main' and item_id = ?`,
    database.countSql,
    ...periods.map(() => total),
    ...inserts.map(({ table, columns }) => database.insertSql(table, columns)),
  ])
  return (number) => {
    const at = number % itemIds.length
    const itemId = itemIds[at] ?? ''
    const replaced = new Map<Cell, Cell>([
      [plan.key, `${plan.key}-${number}`],
      [voucher.number, `${voucher.number}-${number}`],
      [plan.itemId, itemId],
    ])
    return issue([
      [tenant, itemCode(at)],
      [tenant],
      [tenant, itemId],
      [tenant, itemId, locationId],
      [tenant, itemId],
      [tenant, 'stock-movements', voucher.scope],
      ...periods.map((period) => [tenant, period, itemId, locationId]),
      ...plan.rows(replaced),
    ])
  }
}

/** Reserves one piece of one item: the row of its stock is guarded and counted up. */
export function reservePieces(database: HandWritten, plan: StockPlan): (number: number) => Promise<void> {
  const { tenant, itemId, locationId, inserts } = plan
  const reserve = database.together([
    'select * from inventory_items where tenant = ? and code = ?',
    `select * from inventory_locations where tenant = ? and branch = 'main' and code = 'main'`,
    `update inventory_stock set reserved = reserved + 1, version = version + 1
      where tenant = ? and item_id = ? and location_id = ? and on_hand - reserved >= 1`,
    ...inserts.map(({ table, columns }) => database.insertSql(table, columns)),
  ])
  return (number) =>
    reserve([
      [tenant, itemCode(0)],
      [tenant],
      [tenant, itemId, locationId],
      ...plan.rows(new Map([[plan.key, `${plan.key}-${number}`]])),
    ])
}
