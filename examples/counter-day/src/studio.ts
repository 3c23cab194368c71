/** The studio: one engine, and a desk for each who works there. */
import { clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'
import { Approvals, Checks, type Printer, StoryClock, vouching } from '@calotype/example-story'
import { receipts } from '@calotype/receipts'

export const day = '2026-05-16'

export async function openStudio(storage: StorageAdapter, print: Printer) {
  const clock = new StoryClock(day)
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
    settings: {
      ledger: { waiverLimit: '1', waiverLimitRaised: '5', topUpBonuses: [{ from: '1000', bonus: '50' }] },
      receipts: {
        studio: 'Rose Studio',
        footer: ['Thank you'],
        language: 'en',
        paper: '58mm',
        branches: { main: { name: 'Main counter', address: '12 Rose Lane' } },
      },
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
    /** Sets things up. */
    owner: desk('the-owner', 'owner'),
    manager: desk('zhou-min', 'manager'),
    /** In the morning. */
    liNa: desk('li-na', 'cashier'),
    /** From the afternoon on. */
    meiMei: desk('mei-mei', 'cashier'),
  }
}

export type StudioAtWork = Awaited<ReturnType<typeof openStudio>>
