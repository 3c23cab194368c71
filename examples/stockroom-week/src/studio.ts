/** The studio: one engine, two branches, and a desk for each who works there. */
import {
  approving,
  type CalotypeEngine,
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
import { Checks } from './checks.ts'
import type { Printer } from './print.ts'

/** The days of the week of the story. */
export const week = {
  monday: '2026-06-01',
  tuesday: '2026-06-02',
  wednesday: '2026-06-03',
  thursday: '2026-06-04',
  friday: '2026-06-05',
  saturday: '2026-06-06',
  sunday: '2026-06-07',
} as const

export const at = (date: string, time: string): Instant => parseInstant(`${date}T${time}:00+08:00`)

/** A clock that stands until somebody moves it on: so every run is the same week. */
export class WeekClock implements Clock {
  #date = '2026-02-02'
  #now: Instant = at(this.#date, '09:00')

  now(): Instant {
    return this.#now
  }

  /** The next day begins. */
  startDay(date: string): void {
    this.#date = date
    this.moveTo('08:00')
  }

  /** Moves on to a time of the day, such as `10:30`. */
  moveTo(time: string): string {
    this.#now = at(this.#date, time)
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

type Desk = ReturnType<CalotypeEngine['as']>

export async function openStudio(storage: StorageAdapter, print: Printer) {
  const clock = new WeekClock()
  const approvals = new Approvals()
  const engine = await createEngine({
    storage,
    plugins: [vouching(approvals)],
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose Studio' }, west: { name: 'Rose West' } },
    },
    settings: { procurement: { approvalLimit: '200' } },
    background: false,
    provide: [provide(clockToken, { useValue: clock })],
  })
  const desk = (id: string, role: string, branch = 'main'): Desk =>
    engine.as({ tenant: 'rose', branch, actor: { id, roles: [role] } })
  return {
    engine,
    clock,
    approvals,
    print,
    checks: new Checks(print),
    manager: desk('zhou-min', 'manager'),
    storekeeper: desk('lin-tao', 'storekeeper'),
    makeup: desk('sun-yue', 'makeupArtist'),
    counter: desk('li-na', 'cashier'),
    books: desk('chen-hao', 'accountant'),
    /** The other branch. */
    west: desk('gao-fei', 'storekeeper', 'west'),
    booksOfWest: desk('chen-hao', 'accountant', 'west'),
  }
}

export type StudioAtWork = Awaited<ReturnType<typeof openStudio>>
