import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import {
  inventoryLayers,
  inventoryLotStock,
  inventoryPools,
  inventorySerials,
  inventoryStock,
  inventoryTotals,
} from '../../src/inventory/index.ts'
import { openStockroom } from './studio.ts'

/** Somebody who writes where only movements do. */
const tamper = operation({
  name: 'vandal.tamper',
  summary: 'Adds to what follows from movements.',
  kind: 'command',
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ store }) {
    for (const row of await store.find(inventoryPools, { limit: 'all' })) {
      await store.updateWhere(inventoryPools, { itemId: row.itemId }, {}, { value: 5n, quantity: 1 })
    }
    await store.updateWhere(inventoryStock, {}, {}, { reserved: 1, onHand: -1 })
    await store.updateWhere(inventoryLotStock, {}, {}, { onHand: 2 })
    await store.updateWhere(inventoryLayers, {}, {}, { value: 7n })
    await store.deleteWhere(inventoryTotals, { period: '2026' })
    for (const row of await store.find(inventorySerials, { where: { status: 'inStock' }, limit: 'all' })) {
      await store.update(inventorySerials, row, { cost: row.cost + 1n })
    }
    return {}
  },
})
const vandal = definePlugin({ name: 'vandal', version: '1.0.0', requires: { inventory: '*' }, operations: { tamper } })

async function withStock() {
  const room = await openStockroom({ plugins: [vandal] })
  const { inventory } = room.manager
  await inventory.addItem({ code: 'paper', name: '相纸', kind: 'consumable', valuation: 'fifo' })
  await inventory.addItem({ code: 'glaze', name: '光油', kind: 'consumable', tracking: 'lot' })
  await inventory.addItem({ code: 'camera', name: '相机', kind: 'rentable', tracking: 'serial' })
  await inventory.receive({
    lines: [
      { item: 'paper', quantity: 10, value: '1000' },
      { item: 'glaze', quantity: 4, value: '40', lot: 'L1' },
      { item: 'camera', quantity: 1, value: '9000', serial: 'A' },
    ],
  })
  await inventory.issue({ lines: [{ item: 'paper', quantity: 3 }] })
  await inventory.reserve({ lines: [{ item: 'paper', quantity: 2 }] })
  const owner = room.owner as unknown as { vandal: { tamper(input: object): Promise<object> } }
  return { ...room, inventory, tamper: () => owner.vandal.tamper({}) }
}

describe('what is kept beside movements', () => {
  it('is told where it does not follow from them, and mended', async () => {
    const { inventory, tamper } = await withStock()
    expect(await inventory.verify({})).toMatchObject({ intact: true, items: 3, differing: [], accounts: [] })
    await tamper()
    const { intact, differing, accounts } = await inventory.verify({})
    expect(intact).toBe(false)
    expect(new Set(differing.map(({ table }) => table))).toEqual(
      new Set(['pool', 'stock', 'lots', 'layers', 'totals', 'things']),
    )
    expect(differing.find((one) => one.item === 'paper' && one.table === 'stock')).toMatchObject({
      is: { onHand: 6, reserved: 3 },
      should: { onHand: 7, reserved: 2 },
    })
    // The books were not touched, and are held against what stock should be worth.
    expect(accounts).toEqual([])
    expect(await inventory.rebuild({ items: ['paper'] })).toMatchObject({ items: 1 })
    expect((await inventory.verify({})).differing.map(({ item }) => item)).not.toContain('paper')
    expect((await inventory.rebuild({})).mended).toBeGreaterThan(0)
    expect(await inventory.verify({})).toMatchObject({ intact: true })
    expect(await inventory.rebuild({})).toEqual({ branch: 'main', items: 3, mended: 0 })
    // And stock moves as before.
    expect((await inventory.issue({ lines: [{ item: 'camera', quantity: 1, serial: 'A' }] })).lines).toMatchObject([
      { value: '-9000.00' },
    ])
  })
})
