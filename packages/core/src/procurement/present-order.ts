/** Purchase orders, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { shownPrice } from './shapes.ts'
import type { OrderEventRow, OrderLineRow, OrderRow } from './tables.ts'

const text = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()

const headShape = z.object({
  id: z.string(),
  branch: z.string(),
  supplierId: z.string(),
  /** Null of a draft. */
  number: z.string().nullable(),
  /** draft, submitted, approved, sent, partlyReceived, received, closed or cancelled. */
  status: z.string(),
  /** notNeeded, needed or given. */
  approval: z.string(),
  currency: z.string(),
  total: z.string(),
  /** When the last of it is expected. */
  expectedOn: z.string(),
  sentOn: z.string().nullable(),
  reference: z.string().nullable(),
  memo: z.string().nullable(),
  /** Rises with every change of its lines. */
  revision: z.int(),
  draftedBy: z.string(),
  draftedAt: z.string(),
})

/** How a purchase order stands. */
export interface PurchaseOrderHead extends z.output<typeof headShape> {}

export const orderHeadSchema: z.ZodType<PurchaseOrderHead> = headShape

export function presentOrderHead(row: OrderRow): PurchaseOrderHead {
  const { id, branch, supplierId, number, status, approval, currency, expectedOn, sentOn } = row
  const { reference, memo, revision, draftedBy, draftedAt } = row
  return {
    id,
    branch,
    supplierId,
    number,
    status,
    approval,
    currency,
    total: text(row.total, currency),
    expectedOn,
    sentOn,
    reference,
    memo,
    revision,
    draftedBy,
    draftedAt,
  }
}

const lineShape = z.object({
  line: z.int(),
  itemId: z.string(),
  quantity: z.int(),
  /** For `per` units. */
  price: z.string(),
  per: z.int(),
  amount: z.string(),
  expectedOn: z.string(),
  memo: z.string().nullable(),
  /** Accepted, less what went back and is to come again. */
  received: z.int(),
  /** Still to come; nothing of what is closed or cancelled. */
  outstanding: z.int(),
})

const orderShape = headShape.extend({ lines: z.array(lineShape) })

/** A purchase order with its lines. */
export interface PurchaseOrder extends z.output<typeof orderShape> {}

export const orderSchema: z.ZodType<PurchaseOrder> = orderShape

export function presentOrder(row: OrderRow, lines: readonly OrderLineRow[]): PurchaseOrder {
  return {
    ...presentOrderHead(row),
    lines: [...lines]
      .sort((a, b) => a.line - b.line)
      .map(({ line, itemId, quantity, price, per, amount, expectedOn, memo, received, outstanding, stage }) => ({
        line,
        itemId,
        quantity,
        price: shownPrice(price),
        per,
        amount: text(amount, row.currency),
        expectedOn,
        memo,
        received,
        outstanding: stage === 'done' ? 0 : outstanding,
      })),
  }
}

const eventShape = z.object({
  id: z.string(),
  /** drafted, changed, submitted, approved, rejected, sent, received, returned, closed or cancelled. */
  kind: z.string(),
  status: z.string(),
  revision: z.int(),
  at: z.string(),
  actor: z.string(),
  note: z.string().nullable(),
  total: z.string(),
  /** The lines as they were set; null where nothing set them. */
  lines: z
    .array(z.object({ line: z.int(), itemId: z.string(), quantity: z.int(), price: z.string(), per: z.int() }))
    .nullable(),
})

/** Something that happened to a purchase order. */
export interface PurchaseOrderEvent extends z.output<typeof eventShape> {}

const withHistoryShape = orderShape.extend({ history: z.array(eventShape) })

/** A purchase order with all that happened to it. */
export interface PurchaseOrderWithHistory extends z.output<typeof withHistoryShape> {}

export const orderWithHistorySchema: z.ZodType<PurchaseOrderWithHistory> = withHistoryShape

export function presentOrderEvent(row: OrderEventRow): PurchaseOrderEvent {
  const { id, kind, status, revision, at, actor, note, total, currency } = row
  const lines = eventShape.shape.lines.parse(row.lines)
  return {
    id,
    kind,
    status,
    revision,
    at,
    actor,
    note,
    total: text(total, currency),
    lines: lines?.map((line) => ({ ...line, price: shownPrice(line.price) })) ?? null,
  }
}
