/** The shapes that operations of selection share. */
import { z } from 'zod'

/** `closed`: its line was cancelled before it was confirmed. */
export const selectionStates = ['open', 'confirmed', 'closed'] as const
export type SelectionState = (typeof selectionStates)[number]

export const idText = z.string().min(1).max(64)
/** Never personal data: it is kept for good. */
export const reasonText = z.string().trim().min(1).max(500)
export const dateText = z.iso.date()

export const pageMembers = {
  limit: z.int().min(1).max(1000).default(100),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

/** Who sold something: several share it by their weights. */
export const sellersInput = z
  .array(
    z.strictObject({
      staffId: idText,
      /** The part, as a whole number of any size; 1 unless told. */
      weight: z.int().min(1).max(1_000_000).default(1),
    }),
  )
  .max(20)
  .refine((sellers) => new Set(sellers.map((one) => one.staffId)).size === sellers.length, 'must name each person once')
  .default([])

export interface Seller {
  readonly staffId: string
  readonly weight: number
}
