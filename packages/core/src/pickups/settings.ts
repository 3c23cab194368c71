/** What a studio decides about what waits to be picked up. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const amount = z.string().regex(/^\d{1,12}(\.\d{1,4})?$/, 'must be an amount such as 5 or 5.00')

const schema = z.object({
  /** After so many days since the customer was told, each step tells that nobody came (`pickups.unclaimed`). Counted from the next notice on. */
  unclaimedDays: z
    .array(z.int().min(1).max(3_650))
    .max(12)
    .refine((days) => days.every((day, at) => at === 0 || day > (days[at - 1] ?? 0)), 'must rise')
    .default([7, 14, 30, 60]),
  /** What is proposed for keeping it longer than so many days after the notice; null for nothing. Nobody is charged by it. */
  storageFee: z
    .strictObject({
      afterDays: z.int().min(0).max(3_650),
      perDay: amount,
      /** No more than this; null for no limit. */
      most: amount.nullable().default(null),
    })
    .nullable()
    .default(null),
})

export interface PickupsSettings extends z.output<typeof schema> {}
export type StorageFee = NonNullable<PickupsSettings['storageFee']>

const settingsSchema: z.ZodType<PickupsSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const pickupsSettings: SettingsOf<PickupsSettings> & {
  readonly name: 'pickups'
  readonly settings: z.ZodType<PickupsSettings>
} = { name: 'pickups', settings: settingsSchema }
