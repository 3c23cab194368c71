import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { operation } from '../../src/engine/operation.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { inventoryItems } from '../../src/inventory/tables.ts'
import { requireLocation } from '../../src/inventory/read-items.ts'
import { reserveStock } from '../../src/inventory/reserve-stock.ts'
import { openStockroom } from './studio.ts'

/** Promises one after the other in one request, each until a moment of its own. */
const promising = definePlugin({
  name: 'promising',
  version: '1.0.0',
  requires: { inventory: '*' },
  operations: {
    promise: operation({
      name: 'promising.promise',
      summary: 'Promises albums until some moments.',
      kind: 'command',
      input: z.strictObject({ until: z.array(z.string().nullable()) }),
      output: z.null(),
      async run(context, { until }) {
        const [item] = await context.store.find(inventoryItems, { where: { code: 'album' }, limit: 1 })
        const { id: locationId } = await requireLocation(context, undefined)
        const drafts = until.map((expiresAt) => ({
          itemId: item?.id ?? '',
          locationId,
          quantity: 1,
          expiresAt: expiresAt ?? undefined,
        }))
        await reserveStock(context, drafts)
        return null
      },
    }),
  },
  roles: { manager: ['promising.*'] },
})

async function withAlbums() {
  const room = await openStockroom({ plugins: [promising] })
  await room.manager.inventory.addItem({ code: 'album', name: 'Album', kind: 'product' })
  await room.manager.inventory.receive({ lines: [{ item: 'album', quantity: 10, unitCost: '10' }] })
  const reserved = async () => (await room.manager.inventory.item({ item: 'album' })).stock[0]?.reserved
  return { ...room, reserved }
}

describe('promises of one request', () => {
  it('end each at its own moment, and one without a moment never', async () => {
    const { engine, manager, clock, reserved } = await withAlbums()
    const until = [null, '2026-11-22T05:00:00.000Z', '2026-11-22T07:00:00.000Z', '2026-11-22T05:00:00.000Z']
    const desk = manager as unknown as { readonly promising: { promise(input: object): Promise<null> } }
    await desk.promising.promise({ until })
    const left: unknown[] = [await reserved()]
    for (const now of ['2026-11-22T06:00:00.000Z', '2026-11-22T08:00:00.000Z']) {
      clock.now = now
      await engine.settle()
      left.push(await reserved())
    }
    expect(left).toEqual([4, 2, 1])
    await engine.close()
  })
})

describe('a release', () => {
  it('that names a reservation twice gives back both parts, and never more than is open', async () => {
    const { engine, manager, reserved } = await withAlbums()
    const [held] = await manager.inventory.reserve({ lines: [{ item: 'album', quantity: 5 }] })
    const part = (quantity: number) => ({ reservationId: held?.id ?? '', quantity })
    await manager.inventory.release({ reservations: [part(1), part(2)] })
    expect(await reserved()).toBe(2)
    await manager.inventory.release({ reservations: [part(2), part(2)] })
    expect(await reserved()).toBe(0)
    await engine.close()
  })
})
