/** The studio: one engine, and a desk for each who works there. */
import {
  approving,
  type Clock,
  clockToken,
  createEngine,
  definePlugin,
  type Instant,
  on,
  parseInstant,
  provide,
  type StorageAdapter,
} from '@calotype/core'
import { receipts } from '@calotype/receipts'
import { Checks } from './checks.ts'
import type { Printer } from './print.ts'

export const day = '2026-05-16'

/** A clock that stands until somebody moves it on: so every run is the same day. */
export class DayClock implements Clock {
  #now: Instant = parseInstant(`${day}T08:00:00+08:00`)

  now(): Instant {
    return this.#now
  }

  /** Moves on to a time of the day, such as `10:30`. */
  moveTo(time: string): string {
    this.#now = parseInstant(`${day}T${time}:00+08:00`)
    return time
  }
}

/** What managers have approved at their own screen. A host keeps this where it keeps its people. */
export class Approvals {
  readonly #given = new Set<string>()

  give(approver: string, permission: string): void {
    this.#given.add(`${approver} ${permission}`)
  }

  has(approver: string, permission: string): boolean {
    return this.#given.has(`${approver} ${permission}`)
  }
}

const vouching = (approvals: Approvals) =>
  definePlugin({
    name: 'vouching',
    version: '1.0.0',
    requires: { ledger: '*' },
    hooks: [
      on(approving, (_context, { approver, permission, vouch }) => {
        if (approvals.has(approver, permission)) vouch()
      }),
    ],
  })

export async function openStudio(storage: StorageAdapter, print: Printer) {
  const clock = new DayClock()
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
