/** Members that inputs and answers of several statements share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
export const categoryText = z.string().min(1).max(60)

/** One page of lines or orders. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** A stretch of business dates, both ends included. */
export const periodMembers = {
  from: dateText,
  to: dateText,
}

/** A stretch that may begin with the books and end today. */
export const openPeriodMembers = {
  /** The first business date; from the beginning unless told. */
  from: dateText.optional(),
  /** The last business date; the session's unless told. */
  to: dateText.optional(),
}
