/**
 * What stands on a receipt: typed JSON with a version, apart from how it looks. It may be stored, sent to a printing
 * service and drawn there by any of the renderers.
 */
import { z } from 'zod'
import { letterheadSchema } from './letterhead.ts'
import { receiptLanguages, receiptPapers } from './paper.ts'

const amount = z.string().regex(/^-?\d{1,24}(\.\d{1,6})?$/, 'must be a decimal string')
const rate = z.string().regex(/^\d{1,9}(\.\d{1,9})?$/, 'must be a decimal string')
const line = z.string().max(1000)

const schema = z.strictObject({
  /** Raised when a member changes its meaning. */
  version: z.literal(1),
  language: z.enum(receiptLanguages),
  paper: z.enum(receiptPapers),
  /** receipt for money that came in, the others for money that went out. */
  kind: z.enum(['receipt', 'refund', 'void', 'bondReturn', 'cancellation']),
  header: letterheadSchema,
  number: line,
  /** 0 for the original, 1 for the first copy. */
  copy: z.int().min(0),
  /** It was voided since: paper of it must say so. */
  voided: z.boolean(),
  businessDate: z.string().max(10),
  /** Local date and time of the branch, `YYYY-MM-DD HH:mm`. */
  time: z.string().max(16),
  cashier: line,
  till: line.nullable(),
  order: line.nullable(),
  customer: line.nullable(),
  purpose: line.nullable(),
  reason: line.nullable(),
  /** Who approved it, where the cashier could not do it alone. */
  approver: line.nullable(),
  /** The number of the receipt that a refund gives back from. */
  corrects: line.nullable(),
  /** ISO 4217; every amount is a decimal string in it. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  lines: z
    .array(
      z.strictObject({
        name: line,
        quantity: line,
        unitPrice: amount,
        /** Quantity times unit price. */
        gross: amount,
        /** What is taken off; above zero. */
        discount: amount,
        /** What is charged. */
        amount,
      }),
    )
    .max(1000),
  /** The order that it is about; null where there is none. */
  sums: z.strictObject({ gross: amount, discount: amount, total: amount }).nullable(),
  /** Taxes that are within the amounts of the lines, by rate in per cent. */
  taxes: z.array(z.strictObject({ rate: line, amount })).max(100),
  legs: z
    .array(
      z.strictObject({
        method: line,
        amount,
        tendered: amount.nullable(),
        change: amount,
        voucher: line.nullable(),
        /** The foreign money that it was; left out where it was none. */
        foreign: z
          .strictObject({
            currency: z.string().regex(/^[A-Z]{3}$/),
            /** In the foreign currency, as the two after it. */
            amount,
            tendered: amount.nullable(),
            change: amount,
            /** What one unit of it was worth in the currency of the receipt, from which day on, and who says so. */
            rate,
            rateOn: z.string().max(10),
            source: line,
            /** What `amount` was worth, in the currency of the receipt. */
            worth: amount,
          })
          .optional(),
      }),
    )
    .min(1)
    .max(20),
  /** What was paid or given back: the sum of the legs. */
  amount,
  change: amount,
  /** What the studio keeps of a bond, for damage. */
  kept: amount.nullable(),
  /** What was given on top of a top-up, or taken back with it. */
  bonus: amount.nullable(),
  /** The customer's stored value after it. */
  storedValue: amount.nullable(),
  /** What is paid for the order after this, bonds apart; null where there is no order. */
  totalPaid: amount.nullable(),
  balanceDue: amount.nullable(),
  note: line.nullable(),
  /** The head of the ledger's hash chain when it was printed. */
  headHash: line.nullable(),
  /** What the QR code says. */
  qr: z.string().max(300).nullable(),
  footer: z.array(line).max(20),
})

/** A receipt to be printed. Amounts are decimal strings in `currency`; instants were turned into local text. */
export interface ReceiptDocument extends z.output<typeof schema> {}

/** Checks a document that comes from outside, such as a queue of printing jobs. An unknown member is an error. */
export const receiptDocumentSchema: z.ZodType<ReceiptDocument> = schema

/** The language of the words on a receipt. */
export type ReceiptLanguage = ReceiptDocument['language']
/** What it is printed on. */
export type ReceiptPaper = ReceiptDocument['paper']
