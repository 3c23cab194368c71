/** Adds a resource. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { BranchUnknown } from '../../engine/studio.ts'
import { Money } from '../../values/money.ts'
import { ResourceCodeTaken, ResourceInvalid, ResourcePersonTaken } from '../errors.ts'
import { resourceAdded } from '../events.ts'
import { checkResource, requireBranch } from '../find-resource.ts'
import { presentResource, type Resource, resourceOutput } from '../present-resource.ts'
import { noteChange } from '../resource-book.ts'
import { branchText, kindWord, line, resourceMembers } from '../shapes.ts'
import { resources } from '../tables.ts'

const schema = z.strictObject({
  /** What people call it, unique in the studio: `li-na`, `room-2`. */
  code: line(40),
  kind: kindWord,
  /** That of the session unless told. */
  branch: branchText.optional(),
  ...resourceMembers,
  name: line(100),
})

export interface AddResource extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, AddResource> = schema

const errors = [ResourceCodeTaken, ResourcePersonTaken, ResourceInvalid, BranchUnknown] as const

export const add: Operation<'command', AddResource, Resource, (typeof errors)[number]> = operation({
  name: 'resources.add',
  summary: 'Adds a person, room, place, dress or piece of equipment that is booked.',
  kind: 'command',
  input,
  output: resourceOutput,
  errors,
  async run(context, { branch = context.branch, ...given }) {
    requireBranch(context, branch)
    context.demand('resources.add', branch)
    const { currency } = context.studio
    const id = context.newId()
    const row = {
      id,
      code: given.code,
      name: given.name,
      nameEn: given.nameEn ?? null,
      kind: given.kind,
      branch,
      skills: given.skills ?? [],
      itemId: null,
      serialId: null,
      capacity: given.capacity ?? 1,
      costPerHour: given.costPerHour == null ? null : Money.of(given.costPerHour, currency).minor,
      currency,
      personId: given.personId ?? null,
      placeId: given.placeId ?? null,
      address: given.address ?? null,
      validFrom: given.validFrom ?? null,
      validTo: given.validTo ?? null,
      retiredFrom: null,
      retiredBecause: null,
      prepareMinutes: given.prepareMinutes ?? 0,
      cleanMinutes: given.cleanMinutes ?? 0,
      dailyLimit: given.dailyLimit ?? null,
      weeklyLimit: given.weeklyLimit ?? null,
      timeZone: given.timeZone ?? null,
      worksOnHolidays: given.worksOnHolidays ?? false,
      createdAt: context.now,
    }
    await noteChange(context, [id])
    await checkResource(context, row)
    const added = context.store.insert(resources, row)
    context.emit(resourceAdded, { resourceId: id, code: row.code, kind: row.kind, branch }, { branch })
    return presentResource(context, added)
  },
})
