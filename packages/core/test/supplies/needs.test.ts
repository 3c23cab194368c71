import { describe, expect, it } from 'vitest'
import { stockOf, supplied } from './studio.ts'

describe('what an item needs', () => {
  it('is kept in versions, and a line keeps that of its day', async () => {
    const { desk, place } = await supplied()
    const first = await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }], expectedVersion: 0 })
    expect(first).toMatchObject({
      item: 'album',
      version: 1,
      needs: [{ item: 'album-box', quantity: 1, reserve: true }],
    })
    const order = await place([{ item: 'album' }])
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'frame', quantity: 2 }], expectedVersion: 1 })
    expect(await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'frame', quantity: 2 }] })).toMatchObject({
      version: 2,
    })
    const later = await place([{ item: 'album' }])
    const needed = async (orderId: string) =>
      (await desk.supplies.needsOf({ orderId })).map(({ item, wanted, needsVersion }) => [item, wanted, needsVersion])
    expect(await needed(order.id)).toEqual([['album-box', 1, 1]])
    expect(await needed(later.id)).toEqual([['frame', 2, 2]])
    await expect(desk.supplies.setNeeds({ item: 'album', needs: [], expectedVersion: 1 })).rejects.toMatchObject({
      code: 'NEEDS_CHANGED',
      details: { expected: 1, actual: 2 },
    })
    await desk.supplies.setNeeds({ item: 'album', needs: [] })
    expect(await needed((await place([{ item: 'album' }])).id)).toEqual([])
    expect((await desk.supplies.needVersions({ item: 'album' })).items.map(({ needs }) => needs.version)).toEqual([
      3, 2, 1,
    ])
  })

  it('may be of a variant, a choice and a location', async () => {
    const { desk, customer } = await supplied()
    await desk.catalog.addItem({
      code: 'canvas',
      kind: 'product',
      name: '无框画',
      price: '300.00',
      variants: [
        { code: 's', name: 'S', price: '300.00' },
        { code: 'l', name: 'L', price: '500.00' },
      ],
      options: [
        { code: 'wrap', name: '包装', choose: 'many', choices: [{ code: 'gift', name: '礼盒', price: '30.00' }] },
      ],
    })
    await desk.inventory.addLocation({ code: 'shelf', name: 'Shelf' })
    await desk.inventory.receive({ lines: [{ item: 'frame', quantity: 5, unitCost: '80', location: 'shelf' }] })
    await desk.supplies.setNeeds({
      item: 'canvas',
      needs: [
        { item: 'frame', variant: 'l', location: 'shelf' },
        { item: 'paper', variant: 's', reserve: true },
        { item: 'album-box', option: { group: 'wrap', choice: 'gift' } },
      ],
    })
    const order = await desk.orders.place({
      customerId: customer.id,
      lines: [
        { item: 'canvas', variant: 's' },
        { item: 'canvas', variant: 'l', quantity: 2, options: { wrap: ['gift'] } },
      ],
    })
    const needs = await desk.supplies.needsOf({ orderId: order.id })
    expect(needs.map(({ line, item, location, promised }) => [line, item, location, promised])).toEqual([
      [1, 'paper', 'main', 1],
      [2, 'frame', 'shelf', 2],
      [2, 'album-box', 'main', 2],
    ])
  })

  it('is refused where it cannot be, and says which need and why', async () => {
    const { desk } = await supplied()
    await desk.inventory.addItem({ code: 'dress', name: 'Dress', kind: 'rentable' })
    await desk.inventory.addItem({ code: 'drive', name: 'Drive', kind: 'product', tracking: 'serial' })
    await desk.catalog.addItem({
      code: 'set',
      kind: 'bundle',
      name: 'Set',
      price: '700.00',
      components: [{ item: 'album' }, { item: 'print' }],
    })
    const refused = async (
      needs: Parameters<typeof desk.supplies.setNeeds>[0]['needs'],
      code: string,
      item = 'wedding',
    ) => {
      await expect(desk.supplies.setNeeds({ item, needs })).rejects.toMatchObject({ code })
    }
    await refused([{ item: 'dress' }], 'NEED_INVALID')
    await refused([{ item: 'drive', stage: 'shot' }], 'NEED_INVALID')
    await refused([{ item: 'paper', stage: 'nowhere' }], 'NEED_INVALID')
    await expect(
      desk.supplies.setNeeds({ item: 'wedding', needs: [{ item: 'paper', stage: 'nowhere' }] }),
    ).rejects.toThrow(/a stage of flow "shoot" \(ordered, scheduled, styled,/)
    await refused([{ item: 'paper', stage: 'pickedUp' }], 'NEED_INVALID')
    await refused([{ item: 'paper' }, { item: 'paper' }], 'NEED_INVALID')
    await refused([{ item: 'paper', variant: 'xl' }], 'NEED_INVALID')
    await refused([{ item: 'paper', option: { group: 'a', choice: 'b' } }], 'NEED_INVALID')
    await refused([{ item: 'album-box' }], 'NEED_INVALID', 'set')
    await refused([{ item: 'nothing' }], 'STOCK_ITEM_UNKNOWN')
    await refused([{ recipe: 'nothing' }], 'RECIPE_UNKNOWN')
    await refused([{ item: 'paper', location: 'attic' }], 'STOCK_LOCATION_UNKNOWN')
    await refused([{ item: 'paper', unit: 'box' }], 'MOVEMENT_INVALID')
    await refused([{}], 'INPUT_INVALID')
    await refused([{ item: 'paper', quantity: 0 }], 'INPUT_INVALID')
    await refused([{ item: 'paper' }], 'ITEM_UNKNOWN', 'unheard-of')
    expect(await desk.supplies.needs({ item: 'wedding' })).toMatchObject({ version: 0, needs: [] })
  })
})

describe('who may do what', () => {
  it('is the manager’s to say what is needed and what it costs, and the counter’s to see what is promised', async () => {
    const { desk, as, place } = await supplied()
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
    const { id: orderId } = await place([{ item: 'album' }])
    const missing = { code: 'PERMISSION_MISSING' }
    await expect(as('cashier').supplies.costsOf({ orderId })).rejects.toMatchObject(missing)
    await expect(as('cashier').supplies.setNeeds({ item: 'album', needs: [] })).rejects.toMatchObject(missing)
    expect(await as('cashier').supplies.needsOf({ orderId })).toHaveLength(1)
    expect(await as('accountant').supplies.costsOf({ orderId })).toMatchObject({
      goods: '0.00',
      marginPercent: '100.00',
    })
  })

  it('sees nothing of another branch or tenant', async () => {
    const { desk, engine, as, place } = await supplied()
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box', beyondStock: 'allow' }] })
    const { id: orderId } = await place([{ item: 'album', quantity: 12 }])
    const limited = engine.as({
      tenant: 'rose',
      branch: 'west',
      actor: { id: 'lin', roles: [{ role: 'manager', branches: ['west'] }] },
    })
    for (const stranger of [limited, as('owner', { tenant: 'lily' })]) {
      await expect(stranger.supplies.needsOf({ orderId })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
      await expect(stranger.supplies.costsOf({ orderId })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
      await expect(stranger.supplies.cover({ orderId })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
      expect(await stranger.supplies.shortages()).toEqual({ items: [], left: 0 })
      expect(await stranger.supplies.demand()).toEqual([])
    }
    await expect(as('owner', { tenant: 'lily' }).supplies.needs({ item: 'album' })).rejects.toMatchObject({
      code: 'ITEM_UNKNOWN',
    })
  })

  it('takes over what an order needs with the order, and promises it of its own stock', async () => {
    const { desk, as, place } = await supplied()
    const west = as('owner', { branch: 'west' })
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
    await west.inventory.receive({ lines: [{ item: 'album-box', quantity: 4, unitCost: '90' }] })
    const { id: orderId, lines } = await place([{ item: 'album' }, { item: 'print' }])
    const lineId = lines[0]?.id ?? ''
    await desk.orders.transferToBranch({ orderId, toBranch: 'west', reason: 'nearer' })
    const promised = async () => (await west.supplies.needsOf({ orderId })).map((need) => [need.wanted, need.promised])
    expect(await promised()).toEqual([[1, 0]])
    await west.orders.changeLine({ orderId, lineId, quantity: 3 })
    expect(await promised()).toEqual([[3, 3]])
    await expect(west.orders.changeLine({ orderId, lineId, quantity: 5 })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
    })
    await west.orders.pickUp({ orderId, lines: [lineId], arrearsAllowed: true })
    expect(await promised()).toEqual([[3, 0]])
    expect(await west.supplies.needsOf({ orderId })).toMatchObject([{ taken: 3, outstanding: 0 }])
    expect(await west.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('refuses a change for what is not there only where more is wanted than before', async () => {
    const { desk, as, customer } = await supplied()
    const west = as('owner', { branch: 'west' })
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
    const lines = [{ item: 'album', quantity: 4 }]
    const order = await desk.orders.place({ customerId: customer.id, lines })
    const [orderId, lineId] = [order.id, order.lines[0]?.id ?? '']
    // Nothing is promised any more, and nothing is there.
    await desk.orders.transferToBranch({ orderId, toBranch: 'west', reason: 'nearer' })
    await west.orders.changeLine({ orderId, lineId, quantity: 3 })
    await west.inventory.receive({ lines: [{ item: 'album-box', quantity: 1, unitCost: '90' }] })
    await west.orders.changeLine({ orderId, lineId, quantity: 2 })
    expect(await west.supplies.needsOf({ orderId })).toMatchObject([{ wanted: 2, promised: 1 }])
    await expect(west.orders.changeLine({ orderId, lineId, quantity: 3 })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
    })
  })

  it('promises in the branch of the order, and gives out goods of the branch that hands it over', async () => {
    const { desk, as, place } = await supplied()
    const west = as('owner', { branch: 'west' })
    await west.inventory.receive({ lines: [{ item: 'album-box', quantity: 3, unitCost: '90' }] })
    await desk.supplies.setNeeds({ item: 'album', needs: [{ item: 'album-box' }] })
    const order = await place([{ item: 'album' }, { item: 'print' }])
    const orderId = order.id
    await west.orders.addLine({ orderId, line: { item: 'album' } })
    const inBranch = async (branch: string) => {
      const { items } = await desk.inventory.stock({ item: 'album-box', branch })
      return items.map(({ onHand, reserved }) => [onHand, reserved])
    }
    expect([await inBranch('main'), await inBranch('west')]).toEqual([[[10, 2]], [[3, 0]]])
    await west.orders.cancelLine({ orderId, lineId: order.lines[0]?.id ?? '' })
    expect([await inBranch('main'), await inBranch('west')]).toEqual([[[10, 1]], [[3, 0]]])
    await west.orders.pickUp({ orderId, arrearsAllowed: true })
    expect([await inBranch('main'), await inBranch('west')]).toEqual([[[10, 0]], [[2, 0]]])
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject({ goods: '90.00' })
    expect(await stockOf(west, 'album-box')).toMatchObject({ reserved: 0 })
  })
})
