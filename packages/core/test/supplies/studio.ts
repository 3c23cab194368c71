/** A studio that sells what it keeps in stock: albums and frames, cosmetics that a make-up uses, paper. */
import { createEngine } from '../../src/create-engine.ts'
import type { Plugin } from '../../src/engine/plugin.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { counting } from '../orders/studio.ts'

interface SuppliedOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly plugins?: readonly Plugin[]
}

/** An engine at ten of 22 November 2026 in Shanghai; `clock.at` may be set. */
export async function openSupplied({ storage = memory(), settings = {}, plugins = [] }: SuppliedOptions = {}) {
  const clock = { at: '2026-11-22T02:00:00.000Z' }
  const { adapter, statements } = counting(storage)
  const engine = await createEngine({
    storage: adapter,
    plugins: plugins as readonly [],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    tenants: ['rose', 'lily'],
    background: false,
    settings: {
      ...settings,
      stages: {
        flowOfKind: { shootPackage: 'shoot', package: 'handover', product: 'handover', service: 'handover' },
        ...(settings.stages ?? {}),
      },
    },
    provide: [provide(clockToken, { useValue: { now: () => clock.at } })],
  })
  const as = (role: string, { tenant = 'rose', branch = 'main', id = `the-${role}` } = {}) =>
    engine.as({ tenant, branch, actor: { id, roles: [role] } })
  return { engine, clock, statements, as, desk: as('owner') }
}

export type Supplied = Awaited<ReturnType<typeof openSupplied>>
export type Desk = Supplied['desk']

/** Sells albums (one in stock for each), frames with serials, prints, and a package whose make-up and album take something. */
export async function supplied(options: SuppliedOptions = {}) {
  const studio = await openSupplied(options)
  const { desk } = studio
  await furnish(desk)
  // Subscribers begin with what happens from now on.
  await studio.engine.settle()
  const customer = await desk.customers.register({ name: '王芳', phone: '13800000000' })
  const place = (lines: readonly { item: string; quantity?: number; variant?: string }[]) =>
    desk.orders.place({ customerId: customer.id, lines: [...lines] })
  return { ...studio, customer, place }
}

export async function furnish(desk: Desk): Promise<void> {
  await desk.catalog.addItem({ code: 'album', kind: 'product', name: '相册', price: '600.00' })
  await desk.catalog.addItem({ code: 'print', kind: 'product', name: '照片', price: '20.00' })
  await desk.catalog.addItem({
    code: 'wedding',
    kind: 'package',
    name: '婚纱套系',
    price: '4999.00',
    entitlements: { shoots: 1, looks: 2 },
  })
  for (const [code, kind, unitCost] of [
    ['album-box', 'product', '100'],
    ['frame', 'product', '80'],
    ['powder', 'consumable', '2'],
    ['paper', 'consumable', '1'],
  ] as const) {
    await desk.inventory.addItem({ code, name: code, kind })
    await desk.inventory.receive({ lines: [{ item: code, quantity: 10, unitCost }] })
  }
}

/** What of an item lies at a branch's main location, and what of it is promised. */
export async function stockOf(desk: Desk, item: string): Promise<{ onHand: number; reserved: number }> {
  const { stock } = await desk.inventory.item({ item })
  return {
    onHand: stock.reduce((sum, row) => sum + row.onHand, 0),
    reserved: stock.reduce((sum, row) => sum + row.reserved, 0),
  }
}

export async function balanceOf(desk: Desk, account: string): Promise<string> {
  return (await desk.ledger.accountBalance({ account })).balance
}
