/** What can be rented: items of the kind rentable, with their single units or how many are counted. */
import { stockResource, unitResource } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import {
  inventoryLocations,
  inventorySerials,
  inventoryStock,
  requireItems,
  type SerialRow,
  type StockItemRow,
} from '../inventory/index.ts'
import { RentalItemRefused, RentalUnitGone, RentalUnitUnknown } from './errors.ts'
import { readTerms, type Terms, type TermsOf } from './terms.ts'

/** A resource that can be claimed: a single unit, or all that is counted of an item in the branch. */
export interface RentableUnit {
  readonly resource: string
  readonly item: StockItemRow
  /** Null where units are only counted. */
  readonly serial: SerialRow | null
  readonly capacity: number
  readonly terms: Terms
}

export interface RentableItem {
  readonly item: StockItemRow
  /** Whether it has serials: units are told from each other. */
  readonly isSingle: boolean
  /** Those in stock in this branch, by their numbers; of what is counted one, for all there are. */
  readonly units: readonly RentableUnit[]
  /** All serials that there ever were, of all branches. */
  readonly serials: readonly SerialRow[]
}

/** What can be promised of counted items, by item: what lies at sellable locations of the branch and is not reserved. Two statements. */
export async function readCounts(
  { store, branch }: Pick<QueryContext | CommandContext, 'store' | 'branch'>,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (itemIds.length === 0) return new Map()
  const locations = await store.find(inventoryLocations, { where: { branch, sellable: true }, limit: 'all' })
  const sellable = new Set(locations.map(({ id }) => id))
  const stock = await store.find(inventoryStock, { where: { branch, itemId: { in: itemIds } }, limit: 'all' })
  const counts = new Map<string, number>()
  for (const { itemId, locationId, onHand, reserved } of stock) {
    if (sellable.has(locationId)) counts.set(itemId, (counts.get(itemId) ?? 0) + onHand - reserved)
  }
  return counts
}

/**
 * Rentable items by their codes or ids, in the order asked. Statements: items, terms, and one for serials or two for counts.
 *
 * @throws STOCK_ITEM_UNKNOWN, RENTAL_ITEM_REFUSED
 */
export async function readRentables(
  context: QueryContext | CommandContext,
  codesOrIds: readonly string[],
  branch: string = context.branch,
): Promise<readonly RentableItem[]> {
  const items = await requireItems(context.store, codesOrIds)
  for (const { code, kind } of items) {
    if (kind !== 'rentable') {
      throw RentalItemRefused.create({ item: code, rule: `must be of the kind rentable, but is of the kind ${kind}` })
    }
  }
  const termsOf = await readTerms(context, [...new Set(items.map(({ id }) => id))])
  return unitsOf(context, items, termsOf, branch)
}

/** The units of items that were read. Statements: one for serials, two for counts. */
export async function unitsOf(
  context: QueryContext | CommandContext,
  items: readonly StockItemRow[],
  termsOf: TermsOf,
  branch: string = context.branch,
): Promise<readonly RentableItem[]> {
  const { store } = context
  const idsOf = (single: boolean) => [...new Set(items.filter((item) => isSingle(item) === single).map(({ id }) => id))]
  const single = idsOf(true)
  const serials =
    single.length === 0
      ? []
      : await store.find(inventorySerials, {
          where: { itemId: { in: single } },
          orderBy: ['serial', 'id'],
          limit: 'all',
        })
  const counts = await readCounts({ store, branch }, idsOf(false))
  return items.map((item) => {
    const own = serials.filter((serial) => serial.itemId === item.id)
    const singles = own
      .filter((serial) => isHere(serial, branch))
      .map((serial) => unit(item, serial, unitResource(serial.id), 1))
    const counted = unit(item, null, stockResource(branch, item.id), counts.get(item.id) ?? 0)
    return isSingle(item)
      ? { item, isSingle: true, units: singles, serials: own }
      : { item, isSingle: false, units: [counted], serials: [] }
  })

  function unit(item: StockItemRow, serial: SerialRow | null, resource: string, capacity: number): RentableUnit {
    return { resource, item, serial, capacity, terms: termsOf(item.id, serial?.id ?? null) }
  }
}

export const isSingle = ({ tracking }: StockItemRow): boolean => tracking === 'serial'

/** Whether a unit is in stock in a branch. */
export const isHere = (serial: SerialRow, branch: string): boolean =>
  serial.status === 'inStock' && serial.branch === branch

/** Whether a unit may be promised: nobody else was promised it for good. What is counted tells so by its capacity. */
export const isForRent = ({ serial }: RentableUnit): boolean => serial === null || serial.reservedBy === null

/**
 * One unit by its number or id, that may be promised.
 *
 * @throws RENTAL_ITEM_REFUSED, RENTAL_UNIT_UNKNOWN, RENTAL_UNIT_GONE
 */
export function requireUnitForRent(rentable: RentableItem, named: string, branch: string): RentableUnit {
  const unit = requireUnit(rentable, named, branch)
  if (isForRent(unit)) return unit
  const serial = unit.serial?.serial ?? named
  throw RentalUnitGone.create({ item: rentable.item.code, serial, branch, rule: 'is reserved for sale' })
}

/**
 * One unit by its number or id.
 *
 * @throws RENTAL_ITEM_REFUSED, RENTAL_UNIT_UNKNOWN, RENTAL_UNIT_GONE
 */
export function requireUnit(rentable: RentableItem, named: string, branch: string): RentableUnit {
  const { item, isSingle: single, units, serials } = rentable
  if (!single) {
    throw RentalItemRefused.create({ item: item.code, rule: `has no single units, but "${named}" was named` })
  }
  const found = units.find(({ serial }) => serial?.serial === named || serial?.id === named)
  if (found !== undefined) return found
  const elsewhere = serials.find((serial) => serial.serial === named || serial.id === named)
  if (elsewhere === undefined) {
    const known = units.flatMap(({ serial }) => serial?.serial ?? []).slice(0, 20)
    throw RentalUnitUnknown.create({ item: item.code, serial: named, known })
  }
  const rule = whereIs(elsewhere, branch)
  throw RentalUnitGone.create({ item: item.code, serial: elsewhere.serial, branch, rule })
}

/** Of a unit that is not in stock in a branch. */
export function whereIs({ status, branch: of }: SerialRow, branch: string): string {
  if (status === 'inTransit') return 'is under way between branches'
  if (status !== 'inStock') return 'was sold, wasted or sent back'
  return `is in branch "${of}", not in "${branch}"`
}
