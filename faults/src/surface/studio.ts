/** Two studios in one engine, each with two branches, and the people who work there. */
import { clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'

/** Noon of 22 November 2026 in Shanghai. */
const noon = Date.parse('2026-11-22T04:00:00.000Z')
const stepMs = 20_000

export const branches = ['main', 'west'] as const
export const tenants = ['rose', 'lily'] as const
export type Tenant = (typeof tenants)[number]

export async function openStudios(storage: StorageAdapter) {
  let now = noon
  const engine = await createEngine({
    storage,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    tenants,
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => new Date(now).toISOString() } })],
  })
  const as = (tenant: Tenant, branch: (typeof branches)[number], role: string, limited = false) =>
    engine.as({
      tenant,
      branch,
      actor: {
        id: `${role}-${branch}${limited ? '-limited' : ''}`,
        roles: [limited ? { role, branches: [branch] } : role],
      },
    })
  return {
    engine,
    as,
    now: () => now,
    goOn: () => {
      now += stepMs
    },
  }
}

export type Studios = Awaited<ReturnType<typeof openStudios>>
export type Session = ReturnType<Studios['as']>

/** What every studio has on its first day. */
export async function furnish(desk: Session): Promise<unknown[]> {
  const told: unknown[] = []
  const item = async (code: string, kind: 'package' | 'product' | 'service', price: string, more: object = {}) =>
    told.push({
      operation: 'catalog.addItem',
      answer: await desk.catalog.addItem({ code, kind, name: code, price, ...more }),
    })
  await item('album', 'product', '600.00')
  await item('classic', 'package', '4999.00', {
    entitlements: {
      shoots: 1,
      looks: 2,
      imagesRetouched: 3,
      originals: 2,
      spreads: 1,
      products: [{ code: 'album', quantity: 1 }],
    },
    shootType: 'wedding',
  })
  await item('frame', 'product', '180.00')
  await item('extra', 'product', '30.00')
  await item('trial', 'service', '0.00')
  const stock = async (code: string, kind: 'consumable' | 'rentable') =>
    told.push({ operation: 'inventory.addItem', answer: await desk.inventory.addItem({ code, kind, name: code }) })
  await stock('album', 'consumable')
  await stock('frame', 'consumable')
  await stock('dress', 'rentable')
  await item('dress', 'service', '300.00')
  await desk.inventory.receive({
    lines: [
      { item: 'dress', quantity: 4, unitCost: '800.00' },
      { item: 'album', quantity: 50, unitCost: '90.00' },
    ],
  })
  for (const name of ['王芳', '李雷', '韩梅']) {
    const customer = await desk.customers.register({ name })
    told.push({ operation: 'customers.register', answer: customer })
    const lines = [{ item: 'classic' }, { item: 'frame' }]
    told.push({ operation: 'orders.place', answer: await desk.orders.place({ customerId: customer.id, lines }) })
  }
  await desk.selection.savePriceTable({ code: 'retouch', name: '加片', entitlement: 'imagesRetouched', item: 'extra' })
  return told
}
