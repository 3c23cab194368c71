/** Members that inputs of several operations share. */
import { z } from 'zod'

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

const lineSchema = z.strictObject({
  /** A category of expenses, such as rent. */
  category: categoryText,
  /** Without tax, where tax is given. */
  amount: amountText,
  /** The VAT of this line. */
  tax: amountText.optional(),
  shootType: categoryText.optional(),
})

/** What was spent. */
export type ExpenseLineInput = z.output<typeof lineSchema>

export const expenseLinesSchema: z.ZodType<ExpenseLineInput[], ExpenseLineInput[]> = z.array(lineSchema).min(1).max(50)
