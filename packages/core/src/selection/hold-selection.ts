/** Taking hold of a selection, and what it is a selection of. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import {
  LineUnknown,
  type OpenOrder,
  type OrderLineRow,
  type OrderRow,
  openOrder,
  orders,
  ordersLines,
} from '../orders/index.ts'
import type { Content } from './content.ts'
import type { Counted } from './entitlement.ts'
import {
  LineCancelled,
  SelectionChanged,
  SelectionConfirmed,
  SelectionOtherBranch,
  SelectionUnknown,
} from './errors.ts'
import { type SelectionRow, selectionSelections } from './tables.ts'

export const contentOf = (row: Pick<SelectionRow, 'content'>): Content => row.content as unknown as Content
export const countedOf = (row: Pick<SelectionRow, 'counted'>): readonly Counted[] =>
  row.counted as unknown as readonly Counted[]
export const beforeOf = (row: Pick<SelectionRow, 'before'>): readonly Counted[] =>
  row.before as unknown as readonly Counted[]
export const soldLinesOf = (row: Pick<SelectionRow, 'soldLines'>): readonly string[] =>
  row.soldLines as unknown as readonly string[]

/** @throws SELECTION_UNKNOWN */
export async function readSelection(
  context: QueryContext | CommandContext,
  selectionId: string,
): Promise<SelectionRow> {
  const row = await context.store.get(selectionSelections, selectionId)
  if (row === undefined) throw SelectionUnknown.create({ selectionId })
  return row
}

/**
 * Locks an order of the session's branch with its lines, for what is kept of it for ever. Two statements.
 *
 * @throws ORDER_UNKNOWN, ORDER_CLOSED, SELECTION_OTHER_BRANCH
 */
export async function openOwnOrder(context: CommandContext, orderId: string, action: string): Promise<OpenOrder> {
  const open = await openOrder(context, orderId, { action, revision: undefined })
  const { number, branch } = open.order
  if (branch !== context.branch) throw SelectionOtherBranch.create({ number, branch, session: context.branch })
  return open
}

/**
 * Locks a selection that is still open. Whoever also changes the order locks that first.
 *
 * @throws SELECTION_UNKNOWN, SELECTION_CONFIRMED, SELECTION_CHANGED
 */
export async function holdOpen(
  context: CommandContext,
  selectionId: string,
  change: { readonly action: string; readonly revision: number | undefined },
): Promise<SelectionRow> {
  const row = await context.store.getForUpdate(selectionSelections, selectionId)
  if (row === undefined) throw SelectionUnknown.create({ selectionId })
  requireOpen(row, change)
  return row
}

/** @throws SELECTION_CONFIRMED, SELECTION_CHANGED */
export function requireOpen(
  row: SelectionRow,
  { action, revision }: { readonly action: string; readonly revision: number | undefined },
): void {
  const { id: selectionId, state, stateAt } = row
  // One that was closed is refused by its line, which is cancelled.
  if (state === 'confirmed') throw SelectionConfirmed.create({ selectionId, at: stateAt, action })
  if (revision !== undefined && revision !== row.revision) {
    throw SelectionChanged.create({ selectionId, expected: revision, actual: row.revision })
  }
}

/**
 * The line of an order among its lines.
 *
 * @throws LINE_UNKNOWN, LINE_CANCELLED
 */
export function standingLine(order: OrderRow, lines: readonly OrderLineRow[], lineId: string): OrderLineRow {
  const line = lines.find((one) => one.id === lineId)
  if (line === undefined) throw LineUnknown.create({ number: order.number, lineIds: [lineId] })
  if (line.progress === 'cancelled') throw LineCancelled.create({ number: order.number, line: line.line })
  return line
}

/**
 * The line of a selection as it stands, for a change of the selection alone. One statement: the lines of a cancelled order
 * are cancelled, so the order need not be asked.
 *
 * @throws LINE_CANCELLED
 */
export async function readLine(
  context: QueryContext | CommandContext,
  { orderId, lineId }: Pick<SelectionRow, 'orderId' | 'lineId'>,
): Promise<OrderLineRow> {
  const line = await context.store.get(ordersLines, lineId)
  if (line !== undefined && line.progress !== 'cancelled') return line
  const number = await orderNumber(context, orderId)
  if (line === undefined) throw LineUnknown.create({ number, lineIds: [lineId] })
  throw LineCancelled.create({ number, line: line.line })
}

/** What people call an order by, for what is told of it. */
export async function orderNumber(context: QueryContext | CommandContext, orderId: string): Promise<string> {
  return (await context.store.get(orders, orderId))?.number ?? orderId
}
