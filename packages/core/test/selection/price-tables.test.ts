import { describe, expect, it } from 'vitest'
import { readyStudio, shot, signed } from './studio.ts'

describe('tables of prices', () => {
  it('keep their versions, and what was sold keeps its price', async () => {
    const { desk } = await readyStudio()
    const { orderId, lineId, imageIds } = await shot(desk)
    const { id: selectionId } = await desk.selection.open({ orderId, lineId })
    await desk.selection.pick({ selectionId, imageIds: imageIds.slice(0, 6) })
    await desk.selection.confirm({ orderId, selectionId, ...signed })
    const base = { code: 'images', name: '加片价', entitlement: 'imagesRetouched', item: 'extra-image' } as const
    const dearer = await desk.selection.savePriceTable({ ...base, tiers: [{ price: '200' }], expectedVersion: 1 })
    expect(dearer).toMatchObject({ version: 2, active: true })
    const again = await desk.selection.savePriceTable({ ...base, tiers: [{ price: '200' }] })
    expect(again.version).toBe(2)
    const late = desk.selection.savePriceTable({ ...base, tiers: [{ price: '1' }], expectedVersion: 1 })
    await expect(late).rejects.toMatchObject({ code: 'PRICE_TABLE_CHANGED', details: { expected: 1, actual: 2 } })
    expect((await desk.orders.get({ orderId })).lines[1]).toMatchObject({ amount: '80.00' })
    const two = await desk.selection.open({ orderId, lineId })
    await desk.selection.pick({ selectionId: two.id, imageIds: imageIds.slice(6, 7) })
    expect(await desk.selection.preview({ selectionId: two.id })).toMatchObject({ extraAmount: '200.00' })
    expect(await desk.selection.endPriceTable({ code: 'images' })).toMatchObject({ version: 3, active: false })
    expect((await desk.selection.priceTables({})).items.map(({ code }) => code)).toEqual([
      'looks',
      'originals',
      'spreads',
    ])
    expect((await desk.selection.priceTables({ ended: true })).items).toHaveLength(4)
  })

  it('for a package go before that of the studio, at the catalogue’s price where they have no tiers', async () => {
    const { desk } = await readyStudio()
    const table = { code: 'wedding-images', name: '婚纱', entitlement: 'imagesRetouched', item: 'extra-image' } as const
    await desk.selection.savePriceTable({ ...table, packages: ['wedding'] })
    const { orderId, lineId, imageIds } = await shot(desk)
    const { id: selectionId } = await desk.selection.open({ orderId, lineId })
    await desk.selection.pick({ selectionId, imageIds: imageIds.slice(0, 8) })
    const { extras } = await desk.selection.preview({ selectionId })
    expect(extras).toMatchObject([{ item: 'extra-image', quantity: '3', unitPrice: '99.00', amount: '297.00' }])
  })

  it('go through the rules of pricing like any price', async () => {
    const { desk } = await readyStudio()
    await desk.pricing.savePromotion({
      code: 'selection-week',
      name: '选片周',
      effect: { kind: 'percentage', percent: '10' },
      on: { items: ['extra-image'] },
    })
    const { orderId, lineId, imageIds } = await shot(desk)
    const { id: selectionId } = await desk.selection.open({ orderId, lineId })
    await desk.selection.pick({ selectionId, imageIds: imageIds.slice(0, 6) })
    const { extraAmount } = await desk.selection.preview({ selectionId })
    expect(extraAmount).toBe('72.00')
    const confirmed = await desk.selection.confirm({ orderId, selectionId, ...signed, extraAmount })
    expect(confirmed.extraAmount).toBe('72.00')
  })

  it('are refused where they are not sound, or two would hold', async () => {
    const { desk } = await readyStudio()
    const save = desk.selection.savePriceTable
    const table = { code: 'more', name: '价', entitlement: 'looks', item: 'extra-look' } as const
    await expect(save(table)).rejects.toThrow(
      'The price tables "more" and "looks" would both hold, and neither is more special.',
    )
    const packages = ['wedding']
    await expect(save({ ...table, packages, tiers: [{ upTo: 2, price: '1' }] })).rejects.toThrow(
      'The price table "more" must have a last tier without upTo, so that every number has a price.',
    )
    await expect(save({ ...table, packages, tiers: [{ price: '-1' }] })).rejects.toMatchObject({
      code: 'PRICE_TABLE_INVALID',
    })
    await expect(save({ ...table, packages, tiers: [{ price: '1.001' }] })).rejects.toMatchObject({
      code: 'MONEY_TOO_PRECISE',
    })
    await expect(save({ ...table, packages, item: 'extra-lok' })).rejects.toMatchObject({ code: 'ITEM_UNKNOWN' })
    await expect(desk.selection.endPriceTable({ code: 'x' })).rejects.toMatchObject({
      code: 'PRICE_TABLE_UNKNOWN',
      details: { known: ['images', 'looks', 'originals', 'spreads'] },
    })
  })
})
