/** What a studio decides about its bookings; services have terms of their own. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  /** Minutes that people need between two branches or places, where `travel` says nothing else. */
  travelMinutes: z.int().min(0).max(1440).default(30),
  /** Minutes from one branch or place to another; both ways, unless the way back stands there too. */
  travel: z
    .array(
      z.object({ from: z.string().min(1).max(120), to: z.string().min(1).max(120), minutes: z.int().min(0).max(1440) }),
    )
    .max(2000)
    .default([]),
  /** Where fees of late cancellations and no-shows are earned: an account of income. */
  feeAccount: z.string().min(1).max(64).default('Income:Package'),
  /** What a booking costs that goes to another service: that service's price, the higher of both, or what was agreed. Its deposit likewise. */
  priceOfChange: z.enum(['anew', 'higher', 'kept']).default('anew'),
  /**
   * What becomes of a booking whose customer answers that they do not come: it stands as if nothing were, it waits to be called about, or it is cancelled, where that
   * costs nothing by its terms; what costs is called about.
   */
  whenDeclined: z.enum(['stays', 'calls', 'cancels']).default('calls'),
  /** Whether a booking that is confirmed brings the line of its order to `scheduledStage`, and one that is completed to the first of `shotStages` that its flow has. */
  movesLines: z.boolean().default(true),
  scheduledStage: z.string().min(1).max(60).default('scheduled'),
  shotStages: z.array(z.string().min(1).max(60)).min(1).max(20).default(['shot', 'performed']),
})

export interface BookingsSettings extends z.output<typeof schema> {}

const settingsSchema: z.ZodType<BookingsSettings> = schema

/** Names the settings without the plugin itself, which its operations must not import. */
export const bookingsSettings: SettingsOf<BookingsSettings> & {
  readonly name: 'bookings'
  readonly settings: z.ZodType<BookingsSettings>
} = { name: 'bookings', settings: settingsSchema }
