/** What a number of a statement is made of: a selection of lines of the books, and how they add up. Pure: no I/O. */
import { z } from 'zod'
import { currencyText } from '../ledger/index.ts'
import { dateText, idText } from './shapes.ts'

/** What is added up: one side, or the difference of both. */
export type SelectionMeasure = 'debits' | 'credits' | 'debitBalance' | 'creditBalance'

const measureSchema: z.ZodType<SelectionMeasure, SelectionMeasure> = z.enum([
  'debits',
  'credits',
  'debitBalance',
  'creditBalance',
])

const partSchema = z.strictObject({
  accounts: z.array(idText).max(1000),
  /** `debits`, `credits`, `debitBalance` (debits − credits) or `creditBalance` (credits − debits). */
  measure: measureSchema,
  /** True: only of entries that moved money; false: only of the others. */
  cash: z.boolean().optional(),
  /** False: without the lines that closed a year. */
  closing: z.literal(false).optional(),
})

const schema = z.strictObject({
  currency: currencyText,
  /** The first business date; from the beginning unless told. */
  from: dateText.optional(),
  /** The last business date; until now unless told. */
  to: dateText.optional(),
  branch: idText.optional(),
  /** Null: only lines without a category. */
  category: z.string().min(1).max(60).nullish(),
  /** Null: only lines without a shoot type. */
  shootType: z.string().min(1).max(60).nullish(),
  orderId: idText.optional(),
  /** The number is the sum of its parts. No line is in two of them. */
  parts: z.array(partSchema).max(20),
})

/** A number's way back to its entries: `statements.follow` takes it as it stands. */
export interface StatementSelection extends z.output<typeof schema> {}

/** Accounts that add up in one way. */
export interface SelectionPart extends z.output<typeof partSchema> {}

export const selectionSchema: z.ZodType<StatementSelection, z.input<typeof schema>> = schema

/** Where in the books a statement looks. */
export interface Window
  extends Pick<StatementSelection, 'from' | 'to' | 'branch' | 'category' | 'shootType' | 'orderId'> {}

/** What a line must have to be in a part. Empty text where it has no category or shoot type. */
interface Told {
  readonly branch: string
  readonly category: string
  readonly shootType: string
  readonly cash: boolean
}

/** Whether something told apart so belongs to a window. Dates and orders are not looked at. */
export const isWithin = ({ branch, category, shootType }: Window, told: Told): boolean =>
  (branch === undefined || branch === told.branch) &&
  (category === undefined || (category ?? '') === told.category) &&
  (shootType === undefined || (shootType ?? '') === told.shootType)

export interface Amounts {
  readonly debit: bigint
  readonly credit: bigint
}

/** What one line, or a sum of lines, adds to the number. */
export function measured(measure: SelectionMeasure, { debit, credit }: Amounts): bigint {
  switch (measure) {
    case 'debits':
      return debit
    case 'credits':
      return credit
    case 'debitBalance':
      return debit - credit
    case 'creditBalance':
      return credit - debit
  }
}

/** The same lines, counted the other way round. Only of balances: a side has no other way. */
export const contrary = (part: SelectionPart): SelectionPart => ({
  ...part,
  measure: part.measure === 'debitBalance' ? 'creditBalance' : 'debitBalance',
})

/** The same number in as few parts as there are ways to add up. */
export function joined(parts: readonly SelectionPart[]): SelectionPart[] {
  if (parts.length < 2) return [...parts]
  const byWay = new Map<string, SelectionPart>()
  for (const part of parts) {
    const way = `${part.measure} ${part.cash} ${part.closing}`
    const before = byWay.get(way)
    byWay.set(way, { ...part, accounts: [...(before?.accounts ?? []), ...part.accounts] })
  }
  return [...byWay.values()]
}
