/** Deliveries, returns, and what is not billed, for callers. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { OpenGoodsRow, ReceiptLineRow, ReceiptRow, ReturnRow } from './tables.ts'

const text = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()
const nullableText = z.string().nullable()

const openShape = z.object({
  /** What bills and credit notes name: the line of the delivery, the charge or the claim. */
  id: z.string(),
  branch: z.string(),
  /** Null for what `inventory.receive` took in without a supplier: whoever delivered it may bill it. */
  supplierId: nullableText,
  /** goods or charge: a bill is to come. returned or overbilled: a claim. */
  kind: z.string(),
  /** The delivery, the return, the bill or the movement of stock by which it came about. */
  sourceId: z.string(),
  itemId: nullableText,
  /** Of a claim: the line of the delivery. */
  goodsId: nullableText,
  description: nullableText,
  date: z.string(),
  quantity: z.int(),
  /** Units without a bill or credit note. */
  openQuantity: z.int(),
  currency: z.string(),
  /** What they come to; below zero what the supplier owes. */
  open: z.string(),
  /** Units that were billed and kept, and what they cost. */
  billedQuantity: z.int(),
  billedCost: z.string(),
  /** Units that were billed and went back. */
  claimedQuantity: z.int(),
})

/** Something that stands on the account of goods received. */
export interface OpenGoods extends z.output<typeof openShape> {}

export const openGoodsSchema: z.ZodType<OpenGoods> = openShape

export function presentOpenGoods(row: OpenGoodsRow): OpenGoods {
  const { id, branch, supplierId, kind, sourceId, itemId, goodsId, description, businessDate: date } = row
  const { quantity, openQuantity, currency, billedQuantity, claimedQuantity } = row
  return {
    id,
    branch,
    supplierId,
    kind,
    sourceId,
    itemId,
    goodsId,
    description,
    date,
    quantity,
    openQuantity,
    currency,
    open: text(row.open, currency),
    billedQuantity,
    billedCost: text(row.billedCost, currency),
    claimedQuantity,
  }
}

const headShape = z.object({
  id: z.string(),
  branch: z.string(),
  supplierId: nullableText,
  at: z.string(),
  date: z.string(),
  recordedAt: z.string(),
  actor: z.string(),
  deliveryNote: nullableText,
  memo: nullableText,
  /** The voucher of the stock; null where nothing was accepted. */
  movementId: nullableText,
  /** Whether the inventory received it by itself. */
  direct: z.boolean(),
})

/** A delivery. */
export interface GoodsReceipt extends z.output<typeof headShape> {}

export const receiptHeadSchema: z.ZodType<GoodsReceipt> = headShape

export function presentReceipt(row: ReceiptRow): GoodsReceipt {
  const { id, branch, supplierId, at, businessDate, recordedAt, actor, deliveryNote, memo, movementId, direct } = row
  return { id, branch, supplierId, at, date: businessDate, recordedAt, actor, deliveryNote, memo, movementId, direct }
}

const lineShape = z.object({
  /** What bills and returns name. */
  id: z.string(),
  line: z.int(),
  orderId: nullableText,
  orderLine: z.int().nullable(),
  itemId: z.string(),
  locationId: nullableText,
  accepted: z.int(),
  rejected: z.int(),
  reason: nullableText,
  /** What the accepted goods cost by what was agreed. */
  value: z.string(),
  /** What freight and the like added. */
  charges: z.string(),
  claimId: nullableText,
  lotId: nullableText,
})

/** What of a delivery is one item. */
export interface GoodsReceiptLine extends z.output<typeof lineShape> {}

export const receiptLineSchema: z.ZodType<GoodsReceiptLine> = lineShape

export function presentReceiptLine(row: ReceiptLineRow): GoodsReceiptLine {
  const { id, line, orderId, orderLine, itemId, locationId, accepted, rejected, reason, claimId, lotId } = row
  return {
    id,
    line,
    orderId,
    orderLine,
    itemId,
    locationId,
    accepted,
    rejected,
    reason,
    value: text(row.value, row.currency),
    charges: text(row.charges, row.currency),
    claimId,
    lotId,
  }
}

const returnShape = z.object({
  id: z.string(),
  branch: z.string(),
  supplierId: nullableText,
  movementId: z.string(),
  at: z.string(),
  date: z.string(),
  actor: z.string(),
  reason: z.string(),
  reference: nullableText,
  /** Whether others are to come for what was not billed. */
  replace: z.boolean(),
  lines: z.array(
    z.object({
      receiptLineId: z.string(),
      quantity: z.int(),
      /** Of them, units that no bill had come for. */
      unbilled: z.int(),
      /** What less is to be billed. */
      lessToBill: z.string(),
      /** What is claimed for the rest; null where all was unbilled. */
      claimId: nullableText,
      claimed: z.string(),
    }),
  ),
})

/** Goods that went back to their supplier. */
export interface SupplierReturn extends z.output<typeof returnShape> {}

export const returnSchema: z.ZodType<SupplierReturn> = returnShape

export function presentReturn(row: ReturnRow): SupplierReturn {
  const { id, branch, supplierId, movementId, at, businessDate: date, actor, reason, reference, replace } = row
  const lines = returnShape.shape.lines.parse(row.lines)
  return { id, branch, supplierId, movementId, at, date, actor, reason, reference, replace, lines }
}
