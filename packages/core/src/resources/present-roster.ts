/** Rosters for callers. */
import { z } from 'zod'
import { type RosterRule, rosterRuleSchema } from './roster-rule.ts'

const shape = z.object({
  /** The first local day; it holds until the next version does. */
  validFrom: z.string(),
  /** Null where the opening hours of the branch hold. */
  rules: z.array(rosterRuleSchema).nullable(),
  setAt: z.string(),
  setBy: z.string(),
})

/** One version of a roster. */
export interface Roster extends z.output<typeof shape> {}

export const rosterOutput: z.ZodType<Roster> = shape

interface RosterVersion {
  readonly validFrom: string
  readonly rules: unknown
  readonly setAt: string
  readonly setBy: string
}

export const presentRoster = ({ validFrom, rules, setAt, setBy }: RosterVersion): Roster => ({
  validFrom,
  rules: rules as RosterRule[] | null,
  setAt,
  setBy,
})
