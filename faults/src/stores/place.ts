/** Where a store is, in a form that goes from process to process. */
import { z } from 'zod'

export const placeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sqlite'), file: z.string() }),
  z.strictObject({ kind: z.literal('postgres'), url: z.string() }),
  z.strictObject({ kind: z.literal('mysql'), url: z.string() }),
])

export type Place = z.infer<typeof placeSchema>

/** One that is reached by its address. */
export type ServerPlace = Exclude<Place, { readonly kind: 'sqlite' }>
