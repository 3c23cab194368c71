/** What a studio decides about leads, visits and follow-ups. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  /** An order is credited to the last sales visit of its customer within so many days before it. */
  attributionDays: z.int().min(0).max(365).default(30),
  /** So many days after everything was handed over, the customer is to be called (回访); null for never. */
  callAfterDeliveryDays: z.int().min(0).max(365).nullable().default(3),
  /** So many minutes before a follow-up is due its owner is reminded, unless told otherwise. */
  remindMinutesBefore: z.int().min(0).max(10_080).default(0),
})

export interface LeadsSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<LeadsSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const leadsSettings: SettingsOf<LeadsSettings> & {
  readonly name: 'leads'
  readonly settings: z.ZodType<LeadsSettings>
} = { name: 'leads', settings: settingsSchema }
