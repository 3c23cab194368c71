/** What a studio decides about the calendars that others read. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  /** Whether feeds of resources and branches tell the customers' names. A customer's own feed never does. */
  showCustomers: z.boolean().default(false),
  /** How many minutes a reader may wait before it asks again. */
  refreshMinutes: z.int().min(5).max(10_080).default(60),
})

export interface CalendarsSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<CalendarsSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const calendarsSettings: SettingsOf<CalendarsSettings> & {
  readonly name: 'calendars'
  readonly settings: z.ZodType<CalendarsSettings>
} = { name: 'calendars', settings: settingsSchema }
