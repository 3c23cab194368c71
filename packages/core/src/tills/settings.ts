/** What a studio decides about its tills. */
import { z } from 'zod'

const amounts = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be a decimal string above zero or zero')

const settings = z.object({
  /** The notes and coins that a count may name, such as `["100", "50", "0.5"]`; empty for any. */
  denominations: z.array(amounts).max(40).default([]),
  /** The same for foreign cash, by currency: `{ "USD": ["100", "50", "20"] }`; any where a currency is not named. */
  foreignDenominations: z
    .record(z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as USD'), z.array(amounts).max(40))
    .default({}),
  /** Paying out more than this at once needs the permission tills.payOutAboveLimit; null for no limit. */
  payOutLimit: amounts.nullable().default(null),
})

export interface TillSettings extends z.output<typeof settings> {}

export const tillSettings: { readonly name: 'tills'; readonly settings: z.ZodType<TillSettings> } = {
  name: 'tills',
  settings,
}
