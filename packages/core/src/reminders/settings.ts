/** What a studio reminds its customers of, when, and how. */
import { z } from 'zod'
import { consentChannels } from '../customers/index.ts'
import type { SettingsOf } from '../engine/settings.ts'
import { durationShape } from './reminder-time.ts'

const reminder = z.strictObject({
  /** A word of the studio's own, which no other reminder has: `dayBefore`. */
  name: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,39}$/, 'must be a word of letters, digits and -'),
  /** How long before the start: an ISO 8601 duration such as `P1D` (a day by the calendar) or `PT24H` (24 hours). */
  before: z.string().regex(durationShape, 'must be a duration such as P1D or PT2H30M'),
  /** A channel of the notifications. */
  channel: z.string().min(1).max(60),
  /** What the channel is by the consents of customers, and which of their addresses is taken. */
  by: z.enum(consentChannels),
  /** Asks the customer to confirm as well. */
  asksToConfirm: z.boolean().default(false),
  /** Services by their codes; all unless told. */
  services: z.array(z.string().min(1).max(60)).min(1).max(200).optional(),
})

const schema = z.object({
  reminders: z
    .array(reminder)
    .max(20)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, 'must have names of their own')
    .default([]),
  /** The purpose by which consents are asked: see `customers.recordConsent`. */
  purpose: z.string().min(1).max(60).default('service'),
})

export type Reminder = z.output<typeof reminder>

export interface RemindersSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<RemindersSettings> = schema

/** Names the settings without the plugin itself, which its parts must not import. */
export const remindersSettings: SettingsOf<RemindersSettings> & {
  readonly name: 'reminders'
  readonly settings: z.ZodType<RemindersSettings>
} = { name: 'reminders', settings: settingsSchema }
