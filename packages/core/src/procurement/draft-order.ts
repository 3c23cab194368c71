/** Drafts purchase orders, for the operation and for suggestions. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { plannedLines, type WantedLine } from './order-lines.ts'
import { keepOrderEvent, lineRow } from './orders.ts'
import { type OrderLineRow, type OrderRow, procurementOrderLines, procurementOrders } from './tables.ts'

export interface OrderDraft {
  readonly supplierId: string
  readonly lines: readonly WantedLine[]
  readonly reference?: string | undefined
  /** Never personal data. */
  readonly memo?: string | undefined
}

export interface DraftedOrder {
  readonly order: OrderRow
  readonly lines: readonly OrderLineRow[]
}

/** One insert each for the order, its lines and its history; of a supplier and items that the caller has looked up. */
export function draftOrder(context: CommandContext, draft: OrderDraft): DraftedOrder {
  const { store, branch, now, actor, studio } = context
  const { currency } = studio
  const { supplierId, reference = null, memo = null } = draft
  const planned = plannedLines(currency, [], draft.lines)
  const expectedOn: CalendarDate = planned.expectedOn
  const order = store.insert(procurementOrders, {
    id: context.newId(),
    branch,
    supplierId,
    number: null,
    status: 'draft',
    approval: 'notNeeded',
    currency,
    total: planned.total.minor,
    approvedTotal: null,
    expectedOn,
    reference,
    memo,
    revision: 1,
    draftedBy: actor,
    draftedAt: now,
    sentOn: null,
  })
  const lines = planned.lines.map((line) => store.insert(procurementOrderLines, lineRow(order, line, 'draft')))
  keepOrderEvent(context, order, 'drafted', { lines: planned.lines })
  return { order, lines }
}
