/** A stockroom to count: albums, paper in boxes, lots of powder and dresses, in a room and its cellar. */
import { on } from '../../src/engine/hook.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { approving } from '../../src/ledger/index.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { openStockroom } from '../inventory/studio.ts'
import { stockFacts } from '../inventory/stock-facts.ts'

/** A host whose manager approved everything that anybody asks. */
const vouching = definePlugin({
  name: 'vouching',
  version: '1.0.0',
  hooks: [
    on(approving, (_, asked) => {
      if (asked.approver.startsWith('the-')) asked.vouch()
    }),
  ],
})

export const noon = (date: string): string => `${date}T04:00:00.000Z`

interface CountingOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
}

export async function openCounting({ storage, settings = {} }: CountingOptions = {}) {
  const room = await openStockroom({
    ...(storage === undefined ? {} : { storage }),
    settings,
    plugins: [vouching, stockFacts],
    now: noon('2026-01-05'),
  })
  const { manager } = room
  const item = (code: string, more: object) =>
    manager.inventory.addItem({ code, name: code, kind: 'product', unit: 'piece', ...more })
  await item('album', { category: 'albums' })
  await item('paper', { kind: 'consumable', unit: 'sheet', packs: [{ unit: 'box', quantity: 12 }] })
  await item('powder', { kind: 'consumable', tracking: 'lot' })
  await item('dress', { kind: 'rentable', tracking: 'serial' })
  const cellar = await manager.inventory.addLocation({ code: 'cellar', name: 'Cellar' })
  await manager.inventory.receive({
    lines: [
      { item: 'album', quantity: 10, unitCost: '100' },
      { item: 'paper', quantity: 4, unit: 'box', unitCost: '12' },
      { item: 'powder', quantity: 6, unitCost: '5', lot: 'L1', expiresOn: '2026-12-01' },
      { item: 'powder', quantity: 4, unitCost: '5', lot: 'L2', expiresOn: '2027-01-01' },
      { item: 'dress', quantity: 1, unitCost: '800', serial: 'D1' },
      { item: 'dress', quantity: 1, unitCost: '600', serial: 'D2' },
      { item: 'dress', quantity: 1, unitCost: '500', serial: 'D3', location: 'cellar' },
    ],
  })
  const at = (date: string, time = '04:00') => {
    room.clock.now = `${date}T${time}:00.000Z`
  }
  return {
    ...room,
    cellar,
    at,
    liNa: room.as('storekeeper', { id: 'li-na' }),
    meiMei: room.as('cashier', { id: 'mei-mei' }),
  }
}

export type Counting = Awaited<ReturnType<typeof openCounting>>

/** Everything as the books have it in the main room. */
export const asBooked = [
  { item: 'album', quantity: 10 },
  { item: 'paper', quantity: 4, unit: 'box' },
  { item: 'powder', quantity: 6, lot: 'L1' },
  { item: 'powder', quantity: 4, lot: 'L2' },
  { item: 'dress', serials: ['D1', 'D2'] },
]

/** What lies at a location now, of one item. */
export async function lying({ manager }: Pick<Counting, 'manager'>, item: string, location = 'main'): Promise<number> {
  const { stock } = await manager.inventory.item({ item })
  const { items } = await manager.inventory.locations({})
  const id = items.find((row) => row.code === location)?.id
  return stock.find((row) => row.locationId === id)?.onHand ?? 0
}
