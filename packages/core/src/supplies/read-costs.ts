/** Reads what an order cost: goods at their cost of now, and jobs at outside labs. */
import type { QueryContext } from '../engine/context.ts'
import { inventoryCosts, inventoryLines, type MovementLineRow } from '../inventory/index.ts'
import type { OrderLineRow } from '../orders/index.ts'
import { procurementLabJobs } from '../procurement/index.ts'
import { wastageAccount } from './take-goods.ts'
import { suppliesUses } from './tables.ts'

/** In minor units; of no line where the key is null. */
export interface LineCosts {
  goods: bigint
  lab: bigint
  labExpected: bigint
  /** Goods for work that was done again and that the customer does not pay: an expense of the studio, not a cost of the order. */
  wasted: bigint
}

export type CostsByLine = ReadonlyMap<string | null, LineCosts>

/** Kinds of movements that are a cost of what they are for. */
const costKinds: readonly string[] = ['issue', 'consumption', 'gift', 'customerReturn', 'waste']

/** Four statements, and one where lines took goods while they were of another order. */
export async function readCosts(
  { store }: Pick<QueryContext, 'store'>,
  orderId: string,
  lines: readonly OrderLineRow[],
): Promise<CostsByLine> {
  const costs = new Map<string | null, LineCosts>()
  const known = new Set(lines.map(({ id }) => id))
  const of = (lineId: string | null): LineCosts => {
    const key = lineId !== null && known.has(lineId) ? lineId : null
    const row = costs.get(key) ?? { goods: 0n, lab: 0n, labExpected: 0n, wasted: 0n }
    costs.set(key, row)
    return row
  }
  for (const { row, value } of await goodsOf({ store }, orderId, known)) {
    const isWaste = row.kind === 'waste' || row.account === wastageAccount
    of(row.orderLineId)[isWaste ? 'wasted' : 'goods'] -= value
  }
  const jobs = await store.find(procurementLabJobs, { where: { orderId }, orderBy: ['id'], limit: 'all' })
  for (const { orderLineId, billId, billed, credited, price, status } of jobs) {
    const row = of(orderLineId)
    if (billId === null && status !== 'cancelled') row.labExpected += price
    row.lab += billed - credited
  }
  return costs
}

interface ValuedRow {
  readonly row: MovementLineRow
  /** As it is known now: below zero for what went out. */
  readonly value: bigint
}

async function goodsOf(
  { store }: Pick<QueryContext, 'store'>,
  orderId: string,
  lineIds: ReadonlySet<string>,
): Promise<readonly ValuedRow[]> {
  const named = await store.find(inventoryLines, { where: { orderId }, limit: 'all' })
  const uses = await store.find(suppliesUses, { where: { lineId: { in: [...lineIds] } }, limit: 'all' })
  const keyOf = (movementId: string, line: number): string => `${movementId}:${line}`
  const found = new Map(named.map((row) => [keyOf(row.movementId, row.line), row]))
  const met = new Set(uses.map(({ movementId, movementLine }) => keyOf(movementId, movementLine)))
  const elsewhere = uses.filter(({ movementId, movementLine }) => !found.has(keyOf(movementId, movementLine)))
  if (elsewhere.length > 0) {
    const where = { movementId: { in: [...new Set(elsewhere.map(({ movementId }) => movementId))] } }
    for (const row of await store.find(inventoryLines, { where, limit: 'all' })) {
      const key = keyOf(row.movementId, row.line)
      if (met.has(key)) found.set(key, row)
    }
  }
  // A line that went on to another order takes its costs along.
  const own = [...found].filter(([key, row]) => {
    if (!costKinds.includes(row.kind)) return false
    return row.orderLineId === null || lineIds.has(row.orderLineId) || met.has(key)
  })
  const movementIds = [...new Set(own.map(([, row]) => row.movementId))]
  const later =
    movementIds.length === 0
      ? []
      : await store.find(inventoryCosts, { where: { movementId: { in: movementIds } }, limit: 'all' })
  const more = new Map<string, bigint>()
  for (const { movementId, line, amount } of later) {
    const key = keyOf(movementId, line)
    more.set(key, (more.get(key) ?? 0n) + amount)
  }
  return own.map(([key, row]) => ({ row, value: row.value + (more.get(key) ?? 0n) }))
}
