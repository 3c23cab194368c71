/** Sets who works when on single days, in the place of rosters. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { conflictOutput, type ResourceConflict, tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, ResourceUnknown } from '../errors.ts'
import { shiftsSet } from '../events.ts'
import { noteChange } from '../resource-book.ts'
import { wallSpanSchema } from '../roster-rule.ts'
import { dayText, idText, line } from '../shapes.ts'
import { resources, resourcesShifts } from '../tables.ts'

const shiftSchema = z.strictObject({
  resourceId: idText,
  /** The local day on which it begins. */
  day: dayText,
  /** All working time of that day; none where it is empty. Null takes the shift away, so that the roster holds again. */
  spans: z.array(wallSpanSchema).max(12).nullable(),
  /** Never personal data. */
  reason: line(200).nullish(),
})

const keyOf = ({ resourceId, day }: { readonly resourceId: string; readonly day: string }) => `${day} ${resourceId}`

const schema = z.strictObject({
  shifts: z
    .array(shiftSchema)
    .min(1)
    .max(1000)
    .refine((shifts) => new Set(shifts.map(keyOf)).size === shifts.length, 'must name each day of a resource once'),
})

export interface SetShifts extends z.input<typeof schema> {}
export interface ShiftsSet {
  /** How many days were changed. */
  readonly changed: number
  /** What is booked from now on that the resources do not work for. Nothing was moved. */
  readonly conflicts: ResourceConflict[]
}

const input: z.ZodType<z.output<typeof schema>, SetShifts> = schema
const output: z.ZodType<ShiftsSet> = z.object({ changed: z.int(), conflicts: z.array(conflictOutput) })

const errors = [ResourceUnknown, HolidaysUnknown] as const

export const setShifts: Operation<'command', SetShifts, ShiftsSet, (typeof errors)[number]> = operation({
  name: 'resources.setShifts',
  summary: 'Sets the working time of single days, which holds in the place of the roster and of holidays.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, { shifts }) {
    const { store } = context
    const ids = [...new Set(shifts.map(({ resourceId }) => resourceId))].sort()
    const days = [...new Set(shifts.map(({ day }) => day))].sort()
    await noteChange(context, ids)
    const rows = await store.find(resources, { where: { id: { in: ids } }, limit: 'all' })
    const branchOf = new Map(rows.map(({ id, branch }) => [id, branch]))
    for (const resourceId of ids) {
      const branch = branchOf.get(resourceId)
      if (branch === undefined) throw ResourceUnknown.create({ resourceId })
      context.demand('resources.setShifts', branch)
    }
    const standing = await store.find(resourcesShifts, {
      where: { resourceId: { in: ids }, day: { in: days } },
      limit: 'all',
    })
    const known = new Map(standing.map((row) => [keyOf(row), row]))
    for (const { resourceId, day, spans, reason = null } of shifts) {
      const before = known.get(keyOf({ resourceId, day }))
      const set = { spans: spans ?? [], reason, setAt: context.now, setBy: context.actor }
      if (before === undefined) {
        if (spans !== null) store.insert(resourcesShifts, { id: context.newId(), resourceId, day, ...set })
      } else if (spans === null) await store.delete(resourcesShifts, before)
      else await store.update(resourcesShifts, before, set)
    }
    const [from = '', to = from] = [days[0], days.at(-1)]
    context.emit(shiftsSet, { resourceIds: ids, from, to })
    return { changed: shifts.length, conflicts: await tellConflicts(context, ids) }
  },
})
