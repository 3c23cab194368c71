/** Posts what a stocktake found: the stock is what was counted, the differences go to the books. */
import type { CommandContext } from '../engine/context.ts'
import {
  holdPools,
  inventoryLocations,
  inventorySerials,
  type MovementLineRow,
  postMovement,
  thawLocations,
} from '../inventory/index.ts'
import { recordFact, requireApproval } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { isExact } from './count-difference.ts'
import { plannedMovements, type PostedCount, seenTwice, type UnitsInStock } from './difference-movements.ts'
import { StocktakeApproverCounted, StocktakeNotReady } from './errors.ts'
import { stocktakePosted } from './events.ts'
import { expectedPlaces } from './expected-places.ts'
import { holdStocktake } from './hold-stocktake.ts'
import { placeKey } from './read-books.ts'
import { type FoundPlace, readDifferences } from './read-differences.ts'
import { locationsOf } from './scope.ts'
import { stocktakeSettings } from './settings.ts'
import {
  type PostingRow,
  type StocktakeRow,
  stocktakesLines,
  stocktakesPostings,
  stocktakesStocktakes,
} from './tables.ts'

export interface StocktakePosting {
  readonly stocktakeId: string
  /** What becomes of places that have something by the books and were not counted. */
  readonly uncounted: 'refuse' | 'leave'
  readonly approver?: string | undefined
  /** Never personal data. */
  readonly reason?: string | undefined
}

/**
 * Posts under the locks of all pools that were counted, so that no movement comes between what the books say and what is posted.
 *
 * @throws STOCKTAKE_UNKNOWN, STOCKTAKE_NOT_OPEN, STOCKTAKE_NOT_READY, STOCKTAKE_APPROVER_COUNTED, APPROVER_MISSING,
 * APPROVER_REFUSED, and as postMovement
 */
export async function postStocktake(context: CommandContext, given: StocktakePosting): Promise<PostingRow> {
  const { store, now, actor } = context
  const stocktake = await holdStocktake(context, given.stocktakeId)
  const counted = await store.find(stocktakesLines, { where: { stocktakeId: stocktake.id }, limit: 'all' })
  await holdPools(
    context,
    counted.map((row) => row.itemId),
  )
  const found = await readDifferences(context, stocktake)
  const units = await unitsInStock(context, found)
  await refuseUnready(context, stocktake, { found, units, uncounted: given.uncounted })
  const approver = await approvedBy(context, stocktake, found, given.approver)
  const lines: MovementLineRow[] = []
  const movements: string[] = []
  for (const plan of plannedMovements(found, units, await countsPosted(context, found, units))) {
    const posted = await postMovement(context, {
      ...plan,
      // Of clocks that differ, what was counted a moment ago may be ahead of now.
      at: plan.at < now ? plan.at : undefined,
      stocktakeId: stocktake.id,
      reference: stocktake.number,
      reason: given.reason,
      approver: approver ?? undefined,
    })
    movements.push(posted.movement.id)
    lines.push(...posted.lines.filter((line) => line.kind === 'count'))
  }
  await keepPosted(context, found, lines)
  const posting = keepPosting(context, { stocktake, approver, movements, found, lines })
  await store.update(stocktakesStocktakes, stocktake, { status: 'posted', endedAt: now, endedBy: actor })
  if (stocktake.frozen) await thawLocations(context, stocktake.id)
  return posting
}

interface Readiness {
  readonly found: readonly FoundPlace[]
  readonly units: UnitsInStock
  readonly uncounted: 'refuse' | 'leave'
}

/** @throws STOCKTAKE_NOT_READY */
async function refuseUnready(
  { store }: CommandContext,
  stocktake: StocktakeRow,
  { found, units, uncounted }: Readiness,
): Promise<void> {
  const { id: stocktakeId } = stocktake
  if (found.length === 0) throw StocktakeNotReady.create({ stocktakeId, rule: 'has counted nothing', places: [] })
  const known = new Set(found.map(({ row }) => placeKey(row)))
  const placesOf = (some: readonly FoundPlace[]) => some.map(({ row, item }) => ({ locationId: row.locationId, item }))
  const missing =
    uncounted === 'leave'
      ? []
      : (await expectedPlaces(store, stocktake, locationsOf(stocktake))).filter((place) => !known.has(placeKey(place)))
  const unready = [
    { rule: 'has places to count again', left: placesOf(found.filter(({ row }) => row.recount)) },
    { rule: 'saw single units in two places', left: placesOf(seenTwice(found, units)) },
    { rule: 'has places that nobody counted', left: missing },
  ].find(({ left }) => left.length > 0)
  if (unready === undefined) return
  const { rule, left } = unready
  const where = { id: { in: [...new Set(left.map((place) => place.locationId))] } }
  const locations = await store.find(inventoryLocations, { where, limit: 'all' })
  const codes = new Map(locations.map((row) => [row.id, row.code]))
  const places = left.map(({ item, locationId }) => ({
    item: item.code,
    location: codes.get(locationId) ?? locationId,
  }))
  throw StocktakeNotReady.create({ stocktakeId, rule, places })
}

/** @throws STOCKTAKE_APPROVER_COUNTED, APPROVER_MISSING, APPROVER_REFUSED */
async function approvedBy(
  context: CommandContext,
  { id: stocktakeId }: StocktakeRow,
  found: readonly FoundPlace[],
  named: string | undefined,
): Promise<string | null> {
  const { approvalAbove } = await context.settings(stocktakeSettings)
  if (approvalAbove === null) return null
  const differing = found.filter(({ difference }) => !isExact(difference))
  const extent = differing.reduce((sum, { value }) => sum + (value < 0n ? -value : value), 0n)
  if (extent <= Money.of(approvalAbove, context.studio.currency).minor) return null
  const permission = 'stocktakes.approve'
  const approver = await requireApproval(context, { permission, approver: named, entryId: stocktakeId })
  const deciding = approver ?? context.actor
  if (differing.some(({ row }) => row.counter === deciding)) {
    throw StocktakeApproverCounted.create({ stocktakeId, approver: deciding })
  }
  return approver
}

/** Units that were found, where the books have them in stock elsewhere in the branch. */
async function unitsInStock({ store, branch }: CommandContext, found: readonly FoundPlace[]) {
  const ids = found.flatMap(({ difference }) =>
    Object.entries(difference.units).flatMap(([id, change]) => (change === 1 ? [id] : [])),
  )
  if (ids.length === 0) return new Map<string, { readonly locationId: string | null }>()
  const where = { id: { in: ids }, branch, status: 'inStock' }
  return new Map((await store.find(inventorySerials, { where, limit: 'all' })).map((row) => [row.id, row]))
}

/** What was posted of places where such units were found. One statement where there are any. */
async function countsPosted(
  { store }: CommandContext,
  found: readonly FoundPlace[],
  units: UnitsInStock,
): Promise<readonly PostedCount[]> {
  const rows = found.filter(({ difference }) => Object.keys(difference.units).some((id) => units.has(id)))
  if (rows.length === 0) return []
  const itemId = { in: [...new Set(rows.map(({ row }) => row.itemId))] }
  const locationId = { in: [...new Set(rows.map(({ row }) => row.locationId))] }
  return store.find(stocktakesLines, { where: { itemId, locationId, isPosted: true }, limit: 'all' })
}

const ofPlace = ({ row }: FoundPlace) => {
  return (line: MovementLineRow) =>
    line.itemId === row.itemId && line.locationId === row.locationId && (line.lotId ?? '') === row.lotId
}

/** In the books. */
const bookedValue = (found: FoundPlace, lines: readonly MovementLineRow[]): bigint =>
  lines.filter(ofPlace(found)).reduce((sum, line) => sum + line.value, 0n)

async function keepPosted(
  context: CommandContext,
  found: readonly FoundPlace[],
  lines: readonly MovementLineRow[],
): Promise<void> {
  for (const one of found) {
    const { row, difference, book } = one
    await context.store.update(stocktakesLines, row, {
      isPosted: true,
      postedOn: context.businessDate,
      book,
      difference: difference.quantity,
      units: { ...difference.units },
      exact: isExact(difference),
      value: bookedValue(one, lines),
    })
  }
}

interface Posted {
  readonly stocktake: StocktakeRow
  readonly approver: string | null
  readonly movements: readonly string[]
  readonly found: readonly FoundPlace[]
  readonly lines: readonly MovementLineRow[]
}

function keepPosting(context: CommandContext, { stocktake, approver, movements, found, lines }: Posted): PostingRow {
  const { branch, businessDate, actor, studio } = context
  const { currency } = studio
  const sum = (of: (value: bigint) => boolean) =>
    lines.reduce((all, line) => (of(line.value) ? all + line.value : all), 0n)
  const surplus = sum((value) => value > 0n)
  const shortage = -sum((value) => value < 0n)
  const exact = found.filter(({ difference }) => isExact(difference)).length
  const told = { approver, lines: found.length, exact, currency }
  const posting = recordFact(context, stocktakesPostings, {
    stocktakeId: stocktake.id,
    branch,
    businessDate,
    at: context.now,
    actor,
    movements: [...movements],
    surplus,
    shortage,
    ...told,
  })
  const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
  context.emit(stocktakePosted, {
    stocktakeId: stocktake.id,
    movementIds: [...movements],
    ...told,
    surplus: money(surplus),
    shortage: money(shortage),
  })
  return posting
}
