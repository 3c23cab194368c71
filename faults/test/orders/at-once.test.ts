/** What two may try with one order at the same moment, on every store, from two engines: one of them wins, and nothing is done twice. */
import { describe, expect, it } from 'vitest'
import type { Shop } from '../../src/orders/studio.ts'
import { storeKinds } from '../counter/stores.ts'
import { told } from '../two-engines.ts'
import { ordersLab, type TwoShops, whole } from './lab.ts'

const rounds = 3
const signed = { text: 'as picked', signature: { signer: 'Fang', method: 'onScreen' } }

/** An order with a wedding and an album, and what was paid for it. */
async function placed({ shops: [{ main }], customerIds }: TwoShops, paid = '1000.00') {
  const order = await main.orders.place({
    customerId: customerIds[0] ?? '',
    lines: [{ item: 'wedding' }, { item: 'album' }],
    payment: { legs: [{ method: 'wechat', amount: paid }] },
  })
  const lines = order.lines.map(({ id: lineId }) => ({ orderId: order.id, lineId }))
  return { orderId: order.id, receiptId: order.receipt?.id ?? '', wedding: lines.slice(0, 1), album: lines.slice(1) }
}

/** An open selection with four picks, of a package that holds two. */
async function picked({ main }: Shop, orderId: string, lineId: string): Promise<string> {
  const images = [1, 2, 3, 4].map((at) => `${orderId}/${at}.cr3`)
  const { imageIds } = await main.selection.registerImages({ orderId, images })
  const { id: selectionId } = await main.selection.open({ orderId, lineId })
  await main.selection.pick({ selectionId, imageIds })
  return selectionId
}

for (const kind of storeKinds) {
  const { two } = ordersLab(kind)

  describe.skipIf(kind.absent)(`orders on ${kind.name}`, { meta: kind.meta, timeout: 120_000 }, () => {
    it('are handed over once, and earned once', async () => {
      const both = await two()
      const [{ main: here }, { main: there }] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId, album } = await placed(both)
        const pickUp = (desk: typeof here) =>
          desk.orders.pickUp.attempt({ orderId, lines: album.map(({ lineId }) => lineId), arrearsAllowed: true })
        const outcomes = await Promise.all([pickUp(here), pickUp(there), pickUp(here)])
        expect(told(outcomes)).toEqual(['LINE_NOT_CHANGEABLE', 'LINE_NOT_CHANGEABLE', 'done'])
        expect(await there.ledger.balanceDue({ orderId })).toMatchObject({ recognised: '600.00', deposits: '400.00' })
        await whole(both.shops[round % 2 === 0 ? 0 : 1])
      }
    })

    it('are picked up or cancelled', async () => {
      const both = await two()
      const [{ main: here }, { main: there }] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId, album } = await placed(both)
        const lines = album.map(({ lineId }) => lineId)
        const outcomes = await Promise.all([
          here.orders.pickUp.attempt({ orderId, lines, arrearsAllowed: true }),
          there.orders.cancel.attempt({ orderId, reason: 'they moved', forfeit: '100', refund: true }),
        ])
        const { status } = await here.orders.get({ orderId })
        expect([
          ['ORDER_CLOSED', 'done', 'cancelled'],
          ['ORDER_PARTLY_DELIVERED', 'done', 'partlyPickedUp'],
        ]).toContainEqual([...told(outcomes), status])
        await whole(both.shops[0])
      }
    })

    it('are paid or cancelled: nothing that came in is lost, and nothing is owed of what is over', async () => {
      const both = await two()
      const [{ main: here }, { main: there }] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId } = await placed(both)
        const legs = [{ method: 'cash', amount: '500.00' }]
        const [paid, gone] = await Promise.all([
          here.ledger.takePayment.attempt({ orderId, legs }),
          there.orders.cancel.attempt({ orderId, reason: 'they moved', refund: true }),
        ])
        expect(gone.ok).toBe(true)
        if (!paid.ok) expect(['COMMITMENT_CANCELLED', 'PAYMENT_EXCEEDS_DUE']).toContain(paid.error.code)
        expect(await here.ledger.balanceDue({ orderId })).toMatchObject({ paid: '0.00', balanceDue: '0.00' })
        await whole(both.shops[0])
      }
    })

    it('are added to or cancelled: no line of a cancelled order is sold', async () => {
      const both = await two()
      const [{ main: here }, { main: there }] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId } = await placed(both)
        const outcomes = await Promise.all([
          here.orders.addLine.attempt({ orderId, line: { item: 'frame' }, secondSale: true }),
          there.orders.cancel.attempt({ orderId, reason: 'they moved' }),
        ])
        expect(outcomes[1]?.ok).toBe(true)
        if (outcomes[0]?.ok === false) expect(outcomes[0].error.code).toBe('ORDER_CLOSED')
        expect(await there.orders.get({ orderId })).toMatchObject({ status: 'cancelled', total: '0.00' })
        await whole(both.shops[0])
      }
    })

    it('are moved on or handed over, each move once', async () => {
      const both = await two()
      const [{ main: here }, { main: there }] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId, wedding } = await placed(both)
        const lines = wedding.map(({ lineId }) => lineId)
        const move = (desk: typeof here) =>
          desk.orders.moveStage.attempt({ lines: wedding, from: 'ordered', shootDate: '2026-12-05' })
        const outcomes = await Promise.all([
          move(here),
          there.orders.pickUp.attempt({ orderId, lines, arrearsAllowed: true, unfinishedAllowed: true }),
          move(there),
        ])
        expect(outcomes[1]?.ok).toBe(true)
        const moves = [outcomes[0], outcomes[2]].filter((one) => one?.ok === true)
        expect(moves.length).toBeLessThanOrEqual(1)
        for (const one of outcomes) if (!one.ok) expect(one.error.code).toBe('LINE_MOVED_ON')
        const { lines: now } = await here.orders.get({ orderId })
        expect(now[0]).toMatchObject({ stage: 'pickedUp', amount: '4999.00' })
        await whole(both.shops[0])
      }
    })

    it('are selected for once: two confirmations sell what is beyond the package once', async () => {
      const both = await two()
      const [one, other] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId, wedding } = await placed(both)
        const selectionId = await picked(one, orderId, wedding[0]?.lineId ?? '')
        const outcomes = await Promise.all(
          [one, other, one].map((shop) => shop.main.selection.confirm.attempt({ orderId, selectionId, ...signed })),
        )
        expect(told(outcomes)).toEqual(['SELECTION_CONFIRMED', 'SELECTION_CONFIRMED', 'done'])
        expect((await other.main.orders.get({ orderId })).total).toBe('5699.00')
        await whole(other)
      }
    })

    it('are selected for or cancelled; of two who use the last look, one buys', async () => {
      const both = await two()
      const [one, other] = both.shops
      for (let round = 0; round < rounds; round++) {
        const { orderId, wedding } = await placed(both)
        const lineId = wedding[0]?.lineId ?? ''
        const use = (shop: Shop) => shop.main.selection.use({ orderId, lineId, entitlement: 'looks' })
        const used = await Promise.all([use(one), use(other)])
        expect(used.map(({ extraAmount }) => extraAmount).sort()).toEqual(['0.00', '50.00'])
        const selectionId = await picked(one, orderId, lineId)
        const outcomes = await Promise.all([
          one.main.selection.confirm.attempt({ orderId, selectionId, ...signed }),
          other.main.orders.cancel.attempt({ orderId, reason: 'they moved' }),
        ])
        expect(outcomes[1]?.ok).toBe(true)
        if (outcomes[0]?.ok === false) expect(['ORDER_CLOSED', 'LINE_CANCELLED']).toContain(outcomes[0].error.code)
        await whole(one)
      }
    })
  })
}
