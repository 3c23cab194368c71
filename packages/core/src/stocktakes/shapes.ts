/** Members that inputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
export const dateText = z.iso.date('must be a date YYYY-MM-DD')
export const instantText = z.iso.datetime({
  precision: 3,
  error: 'must be an instant such as 2026-11-22T04:00:00.000Z',
})
/** Never personal data: facts cannot be blanked. */
export const noteText = z.string().min(1).max(500)
export const kindName = z.enum(['consumable', 'product', 'rentable'])
export const categoryText = z.string().min(1).max(60)

/** One page of a listing. */
export const pageMembers = {
  /** 1 to 200; 50 unless told. `next` says whether there is more. */
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}
