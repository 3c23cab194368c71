/** Says when a resource works. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { Json } from '../../values/json.ts'
import { conflictOutput, type ResourceConflict, tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, ResourceUnknown, RosterRuleInvalid } from '../errors.ts'
import { rosterSet } from '../events.ts'
import { requireResource } from '../find-resource.ts'
import { presentRoster, type Roster, rosterOutput } from '../present-roster.ts'
import { checkRecurrences } from '../recurrence.ts'
import { noteChange } from '../resource-book.ts'
import { rosterRulesSchema } from '../roster-rule.ts'
import { dayText, idText } from '../shapes.ts'
import { resourcesRosters } from '../tables.ts'

const schema = z.strictObject({
  resourceId: idText,
  /** The first local day on which it holds. Said again of the same day, it takes the place of what was said before. */
  validFrom: dayText,
  /** All working time, of all rules together; none where it is empty. Null gives the resource back to the opening hours of its branch. */
  rules: rosterRulesSchema.nullable(),
})

export interface SetRoster extends z.input<typeof schema> {}
export interface RosterSet {
  /** All versions, the earliest first. */
  readonly rosters: Roster[]
  /** What is booked from now on that it does not work for. Nothing was moved. */
  readonly conflicts: ResourceConflict[]
}

const input: z.ZodType<z.output<typeof schema>, SetRoster> = schema
const output: z.ZodType<RosterSet> = z.object({
  rosters: z.array(rosterOutput),
  conflicts: z.array(conflictOutput),
})

const errors = [ResourceUnknown, RosterRuleInvalid, HolidaysUnknown] as const

export const setRoster: Operation<'command', SetRoster, RosterSet, (typeof errors)[number]> = operation({
  name: 'resources.setRoster',
  summary: 'Says when a resource works from a day on, and tells what is booked outside of it.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { resourceId, validFrom, rules }) {
    const { store } = context
    checkRecurrences(rules ?? [], validFrom)
    await noteChange(context, [resourceId])
    const { branch } = await requireResource(context, resourceId)
    context.demand('resources.setRoster', branch)
    const of = { where: { resourceId }, orderBy: ['validFrom'], limit: 'all' } as const
    const versions = await store.find(resourcesRosters, of)
    const same = versions.find((version) => version.validFrom === validFrom)
    const set = { rules: rules as unknown as Json | null, setAt: context.now, setBy: context.actor }
    if (same === undefined) store.insert(resourcesRosters, { id: context.newId(), resourceId, validFrom, ...set })
    else await store.update(resourcesRosters, same, set)
    context.emit(rosterSet, { resourceId, validFrom }, { branch })
    const rosters = await store.find(resourcesRosters, of)
    return { rosters: rosters.map(presentRoster), conflicts: await tellConflicts(context, [resourceId]) }
  },
})
