/** What suppliers sell and for how much, for callers and for the rest of the room. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import type { StockItemRow } from '../inventory/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import type { Offer } from './choose-offer.ts'
import { SupplierItemInvalid, SupplierItemOverlaps } from './errors.ts'
import { canonicalPrice, priceOf } from './price.ts'
import { dateText, priceText, referenceText, shownPrice, units, unitsOrNone } from './shapes.ts'
import { procurementBillLines, procurementSupplierItems, type SupplierItemRow } from './tables.ts'

const breakSchema = z.strictObject({ from: units, price: priceText })

/** Members of what a supplier sells that may be left out. */
export const termMembers = {
  /** What the supplier calls it. */
  code: referenceText.nullable().optional(),
  /** How it is packed. The item's unit, one at a time, unless told. */
  pack: z.strictObject({ unit: z.string().min(1).max(20), quantity: units }).optional(),
  /** Whether prices are for a pack or for a unit of the item; for a pack unless told. */
  priceFor: z.enum(['pack', 'unit']).optional(),
  /** Other prices from so many units on. */
  breaks: z.array(breakSchema).max(20).optional(),
  leadTimeDays: z.int().min(0).max(365).optional(),
  /** The fewest units that are sold. */
  minimum: unitsOrNone.optional(),
  /** Whether to buy it here unless there is a reason not to. Another supplier of the item is preferred no more. */
  preferred: z.boolean().optional(),
  /** The last day; null for no end. */
  validUntil: dateText.nullable().optional(),
}

const shape = z.object({
  id: z.string(),
  supplierId: z.string(),
  itemId: z.string(),
  code: z.string().nullable(),
  pack: z.object({ unit: z.string(), quantity: z.int() }),
  /** For `per` units of the item. */
  price: z.string(),
  per: z.int(),
  breaks: z.array(z.object({ from: z.int(), price: z.string() })),
  leadTimeDays: z.int(),
  minimum: z.int(),
  preferred: z.boolean(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  /** What it cost on the last bill of this supplier; null where there was none. */
  last: z
    .object({
      /** For `per` units. */
      price: z.string(),
      quantity: z.int(),
      cost: z.string(),
      on: z.string(),
      /** The bill. */
      documentId: z.string(),
    })
    .nullable(),
})

export interface SupplierItem extends z.output<typeof shape> {}

export const supplierItemSchema: z.ZodType<SupplierItem> = shape

const breaksOf = (row: SupplierItemRow) => shape.shape.breaks.parse(row.breaks)

export const offerOf = (row: SupplierItemRow): Offer & { readonly row: SupplierItemRow } => ({
  row,
  supplierId: row.supplierId,
  price: { price: row.price, per: row.per },
  breaks: breaksOf(row),
  pack: row.packQuantity,
  minimum: row.minimum,
  leadTimeDays: row.leadTimeDays,
  preferred: row.preferred,
})

/** With the last bill of each. Two statements for any number of rows, none for none. */
export async function presentSupplierItems(
  store: ScopedReads,
  rows: readonly SupplierItemRow[],
): Promise<SupplierItem[]> {
  const last = await lastBilled(store, rows)
  return rows.map((row) => {
    const { id, supplierId, itemId, code, leadTimeDays, minimum, preferred, validFrom, validUntil, per } = row
    const billed = last.get(`${itemId} ${supplierId}`)
    const cost = billed === undefined ? undefined : Money.ofMinor(billed.cost - billed.overbilledCost, billed.currency)
    const price = billed === undefined || cost === undefined ? null : priceOf(cost, billed.quantity, per)
    return {
      id,
      supplierId,
      itemId,
      code,
      pack: { unit: row.pack, quantity: row.packQuantity },
      price: shownPrice(row.price),
      per,
      breaks: breaksOf(row).map((one) => ({ ...one, price: shownPrice(one.price) })),
      leadTimeDays,
      minimum,
      preferred,
      validFrom,
      validUntil,
      last:
        billed === undefined || cost === undefined || price === null
          ? null
          : {
              price: shownPrice(price),
              quantity: billed.quantity,
              cost: cost.toString(),
              on: billed.businessDate,
              documentId: billed.documentId,
            },
    }
  })
}

async function lastBilled(store: ScopedReads, rows: readonly SupplierItemRow[]) {
  if (rows.length === 0) return new Map<string, never>()
  const items = [...new Set(rows.map((row) => row.itemId))]
  const suppliers = [...new Set(rows.map((row) => row.supplierId))]
  const where = { itemId: { in: items }, supplierId: { in: suppliers }, quantity: { gt: 0 } }
  // Documents are named by time: the greatest is the last.
  const latest = await store.aggregate(procurementBillLines, {
    where,
    groupBy: ['itemId', 'supplierId'],
    measures: { documentId: { of: 'max', column: 'documentId' } },
    limit: 'all',
  })
  const documents = latest.flatMap(({ documentId }) => (documentId === null ? [] : [documentId]))
  const lines = await store.find(procurementBillLines, {
    where: { ...where, documentId: { in: documents } },
    orderBy: ['documentId', 'line'],
    limit: 'all',
  })
  return new Map(lines.map((line) => [`${line.itemId} ${line.supplierId}`, line]))
}

/** What is for sale on a day. @throws nothing: an item that nobody sells has no rows */
export function termsOn(
  store: ScopedReads,
  date: CalendarDate,
  of: { readonly itemIds?: readonly string[] | undefined; readonly supplierId?: string | undefined },
): Promise<SupplierItemRow[]> {
  const { itemIds, supplierId } = of
  return store.find(procurementSupplierItems, {
    where: {
      ...(itemIds === undefined ? {} : { itemId: { in: itemIds } }),
      ...(supplierId === undefined ? {} : { supplierId }),
      validFrom: { lte: date },
      anyOf: [{ validUntil: null }, { validUntil: { gte: date } }],
    },
    orderBy: ['itemId', 'supplierId'],
    limit: 'all',
  })
}

type Terms = Omit<SupplierItemRow, 'id' | 'version'>

export interface GivenTerms {
  readonly code?: string | null | undefined
  readonly pack?: { readonly unit: string; readonly quantity: number } | undefined
  readonly price?: string | undefined
  readonly priceFor?: 'pack' | 'unit' | undefined
  readonly breaks?: readonly { readonly from: number; readonly price: string }[] | undefined
  readonly leadTimeDays?: number | undefined
  readonly minimum?: number | undefined
  readonly preferred?: boolean | undefined
  readonly validUntil?: string | null | undefined
}

/** The terms with what is given. @throws SUPPLIER_ITEM_INVALID */
export function termsWith(before: Terms, given: GivenTerms): Terms {
  const packQuantity = given.pack?.quantity ?? before.packQuantity
  const forUnit = given.priceFor === undefined ? before.per !== before.packQuantity : given.priceFor === 'unit'
  const breaks = [...(given.breaks ?? shape.shape.breaks.parse(before.breaks))].sort((a, b) => a.from - b.from)
  const twice = breaks.find((one, at) => breaks[at + 1]?.from === one.from)
  if (twice !== undefined) {
    throw SupplierItemInvalid.create({ field: 'breaks', rule: 'begin at different quantities', value: `${twice.from}` })
  }
  const { validFrom } = before
  const validUntil = given.validUntil === undefined ? before.validUntil : given.validUntil
  if (validUntil !== null && validUntil < validFrom) {
    throw SupplierItemInvalid.create({ field: 'validUntil', rule: `be ${validFrom} or later`, value: validUntil })
  }
  const { supplierId, itemId } = before
  return {
    supplierId,
    itemId,
    validFrom,
    code: given.code === undefined ? before.code : given.code,
    pack: given.pack?.unit ?? before.pack,
    packQuantity,
    price: canonicalPrice(given.price ?? before.price),
    per: forUnit ? 1 : packQuantity,
    breaks: breaks.map(({ from, price }) => ({ from, price: canonicalPrice(price) })),
    leadTimeDays: given.leadTimeDays ?? before.leadTimeDays,
    minimum: given.minimum ?? before.minimum,
    preferred: given.preferred ?? before.preferred,
    validUntil,
  }
}

/** Terms of which nothing was said. */
export const plainTerms = (
  supplierId: string,
  item: Pick<StockItemRow, 'id' | 'unit'>,
  from: { readonly price: string; readonly validFrom: CalendarDate; readonly leadTimeDays: number },
): Terms => ({
  supplierId,
  itemId: item.id,
  code: null,
  pack: item.unit,
  packQuantity: 1,
  per: 1,
  breaks: [],
  minimum: 0,
  preferred: false,
  validUntil: null,
  ...from,
})

/**
 * The rows of an item, locked by its name, so that two changes at once neither overlap nor prefer two suppliers. Two statements.
 */
export async function lockTerms({ store }: CommandContext, itemId: string): Promise<SupplierItemRow[]> {
  await store.lock([`procurement.terms:${itemId}`])
  return store.find(procurementSupplierItems, { where: { itemId }, orderBy: ['id'], limit: 'all' })
}

/** @throws SUPPLIER_ITEM_OVERLAPS */
export function refuseOverlap(rows: readonly SupplierItemRow[], terms: Terms, own?: string): void {
  for (const row of rows) {
    if (row.id === own || row.supplierId !== terms.supplierId) continue
    const apart =
      (row.validUntil !== null && row.validUntil < terms.validFrom) ||
      (terms.validUntil !== null && terms.validUntil < row.validFrom)
    if (apart) continue
    const { validFrom, validUntil } = row
    throw SupplierItemOverlaps.create({ supplierItemId: row.id, validFrom, validUntil: validUntil ?? 'without end' })
  }
}

/** Of other suppliers of the item, none is preferred any more. One statement for each that was. */
export async function preferAlone(
  { store }: CommandContext,
  rows: readonly SupplierItemRow[],
  supplierId: string,
): Promise<void> {
  for (const row of rows) {
    if (row.preferred && row.supplierId !== supplierId) {
      await store.update(procurementSupplierItems, row, { preferred: false })
    }
  }
}
