/** Changes the terms of a resource. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { Money } from '../../values/money.ts'
import { conflictOutput, type ResourceConflict, tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, ResourceCodeTaken, ResourceInvalid, ResourcePersonTaken, ResourceUnknown } from '../errors.ts'
import { resourceChanged } from '../events.ts'
import { checkResource, requireBranch, requireResource } from '../find-resource.ts'
import { presentResource, type Resource, resourceOutput } from '../present-resource.ts'
import { noteChange } from '../resource-book.ts'
import { branchText, idText, line, resourceMembers } from '../shapes.ts'
import { resources } from '../tables.ts'

const schema = z.strictObject({
  resourceId: idText,
  code: line(40).optional(),
  branch: branchText.optional(),
  ...resourceMembers,
  /** Null takes it into use again. */
  retiredFrom: z.null().optional(),
})

export interface UpdateResource extends z.input<typeof schema> {}

/** A resource as it is now, and what is booked that it no longer works for. */
export interface ResourceWithConflicts {
  readonly resource: Resource
  readonly conflicts: ResourceConflict[]
}

const input: z.ZodType<z.output<typeof schema>, UpdateResource> = schema

export const resourceWithConflicts: z.ZodType<ResourceWithConflicts> = z.object({
  resource: resourceOutput,
  conflicts: z.array(conflictOutput),
})

const errors = [
  ResourceUnknown,
  ResourceCodeTaken,
  ResourcePersonTaken,
  ResourceInvalid,
  BranchUnknown,
  HolidaysUnknown,
] as const

/** What is booked already keeps its buffers: they are in its claims. */
export const update: Operation<'command', UpdateResource, ResourceWithConflicts, (typeof errors)[number]> = operation({
  name: 'resources.update',
  summary: 'Changes the members of a resource that are named; null takes a value away.',
  kind: 'command',
  input,
  output: resourceWithConflicts,
  errors,
  async run(context, { resourceId, costPerHour, retiredFrom, ...given }) {
    const { store } = context
    await noteChange(context, [resourceId])
    const before = await requireResource(context, resourceId)
    context.demand('resources.update', before.branch)
    if (given.branch !== undefined && given.branch !== before.branch) {
      requireBranch(context, given.branch)
      if (before.itemId !== null && before.serialId === null) {
        const rule = 'stay the same while it is what is counted there: part the two first with resources.untie'
        throw ResourceInvalid.create({ field: 'branch', rule, value: given.branch })
      }
      context.demand('resources.update', given.branch)
    }
    const set = {
      ...given,
      ...(costPerHour === undefined
        ? {}
        : { costPerHour: costPerHour === null ? null : Money.of(costPerHour, before.currency).minor }),
      ...(retiredFrom === undefined ? {} : { retiredFrom: null, retiredBecause: null }),
    }
    const named = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined))
    await checkResource(context, { ...before, ...named })
    const row = await store.update(resources, before, set)
    context.emit(resourceChanged, { resourceId }, { branch: row.branch })
    return { resource: presentResource(context, row), conflicts: await tellConflicts(context, [resourceId]) }
  },
})
