/** Members that inputs and outputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
/** A decimal string in the studio's currency. */
export const amountText = z.string().min(1).max(40)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
/** Never personal data: it stands in an entry. */
export const reasonText = z.string().min(1).max(500)

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

export const channels = ['phone', 'wechat', 'message', 'email', 'letter', 'visit'] as const
export const outcomes = ['noAnswer', 'reached', 'promised', 'refused', 'disputed'] as const
