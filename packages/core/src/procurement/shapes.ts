/** Members that inputs of several operations share. */
import { z } from 'zod'
import { printDecimal, readDecimal } from '../values/decimal-text.ts'
import { priceScale } from './price.ts'

export const idText = z.string().min(1).max(64)
/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(40)
/** Never personal data: facts cannot be blanked. */
export const reasonText = z.string().min(1).max(500)
export const referenceText = z.string().min(1).max(80)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
export const categoryText = z.string().min(1).max(60)
/** An instant of RFC 3339, such as 2026-11-22T09:30:00+08:00. */
export const instantText = z.iso.datetime({ offset: true })

/** Units of an item. */
export const units = z.int().min(1).max(1_000_000_000)
export const unitsOrNone = z.int().min(0).max(1_000_000_000)

/** A price with at most four decimals. */
export const priceText = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a price such as 120.00 or 0.035')

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** A price as storage keeps it, for callers: with at least as many decimals as it needs. */
export function shownPrice(price: string): string {
  const read = readDecimal(price)
  if (read === undefined) throw new Error(`"${price}" was kept as a price`)
  const whole = read.coefficient * 10n ** BigInt(priceScale - read.scale)
  let scale = priceScale
  let left = whole
  for (; scale > 2 && left % 10n === 0n; scale--) left /= 10n
  return printDecimal(left, scale)
}
