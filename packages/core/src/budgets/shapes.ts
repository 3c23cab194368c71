/** Members that inputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
export const amountText = z.string().min(1).max(40)
export const yearNumber = z.int().min(1970).max(9998)
export const monthInput = z.int().min(1).max(12)
export const nameText = z.string().min(1).max(100)

const lineSchema = z
  .strictObject({
    /** An account of income or expenses, or a group of them such as Payroll. */
    account: idText,
    /** Only this category; all of them, and what has none, unless told. */
    category: z.string().min(1).max(60).optional(),
    /** Twelve amounts, January first. */
    months: z.array(amountText).length(12).optional(),
    /** Or that of the year, in twelve parts. */
    year: amountText.optional(),
    /** Refuses what goes beyond it, where the setting hardLimits is on. */
    hard: z.boolean().default(false),
  })
  .refine((line) => (line.months === undefined) !== (line.year === undefined), 'must have months or year')

/** A line of a budget, as it is given. */
export type BudgetLineGiven = z.output<typeof lineSchema>
export type BudgetLineInput = z.input<typeof lineSchema>

export const budgetLinesSchema: z.ZodType<BudgetLineGiven[], BudgetLineInput[]> = z.array(lineSchema).min(1).max(500)
