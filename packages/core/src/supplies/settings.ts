/** What a studio decides about the stock of its orders. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  /** So many hours after a line was sold its goods are promised to it no longer, if nothing was paid for the order by then; null for never. */
  unpaidHoldHours: z.int().min(1).max(8760).nullable().default(null),
  /** Whether lines that wait for goods are promised them when goods come, those that are due first. */
  promiseArrivals: z.boolean().default(true),
})

export interface SuppliesSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<SuppliesSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const suppliesSettings: SettingsOf<SuppliesSettings> & {
  readonly name: 'supplies'
  readonly settings: z.ZodType<SuppliesSettings>
} = { name: 'supplies', settings: settingsSchema }
