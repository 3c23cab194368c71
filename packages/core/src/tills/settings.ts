/** What a studio decides about its tills. */
import { z } from 'zod'

const amounts = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal string above zero or zero')

const settings = z.object({
  /** The notes and coins that a count may name, such as `["100", "50", "0.5"]`; empty for any. */
  denominations: z.array(amounts).max(40).default([]),
  /** Paying out more than this at once needs the permission tills.payOutAboveLimit; null for no limit. */
  payOutLimit: amounts.nullable().default(null),
})

export interface TillSettings extends z.output<typeof settings> {}

export const tillSettings: { readonly name: 'tills'; readonly settings: z.ZodType<TillSettings> } = {
  name: 'tills',
  settings,
}
