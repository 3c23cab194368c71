import {
  beyondClaims,
  type ClaimChoice,
  earlierOf,
  hullOf,
  laterOf,
  overlaps,
  peakOverlap,
  readTaken,
  type Taken,
} from '../../claims/index.ts'
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { inventoryItems, StockItemUnknown } from '../../inventory/index.ts'
import { inTheWay } from '../asked-lines.ts'
import { RentalItemRefused, RentalPeriodInvalid } from '../errors.ts'
import { readAway, usesOf } from '../overruns.ts'
import { widened, windowOf } from '../period.ts'
import { isForRent, readRentables, type RentableItem, unitsOf } from '../rentable-items.ts'
import { instantText, itemText, pageMembers } from '../shapes.ts'
import { readTerms } from '../terms.ts'

const schema = z.strictObject({
  from: instantText,
  to: instantText,
  /** Codes or ids; every active rentable item, page by page, unless told. */
  items: z.array(itemText).min(1).max(100).optional(),
  ...pageMembers,
})

export interface ReadAvailability extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadAvailability> = schema

const takenSchema = z.object({
  /** rental or block. */
  kind: z.string(),
  id: z.string(),
  serial: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  quantity: z.int(),
})

const itemSchema = z.object({
  itemId: z.string(),
  item: z.string(),
  name: z.string(),
  /** How many the branch has. */
  units: z.int(),
  /** How many are left at the moment when most are taken. */
  available: z.int(),
  /** Single units that are free throughout: never more than `available`, and fewer where the gaps of several would have to be joined. */
  free: z.array(z.object({ serialId: z.string(), serial: z.string() })),
  /** What takes the others. */
  taken: z.array(takenSchema),
})

const outputShape = z.object({ items: z.array(itemSchema), next: z.string().nullable() })

export interface Availability extends z.output<typeof outputShape> {}

const output: z.ZodType<Availability> = outputShape

const errors = [StockItemUnknown, RentalItemRefused, RentalPeriodInvalid] as const

/** How many of an item can be had for a time, with preparation and cleaning. Statements: items, terms, claims, what is away, and one for serials or two for counts. */
export const availability: Operation<'query', ReadAvailability, Availability, (typeof errors)[number]> = operation({
  name: 'rentals.availability',
  summary: 'Tells how many units of items are free for a time, which ones, and what takes the others.',
  kind: 'query',
  input,
  output,
  errors,
  async run(context, { from, to, items: named, limit, cursor }) {
    const { store, now } = context
    const window = windowOf({ from, to })
    let rentables: readonly RentableItem[]
    let next: string | null = null
    if (named === undefined) {
      const where = { kind: 'rentable', active: true }
      const page = await store.page(inventoryItems, { where, orderBy: ['code'], limit, cursor })
      const termsOf = await readTerms(
        context,
        page.items.map(({ id }) => id),
      )
      rentables = await unitsOf(context, page.items, termsOf)
      next = page.next
    } else rentables = await readRentables(context, [...new Set(named)])
    rentables = rentables.map((rentable) => ({ ...rentable, units: rentable.units.filter(isForRent) }))
    const units = rentables.flatMap((rentable) => rentable.units)
    const choices = units.map((unit): ClaimChoice => {
      return { resource: unit.resource, capacity: unit.capacity, ...widened(window, unit.terms) }
    })
    const hull = hullOf([window, ...choices])
    const claims = await readTaken(
      store,
      choices.map(({ resource }) => resource),
      hull,
      now,
    )
    const away = await readAway(store, { itemIds: rentables.map(({ item }) => item.id) })
    const taken = [...claims, ...beyondClaims(usesOf(away, now), claims)]
    return { items: rentables.map((rentable) => itemAvailability(rentable, choices, taken)), next }
  },
})

function itemAvailability(
  { item, isSingle, units }: RentableItem,
  choices: readonly ClaimChoice[],
  taken: readonly Taken[],
): z.output<typeof itemSchema> {
  const byResource = new Map(choices.map((choice) => [choice.resource, choice]))
  const standing = units.flatMap(({ resource, serial }) => {
    const choice = byResource.get(resource)
    if (choice === undefined) return []
    const own = taken.filter((one) => one.resource === resource && overlaps(one, choice))
    // Cut to the time that matters for this unit, whose buffers may be other than those of the next.
    return own.map((one) => ({
      serial: serial?.serial ?? null,
      taken: one,
      from: laterOf(one.from, choice.from),
      to: earlierOf(one.to, choice.to),
      quantity: one.quantity,
    }))
  })
  const all = units.reduce((sum, unit) => sum + unit.capacity, 0)
  const busy = new Set(standing.map((one) => one.taken.resource))
  const free = units.flatMap(({ resource, serial }) =>
    isSingle && serial !== null && !busy.has(resource) ? [{ serialId: serial.id, serial: serial.serial }] : [],
  )
  return {
    itemId: item.id,
    item: item.code,
    name: item.name,
    units: all,
    available: standing.length === 0 ? all : Math.max(0, all - peakOverlap(standing, hullOf(standing))),
    free,
    taken: standing.map((one) => inTheWay(one.taken, one.serial)),
  }
}
