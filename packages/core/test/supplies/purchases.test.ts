import { describe, expect, it } from 'vitest'
import { supplied } from './studio.ts'

/** Albums of which each needs a box that may be promised beyond what there is: ten lie there. */
async function albums() {
  const studio = await supplied()
  const { desk, place, statements } = studio
  const need = { item: 'album-box', beyondStock: 'allow' as const }
  await desk.supplies.setNeeds({ item: 'album', needs: [need] })
  const suggested = async () => {
    const { suggestions } = await desk.procurement.suggestions({})
    return suggestions.map(({ code, reserved, needed, projected, need: missing }) => {
      return { code, reserved, needed, projected, missing }
    })
  }
  const cost = async () => {
    statements.length = 0
    await suggested()
    return [...statements]
  }
  return { ...studio, place, suggested, cost, need }
}

describe('what is suggested to order', () => {
  it('makes up for what orders under way need and were not promised, although nobody set a level or sells it', async () => {
    const { desk, place, suggested } = await albums()
    await place([{ item: 'album', quantity: 7 }])
    expect(await suggested()).toEqual([])
    const second = await place([{ item: 'album', quantity: 8 }])
    const demand = await desk.supplies.demand({ item: 'album-box' })
    expect(demand).toMatchObject([{ onHand: 10, reserved: 10, outstanding: 15, promised: 10 }])
    const missing = { code: 'album-box', reserved: 10, needed: 5, projected: -5, missing: 5 }
    expect(await suggested()).toEqual([missing])
    expect((await desk.procurement.orderSuggested({})).withoutSupplier).toHaveLength(1)
    await desk.orders.cancel({ orderId: second.id, reason: 'moved' })
    expect(await suggested()).toEqual([])
  })

  it('counts the same need once, whether it is promised yet or not', async () => {
    const { desk, place, suggested } = await albums()
    await desk.inventory.setLevels({ item: 'album-box', low: 5, high: 20 })
    const { id: orderId } = await place([{ item: 'album', quantity: 15 }])
    const before = await suggested()
    expect(before).toEqual([{ code: 'album-box', reserved: 10, needed: 5, projected: -5, missing: 25 }])
    await desk.inventory.receive({ lines: [{ item: 'album-box', quantity: 5, unitCost: '100' }] })
    const came = { code: 'album-box', projected: 0, missing: 20 }
    expect(await suggested()).toEqual([{ ...came, reserved: 10, needed: 5 }])
    await desk.supplies.cover({ orderId })
    expect(await suggested()).toEqual([{ ...came, reserved: 15, needed: 0 }])
  })

  it('is of the branch, and of these items where some are named', async () => {
    const { desk, as, place } = await albums()
    await place([{ item: 'album', quantity: 12 }])
    expect(await as('owner', { branch: 'west' }).procurement.suggestions({})).toMatchObject({ count: 0 })
    const [boxes, powder] = await Promise.all(
      ['album-box', 'powder'].map(async (item) => (await desk.inventory.item({ item })).item.id),
    )
    expect(await desk.procurement.suggestions({ itemIds: [boxes ?? ''] })).toMatchObject({ count: 1 })
    expect(await desk.procurement.suggestions({ itemIds: [powder ?? ''] })).toMatchObject({ count: 0 })
  })

  it('costs one statement more where nothing is needed, and two where something is, however many lines need it', async () => {
    const { place, cost } = await albums()
    await cost()
    const without = await cost()
    expect(without.filter((one) => /supplies_|reservations/.test(one))).toEqual(['find supplies_line_needs'])
    await place([{ item: 'album', quantity: 2 }])
    const one = await cost()
    for (let at = 0; at < 5; at++) await place([{ item: 'album' }, { item: 'album' }])
    expect(await cost()).toEqual(one)
    expect(one).toHaveLength(without.length + 1)
  })
})
