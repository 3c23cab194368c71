/** The studio: one engine, and a desk for each who has a hand in the order. */
import { clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'
import { Approvals, Checks, type Printer, StoryClock, vouching } from '@calotype/example-story'
import { receipts } from '@calotype/receipts'

export async function openStudio(storage: StorageAdapter, print: Printer) {
  const clock = new StoryClock('2026-03-07')
  const approvals = new Approvals()
  const engine = await createEngine({
    storage,
    plugins: [receipts, vouching(approvals)],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose Studio' } },
    },
    tenants: ['rose'],
    settings: {
      receipts: { studio: 'Rose Studio', footer: ['Thank you'], language: 'en', paper: '58mm' },
      contracts: { studio: { name: 'Rose Studio', address: '12 Rose Lane', phone: '020-88888888' } },
    },
    background: false,
    provide: [provide(clockToken, { useValue: clock })],
  })
  const desk = (id: string, role: string) => engine.as({ tenant: 'rose', branch: 'main', actor: { id, roles: [role] } })
  return {
    engine,
    clock,
    approvals,
    print,
    checks: new Checks(print),
    owner: desk('the-owner', 'owner'),
    manager: desk('zhou-min', 'manager'),
    /** At the front desk: leads, orders, money. */
    liNa: desk('li-na', 'cashier'),
    reception: desk('xu-jing', 'reception'),
    makeup: desk('sun-yue', 'makeupArtist'),
    photographer: desk('mo-fan', 'photographer'),
    retoucher: desk('an-ran', 'retoucher'),
    designer: desk('he-wei', 'designer'),
    storekeeper: desk('lin-tao', 'storekeeper'),
  }
}

export type StudioAtWork = Awaited<ReturnType<typeof openStudio>>
