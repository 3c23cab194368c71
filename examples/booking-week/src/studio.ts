/** Who and what the studio has, and what can be booked there. */
import { type CalotypeEngine, clockToken, createEngine, provide, type StorageAdapter } from '@calotype/core'
import { Checks, type Printer, StoryClock } from '@calotype/example-story'

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

type Desk = ReturnType<CalotypeEngine['as']>

export async function openStudio(storage: StorageAdapter, print: Printer) {
  // The Friday before.
  const clock = new StoryClock('2026-05-29', '09:00')
  const engine = await createEngine({
    storage,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose Studio' } },
    },
    settings: { bookings: { travel: [{ from: 'main', to: 'place:garden', minutes: 25 }] } },
    background: false,
    provide: [provide(clockToken, { useValue: clock })],
  })
  const desk = (id: string, role: string): Desk =>
    engine.as({ tenant: 'rose', branch: 'main', actor: { id, roles: [role] } })
  const studio = {
    engine,
    clock,
    print,
    checks: new Checks(print),
    manager: desk('zhou-min', 'manager'),
    desk: desk('li-na', 'reception'),
  }
  const resourceIds = await furnish(studio.manager)
  return { ...studio, resourceIds }
}

export type StudioAtWork = Awaited<ReturnType<typeof openStudio>>

/** Answers the ids of the resources by their codes. */
async function furnish(manager: Desk): Promise<ReadonlyMap<string, string>> {
  await manager.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '19:00' }],
  })
  const photo = (level: number) => [{ skill: 'photo', level }]
  const makeUp = (level: number) => [{ skill: 'make-up', level }]
  const all = [
    { code: 'anna', name: 'Anna', kind: 'person', skills: photo(8) },
    { code: 'ben', name: 'Ben', kind: 'person', skills: photo(4) },
    { code: 'cleo', name: 'Cleo', kind: 'person', skills: makeUp(7) },
    { code: 'dora', name: 'Dora', kind: 'person', skills: makeUp(4) },
    { code: 'studio', name: 'Studio room', kind: 'room', cleanMinutes: 15 },
    { code: 'daylight', name: 'Daylight room', kind: 'room', cleanMinutes: 15 },
    { code: 'garden', name: 'Garden', kind: 'place' },
    { code: 'gown', name: 'Bridal gown', kind: 'dress', cleanMinutes: 120 },
  ] as const
  const ids = new Map<string, string>()
  for (const { skills, ...one } of all.map((one) => ({ skills: [], ...one }))) {
    ids.set(one.code, (await manager.resources.add({ ...one, skills: [...skills] })).id)
  }
  // Ben and Dora have Monday off, Anna and Cleo Tuesday.
  const days = (weekdays: number[]) => [{ kind: 'weekly' as const, weekdays, from: '09:00', to: '19:00' }]
  for (const [code, weekdays] of [
    ['anna', [1, 3, 4, 5, 6, 7]],
    ['cleo', [1, 3, 4, 5, 6, 7]],
    ['ben', [2, 3, 4, 5, 6, 7]],
    ['dora', [2, 3, 4, 5, 6, 7]],
  ] as const) {
    await manager.resources.setRoster({
      resourceId: ids.get(code) ?? '',
      validFrom: '2026-01-01',
      rules: days([...weekdays]),
    })
  }
  await services(manager)
  return ids
}

async function services(manager: Desk): Promise<void> {
  const photographer = { name: 'photographer', skill: { name: 'photo' } }
  const beforeStart = (minutes: number) => ({
    from: { anchor: 'start' as const, minutes: -minutes },
    to: { anchor: 'start' as const, minutes: 0 },
  })
  await manager.bookings.saveService({
    code: 'portrait',
    name: '写真',
    nameEn: 'Portrait',
    duration: 60,
    requirements: [
      photographer,
      { name: 'make-up', skill: { name: 'make-up' }, ...beforeStart(30) },
      { name: 'room', kind: 'room' },
    ],
    price: '600',
    prices: [{ weekdays: [6, 7], amount: '700' }],
    deposit: '200',
    holdMinutes: 60,
  })
  await manager.bookings.saveService({
    code: 'wedding',
    name: '婚纱照',
    nameEn: 'Wedding',
    duration: 180,
    requirements: [
      { name: 'photographer', skill: { name: 'photo', level: 6 } },
      { name: 'make-up', skill: { name: 'make-up' }, ...beforeStart(90) },
      { name: 'room', kind: 'room' },
      { name: 'gown', resources: ['gown'], from: { anchor: 'start', minutes: -30 } },
    ],
    price: '4500',
    deposit: '1500',
    holdMinutes: 120,
  })
  await manager.bookings.saveService({
    code: 'family',
    name: '亲子外景',
    nameEn: 'Family in the garden',
    duration: 90,
    requirements: [photographer, { name: 'place', resources: ['garden'], isPlace: true }],
    price: '900',
    deposit: '300',
    holdMinutes: 60,
  })
}
