/** What a studio decides about foreign money. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  /** For how many days a rate may be used. */
  maxAgeDays: z.int().min(0).max(3660).default(7),
  /** By how many per cent of the last one a rate may change without being confirmed: a slip of the point is far beyond. */
  largestChange: z.int().min(1).max(1_000_000).default(20),
})

export interface CurrencySettings extends z.output<typeof schema> {}

export const currencySettings: SettingsOf<CurrencySettings> & { readonly name: 'currency' } & {
  readonly settings: z.ZodType<CurrencySettings>
} = { name: 'currency', settings: schema }
