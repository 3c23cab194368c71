/** What an order keeps of an item, so that a later change of the catalogue changes no order. Pure. */
import { Money } from '../values/money.ts'
import type { Entitlements } from './entitlements.ts'
import type { ItemRow } from './tables.ts'

export interface ItemSnapshot {
  readonly itemId: string
  /** The version of the item that was sold. */
  readonly itemVersion: number
  readonly code: string
  readonly kind: 'package' | 'product' | 'service' | 'bundle'
  readonly name: string
  readonly nameEn: string | null
  readonly category: string
  readonly shootType: string | null
  readonly unitPrice: Money
  readonly taxRate: string | null
  readonly incomeAccount: string
  readonly entitlements: Entitlements
}

/** The item as it is sold now. */
export function snapshotItem(row: ItemRow): ItemSnapshot {
  return {
    itemId: row.id,
    itemVersion: row.version,
    code: row.code,
    kind: row.kind as ItemSnapshot['kind'],
    name: row.name,
    nameEn: row.nameEn,
    category: row.categoryCode,
    shootType: row.shootType,
    unitPrice: Money.ofMinor(row.price, row.currency),
    taxRate: row.taxRate,
    incomeAccount: row.incomeAccount,
    entitlements: row.entitlements as Entitlements,
  }
}
