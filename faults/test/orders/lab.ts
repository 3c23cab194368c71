/** Shops of tests, furnished. */
import { expect } from 'vitest'
import { orderViolations, type Standing } from '../../src/orders/checks.ts'
import { furnishShop, openShop, type Shop } from '../../src/orders/studio.ts'
import type { StoreKind } from '../counter/stores.ts'
import { twoEngines } from '../two-engines.ts'

export interface TwoShops {
  readonly shops: readonly [Shop, Shop]
  readonly customerIds: readonly string[]
}

/** Called for each kind of store, where its tests are described. What is opened here is closed after the test. */
export function ordersLab(kind: StoreKind) {
  const { two, twoAlone, reachable } = twoEngines(kind, (storage, tenant) => openShop(storage, { tenant }))
  async function furnished(shops: TwoShops['shops']): Promise<TwoShops> {
    return { shops, customerIds: await furnishShop(shops[0]) }
  }
  return {
    two: async (repeats?: string[]) => furnished(await two(repeats)),
    twoAlone: async () => furnished(await twoAlone()),
    async reachable() {
      const shop = await reachable()
      return { ...shop, customerIds: await furnishShop(shop.here) }
    },
  }
}

/** All follows from the lines, the books agree, and all that was acknowledged stands. */
export async function whole(shop: Shop, standing: Standing = {}): Promise<void> {
  expect(await orderViolations(shop, standing)).toEqual([])
}
