/** What a stocktake has found: of an open one as the books stand now, of a posted one as it was posted and changed since. */
import type { QueryContext } from '../engine/context.ts'
import { inventoryItems, type StockItemRow } from '../inventory/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { type CountDifference, differenceOf } from './count-difference.ts'
import { keptDifference, seenIn } from './counted-line.ts'
import { placeKey, readBooks } from './read-books.ts'
import { type CountedLineRow, type StocktakeRow, stocktakesLines } from './tables.ts'
import { readWorth } from './unit-cost.ts'

export interface FoundPlace {
  readonly row: CountedLineRow
  readonly item: StockItemRow
  readonly book: number
  readonly difference: CountDifference
  /** In minor units: as booked, or what it is likely worth. */
  readonly value: bigint
}

type Reading = Pick<QueryContext, 'branch'> & { readonly store: ScopedReads }

/** By location, code and lot. At most seven statements. */
export async function readDifferences(context: Reading, stocktake: StocktakeRow): Promise<readonly FoundPlace[]> {
  const { store } = context
  const rows = await store.find(stocktakesLines, { where: { stocktakeId: stocktake.id }, limit: 'all' })
  if (rows.length === 0) return []
  const itemIds = [...new Set(rows.map((row) => row.itemId))]
  const items = await store.find(inventoryItems, { where: { id: { in: itemIds } }, limit: 'all' })
  const byId = new Map(items.map((item) => [item.id, item]))
  const placed = rows.flatMap((row) => {
    const item = byId.get(row.itemId)
    return item === undefined ? [] : [{ row, item }]
  })
  const found =
    stocktake.status === 'open'
      ? await asBooksStand(context, placed)
      : placed.map(({ row, item }) => {
          const difference = keptDifference(row)
          return { row, item, book: row.counted - difference.quantity, difference, value: row.value }
        })
  const order = ({ row, item }: FoundPlace) => `${row.locationId} ${item.code} ${row.lotId}`
  return found.sort((one, other) => (order(one) < order(other) ? -1 : 1))
}

async function asBooksStand(
  context: Reading,
  placed: readonly { readonly row: CountedLineRow; readonly item: StockItemRow }[],
): Promise<FoundPlace[]> {
  const books = await readBooks(
    context,
    placed.map(({ row, item }) => ({ ...row, tracking: item.tracking })),
  )
  const worth = await readWorth(
    context,
    placed.map(({ row }) => row.itemId),
  )
  return placed.map(({ row, item }) => {
    const book = books.get(placeKey(row)) ?? { quantity: 0, serials: [] }
    const difference = differenceOf(seenIn(row), book)
    return { row, item, book: book.quantity, difference, value: worth(row.itemId, difference.quantity) }
  })
}
