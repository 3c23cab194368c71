/** What a studio books from its first day on: when it is open, who works there, what a customer can book. */
import type { Session } from './studio.ts'

export const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Codes of services, by how they are booked: alone, by several at once, with the dress of the stock, with a deposit. */
export const services = ['sitting', 'class', 'trying-on', 'wedding-day'] as const

/** What is told of it, by the operation that told it. */
export async function furnishDiary(desk: Session, branch: string): Promise<{ operation: string; answer: unknown }[]> {
  const told: { operation: string; answer: unknown }[] = []
  const rules = [{ kind: 'weekly' as const, weekdays: everyDay, from: '09:00', to: '21:00' }]
  await desk.resources.setOpeningHours({ validFrom: '2026-01-01', rules })
  const add = async (code: string, kind: 'person' | 'room' | 'dress', skills: readonly string[] = []) => {
    const given = { code: `${code}-${branch}`, name: code, kind, skills: skills.map((skill) => ({ skill })) }
    told.push({ operation: 'resources.add', answer: await desk.resources.add(given) })
  }
  await add('ann', 'person', ['photo'])
  await add('bob', 'person', ['photo', 'make-up'])
  await add('cai', 'person', ['make-up'])
  await add('white', 'room')
  await add('veil', 'dress')
  return told
}

const photographer = { name: 'photographer', skill: { name: 'photo' } }

/** The services are the same in all branches. */
export async function saveServices(desk: Session): Promise<{ operation: string; answer: unknown }[]> {
  const hour = { duration: 60, grid: 30 }
  const given = [
    {
      ...hour,
      code: 'sitting',
      requirements: [photographer, { name: 'room', kind: 'room' as const }],
      price: '300.00',
    },
    { ...hour, code: 'class', requirements: [photographer], seats: 4, price: '50.00' },
    { ...hour, code: 'trying-on', requirements: [{ name: 'dress', stock: { item: 'dress' } }] },
    {
      ...{ code: 'wedding-day', duration: 120, price: '900.00', deposit: '10.00' },
      cancellation: [{ within: 1440, percent: 20 }],
      requirements: [{ ...photographer, count: 2 }],
    },
  ]
  const told = []
  for (const one of given) {
    const answer = await desk.bookings.saveService({ name: one.code, ...one })
    told.push({ operation: 'bookings.saveService', answer })
  }
  return told
}
