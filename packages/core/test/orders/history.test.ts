import { describe, expect, it } from 'vitest'
import { on } from '../../src/engine/hook.ts'
import { lineExchanging } from '../../src/orders/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { furnishedChain } from './two-branches.ts'
import { walking } from './walking.ts'

/** A wedding order of which much is changed until it is picked up. */
async function changed() {
  const studio = await walking()
  const { desk, place, bring } = studio
  await desk.catalog.addItem({
    ...{ code: 'noble', kind: 'package', name: '婚纱尊享套系', price: '6999.00', entitlements: { shoots: 1 } },
  })
  const payment = { legs: [{ method: 'cash', amount: '5000.00' }] }
  const order = await place(['wedding-classic', 'album-12'], { payment })
  const orderId = order.id
  const [shoot, album] = order.lines.map(({ id: lineId }) => ({ orderId, lineId }))
  if (shoot === undefined || album === undefined) throw new Error('two lines were placed')
  const room = desk.orders
  await room.changeLine({ ...album, quantity: 2, discount: '100.00' })
  await room.addLine({ orderId, line: { item: 'extra-image' }, secondSale: true })
  await studio.as('manager').orders.exchangeLine({ ...shoot, item: 'noble' })
  await bring([shoot], 'shot')
  await room.hold({ lines: [shoot], cause: 'customer' })
  await room.release({ lines: [shoot] })
  await room.cancelLine({ ...shoot, reason: '不拍了' })
  await room.promise({ orderId, promisedDate: '2026-12-24' })
  await room.pickUp({ orderId, unfinishedAllowed: true })
  return { ...studio, orderId, order, room }
}

describe('the history of an order', () => {
  it('tells in words who did what, and what it came to', async () => {
    const { room, orderId, statements } = await changed()
    statements.length = 0
    const { versions } = await room.history({ orderId })
    expect(statements.length).toBeLessThanOrEqual(7)
    const told = versions.map(({ actor, revision, happened, totalBefore, total }) => [
      revision,
      actor,
      happened.map(({ words }) => words.en).join('; '),
      totalBefore,
      total,
    ])
    expect(told).toEqual([
      [1, 'the-owner', 'Placed: 2 lines, 5599.00', null, '5599.00'],
      [2, 'the-owner', '12 寸相册: quantity 1 → 2, 600.00 → 1100.00', '5599.00', '6099.00'],
      [3, 'the-owner', '加片: added, 99.99, second sale', '6099.00', '6198.99'],
      [4, 'the-manager', '婚纱尊享套系: exchanged from 婚纱经典套系, 4999.00 → 6999.00', '6198.99', '8198.99'],
      [5, 'the-owner', '婚纱尊享套系: Ordered → Scheduled', null, null],
      [6, 'the-owner', '婚纱尊享套系: cancelled; 3499.50 kept in all', '8198.99', '1199.99'],
      [7, 'the-owner', 'Promised for 2026-12-24', null, null],
      [8, 'the-owner', '12 寸相册: picked up, 1100.00; 加片: picked up, 99.99', null, null],
    ])
    expect(versions[3]?.happened).toEqual([
      {
        kind: 'lineExchanged',
        line: 1,
        words: {
          zh: '婚纱尊享套系：由 婚纱经典套系 换来，4999.00 → 6999.00',
          en: '婚纱尊享套系: exchanged from 婚纱经典套系, 4999.00 → 6999.00',
        },
        amountBefore: '4999.00',
        amount: '6999.00',
      },
    ])
    expect(versions[5]?.happened[0]?.words.zh).toBe('婚纱尊享套系：取消，留存 3499.50')
  })

  it('tells of pieces that were handed over, a pickup taken back, a merge and another branch', async () => {
    const { desk, customer } = await furnishedChain()
    const payment = { legs: [{ method: 'cash', amount: '1200.00' }] }
    const place = (quantity: number) =>
      desk.orders.place({ customerId: customer.id, lines: [{ item: 'album', quantity }], payment })
    const { id: orderId, lines } = await place(2)
    const other = await place(2)
    const { pickup } = await desk.orders.pickUp({ orderId, lines: [{ lineId: lines[0]?.id ?? '', quantity: 1 }] })
    await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'another parcel' })
    await desk.orders.merge({ survivorId: orderId, mergedId: other.id, reason: 'booked twice' })
    await desk.orders.transferToBranch({ orderId, toBranch: 'west', reason: 'nearer' })
    const told = async (id: string) =>
      (await desk.orders.history({ orderId: id })).versions
        .slice(1)
        .map(({ happened }) => happened.map((one) => one.words.en))
    expect(await told(orderId)).toEqual([
      ['相册: quantity 2 → 1, 1200.00 → 600.00', '相册: 1 picked up, 600.00'],
      ['相册: pickup taken back, 600.00'],
      [`Took order ${other.number} in`],
      ['Transferred to branch west'],
    ])
    expect(await told(other.id)).toEqual([[`Merged into order ${(await desk.orders.get({ orderId })).number}`]])
    const { versions } = await desk.orders.history({ orderId })
    expect(versions[3]?.happened[0]).toMatchObject({ kind: 'merged', words: { zh: `订单 ${other.number} 并入本单` } })
  })

  it('comes in pages that say the same', async () => {
    const { room, orderId } = await changed()
    const whole = await room.history({ orderId })
    const pages = []
    for (let cursor: string | undefined; ; ) {
      const page = await room.history({ orderId, limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      pages.push(...page.versions)
      if (page.next === null) break
      cursor = page.next
    }
    expect(pages).toEqual(whole.versions)
  })

  it('of a cancelled order says what was kept', async () => {
    const { desk, shoot, bring } = await walking()
    const { order, reference } = await shoot({ payment: { legs: [{ method: 'cash', amount: '4999.00' }] } })
    await bring([reference], 'selected')
    await desk.orders.cancel({ orderId: order.id, reason: '分手' })
    const { versions } = await desk.orders.history({ orderId: order.id })
    expect(versions.at(-1)?.happened.map(({ kind, words }) => [kind, words.zh])).toEqual([
      ['cancelled', '退单，留存 4999.00'],
    ])
  })
})

describe('a version of an order', () => {
  it('is what was agreed then, in three statements', async () => {
    const { room, order, orderId, statements } = await changed()
    const { paid: _paid, balanceDue: _due, overpaid: _over, mergedInto: _into, mergedFrom: _from, ...placed } = order
    statements.length = 0
    const first = await room.version({ orderId, revision: 1 })
    expect(statements).toHaveLength(3)
    expect({ ...first, receipt: placed.receipt }).toEqual(placed)
    const fourth = await room.version({ orderId, revision: 4 })
    expect(fourth).toMatchObject({ total: '8198.99', status: 'open', promisedDate: null })
    expect(fourth.lines.map(({ item, amount, stage }) => [item, amount, stage])).toEqual([
      ['noble', '6999.00', 'ordered'],
      ['album-12', '1100.00', 'ordered'],
      ['extra-image', '99.99', 'ordered'],
    ])
    expect((await room.version({ orderId, revision: 8 })).status).toBe('completed')
  })

  it('that never was is not there', async () => {
    const { room, orderId, as } = await changed()
    await expect(room.version({ orderId, revision: 9 })).rejects.toMatchObject({
      code: 'REVISION_UNKNOWN',
      details: { revision: 9, latest: 8 },
    })
    await expect(room.version({ orderId: 'none', revision: 1 })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await expect(room.version({ orderId, revision: 0 })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    const maker = as('makeupArtist').orders.version({ orderId, revision: 1 })
    await expect(maker).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('the past of an order', () => {
  it('stays what it was when it goes into another one, or another one into it', async () => {
    const { desk, place } = await walking()
    const first = await place(['wedding-classic', 'album-12'])
    const second = await place(['extra-image', 'album-12'])
    await desk.orders.changeLine({ orderId: second.id, lineId: second.lines[1]?.id ?? '', quantity: 2 })
    await desk.orders.merge({ survivorId: first.id, mergedId: second.id })
    await desk.orders.changeLine({ orderId: first.id, lineId: second.lines[1]?.id ?? '', quantity: 3 })
    const at = async (orderId: string, revision: number) => {
      const { total, lines } = await desk.orders.version({ orderId, revision })
      return [total, ...lines.map(({ line, item, quantity }) => `${line} ${item} ${quantity}`)]
    }
    expect(await at(first.id, 1)).toEqual(['5599.00', '1 wedding-classic 1', '2 album-12 1'])
    expect(await at(second.id, 1)).toEqual(['699.99', '1 extra-image 1', '2 album-12 1'])
    expect(await at(second.id, 2)).toEqual(['1299.99', '1 extra-image 1', '2 album-12 2'])
    expect(await at(second.id, 3)).toEqual(['0.00'])
    const both = ['1 wedding-classic 1', '2 album-12 1', '3 extra-image 1']
    expect(await at(first.id, 2)).toEqual(['6898.99', ...both, '4 album-12 2'])
    expect(await at(first.id, 3)).toEqual(['7498.99', ...both, '4 album-12 3'])
    const { versions } = await desk.orders.history({ orderId: second.id })
    expect(versions.map(({ happened }) => happened.map(({ words }) => words.en).join('; ')).slice(0, 2)).toEqual([
      'Placed: 2 lines, 699.99',
      '12 寸相册: quantity 1 → 2, 600.00 → 1200.00',
    ])
  })

  it('stays what it was when its customer is merged with another', async () => {
    const { desk, order, orderId, room } = await changed()
    const survivor = await desk.customers.register({ name: '王芳芳', phone: '13900000001' })
    await desk.customers.merge({ survivorId: survivor.id, mergedId: order.customerId })
    const first = await room.version({ orderId, revision: 1 })
    expect(first).toMatchObject({ total: '5599.00', customerId: survivor.id, lines: [{ item: 'wedding-classic' }, {}] })
    expect((await room.history({ orderId })).versions.length).toBeGreaterThanOrEqual(8)
  })

  it('of an imported one begins with the import', async () => {
    const { desk } = await walking()
    const bought = { reference: 'A1', customerReference: 'c-1', customerName: '李娜', date: '2024-05-01' }
    await desk.orders.importHistory({ source: 'old', purchases: [{ ...bought, quantity: 1, amount: '800.00' }] })
    const [found] = (await desk.orders.list({})).items
    if (found === undefined) throw new Error('one was imported')
    const { customerName: _name, ...imported } = found
    expect(await desk.orders.version({ orderId: found.id, revision: 1 })).toEqual(imported)
  })
})

describe('who is limited to a branch', () => {
  it('neither changes nor reads the orders of another one', async () => {
    const { engine, shoot } = await walking({ storage: memory() })
    const { reference } = await shoot()
    const actor = { id: 'li', roles: [{ role: 'manager', branches: ['west'] }] }
    const west = engine.as({ tenant: 'rose', branch: 'west', actor }).orders
    const unknown = { code: 'ORDER_UNKNOWN' }
    await expect(west.exchangeLine({ ...reference, item: 'album-12' })).rejects.toMatchObject(unknown)
    await expect(west.quoteExchange({ ...reference, item: 'album-12' })).rejects.toMatchObject(unknown)
    await expect(west.cancelLine(reference)).rejects.toMatchObject(unknown)
    await expect(west.cancelLines({ orderId: reference.orderId, lines: [reference.lineId] })).rejects.toMatchObject(
      unknown,
    )
    await expect(west.version({ orderId: reference.orderId, revision: 1 })).rejects.toMatchObject(unknown)
  })

  it('is not told half of a history: what was done in another branch is missing', async () => {
    const { engine, desk, place } = await walking()
    const order = await place(['album-12', 'extra-image'])
    const lineId = order.lines[0]?.id ?? ''
    const east = engine.as({ tenant: 'rose', branch: 'east', actor: { id: 'head', roles: ['owner'] } })
    await east.orders.changeLine({ orderId: order.id, lineId, quantity: 3 })
    expect((await desk.orders.version({ orderId: order.id, revision: 1 })).lines[0]?.quantity).toBe('1')
    const actor = { id: 'li', roles: [{ role: 'manager', branches: ['main'] }] }
    const main = engine.as({ tenant: 'rose', branch: 'main', actor })
    const half = main.orders.version({ orderId: order.id, revision: 1 })
    await expect(half).rejects.toMatchObject({ code: 'REVISION_UNKNOWN' })
  })
})

describe('another quantity', () => {
  const plain = async (settings: object = {}, hooks: Parameters<typeof walking>[0] = {}) => {
    const studio = await walking({ settings: { orders: settings }, ...hooks })
    const order = await studio.place(['album-12', 'extra-image'])
    studio.clock.at = '2026-12-05T06:30:00.000Z'
    const tiers = {
      code: 'three',
      name: '三本八折',
      minimumQuantity: 3,
      effect: { kind: 'percentage', percent: '20' },
    } as const
    await studio.desk.pricing.savePromotion(tiers)
    await studio.desk.catalog.changeItem({ item: 'album-12', price: '700.00' })
    return { ...studio, of: { orderId: order.id, lineId: order.lines[0]?.id ?? '' } }
  }

  it.each([
    ['today', '700.00', '1680.00', ['list 1500.00', 'promotions -420.00']],
    ['daySold', '600.00', '1800.00', ['list 1200.00']],
    ['unitPrice', '600.00', '1800.00', ['list 1200.00']],
  ])('is priced by the setting %s', async (quantityPrices, unitPrice, amount, steps) => {
    const { desk, of } = await plain({ quantityPrices })
    const { lines } = await desk.orders.changeLine({ ...of, quantity: 3 })
    expect(lines[0]).toMatchObject({ quantity: '3', unitPrice, amount })
    expect(lines[0]?.priceTrace.slice(1).map(({ stage, change }) => `${stage} ${change}`)).toEqual(steps)
    expect(lines[0]?.priceTrace[1]?.words.zh).toBe('数量 1 → 3')
    const back = await desk.orders.changeLine({ ...of, quantity: 1 })
    expect(back.lines[0]?.amount).toBe(quantityPrices === 'today' ? '700.00' : '600.00')
  })

  it('of what was agreed by hand, or bought in a bundle, keeps its unit price', async () => {
    const { desk, customer } = await plain()
    await desk.catalog.addItem({
      ...{ code: 'box', kind: 'bundle', name: '礼盒', price: '650.00', components: [{ item: 'album-12' }] },
    })
    const lines = [{ item: 'album-12', unitPrice: '500.00' }, { item: 'box' }]
    const order = await desk.orders.place({ customerId: customer.id, lines })
    const amounts = []
    for (const { id: lineId, line } of order.lines) {
      const now = await desk.orders.changeLine({ orderId: order.id, lineId, quantity: 3 })
      amounts.push(now.lines[line - 1]?.amount)
    }
    expect(amounts).toEqual(['1500.00', '2050.00'])
  })

  it('may be refused at orders.exchanging', async () => {
    const no = on(lineExchanging, (_context, { kind }) => {
      if (kind === 'change') throw new Error('counted already')
    })
    const { desk, of } = await plain({}, { hooks: [no] })
    await expect(desk.orders.changeLine({ ...of, quantity: 2 })).rejects.toMatchObject({ code: 'HOOK_FAILED' })
    await desk.orders.changeLine({ ...of, discount: '10.00' })
  })
})
