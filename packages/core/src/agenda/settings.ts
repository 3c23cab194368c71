/** What a studio decides about the timetable of its post-production. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const name = z.string().min(1).max(60)
const minutes = z.int().min(0).max(100_000)

const settings = z.object({
  production: z
    .strictObject({
      /** The skills of a department: whoever has one of them works for it. A skill of its own name unless told. */
      skills: z.record(name, z.array(name).max(20)).default({}),
      /** How long the work takes that leads to a stage: so long for a line, and so long for each of its images or spreads. */
      minutes: z.record(name, z.strictObject({ each: minutes.default(0), perUnit: minutes.default(0) })).default({}),
      /** For stages that neither `minutes` nor any work that was recorded tells: for a line. */
      usualMinutes: z.int().min(1).max(100_000).default(60),
      /** How many days of recorded work are looked at. */
      recordDays: z.int().min(1).max(730).default(180),
    })
    .prefault({}),
})

export interface AgendaSettings extends z.output<typeof settings> {}

export const agendaSettings: SettingsOf<AgendaSettings> & {
  readonly name: 'agenda'
  readonly settings: z.ZodType<AgendaSettings>
} = { name: 'agenda', settings }
