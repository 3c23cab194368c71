/** What a studio decides about what customers owe. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const percent = z.int().min(0).max(100)
const limit = z.string().regex(/^(none|\d{1,12}(\.\d{1,4})?)$/, "must be an amount such as 200 or 0.50, or 'none'")

const schema = z
  .object({
    /** The last day of each age but the oldest, in days overdue: 1–30, 31–60, 61–90, and over 90. */
    agingDays: z
      .array(z.int().min(1).max(3_650))
      .min(1)
      .max(11)
      .refine((days) => days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0)), 'must rise')
      .default([30, 60, 90]),
    /** The most of one order that may be written off in all without the permission receivables.writeOffAboveLimit; `none` for no limit. */
    writeOffLimit: limit.default('0'),
    /** Percent that are set aside of what is not due, and of each age; null where the studio sets nothing aside. */
    allowance: z.array(percent).max(13).nullable().default(null),
  })
  .refine(({ agingDays, allowance }) => allowance === null || allowance.length === agingDays.length + 2, {
    message: 'must have one percent for what is not due and one for each age',
    path: ['allowance'],
  })

export interface ReceivablesSettings extends z.output<typeof schema> {}

const receivablesSettingsSchema: z.ZodType<ReceivablesSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const receivablesSettings: SettingsOf<ReceivablesSettings> & {
  readonly name: 'receivables'
  readonly settings: z.ZodType<ReceivablesSettings>
} = { name: 'receivables', settings: receivablesSettingsSchema }
