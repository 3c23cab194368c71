/** The studio: one engine, and a desk for each who has a hand in the diary. */
import { clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'
import { Checks, type Printer, StoryClock } from '@calotype/example-story'
import { addResources, type Desk } from './resources.ts'
import { addServices, minutesTo } from './services.ts'

/** The days of the week of the story, Monday first. */
export const week = [
  '2026-06-01',
  '2026-06-02',
  '2026-06-03',
  '2026-06-04',
  '2026-06-05',
  '2026-06-06',
  '2026-06-07',
] as const

/** The working days of the week before, on which people ask. */
export const daysBefore = ['2026-05-25', '2026-05-26', '2026-05-27', '2026-05-28', '2026-05-29'] as const

export async function openStudio(storage: StorageAdapter, print: Printer) {
  const clock = new StoryClock(daysBefore[0], '08:30')
  const engine = await createEngine({
    storage,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose Studio' } },
    },
    tenants: ['rose'],
    settings: {
      // An hour and a half a line, whatever is shot.
      agenda: { production: { usualMinutes: minutesOfRetouching } },
      bookings: {
        travel: [
          { from: 'main', to: 'place:garden', minutes: minutesTo.garden },
          { from: 'main', to: 'place:lake', minutes: minutesTo.lake },
          { from: 'place:garden', to: 'place:lake', minutes: minutesTo.garden + minutesTo.lake },
        ],
      },
    },
    background: false,
    provide: [provide(clockToken, { useValue: clock })],
  })
  const desk = (id: string, role: string): Desk =>
    engine.as({ tenant: 'rose', branch: 'main', actor: { id, roles: [role] } })
  const manager = desk('zhou-min', 'manager')
  const resourceIds = await addResources(manager)
  await addServices(manager)
  return {
    engine,
    clock,
    print,
    checks: new Checks(print),
    /** Rosters, sickness, what goes beyond the terms. */
    manager,
    /** Answers those who ask, and takes their money. */
    desk: desk('li-na', 'cashier'),
    retoucher: desk('lily', 'retoucher'),
    /** A phone that asks for a calendar: nobody of the studio. */
    phone: desk('calendar-reader', 'public'),
    /** By code. */
    resourceIds,
  }
}

/** For the next step of a line after its shoot. */
export const minutesOfRetouching = 90

export type StudioAtWork = Awaited<ReturnType<typeof openStudio>>
