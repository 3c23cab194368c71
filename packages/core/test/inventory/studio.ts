/** A studio with stock for the tests: a manager, a storekeeper, and another branch. */
import { createEngine } from '../../src/create-engine.ts'
import type { Plugin } from '../../src/engine/plugin.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'

interface StockroomOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly plugins?: readonly Plugin[]
  readonly now?: string
}

/** An engine at noon of 22 November 2026 in Shanghai; `clock.now` may be set. */
export async function openStockroom(options: StockroomOptions = {}) {
  const clock = { now: options.now ?? '2026-11-22T04:00:00.000Z' }
  const engine = await createEngine({
    storage: options.storage ?? memory(),
    plugins: (options.plugins ?? []) as readonly [],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    tenants: ['rose', 'lily'],
    background: false,
    settings: options.settings ?? {},
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (role: string, { id = `the-${role}`, tenant = 'rose', branch = 'main' } = {}) =>
    engine.as({ tenant, branch, actor: { id, roles: [role] } })
  return {
    engine,
    clock,
    as,
    owner: as('owner'),
    manager: as('manager'),
    storekeeper: as('storekeeper'),
    west: as('manager', { branch: 'west' }),
  }
}

export type Stockroom = Awaited<ReturnType<typeof openStockroom>>
export type Desk = Stockroom['manager']

export async function balance(desk: Desk, account: string): Promise<string> {
  return (await desk.ledger.accountBalance({ account })).balance
}

/** An order whose goods are taken by hand. */
export async function placeOrder(desk: Desk): Promise<string> {
  const known = (await desk.catalog.list({})).items.some(({ code }) => code === 'session')
  if (!known) await desk.catalog.addItem({ code: 'session', kind: 'service', name: '拍摄', price: '0' })
  const { id: customerId } = await desk.customers.register({ name: '王芳' })
  return (await desk.orders.place({ customerId, lines: [{ item: 'session' }] })).id
}

/** What lies where now, as `{ 'main/shelf': 3 }` of one item. */
export async function onHand(desk: Desk, item: string): Promise<number> {
  const { stock } = await desk.inventory.item({ item })
  return stock.reduce((sum, row) => sum + row.onHand, 0)
}
