/** The order that the hand-written side copies, and the check that both sides have written the same. */
import { createIdFactory } from '@calotype/core/values'
import { openCounter } from '../counter.ts'
import type { Place } from '../stores/store.ts'
import type { HandWritten } from './database.ts'
import { type OrderPlan, planOrder } from './order-plan.ts'
import { countersTable, type PlannedInserts } from './planned-inserts.ts'

/** What an order of Calotype's is by hand. Its rows stay in the place, where those by hand are put beside them. */
export async function planFrom(place: Place): Promise<OrderPlan> {
  const looker = place.byHand(1)
  const { engine, desk, paidOrder } = await openCounter(place.adapter({ poolSize: 1 }))
  const before = await looker.dump()
  await desk.orders.place(paidOrder('model'))
  const after = await looker.dump()
  await engine.close()
  await looker.close()
  return planOrder(before, after, createIdFactory())
}

/** Refuses a comparison of unlike work: what each table gained by one command must be the same on both sides. */
export async function requireRows(
  side: HandWritten,
  before: ReadonlyMap<string, number>,
  commands: number,
  plan: Pick<PlannedInserts, 'rowsByTable'>,
): Promise<void> {
  for (const [table, rows] of await side.countRows()) {
    if (table === countersTable) continue
    const gained = rows - (before.get(table) ?? 0)
    const expected = (plan.rowsByTable.get(table) ?? 0) * commands
    if (gained === expected) continue
    throw new Error(
      `${table} gained ${gained} rows by ${commands} commands with ${side.library}; ${expected} are expected`,
    )
  }
}
