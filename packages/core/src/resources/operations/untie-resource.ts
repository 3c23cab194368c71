/** Parts a resource from the unit of the stock that it was. */
import { z } from 'zod'
import { claimName, renameClaims } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { toldMeets } from '../claims-that-meet.ts'
import { tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, ResourceInvalid, ResourceTieMeets, ResourceUnknown } from '../errors.ts'
import { resourceTied } from '../events.ts'
import { requireResource } from '../find-resource.ts'
import { presentResource } from '../present-resource.ts'
import { noteChange, zoneOf } from '../resource-book.ts'
import { idText } from '../shapes.ts'
import { resources } from '../tables.ts'
import { type ResourceWithConflicts, resourceWithConflicts } from './update-resource.ts'

const schema = z.strictObject({ resourceId: idText })

export interface UntieResource extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, UntieResource> = schema

const errors = [ResourceUnknown, ResourceInvalid, ResourceTieMeets, HolidaysUnknown] as const

/** What is booked of the resource stays booked of it, and of the unit no longer; what is rented of the unit stays with the unit. */
export const untie: Operation<'command', UntieResource, ResourceWithConflicts, (typeof errors)[number]> = operation({
  name: 'resources.untie',
  summary: 'Parts a resource from the unit or the counted stock that it was: from then on the two are promised apart.',
  kind: 'command',
  input,
  output: resourceWithConflicts,
  errors,
  async run(context, { resourceId }) {
    await noteChange(context, [resourceId])
    const before = await requireResource(context, resourceId)
    const { branch, code, itemId, serialId } = before
    context.demand('resources.untie', branch)
    if (itemId === null) {
      throw ResourceInvalid.create({ field: 'resourceId', rule: 'be a thing of the stock', value: `"${code}"` })
    }
    const stock = { itemId: null, serialId: null }
    const meets = await renameClaims(context, {
      ...{ resourceId, from: claimName(before), to: claimName({ ...before, ...stock }), uses: [] },
      // What was one unit is one; of what was counted there may be more promised than the resource has.
      capacity: serialId === null ? before.capacity : Number.MAX_SAFE_INTEGER,
    })
    const timeZone = before.timeZone ?? zoneOf(context, branch)
    if (meets.length > 0) throw ResourceTieMeets.create({ resource: code, meets: toldMeets(meets, timeZone) })
    const row = await context.store.update(resources, before, stock)
    context.emit(resourceTied, { resourceId, ...stock }, { branch })
    return { resource: presentResource(context, row), conflicts: await tellConflicts(context, [resourceId]) }
  },
})
