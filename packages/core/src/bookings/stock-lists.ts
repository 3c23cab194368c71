/** What pools know of the stock: units of items in branches, kept in memory by the versions of the claims. */
import { readVersions, stockResource } from '../claims/index.ts'
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { KeptOfStudios } from '../engine/kept-of-studios.ts'
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { readStockToBook, rentalSettings, type StockToBook, termsVersion } from '../rentals/index.ts'
import type { BookResource } from '../resources/index.ts'
import type { Requirement } from './service-definition.ts'
import { membersOf, type ResourcesKnown } from './pools.ts'

/** An item in a branch. */
export interface StockWanted {
  readonly branch: string
  readonly itemId: string
}

interface Kept {
  readonly version: string
  readonly stock: StockToBook
}

/** By the names of counted stock. */
export type StockLists = KeptOfStudios<Kept>

export const stockListsToken: Token<StockLists> = token<StockLists>('calotype.bookings.stock-lists')

/** One for each engine, which ends with it. */
export const emptyStockLists: Provision = provide(stockListsToken, {
  useFactory: (): StockLists => new KeptOfStudios({ studios: 200, each: 2000 }),
})

/** The names of the versions by which what is known of an item in a branch holds. */
export const stockVersions = ({ branch, itemId }: StockWanted): readonly string[] => [
  stockResource(branch, itemId),
  termsVersion(itemId),
]

/** What requirements need of the stock: items of which any unit does, and what resources are that do; and what others are. Pure. */
export function stockWanted(
  known: ResourcesKnown,
  branch: string,
  requirements: readonly Requirement[],
  also: readonly BookResource[] = [],
): readonly StockWanted[] {
  const wanted = new Map<string, StockWanted>()
  const add = (one: StockWanted): void => void wanted.set(stockResource(one.branch, one.itemId), one)
  for (const requirement of requirements) {
    if (requirement.stock !== undefined) add({ branch, itemId: requirement.stock.item })
    if (requirement.stock === undefined && known.hasStock) {
      for (const { branch: of, itemId } of membersOf(known, branch, requirement)) {
        if (itemId !== null) add({ branch: of, itemId })
      }
    }
  }
  for (const { branch: of, itemId } of also) if (itemId !== null) add({ branch: of, itemId })
  return [...wanted.values()]
}

/** What was read of the stock, and whether it still holds. */
export interface StockRead {
  /** By the name of counted stock of the item in the branch. */
  readonly lists: ReadonlyMap<string, StockToBook>
  /** Whether versions are those at which it was read. */
  holdsAt(versionOf: (name: string) => number): boolean
}

const noStock: StockRead = { lists: new Map(), holdsAt: () => true }

/**
 * Statements: none where nothing is wanted; else the versions, unless they are passed, and three for what changed since it was read. What no version
 * tells of yet is read each time.
 */
export async function readStockLists(
  context: QueryContext | CommandContext,
  wanted: readonly StockWanted[],
  versionOf?: (name: string) => number,
): Promise<StockRead> {
  if (wanted.length === 0) return noStock
  const versions = versionOf ?? (await versionsNow(context, wanted))
  const { prepareMinutes, cleanMinutes } = await context.settings(rentalSettings)
  const versionAt = (at: (name: string) => number, one: StockWanted): string =>
    [...stockVersions(one).map(at), prepareMinutes, cleanMinutes].join(' ')
  const kept = keptOf(context)
  const keyOf = ({ branch, itemId }: StockWanted): string => stockResource(branch, itemId)
  const lists = new Map<string, StockToBook>()
  const stale = wanted.filter((one) => {
    const known = kept.get(keyOf(one))
    const holds = known !== undefined && versions(keyOf(one)) !== 0 && known.version === versionAt(versions, one)
    if (holds) lists.set(keyOf(one), known.stock)
    return !holds
  })
  const read = await readStockToBook(context, [...new Set(stale.map(({ itemId }) => itemId))])
  const fresh = stale.flatMap((one): [string, Kept][] => {
    const stock = read.get(one.itemId)
    return stock === undefined ? [] : [[keyOf(one), { version: versionAt(versions, one), stock }]]
  })
  context.resolve(stockListsToken).keep(context.tenant, fresh)
  for (const [name, { stock }] of fresh) lists.set(name, stock)
  const readAt = wanted.map((one) => versionAt(versions, one))
  return {
    lists,
    holdsAt: (at) => wanted.every((one, place) => at(keyOf(one)) !== 0 && versionAt(at, one) === readAt[place]),
  }
}

/** What was read of the stock before, whether it still holds or not. */
export function keptStockLists(context: QueryContext | CommandContext, wanted: readonly StockWanted[]): StockRead {
  if (wanted.length === 0) return noStock
  const kept = keptOf(context)
  const lists = new Map<string, StockToBook>()
  for (const { branch, itemId } of wanted) {
    const stock = kept.get(stockResource(branch, itemId))?.stock
    if (stock !== undefined) lists.set(stockResource(branch, itemId), stock)
  }
  return { lists, holdsAt: () => false }
}

async function versionsNow(
  context: QueryContext | CommandContext,
  wanted: readonly StockWanted[],
): Promise<(name: string) => number> {
  const versions = await readVersions(context, wanted.flatMap(stockVersions))
  return (name) => versions.get(name) ?? 0
}

const keptOf = (context: QueryContext | CommandContext): ReadonlyMap<string, Kept> =>
  context.resolve(stockListsToken).of(context.tenant)
