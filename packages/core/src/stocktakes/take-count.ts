/** Takes in what somebody counted at a location. */
import type { CommandContext } from '../engine/context.ts'
import { holdPools, type LocationRow, requireLocations } from '../inventory/index.ts'
import { recordFact } from '../ledger/index.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import {
  type CountDifference,
  differenceOf,
  differenceText,
  differsMuch,
  isExact,
  type Seen,
  twoAgree,
} from './count-difference.ts'
import { historyOf } from './counted-line.ts'
import { CountInvalid, RecountByAnother } from './errors.ts'
import { stockCounted } from './events.ts'
import { expectedPlaces } from './expected-places.ts'
import { holdStocktake } from './hold-stocktake.ts'
import { placeKey, readBooks } from './read-books.ts'
import { type CountedInput, resolveCount, type SeenPlace } from './resolve-count.ts'
import { locationsOf } from './scope.ts'
import { stocktakeSettings } from './settings.ts'
import { type CountedLineRow, type StocktakeRow, stocktakesCounts, stocktakesLines } from './tables.ts'
import { readWorth } from './unit-cost.ts'

export interface CountDraft {
  readonly stocktakeId: string
  /** The code or id. */
  readonly location: string
  readonly lines: readonly CountedInput[]
  /** Whether there is nothing else of the stocktake at the location but what was counted before. */
  readonly complete: boolean
  readonly asOf?: Instant | undefined
}

export interface TakenPlace extends SeenPlace {
  readonly book: number
  readonly difference: CountDifference
  readonly recount: boolean
}

export interface TakenCount {
  readonly countId: string
  readonly stocktake: StocktakeRow
  readonly location: LocationRow
  readonly asOf: Instant
  readonly places: readonly TakenPlace[]
}

/**
 * Keeps the count as a fact with what the books say now of its moment, and has what differs much counted again. About ten
 * statements, and one for each place that was counted before.
 *
 * @throws STOCKTAKE_UNKNOWN, STOCKTAKE_NOT_OPEN, COUNT_INVALID, RECOUNT_BY_ANOTHER, STOCK_LOCATION_UNKNOWN, and as resolveCount
 */
export async function takeCount(context: CommandContext, draft: CountDraft): Promise<TakenCount> {
  const { store } = context
  const stocktake = await holdStocktake(context, draft.stocktakeId)
  const [location] = await requireLocations(context, [draft.location])
  if (location === undefined || !locationsOf(stocktake).includes(location.id)) {
    throw CountInvalid.create({ line: 0, rule: 'be of a location of the stocktake', value: `"${draft.location}"` })
  }
  if (draft.asOf !== undefined && (draft.asOf > context.now || draft.asOf < stocktake.openedAt)) {
    const rule = `be of the time from ${stocktake.openedAt} until now`
    throw CountInvalid.create({ line: 0, rule, value: draft.asOf })
  }
  const seen = new Map(await resolveCount(context, stocktake, location, draft.lines))
  const before = await countedBefore(context, stocktake, location)
  if (draft.complete) {
    for (const place of await expectedPlaces(store, stocktake, [location.id])) {
      const key = placeKey(place)
      if (!seen.has(key) && !before.has(key)) seen.set(key, { ...place, seen: { quantity: 0, serials: [] } })
    }
  }
  if (seen.size === 0) throw CountInvalid.create({ line: 0, rule: 'name something', value: 'empty' })
  refuseSameCounter(context, location, seen, before)
  const asOf = await momentOf(context, draft.asOf, seen)
  const countId = context.newId()
  const places = await judged(context, { countId, asOf, seen, before })
  keepCount(context, { countId, stocktake, location, asOf, places })
  await keepPlaces(context, { countId, stocktake, asOf, places, before })
  const recounts = places.filter((place) => place.recount).length
  context.emit(stockCounted, {
    stocktakeId: stocktake.id,
    countId,
    locationId: location.id,
    counter: context.actor,
    lines: places.length,
    recounts,
  })
  return { countId, stocktake, location, asOf, places }
}

/**
 * When it was seen. What is counted now comes after all that moved before, whatever the clocks say: under the locks of the pools,
 * so that nothing moves while the books are read.
 */
async function momentOf(
  context: CommandContext,
  asSaid: Instant | undefined,
  seen: ReadonlyMap<string, SeenPlace>,
): Promise<Instant> {
  const pools = await holdPools(
    context,
    [...seen.values()].map((place) => place.itemId),
  )
  if (asSaid !== undefined) return asSaid
  const last = Math.max(...[...pools.values()].map((pool) => pool.lastAt))
  return millisOf(context.now) >= last ? context.now : instantFromMillis(last)
}

type Before = ReadonlyMap<string, CountedLineRow>

async function countedBefore({ store }: CommandContext, { id }: StocktakeRow, location: LocationRow): Promise<Before> {
  const where = { stocktakeId: id, locationId: location.id }
  const rows = await store.find(stocktakesLines, { where, limit: 'all' })
  return new Map(rows.map((row) => [placeKey(row), row]))
}

function refuseSameCounter(
  { actor }: CommandContext,
  location: LocationRow,
  seen: ReadonlyMap<string, SeenPlace>,
  before: Before,
): void {
  for (const [key, { item }] of seen) {
    const row = before.get(key)
    if (row?.recount !== true || row.counter !== actor) continue
    throw RecountByAnother.create({ item: item.code, location: location.code, counter: actor })
  }
}

interface Judging {
  readonly countId: string
  readonly asOf: Instant
  readonly seen: ReadonlyMap<string, SeenPlace>
  readonly before: Before
}

async function judged(context: CommandContext, { countId, asOf, seen, before }: Judging): Promise<TakenPlace[]> {
  const places = [...seen.values()]
  const books = await readBooks(
    context,
    places.map((place) => ({ ...place, asOf, countId, tracking: place.item.tracking })),
  )
  const { recount: rules } = await context.settings(stocktakeSettings)
  const mostValue = rules.value === null ? null : Money.of(rules.value, context.studio.currency).minor
  const worth = await readWorth(
    context,
    places.map((place) => place.itemId),
  )
  return places.map((place) => {
    const key = placeKey(place)
    const book: Seen = books.get(key) ?? { quantity: 0, serials: [] }
    const difference = differenceOf(place.seen, book)
    const row = before.get(key)
    const made = { countId, counter: context.actor, difference: differenceText(difference) }
    const history = [...(row === undefined ? [] : historyOf(row)), made]
    const value = worth(place.itemId, difference.quantity)
    const recount = differsMuch(difference, book.quantity, value, rules, mostValue) && !twoAgree(history)
    return { ...place, book: book.quantity, difference, recount }
  })
}

function keepCount(context: CommandContext, { countId, stocktake, location, asOf, places }: TakenCount): void {
  recordFact(context, stocktakesCounts, {
    id: countId,
    branch: context.branch,
    stocktakeId: stocktake.id,
    locationId: location.id,
    counter: context.actor,
    asOf,
    at: context.now,
    lines: places.map(({ itemId, lotId, seen, book }) => {
      return { itemId, lotId, counted: seen.quantity, serials: [...seen.serials], book }
    }),
  })
}

interface Keeping extends Omit<TakenCount, 'location'> {
  readonly before: Before
}

async function keepPlaces(
  context: CommandContext,
  { countId, stocktake, asOf, places, before }: Keeping,
): Promise<void> {
  const { store, actor } = context
  for (const place of places) {
    const row = before.get(placeKey(place))
    const { difference, seen, book, recount } = place
    const made = { countId, counter: actor, difference: differenceText(difference) }
    const standing = {
      countId,
      counter: actor,
      asOf,
      counted: seen.quantity,
      serials: [...seen.serials],
      book,
      history: [...(row === undefined ? [] : historyOf(row)), made].map((one) => ({ ...one })),
      recount,
      difference: difference.quantity,
      units: { ...difference.units },
      exact: isExact(difference),
    }
    if (row !== undefined) {
      await store.update(stocktakesLines, row, standing)
      continue
    }
    store.insert(stocktakesLines, {
      stocktakeId: stocktake.id,
      locationId: place.locationId,
      itemId: place.itemId,
      lotId: place.lotId,
      branch: context.branch,
      ...standing,
      isPosted: false,
      postedOn: null,
      currency: context.studio.currency,
      value: 0n,
    })
  }
}
