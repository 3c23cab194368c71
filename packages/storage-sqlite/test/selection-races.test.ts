/** Two engines on one file: a selection is confirmed once, and what is picked meanwhile is in it or refused. */
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, twoEngines } from './two-engines.ts'

const signed = { text: '确认', signature: { signer: '王芳', method: 'onScreen' } } as const

const { deskOf } = twoEngines()

let customerId = ''

beforeEach(async () => {
  const desk = deskOf(0)
  const entitlements = { imagesRetouched: 2, looks: 1 }
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '100.00', entitlements })
  await desk.catalog.addItem({ code: 'extra', kind: 'product', name: '加片', price: '10.00' })
  for (const entitlement of ['imagesRetouched', 'looks'] as const) {
    await desk.selection.savePriceTable({ code: entitlement, name: '价', entitlement, item: 'extra' })
  }
  customerId = (await desk.customers.register({ name: '王芳' })).id
})

/** An order whose selection has so many picks of eight images. */
async function picked(picks: number) {
  const desk = deskOf(0)
  const order = await desk.orders.place({ customerId, lines: [{ item: 'classic' }] })
  const orderId = order.id
  const lineId = order.lines[0]?.id ?? ''
  const images = Array.from({ length: 8 }, (_, at) => `raw/${at}`)
  const { imageIds, shoot } = await desk.selection.registerImages({ orderId, images })
  const { id: selectionId } = await desk.selection.open({ orderId, lineId })
  if (picks > 0) await desk.selection.pick({ selectionId, imageIds: imageIds.slice(0, picks) })
  return { orderId, lineId, selectionId, imageIds, shootId: shoot.id }
}

describe('two engines on one file', () => {
  it('confirm a selection once, and sell what is beyond the package once', async () => {
    for (let round = 0; round < 5; round++) {
      const { orderId, selectionId } = await picked(5)
      const outcomes = await Promise.all(
        [0, 1, 2, 3].map((turn) => deskOf(turn + round).selection.confirm.attempt({ orderId, selectionId, ...signed })),
      )
      expect(failed(outcomes)).toEqual(Array(3).fill('SELECTION_CONFIRMED'))
      expect((await deskOf(1).orders.get({ orderId })).total).toBe('130.00')
      expect((await deskOf(1).selection.confirmations({ selectionId })).items).toHaveLength(1)
    }
  })

  it('pick while it is confirmed: the picks are in what was signed and sold, or refused', async () => {
    for (let round = 0; round < 5; round++) {
      const { orderId, selectionId, imageIds } = await picked(2)
      const [confirmed, ...picks] = await Promise.all([
        deskOf(round).selection.confirm.attempt({ orderId, selectionId, ...signed }),
        ...[2, 3, 4].map((at) =>
          deskOf(round + at).selection.pick.attempt({ selectionId, imageIds: imageIds.slice(at, at + 1) }),
        ),
      ])
      expect(confirmed.ok).toBe(true)
      expect(new Set([...failed(picks), 'SELECTION_CONFIRMED'])).toEqual(new Set(['SELECTION_CONFIRMED']))
      const taken = picks.filter(({ ok }) => ok).length
      const { retouch, counted } = await deskOf(0).selection.get({ selectionId })
      expect([retouch.length, counted[0]?.included, counted[0]?.extra]).toEqual([2 + taken, 2, taken])
      const [signedOne] = (await deskOf(1).selection.confirmations({ selectionId })).items
      expect([signedOne?.intact, signedOne?.images.map(({ id }) => id)]).toEqual([true, retouch])
      expect((await deskOf(0).orders.get({ orderId })).total).toBe(`${100 + 10 * taken}.00`)
    }
  })

  it('confirm or cancel the order: a cancelled order is sold nothing more', async () => {
    for (let round = 0; round < 5; round++) {
      const { orderId, selectionId } = await picked(4)
      const [confirmed, cancelled] = await Promise.all([
        deskOf(round).selection.confirm.attempt({ orderId, selectionId, ...signed }),
        deskOf(round + 1).orders.cancel.attempt({ orderId, reason: 'race' }),
      ])
      expect(cancelled.ok).toBe(true)
      if (!confirmed.ok) expect(['ORDER_CLOSED', 'LINE_CANCELLED']).toContain(confirmed.error.code)
      const order = await deskOf(0).orders.get({ orderId })
      expect(order).toMatchObject({ status: 'cancelled', total: '0.00', balanceDue: '0.00' })
      expect(order.lines.every(({ stage }) => stage === 'cancelled')).toBe(true)
    }
  })

  it('use the last look of a package twice: one within it, one beyond', async () => {
    const { orderId, lineId, selectionId } = await picked(1)
    const outcomes = await Promise.all(
      [0, 1].map((turn) => deskOf(turn).selection.use({ orderId, lineId, entitlement: 'looks' })),
    )
    expect(outcomes.map(({ included, extra }) => [included, extra]).sort()).toEqual([
      [0, 1],
      [1, 0],
    ])
    const useId = outcomes[0]?.id ?? ''
    const back = await Promise.all(
      [0, 1, 2].map((turn) => deskOf(turn).selection.reverseUse.attempt({ useId, reason: 'race' })),
    )
    expect(failed(back)).toEqual(['USE_REVERSED', 'USE_REVERSED'])
    const { lines } = await deskOf(0).selection.entitlements({ orderId })
    const looks = lines[0]?.entitlements.find(({ entitlement }) => entitlement === 'looks')
    expect((looks?.used ?? 0) + (looks?.extra ?? 0)).toBe(1)
    await deskOf(1).selection.confirm({ orderId, selectionId, ...signed })
  })

  it('register the same images at once: each is there once, in one order', async () => {
    const { orderId, shootId } = await picked(0)
    const batches = [0, 1, 2, 3].map((turn) => Array.from({ length: 50 }, (_, at) => `b/${turn * 25 + at}`))
    await Promise.all(
      batches.map((images, turn) => deskOf(turn).selection.registerImages({ orderId, shootId, images })),
    )
    const { items } = await deskOf(0).selection.images({ shootId, limit: 1000 })
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, at) => at + 1))
    expect(new Set(items.map(({ reference }) => reference)).size).toBe(8 + 125)
    expect(items).toHaveLength(8 + 125)
  })

  it('open a selection of a line once', async () => {
    const { orderId, lineId, selectionId } = await picked(1)
    await deskOf(0).selection.confirm({ orderId, selectionId, ...signed })
    const outcomes = await Promise.all([
      deskOf(0).selection.open.attempt({ orderId, lineId }),
      deskOf(1).selection.open.attempt({ orderId, lineId }),
      deskOf(1).selection.reopen.attempt({ orderId, selectionId, reason: 'race' }),
    ])
    expect(failed(outcomes)).toEqual(['SELECTION_STANDS', 'SELECTION_STANDS'])
  })
})
