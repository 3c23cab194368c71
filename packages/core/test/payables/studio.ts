/** A studio with suppliers for the tests: an accountant, a manager, a till, and money in the bank. */
import { createEngine } from '../../src/create-engine.ts'
import type { Plugin } from '../../src/engine/plugin.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { Money } from '../../src/values/money.ts'

interface BackOfficeOptions {
  readonly storage?: StorageAdapter
  readonly settings?: Readonly<Record<string, object>>
  readonly plugins?: readonly Plugin[]
  readonly now?: string
}

/** An engine at noon of 22 November 2026 in Shanghai; `clock.now` may be set. */
export async function openBackOffice(options: BackOfficeOptions = {}) {
  const clock = { now: options.now ?? '2026-11-22T04:00:00.000Z' }
  const engine = await createEngine({
    storage: options.storage ?? memory(),
    plugins: (options.plugins ?? []) as readonly [],
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    tenants: ['rose', 'lily'],
    background: false,
    settings: options.settings ?? {},
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  const as = (role: string, { id = `the-${role}`, tenant = 'rose', branch = 'main' } = {}) =>
    engine.as({ tenant, branch, actor: { id, roles: [role] } })
  return { engine, clock, as, owner: as('owner'), manager: as('manager'), accountant: as('accountant') }
}

export type BackOffice = Awaited<ReturnType<typeof openBackOffice>>
export type Desk = BackOffice['owner']

/** The same with a supplier. */
export async function openWithSupplier(options: BackOfficeOptions = {}) {
  const office = await openBackOffice(options)
  const { id: supplierId } = await office.manager.payables.addSupplier({ name: '晨光相册厂', termsDays: 30 })
  return { ...office, supplierId }
}

export const bank = (amount: string) => [{ account: 'Bank:icbc', amount }]

export const albums = (amount: string) => [{ account: 'Inventory:Albums', amount }]

export const minorOf = (amount: string): bigint => Money.of(amount, 'CNY').minor

export async function balance(desk: Desk, account: string): Promise<string> {
  return (await desk.ledger.accountBalance({ account })).balance
}

/** All items of a paged listing. */
export async function all<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  for (;;) {
    const page = await read(cursor)
    items.push(...page.items)
    if (page.next === null) return items
    cursor = page.next
  }
}
