/** Members that inputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(40)
/** Never personal data: facts cannot be blanked. */
export const reasonText = z.string().min(1).max(500)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

const countSchema = z
  .strictObject({
    /** The sum, where nobody counts by denomination; with denominations it must be their sum. */
    amount: amountText.optional(),
    denominations: z
      .array(z.strictObject({ value: amountText, pieces: z.int().min(0).max(1_000_000) }))
      .min(1)
      .max(40)
      .optional(),
  })
  .refine(
    (count) => count.amount !== undefined || count.denominations !== undefined,
    'must have an amount or denominations',
  )

/** Cash as it was counted. */
export interface CashCount extends z.output<typeof countSchema> {}

export const cashCountSchema: z.ZodType<CashCount, CashCount> = countSchema

const methodCountsSchema = z.array(z.strictObject({ method: z.string().min(1).max(20), amount: amountText })).max(40)

/** What slips and terminals say of the other methods. */
export type MethodCounts = z.output<typeof methodCountsSchema>

/** The members with which a shift is counted out, at its close and when it is handed over. */
export const countingMembers = {
  /** The caller's own open shift unless told; another's needs the permission tills.actForOthers. */
  shiftId: idText.optional(),
  cash: cashCountSchema,
  others: methodCountsSchema.optional(),
  note: reasonText.optional(),
}
