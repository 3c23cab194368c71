/** What a studio decides about its messages. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'
import { isTimeOfDay } from '../values/time-of-day.ts'

const time = z.string().refine(isTimeOfDay, 'must be a local time HH:mm')

const schema = z.object({
  /**
   * The hours in which nothing is sent that is not urgent, by the clocks of the branch; over midnight where `to` is the earlier. What
   * would go out then goes out at their end. Null for none.
   */
  quietHours: z
    .object({ from: time, to: time })
    .refine(({ from, to }) => from !== to, { message: 'must end at another time than it begins', path: ['to'] })
    .nullable()
    .default(null),
  /** How often a message is given to its channel before it has failed. */
  attempts: z.int().min(1).max(20).default(6),
})

export interface NotificationsSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<NotificationsSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const notificationsSettings: SettingsOf<NotificationsSettings> & {
  readonly name: 'notifications'
  readonly settings: z.ZodType<NotificationsSettings>
} = { name: 'notifications', settings: settingsSchema }
