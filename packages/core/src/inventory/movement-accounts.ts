/** Against which account each kind of movement is booked. Pure: no I/O. */
import { accounts } from '../ledger/index.ts'
import type { MovementKind } from './movement-draft.ts'
import type { StockItemRow } from './tables.ts'

/** What is on its way between branches. Over all branches its balance is what no branch has. */
export const inTransitAccount = 'Inventory:InTransit'
export const stockDifferencesAccount = 'StockDifferences'
/** What goods that left a branch turned out to have cost more or less. */
export const costAdjustmentsAccount = 'COGS:Adjustments'

/** The other side of a movement; null where nothing is booked. Of a production it is the stock of what took part. */
export function counterAccount(kind: MovementKind, item: Pick<StockItemRow, 'costAccount'>): string | null {
  switch (kind) {
    case 'receipt':
    case 'supplierReturn':
    case 'priceCorrection':
      return accounts.goodsReceived
    case 'issue':
    case 'customerReturn':
    case 'consumption':
      return item.costAccount
    case 'transferOut':
    case 'transferIn':
      return inTransitAccount
    case 'adjustment':
    case 'count':
      return stockDifferencesAccount
    case 'waste':
      return 'Wastage'
    case 'gift':
      return 'COGS:Gifts'
    case 'move':
    case 'production':
      return null
  }
}

/**
 * The account of the item, where a movement is booked against that: kept with the line, since the item may get another, and what
 * comes back or is corrected later goes where the cost went. Null of other kinds, whose account is always the same.
 */
export function accountOfItem(kind: MovementKind, item: Pick<StockItemRow, 'costAccount'>): string | null {
  return kind === 'issue' || kind === 'customerReturn' || kind === 'consumption' ? item.costAccount : null
}

/** Where it is booked that goods cost more or less than a movement took with it. */
export function correctionAccount(kind: MovementKind, item: Pick<StockItemRow, 'costAccount'>): string {
  if (kind === 'transferOut') return costAdjustmentsAccount
  if (kind === 'supplierReturn') return stockDifferencesAccount
  return counterAccount(kind, item) ?? costAdjustmentsAccount
}

/** Kinds of which goods come in. The rest take out, but for those that do both. */
export const entersStock = (kind: MovementKind): boolean =>
  kind === 'receipt' || kind === 'customerReturn' || kind === 'transferIn'

/** Kinds that may do both. */
export const eitherWay = (kind: MovementKind): boolean =>
  kind === 'adjustment' || kind === 'count' || kind === 'move' || kind === 'production'

/** Kinds that take what is promised to nobody. What is lost, counted or put right is taken whatever was promised. */
export const keepsPromises = (kind: MovementKind): boolean =>
  kind !== 'waste' && kind !== 'count' && kind !== 'adjustment'

/** Kinds that take what has expired before the rest, where no lot is named: what is thrown away, put right or sent back. */
export const takesExpired = (kind: MovementKind): boolean => !keepsPromises(kind) || kind === 'supplierReturn'
