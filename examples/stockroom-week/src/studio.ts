/** The studio: one engine, two branches, and a desk for each who works there. */
import { type CalotypeEngine, clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'
import { Approvals, Checks, type Printer, StoryClock, vouching } from '@calotype/example-story'

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

type Desk = ReturnType<CalotypeEngine['as']>

export async function openStudio(storage: StorageAdapter, print: Printer) {
  const clock = new StoryClock('2026-02-02', '09:00')
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
