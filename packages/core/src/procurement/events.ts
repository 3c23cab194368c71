/** What happens when a studio buys. Amounts are decimal strings in `currency`. */
import { z } from 'zod'
import { defineEvent, type EventKind } from '../engine/event.ts'

const text = z.string()

export interface PurchaseOrderChanged {
  orderId: string
  /** Null of a draft. */
  number: string | null
  supplierId: string
  /** drafted, changed, submitted, approved, rejected, sent, received, returned, closed or cancelled. */
  kind: string
  /** Afterwards. */
  status: string
  currency: string
  total: string
}

export const purchaseOrderChanged: EventKind<'procurement.orderChanged', PurchaseOrderChanged> = defineEvent({
  name: 'procurement.orderChanged',
  version: 1,
  schema: z.strictObject({
    orderId: text,
    number: text.nullable(),
    supplierId: text,
    kind: text,
    status: text,
    currency: text,
    total: text,
  }),
})

export interface GoodsReceived {
  receiptId: string
  /** Null where nobody said whose they are. */
  supplierId: string | null
  /** Null where nothing was accepted. */
  movementId: string | null
  lines: { receiptLineId: string; itemId: string; orderId: string | null; accepted: number; rejected: number }[]
}

export const goodsReceived: EventKind<'procurement.received', GoodsReceived> = defineEvent({
  name: 'procurement.received',
  version: 1,
  schema: z.strictObject({
    receiptId: text,
    supplierId: text.nullable(),
    movementId: text.nullable(),
    lines: z.array(
      z.strictObject({
        receiptLineId: text,
        itemId: text,
        orderId: text.nullable(),
        accepted: z.int(),
        rejected: z.int(),
      }),
    ),
  }),
})

export interface GoodsReturned {
  returnId: string
  supplierId: string | null
  movementId: string
  currency: string
  /** What the supplier is to credit. */
  claimed: string
}

export const goodsReturned: EventKind<'procurement.returned', GoodsReturned> = defineEvent({
  name: 'procurement.returned',
  version: 1,
  schema: z.strictObject({
    returnId: text,
    supplierId: text.nullable(),
    movementId: text,
    currency: text,
    claimed: text,
  }),
})

export interface GoodsBilled {
  /** Of the payables. */
  documentId: string
  /** bill or creditNote. */
  kind: string
  supplierId: string
  currency: string
  /** What was billed more than expected; below zero where less. */
  difference: string
  approver: string | null
}

export const goodsBilled: EventKind<'procurement.billed', GoodsBilled> = defineEvent({
  name: 'procurement.billed',
  version: 1,
  schema: z.strictObject({
    documentId: text,
    kind: text,
    supplierId: text,
    currency: text,
    difference: text,
    approver: text.nullable(),
  }),
})

export interface LabJobChanged {
  jobId: string
  number: string
  supplierId: string
  orderId: string | null
  /** sent, returned, accepted, rejected, reworked, cancelled, billed, credited or voided. */
  kind: string
  status: string
}

export const labJobChanged: EventKind<'procurement.labJobChanged', LabJobChanged> = defineEvent({
  name: 'procurement.labJobChanged',
  version: 1,
  schema: z.strictObject({
    jobId: text,
    number: text,
    supplierId: text,
    orderId: text.nullable(),
    kind: text,
    status: text,
  }),
})

export const procurementEvents = [
  purchaseOrderChanged,
  goodsReceived,
  goodsReturned,
  goodsBilled,
  labJobChanged,
] as const
