/** What a studio decides about its rosters. Holidays and make-up workdays are those of the stages. */
import { z } from 'zod'

const settings = z.object({
  /** On a make-up workday (调休), whoever has no time on that weekday works as on this one: 1 is Monday, 7 is Sunday. */
  makeUpWeekday: z.int().min(1).max(7).default(1),
})

export interface ResourcesSettings extends z.output<typeof settings> {}

export const resourcesSettings: {
  readonly name: 'resources'
  readonly settings: z.ZodType<ResourcesSettings>
} = { name: 'resources', settings }
