/** Members that inputs of several operations share. */
import { z } from 'zod'

export const idText = z.string().min(1).max(64)
/** Never personal data: it is kept for good. */
export const reasonText = z.string().trim().min(1).max(500)
export const dateText = z.iso.date()
export const quantityInput = z.int().min(0).max(100_000)

export const pageMembers = {
  limit: z.int().min(1).max(200).default(50),
  /** The `next` of the page before. */
  cursor: z.string().max(2000).optional(),
}

export const roundKinds = ['retouching', 'design'] as const
export type RoundKind = (typeof roundKinds)[number]

/** What the customer wants: of one image or page, or of all. Erased with the person. */
export const wishInput = z.strictObject({
  imageId: idText.optional(),
  page: z.int().min(1).max(10_000).optional(),
  text: z.string().trim().min(1).max(2000),
})
export type Wish = z.output<typeof wishInput>

export const wishesInput = z.array(wishInput).max(500)

/** What is wrong with one image or page, or with all. */
export const faultInput = z.strictObject({
  imageId: idText.optional(),
  page: z.int().min(1).max(10_000).optional(),
  /** One of the setting `causes`. */
  cause: z.string().min(1).max(40),
  note: reasonText.optional(),
})
export type Fault = z.output<typeof faultInput>

/** References to rounds: each once. */
export const roundIdsInput = <T extends { readonly roundId: string }>(one: z.ZodType<T>) =>
  z
    .array(one)
    .min(1)
    .max(200)
    .refine((rounds) => new Set(rounds.map(({ roundId }) => roundId)).size === rounds.length, 'must name each once')

export const answersInput = z
  .record(z.string().max(40), z.union([z.string().max(500), z.number(), z.boolean()]))
  .optional()
