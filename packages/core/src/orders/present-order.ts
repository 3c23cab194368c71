/** Orders as callers see them. */
import { z } from 'zod'
import { type CustomValues, customValues } from '../engine/custom-field.ts'
import { Money } from '../values/money.ts'
import { lineStages, orderStatuses } from './order-status.ts'
import type { OrderLineRow, OrderRow } from './tables.ts'

export const orderLineSchema = z.object({
  id: z.string(),
  /** 1, 2, 3 … within the order. */
  line: z.number(),
  itemId: z.string().nullable(),
  item: z.string(),
  name: z.string(),
  kind: z.string(),
  category: z.string(),
  /** The kind of photography that it was sold for. */
  shootType: z.string().nullable(),
  taxRate: z.string().nullable(),
  quantity: z.string(),
  unitPrice: z.string(),
  discount: z.string(),
  amount: z.string(),
  origin: z.enum(['order', 'secondSale', 'import']),
  stage: z.enum(lineStages),
  /** The business date on which it entered its stage. */
  stageDate: z.string(),
  sellerId: z.string().nullable(),
  entitlements: z.json(),
  note: z.string().nullable(),
})

export const orderHeadSchema = z.object({
  id: z.string(),
  number: z.string(),
  branch: z.string(),
  customerId: z.string(),
  bookedDate: z.string(),
  placedAt: z.string(),
  channel: z.string(),
  source: z.string().nullable(),
  reference: z.string().nullable(),
  region: z.string().nullable(),
  note: z.string().nullable(),
  currency: z.string(),
  total: z.string(),
  status: z.enum(orderStatuses),
  dueDate: z.string().nullable(),
  cancelledAt: z.string().nullable(),
  cancelReason: z.string().nullable(),
  /** Pass it back with a change, to be refused where somebody was faster. */
  revision: z.number(),
  custom: customValues,
  lines: z.array(orderLineSchema),
})

export const orderSchema = orderHeadSchema.extend({
  /** What was paid and not refunded; bonds apart. */
  paid: z.string(),
  /** What is still to be paid. */
  balanceDue: z.string(),
  /** What was paid beyond it: a deposit that waits to be refunded or used. */
  overpaid: z.string(),
})

export interface OrderLine extends z.output<typeof orderLineSchema> {}
/** An order with its lines, without its account. */
export interface ListedOrder extends z.output<typeof orderHeadSchema> {}
/** An order with its lines and what is paid. */
export interface Order extends z.output<typeof orderSchema> {}

export function presentLine(row: OrderLineRow, currency: string): OrderLine {
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  return {
    id: row.id,
    line: row.line,
    itemId: row.itemId,
    item: row.itemCode,
    name: row.name,
    kind: row.kind,
    category: row.category,
    shootType: row.shootType,
    taxRate: row.taxRate,
    quantity: row.quantity,
    unitPrice: shown(row.unitPrice),
    discount: shown(row.discount),
    amount: shown(row.amount),
    origin: row.origin as OrderLine['origin'],
    stage: row.stage as OrderLine['stage'],
    stageDate: row.stageDate,
    sellerId: row.sellerId,
    entitlements: row.entitlements as OrderLine['entitlements'],
    note: row.note,
  }
}

export function presentHead(row: OrderRow, lines: readonly OrderLineRow[], custom: CustomValues): ListedOrder {
  return {
    id: row.id,
    number: row.number,
    branch: row.branch,
    customerId: row.customerId,
    bookedDate: row.bookedDate,
    placedAt: row.placedAt,
    channel: row.channel,
    source: row.source,
    reference: row.reference,
    region: row.region,
    note: row.note,
    currency: row.currency,
    total: Money.ofMinor(row.total, row.currency).toString(),
    status: row.status as ListedOrder['status'],
    dueDate: row.dueDate,
    cancelledAt: row.cancelledAt,
    cancelReason: row.cancelReason,
    revision: row.revision,
    custom,
    lines: [...lines].sort((a, b) => a.line - b.line).map((line) => presentLine(line, row.currency)),
  }
}

export function presentOrder(
  row: OrderRow,
  lines: readonly OrderLineRow[],
  custom: CustomValues,
  account: { readonly paid: Money; readonly balanceDue: Money; readonly overpaid: Money },
): Order {
  return {
    ...presentHead(row, lines, custom),
    paid: account.paid.toString(),
    balanceDue: account.balanceDue.toString(),
    overpaid: account.overpaid.toString(),
  }
}
