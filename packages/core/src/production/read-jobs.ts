/** What departments have to do. */
import type { QueryContext } from '../engine/context.ts'
import { orders, type OrderLineRow, ordersLines } from '../orders/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { readPicks } from './read-picks.ts'
import { productionLines, productionRounds } from './tables.ts'

/** A line that waits for a department, or for somebody else before it can go on. */
export interface LineJob {
  readonly id: string
  readonly line: OrderLineRow
  readonly orderNumber: string
  readonly due: CalendarDate | null
  /** The level of its rush; null where it has none. */
  readonly rushLevel: string | null
  readonly rush: boolean
  /** Images or spreads: those of the open round, else what was picked; at least one. */
  readonly units: number
  readonly department: string
  /** Who is to do it. */
  readonly staffId: string | null
  /** Who has to act: studio, customer or supplier. */
  readonly turn: string
}

/** In the order of departments and of days. Five statements. */
export async function readJobs(
  context: QueryContext,
  branch: string,
  departments: readonly string[],
): Promise<readonly LineJob[]> {
  const { store } = context
  const rows = await store.find(ordersLines, {
    where: { branch, department: { in: departments } },
    orderBy: ['department', 'stageDue', 'id'],
    limit: 'all',
  })
  const lineIds = rows.map(({ id }) => id)
  const orderIds = [...new Set(rows.map(({ orderId }) => orderId))]
  const found = await store.find(orders, { where: { id: { in: orderIds } }, limit: 'all' })
  const states = await store.find(productionLines, { where: { lineId: { in: lineIds } }, limit: 'all' })
  const open = await store.find(productionRounds, {
    where: { lineId: { in: lineIds }, state: { in: ['working', 'submitted'] } },
    limit: 'all',
  })
  const picks = await readPicks(context, lineIds)
  const numbers = new Map(found.map(({ id, number }) => [id, number]))
  const stateOf = new Map(states.map((state) => [state.lineId, state]))
  const roundOf = new Map(open.map((round) => [round.lineId, round]))
  return rows.map((line): LineJob => {
    const { id, department, hold } = line
    const picked = picks.get(id)
    const usual = department === 'design' ? picked?.spreads : picked?.imageIds.length
    const rushLevel = stateOf.get(id)?.rush ?? null
    return {
      id,
      line,
      orderNumber: numbers.get(line.orderId) ?? '',
      due: line.stageDue,
      rushLevel,
      rush: rushLevel !== null,
      units: Math.max(1, roundOf.get(id)?.quantity ?? usual ?? 1),
      department: department ?? '',
      staffId: roundOf.get(id)?.staffId ?? line.assigneeId,
      turn: hold === null ? (line.turn ?? 'studio') : hold === 'studio' ? 'studio' : 'customer',
    }
  })
}
