/** Everything that the inventory of a studio keeps, read past its own code. */
import {
  inventoryCosts,
  inventoryItems,
  inventoryLayers,
  inventoryLines,
  inventoryLocations,
  inventoryLotStock,
  inventoryMovements,
  inventoryPools,
  inventoryReservations,
  inventorySerials,
  inventoryStock,
  inventoryTransfers,
  ledgerLines,
  type RowOf,
  type ScopedReads,
} from '@calotype/core'

type Rows<T extends Parameters<ScopedReads['find']>[0]> = readonly RowOf<T>[]

/** A balance of the books: above zero on the debit side. */
export interface Balance {
  readonly branch: string
  readonly account: string
  readonly balance: bigint
}

export interface StockFacts {
  readonly items: Rows<typeof inventoryItems>
  readonly locations: Rows<typeof inventoryLocations>
  readonly movements: Rows<typeof inventoryMovements>
  /** In the order in which they count within their pools. */
  readonly lines: Rows<typeof inventoryLines>
  readonly costs: Rows<typeof inventoryCosts>
  readonly pools: Rows<typeof inventoryPools>
  readonly stock: Rows<typeof inventoryStock>
  readonly layers: Rows<typeof inventoryLayers>
  readonly lotStock: Rows<typeof inventoryLotStock>
  readonly serials: Rows<typeof inventorySerials>
  readonly reservations: Rows<typeof inventoryReservations>
  readonly transfers: Rows<typeof inventoryTransfers>
  readonly books: readonly Balance[]
}

export async function readFacts(store: ScopedReads): Promise<StockFacts> {
  const all = { limit: 'all' } as const
  const books = await store.aggregate(ledgerLines, {
    groupBy: ['branch', 'account'],
    measures: { debit: { of: 'sum', column: 'debit' }, credit: { of: 'sum', column: 'credit' } },
    ...all,
  })
  return {
    items: await store.find(inventoryItems, all),
    locations: await store.find(inventoryLocations, all),
    movements: await store.find(inventoryMovements, all),
    lines: await store.find(inventoryLines, { orderBy: ['at', 'movementId', 'line'], ...all }),
    costs: await store.find(inventoryCosts, all),
    pools: await store.find(inventoryPools, all),
    stock: await store.find(inventoryStock, all),
    layers: await store.find(inventoryLayers, all),
    lotStock: await store.find(inventoryLotStock, all),
    serials: await store.find(inventorySerials, all),
    reservations: await store.find(inventoryReservations, all),
    transfers: await store.find(inventoryTransfers, all),
    books: books.map(({ branch, account, debit, credit }) => ({ branch, account, balance: debit - credit })),
  }
}
