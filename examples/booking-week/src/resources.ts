/** Who and what the studio has, and when they work. */
import type { CalotypeEngine } from '@calotype/core'

export type Desk = ReturnType<CalotypeEngine['as']>

const photo = (level: number) => ({ skill: 'photo', level })
const newborn = { skill: 'newborn', level: 5 }
const makeUp = (level: number) => ({ skill: 'make-up', level })
const assist = { skill: 'assist', level: 5 }
/** Whoever has it works for the department of that name. */
const retouch = { skill: 'postProduction', level: 5 }
const gown = (level: number) => ({ skill: 'gown', level })

const all = [
  { code: 'anna', name: 'Anna', kind: 'person', skills: [photo(9)], costPerHour: '120' },
  { code: 'ben', name: 'Ben', kind: 'person', skills: [photo(7)], costPerHour: '100' },
  { code: 'chen', name: 'Chen', kind: 'person', skills: [photo(6)], costPerHour: '90' },
  { code: 'dai', name: 'Dai', kind: 'person', skills: [photo(4)], costPerHour: '70' },
  { code: 'eva', name: 'Eva', kind: 'person', skills: [photo(4), newborn], costPerHour: '80' },
  { code: 'fang', name: 'Fang', kind: 'person', skills: [makeUp(8)], costPerHour: '80' },
  { code: 'gina', name: 'Gina', kind: 'person', skills: [makeUp(6)], costPerHour: '70' },
  { code: 'hua', name: 'Hua', kind: 'person', skills: [makeUp(3)], costPerHour: '50' },
  // Assists, and does make-up where nobody else is there.
  { code: 'iris', name: 'Iris', kind: 'person', skills: [assist, makeUp(4)], costPerHour: '45' },
  { code: 'jun', name: 'Jun', kind: 'person', skills: [assist], costPerHour: '45' },
  { code: 'kai', name: 'Kai', kind: 'person', skills: [assist], costPerHour: '45' },
  { code: 'lily', name: 'Lily', kind: 'person', skills: [retouch], costPerHour: '60' },
  { code: 'max', name: 'Max', kind: 'person', skills: [retouch], costPerHour: '60' },
  { code: 'white', name: 'White room', kind: 'room', cleanMinutes: 15 },
  { code: 'daylight', name: 'Daylight room', kind: 'room', cleanMinutes: 15 },
  { code: 'palace', name: 'Palace', kind: 'room', cleanMinutes: 30 },
  { code: 'nursery', name: 'Nursery', kind: 'room', cleanMinutes: 30 },
  { code: 'mirrors', name: 'Make-up tables', kind: 'equipment', capacity: 3 },
  { code: 'garden', name: 'Garden', kind: 'place', address: '8 Park Road' },
  { code: 'lake', name: 'Lake', kind: 'place', address: 'North Shore' },
  { code: 'gown-1', name: 'Silk gown', kind: 'dress', skills: [gown(8)], cleanMinutes: 180 },
  { code: 'gown-2', name: 'Lace gown', kind: 'dress', skills: [gown(6)], cleanMinutes: 120 },
  { code: 'gown-3', name: 'Red gown', kind: 'dress', skills: [gown(5)], cleanMinutes: 120 },
  { code: 'gown-4', name: 'Plain gown', kind: 'dress', skills: [gown(3)], cleanMinutes: 120 },
] as const

/** Two days off each. Who is not named here goes by the opening hours. */
const daysOff: Readonly<Record<string, readonly [number, number]>> = {
  anna: [2, 3],
  ben: [1, 2],
  chen: [4, 5],
  dai: [3, 4],
  eva: [1, 5],
  fang: [1, 2],
  gina: [3, 4],
  hua: [4, 5],
  iris: [2, 3],
  jun: [1, 5],
  kai: [2, 4],
  lily: [6, 7],
  max: [6, 7],
}

const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Answers the ids of the resources by their codes. */
export async function addResources(manager: Desk): Promise<ReadonlyMap<string, string>> {
  await manager.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: everyDay, from: '09:00', to: '20:00' }],
  })
  const ids = new Map<string, string>()
  for (const { skills, ...one } of all.map((one) => ({ skills: [], ...one }))) {
    const { id: resourceId } = await manager.resources.add({ ...one, skills: [...skills] })
    ids.set(one.code, resourceId)
    const off = daysOff[one.code]
    if (off === undefined) continue
    const weekdays = everyDay.filter((day) => !off.includes(day))
    await manager.resources.setRoster({
      resourceId,
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays, from: '09:00', to: '19:00' }],
    })
  }
  return ids
}
