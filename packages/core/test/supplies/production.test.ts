import { describe, expect, it } from 'vitest'
import { asked, usualWay } from '../orders/walking.ts'
import { balanceOf, stockOf, supplied } from './studio.ts'

/** A package whose make-up uses powder and whose production uses paper and a box that is promised. */
async function producing() {
  const studio = await supplied({ settings: { stages: { flowOfKind: {} } } })
  const { desk, place } = studio
  await desk.inventory.addRecipe({ code: 'make-up', name: 'Make-up', lines: [{ item: 'powder', quantity: 3 }] })
  await desk.supplies.setNeeds({
    item: 'wedding',
    needs: [
      { recipe: 'make-up', stage: 'styled' },
      { item: 'paper', quantity: 2, stage: 'designChecked' },
      { item: 'album-box', stage: 'inspected' },
    ],
  })
  const order = await place([{ item: 'wedding' }])
  const orderId = order.id
  const lines = [{ orderId, lineId: order.lines[0]?.id ?? '' }]
  const bring = async (from: string, to: string) => {
    const way = usualWay as readonly string[]
    let stage = from
    for (const next of way.slice(way.indexOf(from) + 1, way.indexOf(to) + 1)) {
      await desk.orders.moveStage({ lines, from: stage, to: next, ...asked[next] })
      stage = next
    }
  }
  const taken = async () =>
    Object.fromEntries((await desk.supplies.needsOf({ orderId })).map(({ item, taken: units }) => [item, units]))
  return { ...studio, orderId, lines, bring, taken }
}

describe('goods of production', () => {
  it('leave the stock when a line reaches the stage that uses them, to the cost of the order', async () => {
    const { desk, orderId, bring, taken } = await producing()
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 1 })
    expect(await stockOf(desk, 'powder')).toEqual({ onHand: 10, reserved: 0 })
    await bring('ordered', 'styled')
    expect(await taken()).toEqual({ powder: 3, paper: 0, 'album-box': 0 })
    expect(await balanceOf(desk, 'COGS:Consumables')).toBe('6.00')
    await bring('styled', 'ready')
    expect(await taken()).toEqual({ powder: 3, paper: 2, 'album-box': 1 })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 9, reserved: 0 })
    await desk.orders.pickUp({ orderId, arrearsAllowed: true })
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject({ goods: '108.00', margin: '4891.00' })
    expect(await desk.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('come back when the stage is taken back, and are promised again', async () => {
    const { desk, lines, bring, taken, orderId } = await producing()
    await bring('ordered', 'inspected')
    const back = { lines, from: 'inspected', to: 'shot', reason: 'the wrong line' }
    await desk.orders.moveStage(back)
    expect(await taken()).toEqual({ powder: 3, paper: 0, 'album-box': 0 })
    expect(await stockOf(desk, 'paper')).toEqual({ onHand: 10, reserved: 0 })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 1 })
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject({ goods: '6.00' })
  })

  it('come back as what was promised for a stage, beside what the same line is promised for its pickup', async () => {
    const { desk, place } = await supplied({ settings: { stages: { flowOfKind: {} } } })
    const needs = [{ item: 'album-box' }, { item: 'album-box', quantity: 2, stage: 'styled', reserve: true }]
    await desk.supplies.setNeeds({ item: 'wedding', needs })
    const { id: orderId, lines: sold } = await place([{ item: 'wedding' }])
    const lines = [{ orderId, lineId: sold[0]?.id ?? '' }]
    await desk.orders.moveStage({ lines, from: 'ordered', to: 'scheduled', ...asked.scheduled })
    await desk.orders.moveStage({ lines, from: 'scheduled', to: 'styled' })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 8, reserved: 1 })
    await desk.orders.moveStage({ lines, from: 'styled', to: 'scheduled', reason: 'the wrong line' })
    expect(await stockOf(desk, 'album-box')).toEqual({ onHand: 10, reserved: 3 })
  })

  it('that were used before a rework stay used when a handover in the midst of it is taken back', async () => {
    const { desk, orderId, lines, bring, taken } = await producing()
    await bring('ordered', 'ready')
    const again = { cause: 'quality', payer: 'studio', reason: 'too dark' } as const
    await desk.orders.startRework({ lines, from: 'ready', to: 'designing', ...again })
    const { pickup } = await desk.orders.pickUp({ orderId, arrearsAllowed: true, unfinishedAllowed: true })
    await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'the wrong parcel' })
    expect((await desk.orders.get({ orderId })).lines).toMatchObject([{ stage: 'designing', redo: 'rework' }])
    expect(await taken()).toEqual({ powder: 3, paper: 2, 'album-box': 1 })
    expect(await stockOf(desk, 'paper')).toEqual({ onHand: 8, reserved: 0 })
  })

  it('are taken back where they were given', async () => {
    const { desk, as, lines, bring, taken } = await producing()
    const west = as('owner', { branch: 'west' })
    await bring('ordered', 'styled')
    const back = { lines, from: 'styled', to: 'scheduled', reason: 'the wrong line' }
    await expect(west.orders.moveStage(back)).rejects.toMatchObject({
      code: 'GOODS_GIVEN_ELSEWHERE',
      message: 'Line 1 (婚纱套系) was given "powder" by branch "main".',
    })
    expect(await taken()).toMatchObject({ powder: 3 })
    await desk.orders.moveStage(back)
    expect(await taken()).toMatchObject({ powder: 0 })
  })

  it('that a branch gave which somebody does not reach stay theirs', async () => {
    const { engine, desk, lines, orderId } = await producing()
    await desk.orders.transferToBranch({ orderId, toBranch: 'west', reason: 'nearer' })
    for (const to of ['scheduled', 'styled'] as const) {
      await desk.orders.moveStage({ lines, from: to === 'styled' ? 'scheduled' : 'ordered', to, ...asked[to] })
    }
    const roles = [{ role: 'manager', branches: ['west'] }]
    const theirs = engine.as({ tenant: 'rose', branch: 'west', actor: { id: 'lin', roles } })
    await expect(
      theirs.orders.moveStage({ lines, from: 'styled', to: 'scheduled', reason: 'the wrong line' }),
    ).rejects.toMatchObject({
      code: 'GOODS_GIVEN_ELSEWHERE',
      message: 'Line 1 (婚纱套系) was given "powder" by another branch.',
    })
  })

  it.each([
    ['studio', { goods: '108.00', wasted: '2.00' }],
    ['supplier', { goods: '108.00', wasted: '2.00' }],
    ['customer', { goods: '110.00', wasted: '0.00' }],
  ] as const)('are used again by rework, at the cost of who pays: %s', async (payer, costs) => {
    const { desk, orderId, lines, bring } = await producing()
    await bring('ordered', 'ready')
    const again = { cause: 'quality', payer, reason: 'too dark' } as const
    await desk.orders.startRework({ lines, from: 'ready', to: 'designing', ...again })
    await desk.orders.moveStage({ lines, from: 'designing', to: 'designChecked', ...asked.designChecked })
    expect(await stockOf(desk, 'paper')).toEqual({ onHand: 6, reserved: 0 })
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject(costs)
    // Sent on by mistake: what was used again comes back, what was used first does not.
    await desk.orders.moveStage({ lines, from: 'designChecked', to: 'designing', reason: 'too early' })
    expect(await stockOf(desk, 'paper')).toEqual({ onHand: 8, reserved: 0 })
    expect(await desk.supplies.costsOf({ orderId })).toMatchObject({ goods: '108.00', wasted: '0.00' })
    expect(await desk.inventory.verify({})).toMatchObject({ intact: true })
  })

  it('of a stage that was passed over are not used, but what was promised leaves with the pickup', async () => {
    const { desk, orderId, taken } = await producing()
    await desk.orders.pickUp({ orderId, arrearsAllowed: true, unfinishedAllowed: true })
    expect(await taken()).toEqual({ powder: 0, paper: 0, 'album-box': 1 })
    expect((await desk.supplies.needsOf({ orderId })).map(({ outstanding }) => outstanding)).toEqual([0, 0, 0])
    expect(await desk.supplies.demand()).toEqual([])
  })

  it('that are not there keep the line where it is, and name it', async () => {
    const { desk, lines, bring } = await producing()
    await bring('ordered', 'scheduled')
    await desk.inventory.waste({ lines: [{ item: 'powder', quantity: 8 }], reason: 'spilt' })
    await expect(desk.orders.moveStage({ lines, from: 'scheduled', to: 'styled' })).rejects.toMatchObject({
      code: 'OUT_OF_STOCK',
      details: { short: [{ line: 1, item: 'powder', wanted: 3, available: 2 }] },
    })
    await desk.inventory.changeLocation({ location: 'main', allowsNegative: true })
    await desk.orders.moveStage({ lines, from: 'scheduled', to: 'styled' })
    expect(await stockOf(desk, 'powder')).toEqual({ onHand: -1, reserved: 0 })
  })

  it('are one movement for lines of many orders, each at the cost of its own', async () => {
    const { desk, place, statements } = await producing()
    const orders = await Promise.all(Array.from({ length: 4 }, () => place([{ item: 'wedding' }])))
    const all = orders.map(({ id, lines }) => ({ orderId: id, lineId: lines[0]?.id ?? '' }))
    await desk.orders.moveStage({ lines: all, from: 'ordered', to: 'scheduled', ...asked.scheduled })
    await desk.inventory.receive({ lines: [{ item: 'powder', quantity: 100, unitCost: '2' }] })
    const cost = async (moved: typeof all) => {
      statements.length = 0
      await desk.orders.moveStage({ lines: moved, from: 'scheduled', to: 'styled' })
      return [...statements]
    }
    // The first reads settings.
    await cost(all.slice(0, 1))
    const one = await cost(all.slice(1, 2))
    const two = await cost(all.slice(2))
    expect(two.length).toBe(one.length)
    for (const { id } of orders) expect(await desk.supplies.costsOf({ orderId: id })).toMatchObject({ goods: '6.00' })
  })
})
