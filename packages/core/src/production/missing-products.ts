/** Products that packages include and nobody has selected or ordered. Pure. */
import type { OrderLineRow } from '../orders/index.ts'
import { type Missing, missing } from './missing.ts'

interface IncludedProduct {
  readonly code: string
  readonly variant?: string | undefined
  readonly quantity: number
}

/** A product of a package that was used, by a confirmed selection or a use. */
export interface UsedProduct {
  readonly lineId: string
  readonly code: string | null
  readonly variant: string | null
  readonly included: number
}

/**
 * @param lines all lines of the order
 * @param used what selections and uses took of their packages
 */
export function missingProducts(lines: readonly OrderLineRow[], used: readonly UsedProduct[]): Missing[] {
  const standing = lines.filter(({ progress }) => progress !== 'cancelled')
  // Lines of their own count for one package after the other.
  const sold = new Map<string, number>()
  const keyOf = (code: string, variant: string | null): string => JSON.stringify([code, variant])
  for (const { itemCode, variant, quantity, kind } of standing) {
    if (kind === 'package') continue
    const key = keyOf(itemCode, variant)
    sold.set(key, (sold.get(key) ?? 0) + Math.trunc(Number(quantity)))
  }
  return standing.flatMap((line): Missing[] => {
    if (line.progress === 'pickedUp') return []
    const { products = [] } = (line.entitlements ?? {}) as { readonly products?: readonly IncludedProduct[] }
    const packages = Math.max(1, Math.trunc(Number(line.quantity)))
    return products.flatMap(({ code, variant = null, quantity }): Missing[] => {
      const taken = used.filter((one) => one.lineId === line.id && one.code === code && one.variant === variant)
      const selected = taken.reduce((sum, { included }) => sum + included, 0)
      const key = keyOf(code, variant)
      const lacking = Math.max(0, quantity * packages - selected)
      const covered = Math.min(lacking, sold.get(key) ?? 0)
      sold.set(key, (sold.get(key) ?? 0) - covered)
      const left = lacking - covered
      return left === 0 ? [] : [missing('productWithoutLine', line, { what: code, quantity: left })]
    })
  })
}
