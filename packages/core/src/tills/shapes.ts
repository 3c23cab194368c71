/** Members that inputs of several operations share. */
import { z } from 'zod'
import { currencyText } from '../ledger/index.ts'

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

const foreignCountShape = {
  currency: currencyText,
  ...countSchema.shape,
}

/** Foreign cash as it was counted; an amount or denominations. */
export interface ForeignCashCount extends CashCount {
  readonly currency: string
}

const someCount = (count: CashCount): boolean => count.amount !== undefined || count.denominations !== undefined

const foreignOpeningSchema = z
  .strictObject({ ...foreignCountShape, fromSafe: amountText.optional() })
  .refine(someCount, 'must have an amount or denominations')

const foreignClosingSchema = z
  .strictObject({ ...foreignCountShape, toSafe: amountText.optional() })
  .refine(someCount, 'must have an amount or denominations')

export interface ForeignOpeningCount extends z.output<typeof foreignOpeningSchema> {}
export interface ForeignClosingCount extends z.output<typeof foreignClosingSchema> {}

/** Counts of foreign cash for an opening; `fromSafe` as for the studio's own. */
export const foreignOpeningsSchema: z.ZodType<ForeignOpeningCount[], ForeignOpeningCount[]> = z
  .array(foreignOpeningSchema)
  .max(20)

/** Counts of foreign cash for a close; `toSafe` as for the studio's own. */
export const foreignClosingsSchema: z.ZodType<ForeignClosingCount[], ForeignClosingCount[]> = z
  .array(foreignClosingSchema)
  .max(20)

export const cashCountSchema: z.ZodType<CashCount, CashCount> = countSchema

const methodCountsSchema = z
  .array(
    z.strictObject({
      method: z.string().min(1).max(20),
      amount: amountText,
      /** The studio's unless told. */
      currency: currencyText.optional(),
    }),
  )
  .max(40)

/** What slips and terminals say of the other methods. */
export type MethodCounts = z.output<typeof methodCountsSchema>

/** The members with which a shift is counted out, at its close and when it is handed over. */
export const countingMembers = {
  /** The caller's own open shift unless told; another's needs the permission tills.actForOthers. */
  shiftId: idText.optional(),
  cash: cashCountSchema,
  /** Foreign cash; what is not counted stays in the drawer as the books have it. */
  foreign: foreignClosingsSchema.optional(),
  others: methodCountsSchema.optional(),
  note: reasonText.optional(),
}
