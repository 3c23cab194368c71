import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { noon, openCounting } from './stockroom.ts'

const settings = { stocktakes: { recount: { percent: null }, approvalAbove: null } }

async function counted() {
  const { adapter, statements } = counting(memory())
  const room = await openCounting({ storage: adapter, settings })
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => / (inventory|stocktakes|ledger)_|lock/i.test(one))]
  }
  const add = async (items: number) => {
    const names = Array.from({ length: items }, (_, at) => `item-${at}`)
    for (const code of names) {
      await room.manager.inventory.addItem({ code, name: code, kind: 'product', unit: 'piece', category: 'many' })
    }
    const lines = names.map((item) => ({ item, quantity: 9, unitCost: '10' }))
    await room.manager.inventory.receive({ lines })
    return names
  }
  return { ...room, own, add }
}

describe('the statements of stocktakes', () => {
  it('are as many for one item as for twenty, but for one each where a counted place changes', async () => {
    const costs = async (items: number) => {
      const room = await counted()
      const { liNa, own } = room
      const names = await room.add(items)
      const [{ id: stocktakeId }, open] = await own(() => liNa.stocktakes.open({ category: 'many' }))
      const lines = names.map((item) => ({ item, quantity: 8 }))
      const [, count] = await own(() => liNa.stocktakes.count({ stocktakeId, location: 'main', lines }))
      const [, sheet] = await own(() => liNa.stocktakes.sheet({ stocktakeId, location: 'main' }))
      const [, differences] = await own(() => liNa.stocktakes.differences({ stocktakeId }))
      const [, post] = await own(() => liNa.stocktakes.post({ stocktakeId }))
      const [, accuracy] = await own(() => liNa.stocktakes.accuracy({}))
      const [, notCounted] = await own(() => liNa.stocktakes.notCounted({}))
      await room.engine.close()
      const updates = post.filter((one) => one === 'update stocktakes_lines').length
      expect(updates).toBe(items)
      return {
        open: open.length,
        count: count.length,
        sheet: sheet.length,
        differences: differences.length,
        post: post.length - updates,
        accuracy: accuracy.length,
        notCounted: notCounted.length,
      }
    }
    const one = await costs(1)
    expect(await costs(20)).toEqual(one)
    expect(one).toMatchInlineSnapshot(`
      {
        "accuracy": 1,
        "count": 10,
        "differences": 9,
        "notCounted": 4,
        "open": 2,
        "post": 22,
        "sheet": 5,
      }
    `)
  })

  it('are one more for a movement of the past that nobody counted after, and none for one of now', async () => {
    const { manager, liNa, own, at } = await counted()
    at('2026-01-10')
    const issue = (more: object = {}) =>
      own(() => manager.inventory.issue({ lines: [{ item: 'album', quantity: 1 }], ...more }))
    const asked = (statements: readonly string[]) => statements.filter((one) => one.includes('stocktakes_'))
    expect(asked((await issue())[1])).toEqual([])
    expect(asked((await issue({ at: noon('2026-01-08') }))[1])).toEqual(['find stocktakes_lines'])
    const { id: stocktakeId } = await liNa.stocktakes.open({ locations: ['main'] })
    await liNa.stocktakes.count({ stocktakeId, location: 'main', lines: [{ item: 'album', quantity: 7 }] })
    await liNa.stocktakes.post({ stocktakeId, uncounted: 'leave' })
    at('2026-01-12')
    const late = { at: noon('2026-01-09') }
    expect((await issue(late))[1]).toMatchInlineSnapshot(`
      [
        "find inventory_items",
        "find inventory_locations",
        "find inventory_recipes",
        "find inventory_lines",
        "accumulate inventory_pools",
        "find stocktakes_lines",
        "find stocktakes_postings",
        "find stocktakes_late",
        "find inventory_lines",
        "find inventory_lines",
        "find inventory_locations",
        "find inventory_stock",
        "aggregate inventory_costs",
        "find inventory_lines",
        "aggregate inventory_costs",
        "findForUpdate ledger_periods",
        "aggregate inventory_costs",
        "accumulate inventory_pools",
        "accumulate inventory_pools",
        "find stocktakes_lines",
        "find stocktakes_postings",
        "insert stocktakes_late",
        "find stocktakes_late",
        "insert inventory_lines",
        "find inventory_lines",
        "find inventory_costs",
        "update stocktakes_lines",
        "accumulate inventory_totals",
        "accumulate inventory_pools",
        "insert ledger_entries",
        "insert ledger_lines",
        "insert inventory_movements",
      ]
    `)
  })

  it('of what is late are as many for one item as for twenty, but for one each where a counted place changes', async () => {
    const costs = async (items: number) => {
      const room = await counted()
      const { liNa, manager, own, at } = room
      const names = await room.add(items)
      at('2026-01-10')
      const { id: stocktakeId } = await liNa.stocktakes.open({ category: 'many' })
      await liNa.stocktakes.count({
        stocktakeId,
        location: 'main',
        lines: names.map((item) => ({ item, quantity: 8 })),
      })
      await liNa.stocktakes.post({ stocktakeId })
      at('2026-01-12')
      // One of each explains what was missing; another one is a difference of its own.
      const lines = names.map((item) => ({ item, quantity: 2 }))
      const [, late] = await own(() => manager.inventory.issue({ lines, at: noon('2026-01-09') }))
      expect(await manager.inventory.verify({})).toMatchObject({ intact: true })
      await room.engine.close()
      const asked = (statement: string) => late.filter((one) => one === statement).length
      return {
        stocktakes: late.filter((one) => one.includes('stocktakes_')).length,
        updates: asked('update stocktakes_lines'),
      }
    }
    const [one, twenty] = [await costs(1), await costs(20)]
    expect(one.stocktakes - one.updates).toBe(twenty.stocktakes - twenty.updates)
    expect([one.updates, twenty.updates]).toEqual([1, 20])
  })
})
