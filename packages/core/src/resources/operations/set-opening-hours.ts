/** Says when a branch is open. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { epochDayOf } from '../../values/calendar-date.ts'
import type { Json } from '../../values/json.ts'
import { conflictOutput, type ResourceConflict, tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, RosterRuleInvalid } from '../errors.ts'
import { openingHoursSet } from '../events.ts'
import { requireBranch } from '../find-resource.ts'
import { presentRoster, type Roster, rosterOutput } from '../present-roster.ts'
import { checkRecurrences } from '../recurrence.ts'
import { type BookResource, noteChange, resourceBook } from '../resource-book.ts'
import { rosterRulesSchema } from '../roster-rule.ts'
import { branchText, dayText } from '../shapes.ts'
import { resourcesOpeningHours } from '../tables.ts'

const schema = z.strictObject({
  /** That of the session unless told. */
  branch: branchText.optional(),
  /** The first local day on which they hold. Said again of the same day, they take the place of what was said before. */
  validFrom: dayText,
  rules: rosterRulesSchema,
})

export interface SetOpeningHours extends z.input<typeof schema> {}
export interface OpeningHoursSet {
  /** All versions, the earliest first. */
  readonly openingHours: Roster[]
  /** What is booked from now on of resources that follow them and are no longer there. Nothing was moved. */
  readonly conflicts: ResourceConflict[]
}

const input: z.ZodType<z.output<typeof schema>, SetOpeningHours> = schema
const output: z.ZodType<OpeningHoursSet> = z.object({
  openingHours: z.array(rosterOutput),
  conflicts: z.array(conflictOutput),
})

const errors = [BranchUnknown, RosterRuleInvalid, HolidaysUnknown] as const

export const setOpeningHours: Operation<'command', SetOpeningHours, OpeningHoursSet, (typeof errors)[number]> =
  operation({
    name: 'resources.setOpeningHours',
    summary: 'Says when a branch is open from a day on: the roster of every resource that has none.',
    kind: 'command',
    input,
    output,
    errors,
    async run(context, { branch = context.branch, validFrom, rules }) {
      const { store } = context
      requireBranch(context, branch)
      context.demand('resources.setOpeningHours', branch)
      checkRecurrences(rules, validFrom)
      const { resources } = await resourceBook(context)
      const from = epochDayOf(validFrom)
      const following = resources.filter((one) => one.branch === branch && followsHours(one, from)).map(({ id }) => id)
      await noteChange(context, following)
      const of = { where: { branch }, orderBy: ['validFrom'], limit: 'all' } as const
      const versions = await store.find(resourcesOpeningHours, of)
      const same = versions.find((version) => version.validFrom === validFrom)
      const set = { rules: rules as unknown as Json, setAt: context.now, setBy: context.actor }
      if (same === undefined) store.insert(resourcesOpeningHours, { id: context.newId(), branch, validFrom, ...set })
      else await store.update(resourcesOpeningHours, same, set)
      context.emit(openingHoursSet, { branch, validFrom }, { branch })
      const openingHours = await store.find(resourcesOpeningHours, of)
      return { openingHours: openingHours.map(presentRoster), conflicts: await tellConflicts(context, following) }
    },
  })

/** Whether a resource follows the opening hours on any day from this one on. */
function followsHours({ plan: { rosters } }: BookResource, from: number): boolean {
  const [first] = rosters
  return first === undefined || first.validFrom > from || rosters.some(({ roster }) => roster === null)
}
