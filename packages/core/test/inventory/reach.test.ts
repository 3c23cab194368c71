import { describe, expect, it } from 'vitest'
import { madeOf } from '../../src/inventory/recipe.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter, Tx } from '../../src/storage/port.ts'
import { openStockroom } from './studio.ts'

/** The keys of the pools that each statement locks. */
function lockingPools(inner: StorageAdapter) {
  const locked: string[][] = []
  const watched = (tx: Tx): Tx =>
    new Proxy(tx, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...given: unknown[]) => {
          const [table, rows] = given as Parameters<Tx['accumulate']>
          if (name === 'accumulate' && table.name === 'inventory_pools') {
            locked.push(rows.map((row) => String(row.itemId)))
          }
          return member.apply(target, given)
        }
      },
    })
  const adapter = new Proxy(inner, {
    get(target, name) {
      if (name === 'transaction') {
        return (work: (tx: Tx) => Promise<unknown>, options: never) =>
          target.transaction((tx) => work(watched(tx)), options)
      }
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
  return { adapter, locked }
}

describe('what is dated back', () => {
  it('locks at once what somebody may make of it meanwhile, where that was ever made in the branch', async () => {
    const { adapter, locked } = lockingPools(memory())
    const { manager, west, clock } = await openStockroom({ storage: adapter })
    const ids = new Map<string, string>()
    // The box comes first of all keys: whoever held the paper and asked for it then would wait crosswise.
    for (const code of ['box', 'album', 'paper']) {
      ids.set((await manager.inventory.addItem({ code, name: code, kind: 'product' })).id, code)
    }
    const recipe = (code: string, item: string) =>
      manager.inventory.addRecipe({ code, name: code, makesItem: code, lines: [{ item, quantity: 1 }] })
    await recipe('album', 'paper')
    await recipe('box', 'album')
    for (const desk of [manager, west]) {
      await desk.inventory.receive({ lines: [{ item: 'paper', quantity: 9, unitCost: '10' }] })
    }
    for (const made of ['album', 'box']) await manager.inventory.produce({ recipe: made })
    clock.now = '2026-11-22T06:00:00.000Z'
    const backThen = { lines: [{ item: 'paper', quantity: 1 }], at: '2026-11-22T05:00:00.000Z' }
    const firstLocked = async (desk: typeof manager) => {
      locked.length = 0
      await desk.inventory.issue(backThen)
      return locked[0]?.map((id) => ids.get(id))
    }
    expect(await firstLocked(manager)).toEqual(['box', 'album', 'paper'])
    expect(await firstLocked(west)).toEqual(['paper'])
    const { branches } = await manager.inventory.item({ item: 'album' })
    expect(branches.map(({ branch }) => branch)).toEqual(['main'])
  })
})

describe('what recipes make', () => {
  const recipe = (makesItemId: string | null, ...takes: readonly string[]) => {
    return { makesItemId, lines: takes.map((itemId) => ({ itemId, quantity: 1 })) }
  }

  it('goes on from stage to stage, in whatever order they stand', () => {
    const recipes = [
      recipe('gift', 'box'),
      recipe('box', 'album'),
      recipe('album', 'paper', 'ink'),
      recipe('wall', 'oak'),
    ]
    expect(madeOf(recipes, ['ink'])).toEqual(['album', 'box', 'gift'])
    expect(madeOf(recipes, ['gift'])).toEqual([])
  })

  it('ends where it goes round, and is nothing where a recipe only uses up', () => {
    expect(madeOf([recipe('wax', 'candle'), recipe('candle', 'wax'), recipe(null, 'wax')], ['wax'])).toEqual(['candle'])
  })
})
