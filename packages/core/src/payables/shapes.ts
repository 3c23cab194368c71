/** Members that inputs of several operations share. */
import { z } from 'zod'
import { closingCategory } from '../ledger/index.ts'

export const idText = z.string().min(1).max(64)
/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(40)
/** Never personal data: facts cannot be blanked. */
export const reasonText = z.string().min(1).max(500)
export const referenceText = z.string().min(1).max(80)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
export const categoryText = z.string().min(1).max(60)

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

const moneyLegSchema = z.strictObject({
  /** `Bank:<account>`, `Cash:Safe`, `Cash:Till:<till>`, or `till` for the drawer of the caller's open shift. */
  account: idText,
  amount: amountText,
})

/** By what money goes to a supplier or an employee, or comes back. */
export type MoneyLegInput = z.output<typeof moneyLegSchema>

export const moneyLegsSchema: z.ZodType<MoneyLegInput[], MoneyLegInput[]> = z.array(moneyLegSchema).min(1).max(20)

const billLineSchema = z.strictObject({
  /** What it is for: an expense, `Inventory:<kind>`, or another asset such as Equipment. */
  account: idText,
  /** Without tax, where tax is given. */
  amount: amountText,
  /** The VAT of this line. */
  tax: amountText.optional(),
  category: categoryText
    .refine((category) => category !== closingCategory, 'is that of closing a year, which hides a line from the profit')
    .optional(),
  shootType: categoryText.optional(),
  staff: idText.optional(),
})

/** What a bill or credit note is for. */
export type BillLineInput = z.output<typeof billLineSchema>

export const billLinesSchema: z.ZodType<BillLineInput[], BillLineInput[]> = z.array(billLineSchema).min(1).max(100)

/** Of a bill, or of what is applied to it. */
export const documentAmounts = {
  documentId: idText,
  /** All that is open unless told. */
  amount: amountText.optional(),
}
