/** Orders that want the same goods at the same moment, on every store, from two engines: what is promised is there, and leaves once. */
import { describe, expect, it } from 'vitest'
import type { Shop } from '../../src/orders/studio.ts'
import { storeKinds } from '../counter/stores.ts'
import { ordersLab, type TwoShops, whole } from './lab.ts'

const boxes = 10

/** Ten boxes lie in the shop, and an album takes one. */
async function furnished({ shops: [{ main }] }: TwoShops): Promise<void> {
  await main.inventory.addItem({ code: 'box', name: '相册盒', kind: 'product' })
  await main.inventory.receive({ lines: [{ item: 'box', quantity: boxes, unitCost: '12.50' }] })
  await main.supplies.setNeeds({ item: 'album', needs: [{ item: 'box' }] })
}

/** What lies there, what of it is promised, and what left it cost. */
async function stockOf({ main }: Shop) {
  const { stock } = await main.inventory.item({ item: 'box' })
  const sum = (of: 'onHand' | 'reserved') => stock.reduce((all, row) => all + row[of], 0)
  const { balance } = await main.ledger.accountBalance({ account: 'COGS:Products' })
  return { onHand: sum('onHand'), reserved: sum('reserved'), cost: balance }
}

for (const kind of storeKinds) {
  const { two } = ordersLab(kind)

  describe.skipIf(kind.absent)(`goods of orders on ${kind.name}`, { meta: kind.meta, timeout: 120_000 }, () => {
    it('are promised to ten of twenty orders where ten are there', async () => {
      const both = await two()
      await furnished(both)
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, turn) =>
          both.shops[turn % 2 === 0 ? 0 : 1].main.orders
            .place({
              customerId: both.customerIds[turn % both.customerIds.length] ?? '',
              lines: [{ item: 'album' }],
            })
            .then(
              () => 'done',
              (error: { readonly code: string }) => error.code,
            ),
        ),
      )
      expect(outcomes.sort()).toEqual([...Array(10).fill('OUT_OF_STOCK'), ...Array(10).fill('done')])
      expect(await stockOf(both.shops[1])).toMatchObject({ onHand: 10, reserved: 10 })
      expect(await both.shops[0].main.inventory.verify({})).toMatchObject({ intact: true })
      await whole(both.shops[0])
    })

    it('leave once where three hand the order over, and stay where it was cancelled', async () => {
      const both = await two()
      await furnished(both)
      const [{ main: here }, { main: there }] = both.shops
      let left = 0
      for (let round = 0; round < 3; round++) {
        const customerId = both.customerIds[round] ?? ''
        const { id: orderId } = await here.orders.place({ customerId, lines: [{ item: 'album', quantity: 2 }] })
        const pickUp = (desk: typeof here) => desk.orders.pickUp.attempt({ orderId, arrearsAllowed: true })
        const rival =
          round === 0 ? pickUp(there) : there.orders.cancel.attempt({ orderId, reason: 'they moved', forfeit: '0' })
        await Promise.all([pickUp(here), rival, pickUp(here)])
        const { status } = await there.orders.get({ orderId })
        left += status === 'completed' ? 2 : 0
        expect(['completed', 'cancelled']).toContain(status)
        const cost = (left * 12.5).toFixed(2)
        expect(await stockOf(both.shops[0])).toEqual({ onHand: boxes - left, reserved: 0, cost })
        expect(await there.inventory.verify({})).toMatchObject({ intact: true })
        await whole(both.shops[1])
      }
      expect(left).toBeGreaterThanOrEqual(2)
    })
  })
}
