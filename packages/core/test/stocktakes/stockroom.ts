/** A stockroom to count: albums, paper in boxes, lots of powder and dresses, in a room and its cellar. */
import { createEngine } from '../../src/create-engine.ts'
import { on } from '../../src/engine/hook.ts'
import { definePlugin, type Plugin } from '../../src/engine/plugin.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { approving } from '../../src/ledger/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
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
  readonly plugins?: readonly Plugin[]
}

/** The studio with nothing in stock. */
export async function openStudio({ storage = memory(), settings = {}, plugins = [] }: CountingOptions = {}) {
  const clock = { now: noon('2026-01-05') }
  const engine = await createEngine({
    storage,
    settings,
    plugins: [vouching, stockFacts, ...(plugins as readonly [])],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: {}, west: {} },
    },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (role: string, { id = `the-${role}`, branch = 'main' } = {}) =>
    engine.as({ tenant: 'rose', branch, actor: { id, roles: [role] } })
  return { engine, clock, as, manager: as('manager') }
}

export async function openCounting(options: CountingOptions = {}) {
  const { engine, clock, as, manager } = await openStudio(options)
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
    clock.now = `${date}T${time}:00.000Z`
  }
  return {
    engine,
    clock,
    cellar,
    at,
    manager,
    owner: as('owner'),
    west: as('manager', { branch: 'west' }),
    liNa: as('storekeeper', { id: 'li-na' }),
    meiMei: as('cashier', { id: 'mei-mei' }),
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
