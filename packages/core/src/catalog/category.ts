/** A category as callers get it. */
import { z } from 'zod'
import type { Category } from './default-categories.ts'

export const categoryOutput: z.ZodType<Category> = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string().nullable(),
  /** The account of the ledger that earns the income. */
  incomeAccount: z.string(),
})
