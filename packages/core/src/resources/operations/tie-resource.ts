/** Says which unit of the stock a resource is. */
import { z } from 'zod'
import { claimName, renameClaims } from '../../claims/index.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { StockItemUnknown } from '../../inventory/index.ts'
import {
  readRentables,
  readUses,
  RentalItemRefused,
  RentalUnitGone,
  RentalUnitUnknown,
  requireUnitForRent,
} from '../../rentals/index.ts'
import { toldMeets } from '../claims-that-meet.ts'
import { tellConflicts } from '../conflicts.ts'
import { HolidaysUnknown, ResourceInvalid, ResourceTieMeets, ResourceUnitTaken, ResourceUnknown } from '../errors.ts'
import { resourceTied } from '../events.ts'
import { checkResource, requireResource } from '../find-resource.ts'
import { presentResource } from '../present-resource.ts'
import { noteChange, zoneOf } from '../resource-book.ts'
import { idText, line } from '../shapes.ts'
import { resources } from '../tables.ts'
import { type ResourceWithConflicts, resourceWithConflicts } from './update-resource.ts'

const schema = z.strictObject({
  resourceId: idText,
  /** The code or id of a rentable item. */
  item: line(64),
  /** The number or id of the unit, where the item has serials; what is only counted is named without. */
  serial: line(80).optional(),
})

export interface TieResource extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TieResource> = schema

const errors = [
  ...[ResourceUnknown, ResourceInvalid, ResourceUnitTaken, ResourceTieMeets, HolidaysUnknown],
  ...[StockItemUnknown, RentalItemRefused, RentalUnitUnknown, RentalUnitGone],
] as const

/** From then on whoever rents the unit and whoever books the resource meet: all that is claimed of the resource is claimed of the unit. */
export const tie: Operation<'command', TieResource, ResourceWithConflicts, (typeof errors)[number]> = operation({
  name: 'resources.tie',
  summary: 'Says which unit of the stock, or which counted stock of its branch, a resource is.',
  kind: 'command',
  input,
  output: resourceWithConflicts,
  errors,
  async run(context, { resourceId, item: named, serial }) {
    const { store, now } = context
    await noteChange(context, [resourceId])
    const before = await requireResource(context, resourceId)
    const { branch, code, kind } = before
    context.demand('resources.tie', branch)
    if (kind === 'person') {
      throw ResourceInvalid.create({
        field: 'resourceId',
        rule: 'be no person, to be a thing of the stock',
        value: code,
      })
    }
    const [rentable] = await readRentables(context, [named], branch)
    if (rentable === undefined) throw StockItemUnknown.create({ item: named, similar: [] })
    const { item, isSingle } = rentable
    if (isSingle && serial === undefined) {
      throw RentalItemRefused.create({ item: item.code, rule: 'has single units: name the one that the resource is' })
    }
    const [counted] = rentable.units
    const unit = serial === undefined ? counted : requireUnitForRent(rentable, serial, branch)
    if (unit === undefined) throw StockItemUnknown.create({ item: named, similar: [] })
    const stock = { itemId: item.id, serialId: unit.serial?.id ?? null }
    const after = { ...before, ...stock }
    await checkResource(context, after)
    const others = await store.find(resources, { where: { itemId: item.id }, orderBy: ['code'], limit: 'all' })
    const name = claimName(after)
    const taken = others.find((other) => other.id !== resourceId && claimName(other) === name)
    if (taken !== undefined) throw ResourceUnitTaken.create({ resource: taken.code, resourceId: taken.id })
    const meets = await renameClaims(context, {
      ...{ resourceId, from: claimName(before), to: name, capacity: unit.capacity },
      uses: (await readUses(store, [item.id], now)).filter(({ resource }) => resource === name),
    })
    const timeZone = before.timeZone ?? zoneOf(context, branch)
    if (meets.length > 0) throw ResourceTieMeets.create({ resource: code, meets: toldMeets(meets, timeZone) })
    const row = await store.update(resources, before, stock)
    context.emit(resourceTied, { resourceId, ...stock }, { branch })
    return { resource: presentResource(context, row), conflicts: await tellConflicts(context, [resourceId]) }
  },
})
