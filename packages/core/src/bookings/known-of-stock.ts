/** The resources of a studio with the units of the stock that requirements take. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import type { BookResource, ResourceBook } from '../resources/index.ts'
import { knownOf, type ResourcesKnown } from './pools.ts'
import type { Requirement } from './service-definition.ts'
import { knownWith } from './stock-in-pools.ts'
import { keptStockLists, readStockLists, type StockRead, type StockWanted, stockWanted } from './stock-lists.ts'

export interface KnownOfStock {
  readonly known: ResourcesKnown
  readonly stock: StockRead
  /** What was looked for in the stock. */
  readonly wanted: readonly StockWanted[]
}

export interface KnownOptions {
  /** Versions that the caller has read. */
  readonly versionOf?: (name: string) => number
  /** Resources that are asked about beside those of the requirements. */
  readonly also?: readonly BookResource[]
}

/** Statements: as readStockLists; none where no requirement and no resource is of the stock. */
export async function readKnown(
  context: QueryContext | CommandContext,
  book: ResourceBook,
  branch: string,
  requirements: readonly Requirement[],
  { versionOf, also }: KnownOptions = {},
): Promise<KnownOfStock> {
  const wanted = stockWanted(knownOf(book), branch, requirements, also)
  const stock = await readStockLists(context, wanted, versionOf)
  const { timeZone } = context.studio.days(branch)
  return { known: knownWith(book, stock, { branch, timeZone, requirements }), stock, wanted }
}

/** The same as far as it is in memory, whether it still holds or not. No statement. */
export function keptKnown(
  context: QueryContext,
  book: ResourceBook,
  branch: string,
  requirements: readonly Requirement[],
): KnownOfStock {
  const wanted = stockWanted(knownOf(book), branch, requirements)
  const stock = keptStockLists(context, wanted)
  const { timeZone } = context.studio.days(branch)
  return { known: knownWith(book, stock, { branch, timeZone, requirements }), stock, wanted }
}
