/** The made-up studio in a store: its resources and services by the engine what its bookings claim as copies of a real claim. */
import {
  clockToken,
  createEngine,
  provide,
  type Row,
  type SaveService,
  type StorageAdapter,
  type StoredTable,
} from '@calotype/core'
import { createIdFactory } from '@calotype/core/values'
import { session } from '../counter.ts'
import { daysBooked, firstMinute, type MadeUpBooking, type MadeUpStudio, minutesPerDay } from './made-up-bookings.ts'

/** 2028-01-01T00:00 in Shanghai: half of the bookings are past. */
export const today = firstMinute + 730 * minutesPerDay
/** After all that is made up. */
const modelAt = firstMinute + (daysBooked + 5) * minutesPerDay + 12 * 60
const bookingsOfABatch = 5000
/** 2026-01-01 was a Thursday. */
const firstWeekday = 4

export const instantAt = (minute: number): string => new Date(minute * 60_000).toISOString()

const hourBefore = { from: { anchor: 'start', minutes: -60 }, to: { anchor: 'start' } } as const
const photographer = { name: 'photographer', kind: 'person', skill: { name: 'photo' } } as const
const makeUp = { name: 'make-up', kind: 'person', skill: { name: 'make-up' }, ...hourBefore } as const
const room = { name: 'room', kind: 'room', after: 15 } as const
const dress = { name: 'dress', kind: 'dress', from: hourBefore.from, after: minutesPerDay } as const
const terms = { duration: 90, grid: 15, horizon: 1826 } as const

/** The same as those that are searched for in memory. */
const services: readonly SaveService[] = [
  { code: 'portrait', name: '写真', ...terms, requirements: [photographer, room] },
  { code: 'bridal', name: '婚纱照', ...terms, requirements: [photographer, makeUp, room, dress] },
  {
    ...{ code: 'event', name: '婚礼跟拍', ...terms },
    requirements: [{ ...photographer, name: 'photographers', count: 2 }, { name: 'assistant', kind: 'person' }, room],
  },
  {
    ...{ code: 'ownDress', name: '定制婚纱', ...terms },
    requirements: [photographer, makeUp, room, { ...dress, resources: ['dress-0'] }],
  },
]

export const serviceCodes = services.map(({ code }) => code)

/** An engine that has nothing of the studio in memory. It is the first of January 2028. */
export async function openStudio(storage: StorageAdapter) {
  const engine = await createEngine({
    storage,
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    provide: [provide(clockToken, { useValue: { now: () => instantAt(today) } })],
  })
  return { engine, desk: engine.as(session) }
}

export type StudioDesk = Awaited<ReturnType<typeof openStudio>>['desk']

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const hours = { kind: 'weekly', from: '08:00', to: '20:00' } as const

export async function openEveryDay(desk: StudioDesk): Promise<void> {
  await desk.resources.setOpeningHours({ validFrom: '2026-01-01', rules: [{ ...hours, weekdays }] })
}

/** Adds who and what there is; answers the ids by the codes. */
export async function furnish(desk: StudioDesk, { people, photographs, makesUp, rooms, dresses }: MadeUpStudio) {
  await openEveryDay(desk)
  const ids = new Map<string, string>()
  const add = async (code: string, kind: 'person' | 'room' | 'dress', skills: readonly string[] = []) => {
    const { id } = await desk.resources.add({ code, name: code, kind, skills: skills.map((skill) => ({ skill })) })
    ids.set(code, id)
    return id
  }
  for (const one of people) {
    const skills = [...(photographs.includes(one) ? ['photo'] : []), ...(makesUp.includes(one) ? ['make-up'] : [])]
    const resourceId = await add(one.code, 'person', skills)
    const worksOn = weekdays.filter((weekday) => one.works(weekday - firstWeekday + 7))
    const rules = [{ ...hours, weekdays: worksOn }]
    await desk.resources.setRoster({ resourceId, validFrom: '2026-01-01', rules })
  }
  for (const { code } of rooms) await add(code, 'room')
  for (const { code } of dresses) await add(code, 'dress')
  for (const service of services) await desk.bookings.saveService(service)
  return ids
}

/**
 * What all made-up bookings claim, as copies of a real claim under fresh ids, times and resources; answers how many rows that took. Bookings themselves are
 * left out: who looks for times reads nothing of them.
 */
export async function fillClaims(
  storage: StorageAdapter,
  table: (name: string) => StoredTable,
  { bookings }: MadeUpStudio,
  ids: ReadonlyMap<string, string>,
): Promise<number> {
  const { engine, desk } = await openStudio(storage)
  await desk.bookings.book({ service: 'bridal', startsAt: instantAt(modelAt) })
  const claims = table('claims')
  const [model] = await storage.snapshot((reads) => reads.find(claims, { orderBy: [], limit: 1 }))
  if (model === undefined) throw new Error('there is no claim to copy')
  const newId = createIdFactory()
  let rows = 0
  for (let from = 0; from < bookings.length; from += bookingsOfABatch) {
    const some = bookings.slice(from, from + bookingsOfABatch).flatMap((one) => claimsOf(one, model, { ids, newId }))
    await storage.transaction((tx) => tx.insert(claims, some))
    rows += some.length
  }
  await engine.close()
  return rows
}

function claimsOf(
  { takes }: MadeUpBooking,
  model: Row,
  { ids, newId }: { readonly ids: ReadonlyMap<string, string>; newId(): string },
): Row[] {
  const reference = newId()
  return takes.map(({ resource, from, to }) => ({
    ...{ ...model, id: newId(), reference, resource: `resource:${ids.get(resource.code)}` },
    ...{ startsAt: instantAt(from), endsAt: instantAt(to), worksFrom: null, worksTo: null },
  }))
}
