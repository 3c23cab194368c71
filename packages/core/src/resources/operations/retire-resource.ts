/** Takes a resource out of use. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, ResourceRetired, ResourceUnknown } from '../errors.ts'
import { resourceRetired } from '../events.ts'
import { requireResource } from '../find-resource.ts'
import { presentResource } from '../present-resource.ts'
import { noteChange } from '../resource-book.ts'
import { dayText, idText, line } from '../shapes.ts'
import { resources } from '../tables.ts'
import { type ResourceWithConflicts, resourceWithConflicts } from './update-resource.ts'

const schema = z.strictObject({
  resourceId: idText,
  /** The first day on which it is out of use; today unless told. */
  from: dayText.optional(),
  /** Never personal data. */
  reason: line(200).nullish(),
})

export interface RetireResource extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RetireResource> = schema

const errors = [ResourceUnknown, ResourceRetired, HolidaysUnknown] as const

/** What is booked from that day on is told and not moved. Its history stays. */
export const retire: Operation<'command', RetireResource, ResourceWithConflicts, (typeof errors)[number]> = operation({
  name: 'resources.retire',
  summary: 'Takes a resource out of use from a day on, and tells what is booked after it.',
  kind: 'command',
  input,
  output: resourceWithConflicts,
  errors,
  async run(context, { resourceId, from = context.businessDate, reason = null }) {
    await noteChange(context, [resourceId])
    const before = await requireResource(context, resourceId)
    context.demand('resources.retire', before.branch)
    if (before.retiredFrom !== null && before.retiredFrom <= from) {
      throw ResourceRetired.create({ resource: before.code, from: before.retiredFrom })
    }
    const row = await context.store.update(resources, before, { retiredFrom: from, retiredBecause: reason })
    context.emit(resourceRetired, { resourceId, from }, { branch: row.branch })
    return { resource: presentResource(context, row), conflicts: await tellConflicts(context, [resourceId]) }
  },
})
