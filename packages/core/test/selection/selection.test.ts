import { describe, expect, it } from 'vitest'
import { on, veto } from '../../src/engine/hook.ts'
import { selectionConfirming, selectionReopening } from '../../src/selection/index.ts'
import { trialBalanceIsZero } from '../orders/studio.ts'
import { readyStudio, shot, signed, withoutSettings } from './studio.ts'

async function picking(picks = 0, options: Parameters<typeof readyStudio>[0] = {}) {
  const studio = await readyStudio(options)
  const taken = await shot(studio.desk)
  const { id: selectionId } = await studio.desk.selection.open({ orderId: taken.orderId, lineId: taken.lineId })
  const room = studio.desk.selection
  if (picks > 0) await room.pick({ selectionId, imageIds: taken.imageIds.slice(0, picks) })
  const entitlement = async (name: string) => {
    const { lines } = await room.entitlements({ orderId: taken.orderId })
    const found = lines[0]?.entitlements.find((one) => one.entitlement === name)
    return [found?.included, found?.used, found?.picked, found?.left, found?.extra, found?.extraPicked]
  }
  return { ...studio, ...taken, selectionId, room, entitlement }
}

describe('picking', () => {
  it('counts what the package includes, and what is beyond it', async () => {
    const { room, selectionId, imageIds, entitlement } = await picking()
    const four = await room.pick({ selectionId, imageIds: imageIds.slice(0, 4) })
    expect(four.counted).toEqual([{ entitlement: 'imagesRetouched', code: null, variant: null, included: 4, extra: 0 }])
    expect(await entitlement('imagesRetouched')).toEqual([5, 0, 4, 1, 0, 0])
    const eight = await room.pick({ selectionId, imageIds: imageIds.slice(2, 8) })
    expect(eight.retouch).toEqual(imageIds.slice(0, 8))
    expect(eight.counted).toMatchObject([{ included: 5, extra: 3 }])
    expect(await entitlement('imagesRetouched')).toEqual([5, 0, 5, 0, 0, 3])
    const six = await room.unpick({ selectionId, imageIds: [imageIds[0] ?? '', imageIds[1] ?? '', imageIds[19] ?? ''] })
    expect(six.counted).toMatchObject([{ included: 5, extra: 1 }])
    expect(six.revision).toBe(4)
  })

  it('of an image of another order is refused by the number of the order', async () => {
    const studio = await picking()
    const other = await shot(studio.desk, 3)
    const foreign = studio.room.pick({ selectionId: studio.selectionId, imageIds: [other.imageIds[0] ?? ''] })
    await expect(foreign).rejects.toMatchObject({ code: 'IMAGE_UNKNOWN', details: { number: studio.order.number } })
    expect((await studio.room.get({ selectionId: studio.selectionId })).retouch).toEqual([])
  })

  it('costs eight statements at most, for one image and for many', async () => {
    const { room, selectionId, imageIds, statements } = await picking()
    for (const many of [1, 20]) {
      statements.length = 0
      await room.pick({ selectionId, imageIds: imageIds.slice(0, many) })
      expect(withoutSettings(statements).length).toBeLessThanOrEqual(8)
    }
  })

  it('for a revision that somebody has changed is refused', async () => {
    const { room, selectionId, imageIds } = await picking(1)
    const late = room.pick({ selectionId, imageIds: imageIds.slice(3, 4), revision: 1 })
    await expect(late).rejects.toMatchObject({ code: 'SELECTION_CHANGED', details: { expected: 1, actual: 2 } })
  })

  it('is over when the line is cancelled', async () => {
    const { desk, room, selectionId, imageIds, orderId, order } = await picking(1)
    await desk.orders.cancel({ orderId, reason: '不拍了' })
    const late = room.pick({ selectionId, imageIds: imageIds.slice(3, 4) })
    await expect(late).rejects.toThrow(`Line 1 of order ${order.number} is cancelled.`)
    await expect(room.confirm({ orderId, selectionId, ...signed })).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
    await expect(room.use({ orderId, lineId: order.lines[0]?.id ?? '', entitlement: 'looks' })).rejects.toMatchObject({
      code: 'ORDER_CLOSED',
    })
  })

  it('is over when a merge of orders drops its line', async () => {
    const { desk, room, selectionId, imageIds, orderId, order } = await picking(1)
    const again = { customerId: order.customerId, lines: [{ item: 'wedding' }] }
    const { id: mergedId } = await desk.orders.place(again)
    await desk.orders.merge({ survivorId: orderId, mergedId, drop: [order.lines[0]?.id ?? ''] })
    expect(await room.get({ selectionId })).toMatchObject({ state: 'closed' })
    expect((await room.list({ state: 'open' })).items).toEqual([])
    await expect(room.pick({ selectionId, imageIds: imageIds.slice(3, 4) })).rejects.toThrow(/is cancelled/)
  })

  it('takes files given unretouched apart from retouched images; all of them have no end', async () => {
    const studio = await readyStudio()
    const { orderId, lineId, imageIds } = await shot(studio.desk, 9, 'all-in')
    const room = studio.desk.selection
    const { id: selectionId } = await room.open({ orderId, lineId })
    const all = await room.pick({ selectionId, imageIds, target: 'originals' })
    expect(all.counted).toMatchObject([{ entitlement: 'originals', included: 9, extra: 0 }])
    await room.confirm({ orderId, selectionId, ...signed })
    const { lines } = await room.entitlements({ orderId })
    expect(lines[0]?.entitlements).toEqual([
      {
        ...{ entitlement: 'originals', code: null, variant: null },
        ...{ included: 'all', used: 9, picked: 0, left: 'all', extra: 0, extraPicked: 0 },
      },
    ])
  })
})

describe('products made of picks', () => {
  it('say which image is on which spread; their images are retouched, each once', async () => {
    const { room, selectionId, imageIds } = await picking(2)
    const [one = '', two = '', three = '', four = ''] = imageIds
    const album = await room.compose({
      selectionId,
      item: 'album-12',
      places: [
        { imageId: one, spread: 1 },
        { imageId: three, spread: 1 },
        { imageId: three, spread: 2 },
        { imageId: four, spread: 3 },
      ],
    })
    const [product] = album.products
    expect(product).toMatchObject({ item: 'album-12', quantity: 1, spreads: 3 })
    expect(product?.places.map(({ spread, position }) => [spread, position])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [3, 1],
    ])
    expect(album.counted).toEqual([
      { entitlement: 'imagesRetouched', code: null, variant: null, included: 4, extra: 0 },
      { entitlement: 'spreads', code: null, variant: null, included: 2, extra: 1 },
      { entitlement: 'products', code: 'album-12', variant: null, included: 1, extra: 0 },
    ])
    const places = [{ imageId: two, spread: 1 }]
    const productId = product?.id ?? ''
    const changed = await room.compose({ selectionId, productId, item: 'album-12', quantity: 2, spreads: 2, places })
    expect(changed.products).toMatchObject([{ id: productId, quantity: 2, spreads: 2 }])
    expect(changed.counted).toMatchObject([{ included: 2 }, { included: 2, extra: 0 }, { included: 1, extra: 1 }])
    expect((await room.drop({ selectionId, productId })).products).toEqual([])
  })

  it('hold to their spreads and places', async () => {
    const { room, selectionId, imageIds } = await picking()
    const [one = '', two = ''] = imageIds
    const item = 'album-12'
    const compose = (places: { imageId: string; spread: number; position?: number }[], spreads?: number) =>
      room.compose({ selectionId, item, places, ...(spreads === undefined ? {} : { spreads }) })
    await expect(compose([{ imageId: one, spread: 4 }], 3)).rejects.toThrow(
      'The product "album-12" has 3 spreads, but an image is on spread 4.',
    )
    const sharing = [one, two].map((imageId) => ({ imageId, spread: 2, position: 1 }))
    await expect(compose(sharing)).rejects.toThrow('The product "album-12" has two images on place 1 of spread 2.')
    await expect(compose([{ imageId: one, spread: 0 }], 2)).rejects.toThrow('is on none of them')
    await expect(room.drop({ selectionId, productId: 'nothing' })).rejects.toMatchObject({
      code: 'COMPOSITION_UNKNOWN',
    })
    await expect(room.compose({ selectionId, item, productId: 'nothing' })).rejects.toMatchObject({
      code: 'COMPOSITION_UNKNOWN',
    })
  })

  it('do not retouch their images where the studio says so, from the next selection on', async () => {
    const studio = await readyStudio()
    const { desk } = studio
    await desk.settings.change({ plugin: 'selection', set: { retouchPlaced: false } })
    const { orderId, lineId, imageIds } = await shot(desk)
    const { id: selectionId } = await desk.selection.open({ orderId, lineId })
    await desk.settings.change({ plugin: 'selection', set: { retouchPlaced: true } })
    const composed = await desk.selection.compose({
      selectionId,
      item: 'frame',
      places: [{ imageId: imageIds[0] ?? '' }],
    })
    expect(composed.counted).toMatchObject([{ entitlement: 'products', code: 'frame', included: 0, extra: 1 }])
  })
})

describe('undoing', () => {
  it('takes changes back one by one, as far as the opening', async () => {
    const { room, selectionId, imageIds } = await picking(2)
    await room.unpick({ selectionId, imageIds: imageIds.slice(0, 1) })
    await room.compose({ selectionId, item: 'frame', places: [{ imageId: imageIds[4] ?? '' }] })
    expect((await room.undo({ selectionId })).products).toEqual([])
    expect((await room.undo({ selectionId })).retouch.toSorted()).toEqual(imageIds.slice(0, 2).toSorted())
    await room.pick({ selectionId, imageIds: imageIds.slice(9, 10) })
    expect((await room.undo({ selectionId })).retouch).toHaveLength(2)
    expect((await room.undo({ selectionId })).retouch).toEqual([])
    await expect(room.undo({ selectionId })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
    const { items } = await room.changes({ selectionId })
    expect(items.map(({ kind }) => kind).reverse()).toEqual([
      'pick',
      'unpick',
      'compose',
      'undo',
      'undo',
      'pick',
      'undo',
      'undo',
    ])
  })
})

describe('confirming', () => {
  it('sells what is beyond the package in tiers, credits the seller, and keeps where it was sold', async () => {
    const studio = await picking(11)
    const { room, desk, selectionId, orderId, clock } = studio
    clock.at = '2026-12-02T07:00:00.000Z'
    const preview = await room.preview({ selectionId })
    expect(preview.extras.map(({ quantity, unitPrice, amount }) => [quantity, unitPrice, amount])).toEqual([
      ['2', '80.00', '160.00'],
      ['2', '60.00', '120.00'],
      ['2', '40.00', '80.00'],
    ])
    expect(preview).toMatchObject({ extraAmount: '360.00', final: true })
    const sellers = [{ staffId: 'mei', weight: 2 }, { staffId: 'lan' }]
    const confirmed = await room.confirm({ orderId, selectionId, ...signed, sellers, extraAmount: preview.extraAmount })
    expect(confirmed).toMatchObject({ extraAmount: '360.00', order: { total: '5359.00' } })
    expect(confirmed.selection).toMatchObject({ state: 'confirmed', counted: [{ included: 5, extra: 6 }] })
    const order = await desk.orders.get({ orderId })
    expect(order).toMatchObject({ total: '5359.00', balanceDue: '5359.00' })
    expect(order.lines.slice(1)).toMatchObject([
      { origin: 'secondSale', soldPlace: 'selection', soldDate: '2026-12-02', sellerId: 'mei', item: 'extra-image' },
      { quantity: '2', unitPrice: '60.00' },
      { quantity: '2', unitPrice: '40.00' },
    ])
    expect(order.lines[1]?.priceTrace[0]).toMatchObject({
      source: { kind: 'priceTable', code: 'images', version: 1 },
      audit: expect.stringContaining('numbers 1 to 2'),
    })
    const credits = await room.credits({ from: '2026-12-01', to: '2026-12-31' })
    expect(credits.items).toEqual([
      { staffId: 'mei', place: 'selection', lines: 3, amount: '240.00' },
      { staffId: 'lan', place: 'selection', lines: 3, amount: '120.00' },
    ])
    expect((await room.credits({ from: '2026-12-01', to: '2026-12-31', staffId: 'lan' })).items).toHaveLength(1)
    await trialBalanceIsZero(studio)
  })

  it('costs eleven statements within the package, and five more where lines are sold, in any number of tiers', async () => {
    const within = await picking(5)
    within.statements.length = 0
    await within.room.confirm({ orderId: within.orderId, selectionId: within.selectionId, ...signed })
    expect(withoutSettings(within.statements)).toHaveLength(11)
    const { orderId, room, selectionId, statements } = await picking(11)
    statements.length = 0
    await room.confirm({ orderId, selectionId, ...signed, sellers: [{ staffId: 'mei' }] })
    // Nothing is read twice, and all inserts leave together at the end.
    expect(withoutSettings(statements)).toEqual([
      'begin',
      'findForUpdate orders',
      'find orders_lines',
      'findForUpdate selection_selections',
      'find catalog_items',
      'update orders',
      'findForUpdate ledger_commitments',
      'update ledger_commitments',
      'update selection_selections',
      'insert orders_lines',
      'insert selection_confirmations',
      'insert selection_signatures',
      'insert audit_changes',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })

  it('is sealed in the books of the branch of its order, so that a session of another branch is refused', async () => {
    const studio = await picking(1)
    const { orderId, lineId, selectionId, room } = studio
    const { id: useId } = await room.use({ orderId, lineId, entitlement: 'looks' })
    const north = studio.as('owner', 'rose', 'north').selection
    const otherBranch = {
      code: 'SELECTION_OTHER_BRANCH',
      details: { number: studio.order.number, branch: 'main', session: 'north' },
    }
    await expect(north.confirm({ orderId, selectionId, ...signed })).rejects.toMatchObject(otherBranch)
    await expect(north.use({ orderId, lineId, entitlement: 'looks' })).rejects.toMatchObject(otherBranch)
    await expect(north.reverseUse({ useId, reason: 'x' })).rejects.toMatchObject(otherBranch)
    await room.confirm({ orderId, selectionId, ...signed })
    await expect(north.reopen({ orderId, selectionId, reason: 'x' })).rejects.toMatchObject(otherBranch)
    await room.reopen({ orderId, selectionId, reason: 'x' })
    await room.reverseUse({ useId, reason: 'x' })
    await studio.engine.settle()
    // Two uses, the confirmation and the reopening.
    expect(await studio.desk.ledger.verify({})).toMatchObject({ intact: true, verified: 4, unsealed: { count: 0 } })
  })

  it('keeps what was signed with its hash, and proves it', async () => {
    const { orderId, room, selectionId, imageIds, order, shoot } = await picking(1)
    const { hash, confirmationId } = await room.confirm({ orderId, selectionId, ...signed })
    const { items } = await room.confirmations({ selectionId })
    expect(items).toMatchObject([
      {
        id: confirmationId,
        hash,
        intact: true,
        text: signed.text,
        signature: { signer: '王芳', reference: null },
        reopened: null,
      },
    ])
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(items[0]?.content).toMatchObject({
      ...{ order: order.number, line: 1, selection: 1, retouch: [imageIds[0]] },
    })
    expect(items[0]?.images).toEqual([{ id: imageIds[0], shootId: shoot.id, sequence: 1, reference: 'raw/1.cr3' }])
    expect(items[0]?.content).toMatchObject({
      currency: 'CNY',
    })
  })

  it('is refused where the customer was told another amount, and with nothing picked', async () => {
    const { room, selectionId, imageIds, desk, orderId } = await picking()
    await expect(room.confirm({ orderId, selectionId, ...signed })).rejects.toMatchObject({ code: 'SELECTION_EMPTY' })
    await room.pick({ selectionId, imageIds: imageIds.slice(0, 6) })
    await expect(room.confirm({ orderId, selectionId, ...signed, extraAmount: '79' })).rejects.toThrow(
      `What is beyond the package in selection "${selectionId}" costs 80.00, not 79.00.`,
    )
    expect((await desk.orders.get({ orderId })).lines).toHaveLength(1)
    await room.confirm({ orderId, selectionId, ...signed, extraAmount: '80' })
    const again = room.confirm({ orderId, selectionId, ...signed })
    await expect(again).rejects.toMatchObject({ code: 'SELECTION_CONFIRMED', details: { action: 'confirm it' } })
    await expect(room.pick({ selectionId, imageIds })).rejects.toMatchObject({ code: 'SELECTION_CONFIRMED' })
  })

  it('counts down over several shoots, and the tiers go on where they ended', async () => {
    const { room, selectionId, imageIds, orderId, lineId, entitlement, desk } = await picking(3)
    const stands = room.open({ orderId, lineId })
    await expect(stands).rejects.toMatchObject({ code: 'SELECTION_STANDS', details: { selectionId } })
    await room.confirm({ orderId, selectionId, ...signed })
    expect(await entitlement('imagesRetouched')).toEqual([5, 3, 0, 2, 0, 0])
    const second = await desk.selection.registerImages({ orderId, images: ['b/1', 'b/2', 'b/3', 'b/4', 'b/5'] })
    expect(second.shoot.number).toBe(2)
    const two = await room.open({ orderId, lineId })
    await room.pick({ selectionId: two.id, imageIds: second.imageIds })
    expect((await room.confirm({ orderId, selectionId: two.id, ...signed })).extraAmount).toBe('220.00')
    const three = await room.open({ orderId, lineId })
    expect(three.number).toBe(3)
    await room.pick({ selectionId: three.id, imageIds: imageIds.slice(10, 12) })
    const { extraAmount, extras } = await room.confirm({ orderId, selectionId: three.id, ...signed })
    expect([extraAmount, extras.map(({ quantity, amount }) => [quantity, amount])]).toEqual([
      '100.00',
      [
        ['1', '60.00'],
        ['1', '40.00'],
      ],
    ])
    expect(await entitlement('imagesRetouched')).toEqual([5, 5, 0, 0, 5, 0])
  })

  it('needs a table of prices for what is beyond, and names what is missing', async () => {
    const { orderId, room, selectionId } = await picking(6)
    await room.endPriceTable({ code: 'images' })
    const unpriced = room.confirm({ orderId, selectionId, ...signed })
    await expect(unpriced).rejects.toThrow(
      'No price table says what imagesRetouched beyond package wedding cost in branch main.',
    )
    await expect(room.preview({ selectionId })).rejects.toMatchObject({ code: 'EXTRA_NOT_PRICED' })
  })

  it('can be vetoed by a plugin, that sees everything', async () => {
    const seen: unknown[] = []
    const hooks = [
      on(selectionConfirming, (_, { counted, extras, order, line }) => {
        seen.push([counted.length, extras.length, order.number, line.line])
        throw veto('the balance must be paid first')
      }),
    ]
    const { orderId, room, selectionId, order } = await picking(6, { hooks })
    await expect(room.confirm({ orderId, selectionId, ...signed })).rejects.toMatchObject({ code: 'VETOED' })
    expect(seen).toEqual([[1, 1, order.number, 1]])
    expect((await room.get({ selectionId })).state).toBe('open')
  })
})

describe('opening again', () => {
  it('takes back what was sold beyond the package, until it is confirmed anew', async () => {
    const { room, selectionId, imageIds, desk, orderId, entitlement } = await picking(7)
    const first = await room.confirm({ orderId, selectionId, ...signed })
    expect(first.extraAmount).toBe('160.00')
    const reopened = await room.reopen({ orderId, selectionId, reason: '换一张' })
    expect(reopened).toMatchObject({
      state: 'open',
      confirmedAt: null,
      extraLineIds: [],
      counted: [{ included: 5, extra: 2 }],
    })
    expect(await desk.orders.get({ orderId })).toMatchObject({ total: '4999.00', lines: [{}, { stage: 'cancelled' }] })
    expect(await entitlement('imagesRetouched')).toEqual([5, 0, 5, 0, 0, 2])
    await expect(room.undo({ selectionId })).rejects.toMatchObject({ code: 'NOTHING_TO_UNDO' })
    await room.unpick({ selectionId, imageIds: imageIds.slice(0, 1) })
    const second = await room.confirm({ orderId, selectionId, ...signed })
    expect(second).toMatchObject({ extraAmount: '80.00', order: { total: '5079.00' } })
    expect(second.hash).not.toBe(first.hash)
    const { items } = await room.confirmations({ selectionId })
    expect(items.map(({ reopened: again, intact }) => [again?.reason ?? null, intact])).toEqual([
      ['换一张', true],
      [null, true],
    ])
  })

  it('needs the permission, a reason, and a selection that is confirmed; a plugin may veto', async () => {
    const hooks = [
      on(selectionReopening, (_, { reason }) => {
        if (reason === 'late') throw veto('the retoucher has begun')
      }),
    ]
    const { room, as, selectionId, imageIds, orderId, lineId } = await picking(1, { hooks })
    await expect(room.reopen({ orderId, selectionId, reason: 'x' })).rejects.toMatchObject({ code: 'SELECTION_OPEN' })
    await as('cashier').selection.confirm({ orderId, selectionId, ...signed })
    await expect(as('cashier').selection.reopen({ orderId, selectionId, reason: 'x' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    await expect(room.reopen({ orderId, selectionId, reason: ' ' })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    await expect(room.reopen({ orderId, selectionId, reason: 'late' })).rejects.toMatchObject({ code: 'VETOED' })
    const two = await room.open({ orderId, lineId })
    await room.pick({ selectionId: two.id, imageIds: imageIds.slice(0, 1) })
    await expect(room.reopen({ orderId, selectionId, reason: 'x' })).rejects.toMatchObject({ code: 'SELECTION_STANDS' })
  })

  it('is refused once what was sold with it was picked up', async () => {
    const { room, desk, selectionId, orderId, order } = await picking(6)
    const { extras } = await room.confirm({ orderId, selectionId, ...signed })
    await desk.orders.pickUp({ orderId, lines: [extras[0]?.lineId ?? ''], arrearsAllowed: true })
    await expect(room.reopen({ orderId, selectionId, reason: 'x' })).rejects.toThrow(
      `Line 2 of order ${order.number} is in stage pickedUp: you cannot take back it.`,
    )
  })
})

describe('what is used beside the selection', () => {
  it('is counted, and what is beyond it is sold where it happened', async () => {
    const { room, desk, orderId, lineId, entitlement, clock } = await picking()
    clock.at = '2026-12-05T01:00:00.000Z'
    const look = { orderId, lineId, entitlement: 'looks', place: 'makeUp' } as const
    expect(await room.use({ ...look, quantity: 2 })).toMatchObject({ included: 2, extra: 0, extraAmount: '0.00' })
    const third = await room.use({ ...look, sellers: [{ staffId: 'stylist' }], extraAmount: '300' })
    expect(third).toMatchObject({ included: 0, extra: 1, extraAmount: '300.00', place: 'makeUp' })
    expect(await entitlement('looks')).toEqual([2, 2, 0, 0, 1, 0])
    expect((await desk.orders.get({ orderId })).lines[1]).toMatchObject({
      ...{ item: 'extra-look', origin: 'secondSale', soldPlace: 'makeUp', sellerId: 'stylist', amount: '300.00' },
    })
    const back = await room.reverseUse({ useId: third.id, reason: '没有做' })
    expect(back).toMatchObject({ included: 0, extra: -1, extraAmount: '-300.00', reverses: third.id })
    expect(await desk.orders.get({ orderId })).toMatchObject({ total: '4999.00' })
    expect(await entitlement('looks')).toEqual([2, 2, 0, 0, 0, 0])
    for (const useId of [third.id, back.id]) {
      await expect(room.reverseUse({ useId, reason: 'x' })).rejects.toMatchObject({ code: 'USE_REVERSED' })
    }
    await expect(room.reverseUse({ useId: 'nothing', reason: 'x' })).rejects.toMatchObject({ code: 'USE_UNKNOWN' })
    await expect(room.use({ ...look, entitlement: 'imagesRetouched' })).rejects.toMatchObject({
      code: 'ENTITLEMENT_BY_SELECTION',
      message: 'entitlement "imagesRetouched" is not used by hand: confirming a selection counts it.',
    })
    await expect(room.use({ ...look, extraAmount: '1' })).rejects.toMatchObject({ code: 'SELECTION_PRICE_CHANGED' })
    await expect(room.use({ ...look, code: 'x' })).rejects.toThrow('must name code for products and others')
  })

  it('adds spreads and copies of an album after the selection was confirmed', async () => {
    const { room, desk, selectionId, imageIds, orderId, lineId } = await picking()
    const places = [1, 2].map((spread) => ({ imageId: imageIds[spread] ?? '', spread }))
    await room.compose({ selectionId, item: 'album-12', places })
    await room.confirm({ orderId, selectionId, ...signed })
    expect(await room.use({ orderId, lineId, entitlement: 'spreads', quantity: 4 })).toMatchObject({
      extraAmount: '200.00',
    })
    const copy = await room.use({ orderId, lineId, entitlement: 'products', code: 'album-12' })
    expect(copy).toMatchObject({ extra: 1, extraAmount: '600.00' })
    const { items, amount } = await room.consumption({ orderId })
    expect(amount).toBe((await desk.orders.get({ orderId })).total)
    expect(items.map(({ category, origin, place, amount: each }) => [category, origin, place, each])).toEqual([
      ['package', 'order', null, '4999.00'],
      ['product', 'secondSale', 'counter', '600.00'],
      ['second-sale', 'secondSale', 'counter', '200.00'],
    ])
  })

  it('costs ten statements where nothing is sold, and six more where something is', async () => {
    const { room, orderId, lineId, statements } = await picking()
    statements.length = 0
    await room.use({ orderId, lineId, entitlement: 'looks', quantity: 2 })
    expect(withoutSettings(statements)).toHaveLength(10)
    statements.length = 0
    await room.use({ orderId, lineId, entitlement: 'looks', quantity: 2 })
    expect(withoutSettings(statements)).toHaveLength(16)
  })
})

describe('consumption by category', () => {
  it('is asked of a customer or a period, and of nothing less', async () => {
    const { orderId, room, desk, selectionId, customer, clock } = await picking(6)
    clock.at = '2026-12-02T07:00:00.000Z'
    await room.confirm({ orderId, selectionId, ...signed })
    await shot(desk, 4)
    const own = await room.consumption({ customerId: customer.id })
    expect(own).toMatchObject({ amount: '5079.00', items: [{ category: 'package', lines: 1 }, { place: 'selection' }] })
    const day = await room.consumption({ from: '2026-12-02', to: '2026-12-02' })
    expect(day.items).toMatchObject([
      { category: 'package', origin: 'order', amount: '4999.00' },
      { category: 'second-sale', origin: 'secondSale', place: 'selection', amount: '80.00' },
    ])
    await expect(room.consumption({ from: '2026-12-02' })).rejects.toMatchObject({ code: 'CONSUMPTION_UNBOUNDED' })
  })
})
