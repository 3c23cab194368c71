/** The receipt of a payment or refund: what its entry keeps as a document, and what callers get. */
import { z } from 'zod'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import type { PostedEntry } from './post-entry.ts'

const foreignSchema = z.object({
  currency: z.string(),
  /** What the studio took, or gave back, in that currency. */
  amount: z.string(),
  tendered: z.string().nullable(),
  /** What was given back of `tendered`, in that currency. */
  change: z.string(),
  /** Units of the studio's currency for one unit of the foreign one. Of a refund: that of its receipt. */
  rate: z.string(),
  /** The day from which the rate was used. */
  rateOn: z.string(),
  source: z.string(),
  /** What `amount` was worth at the rate, in the studio's currency. */
  worth: z.string(),
})

/** The foreign money of a leg. */
export interface ForeignReceiptMoney extends z.output<typeof foreignSchema> {}

const legSchema = z.object({
  /** 1 for the first. */
  leg: z.int(),
  method: z.string(),
  /** In the currency of the receipt, whatever was handed over. */
  amount: z.string(),
  /** What was handed over, where it was said. */
  tendered: z.string().nullable(),
  change: z.string(),
  /** For money that went back: the leg that it consumed. */
  refundOf: z.object({ receiptId: z.string(), leg: z.int() }).nullable(),
  /** The code of the voucher that paid it, where one did. */
  voucher: z.string().optional(),
  /** The foreign money that it was, where it was. */
  foreign: foreignSchema.optional(),
})

const documentShape = {
  /** earnest, advance, balance, bond or topUp, where it was said. */
  purpose: z.string().nullable(),
  /** Why money went back. */
  reason: z.string().nullable(),
  /** Who approved it, where the cashier could not do it alone. */
  approver: z.string().optional(),
  /** What the studio kept of a bond, for damage. */
  kept: z.string().optional(),
  /** True where the money was sent back outside, such as at the terminal that took it. */
  settledOutside: z.boolean().optional(),
  /** The customer's stored value after a top-up, or after what was given back of one. */
  storedValue: z.string().optional(),
  /** What was given on top of a top-up, or taken back with it. */
  bonus: z.string().optional(),
  legs: z.array(legSchema),
  change: z.string(),
  /** What the customer has paid for the order after this, less refunds; bonds apart. */
  totalPaid: z.string(),
  /** What is still to be paid after this. */
  balanceDue: z.string(),
}

const documentSchema = z.object(documentShape)

const schema = z.object({
  id: z.string(),
  /** receipt for money that came in; refund, void, bondReturn or cancellation for money that went out. */
  kind: z.string(),
  number: z.string(),
  branch: z.string(),
  orderId: z.string().nullable(),
  customerId: z.string().nullable(),
  businessDate: z.string(),
  at: z.string(),
  cashier: z.string(),
  till: z.string().nullable(),
  /** The receipt that this refund gives back from, where it is one. */
  correctsId: z.string().nullable(),
  note: z.string().nullable(),
  currency: z.string(),
  /** What was paid, or given back: the sum of the legs. */
  amount: z.string(),
  ...documentShape,
})

/** What an entry keeps of its receipt. */
export type ReceiptDocument = z.output<typeof documentSchema>

export interface ReceiptLeg extends z.output<typeof legSchema> {}

/** A receipt. Amounts are decimal strings in `currency`; `kind` says which way the money went. */
export interface Receipt extends z.output<typeof schema> {}

export const receiptSchema: z.ZodType<Receipt> = schema

const paidSchema = schema.extend({ credit: schema.nullable() })

/** The receipt of a payment; `credit` is that of what was paid beyond what was due, where it became stored value. */
export interface PaymentReceipt extends z.output<typeof paidSchema> {}

export const paymentReceiptSchema: z.ZodType<PaymentReceipt> = paidSchema

/** As an entry keeps it: members that say nothing are left out. */
export function storedDocument(document: ReceiptDocument): Json {
  const stored: Json = JSON.parse(JSON.stringify(document))
  return stored
}

/** The document of an entry that has a number. */
export const documentOf = (entry: PostedEntry): ReceiptDocument => entry.document as unknown as ReceiptDocument

/** What the money of a receipt, a refund or a void was for; null where nothing was said. */
export const purposeOf = (entry: PostedEntry): string | null => documentOf(entry).purpose

export function presentReceipt(entry: PostedEntry): Receipt {
  const document = documentOf(entry)
  const legs = document.legs.map((leg) => Money.of(leg.amount, entry.currency))
  return {
    id: entry.id,
    kind: entry.kind,
    number: entry.number ?? '',
    branch: entry.branch,
    orderId: entry.orderId,
    customerId: entry.customerId,
    businessDate: entry.businessDate,
    at: entry.at,
    cashier: entry.actor,
    till: entry.till,
    correctsId: entry.correctsId,
    note: entry.memo,
    currency: entry.currency,
    amount: Money.sum(entry.currency, legs).toString(),
    ...document,
  }
}
