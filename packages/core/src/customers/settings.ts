/** What a studio decides about its customers. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  /** When what happened on 29 February is kept in years without one. */
  leapDay: z.enum(['february28', 'march1']).default('february28'),
  /** Purposes for which a customer may be written or called without having agreed: what it takes to serve an order. */
  contactWithoutConsent: z.array(z.string().min(1).max(40)).max(20).default(['service']),
})

export interface CustomersSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<CustomersSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const customersSettings: SettingsOf<CustomersSettings> & {
  readonly name: 'customers'
  readonly settings: z.ZodType<CustomersSettings>
} = { name: 'customers', settings: settingsSchema }
