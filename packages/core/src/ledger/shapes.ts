/** Members that inputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
/** A decimal string in the studio's currency; its own errors say what is wrong with it. */
export const amountText = z.string().min(1).max(40)
/** An ISO 4217 code, given to be held against the one in force. */
export const currencyText = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as CNY')
/** The code of a till: stands in its account and in receipts. */
export const tillText = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/,
    'must be 1 to 40 letters, digits, - or _, beginning with a letter or digit',
  )
export const dateText = z.iso.date('must be a date YYYY-MM-DD')

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** A range of business dates, both ends included. */
export const rangeMembers = { from: dateText.optional(), to: dateText.optional() }

/** The condition on a date column for such a range, if there is one. */
export function datesWithin(range: {
  readonly from?: string | undefined
  readonly to?: string | undefined
}): { gte?: string; lte?: string } | undefined {
  if (range.from === undefined && range.to === undefined) return undefined
  return {
    ...(range.from === undefined ? {} : { gte: range.from }),
    ...(range.to === undefined ? {} : { lte: range.to }),
  }
}
