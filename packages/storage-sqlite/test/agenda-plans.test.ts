/** How SQLite carries out what the agenda reads: through indexes, whatever is stored. */
import { type Clock, clockToken, createEngine, provide } from '@calotype/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { sqlite } from '../src/index.ts'
import { drivers } from './drivers.ts'
import { temporaryFile } from './temporary.ts'

const monday = '2026-11-23'
const at = (hour: number) => new Date(Date.UTC(2026, 10, 23, hour - 8)).toISOString()
const everyDay = [1, 2, 3, 4, 5, 6, 7]

async function bookedStudio() {
  const file = temporaryFile()
  const sent: string[] = []
  const clock: Clock = { now: () => '2026-11-22T04:00:00.000Z' }
  const engine = await createEngine({
    storage: sqlite({ file, onStatement: (sql) => sent.push(sql) }),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' },
    background: false,
    provide: [provide(clockToken, { useValue: clock })],
  })
  onTestFinished(() => engine.close())
  const desk = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'li', roles: ['owner'] } })
  const rules = [{ kind: 'weekly' as const, weekdays: everyDay, from: '09:00', to: '18:00' }]
  await desk.resources.setOpeningHours({ validFrom: '2026-01-01', rules })
  const skills = ['photo', 'postProduction'].map((skill) => ({ skill, level: 5 }))
  const { id: anna } = await desk.resources.add({ code: 'anna', name: 'Anna', kind: 'person', skills })
  const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
  await desk.bookings.saveService({ code: 'portrait', name: '写真', duration: 60, requirements })
  await desk.bookings.saveService({ code: 'lesson', name: '课', duration: 60, seats: 3, requirements })
  for (const hour of [10, 12]) await desk.bookings.book({ service: 'portrait', startsAt: at(hour) })
  await desk.bookings.book({ service: 'lesson', startsAt: at(14) })
  await desk.catalog.addItem({
    code: 'classic',
    kind: 'package',
    name: '经典套系',
    price: '1000',
    shootType: 'wedding',
  })
  const { id: customerId } = await desk.customers.register({ name: '王芳' })
  const { lines } = await desk.orders.place({ customerId, lines: [{ item: 'classic' }] })
  const departments = lines.flatMap(({ department }) => department ?? [])
  await desk.resources.setShifts({ shifts: [{ resourceId: anna, day: monday, spans: [] }] })
  /** How each read of `work` would be carried out, without reads of what a studio has few of. */
  const plansOf = async (work: () => Promise<unknown>): Promise<string[]> => {
    sent.length = 0
    await work()
    const reads = sent.filter((sql) => sql.startsWith('select'))
    const database = drivers[0]?.raw(file)
    const plans = reads.flatMap((sql) => database?.prepare(`explain query plan ${sql}`).all() ?? [])
    database?.close()
    return [...new Set(plans.map((step) => (step as { detail: string }).detail))]
  }
  return { desk, anna, departments, plansOf }
}

const days = { from: monday, to: monday }

/** Lists of values are tables to SQLite; and all that there is of the resources and services of a studio is read at once. */
const isScan = (plan: string): boolean => plan.startsWith('SCAN') && !plan.startsWith('SCAN json_each')
const growing =
  /^SEARCH (claims|bookings_(bookings|assignments)|orders\w*|production_\w+|resources_time_off|selection_\w+) /
const isWholeStudio = (plan: string): boolean => growing.test(plan) && plan.endsWith('(tenant=?)')

describe('the reads of the agenda', () => {
  it('scan no table, and read nothing that grows from its beginning', async () => {
    const { desk, anna, departments, plansOf } = await bookedStudio()
    const { agenda } = desk
    const reads: Record<string, () => Promise<unknown>> = {
      calendar: () => agenda.calendar({ view: 'week', date: monday }),
      'calendar of a resource': () => agenda.calendar({ view: 'week', date: monday, resourceIds: [anna] }),
      'calendar of a customer': () => agenda.calendar({ view: 'week', date: monday, customerId: 'wang' }),
      upcoming: () => agenda.upcoming({}),
      'upcoming of a resource': () => agenda.upcoming({ resourceId: anna }),
      workload: () => agenda.workload(days),
      freeCapacity: () => agenda.freeCapacity(days),
      conflicts: () => agenda.conflicts(days),
      'conflicts of a resource': () => agenda.conflicts({ ...days, resourceIds: [anna] }),
      production: () => agenda.production({ departments }),
      'bookings of some days': () => desk.bookings.list(days),
      'bookings of a resource': () => desk.bookings.list({ ...days, resourceId: anna }),
      'bookings of a resource from a day on': () => desk.bookings.list({ from: monday, resourceId: anna }),
    }
    for (const [name, read] of Object.entries(reads)) {
      const plans = await plansOf(read)
      expect([name, plans.some((plan) => growing.test(plan))]).toEqual([name, true])
      expect([name, plans.filter((plan) => isScan(plan) || isWholeStudio(plan))]).toEqual([name, []])
    }
  })

  it('find who is booked and what is claimed from the beginning of the time on', async () => {
    const { desk, anna, plansOf } = await bookedStudio()
    const plans = [
      ...(await plansOf(() => desk.agenda.workload({ ...days, resourceIds: [anna] }))),
      ...(await plansOf(() => desk.agenda.conflicts(days))),
    ].filter((plan) => /busy_to|ends_at/.test(plan))
    const index = (name: string, columns: string) =>
      `SEARCH ${name.split('__')[0]} USING INDEX ${name} (tenant=? AND ${columns})`
    expect(plans).toEqual(
      expect.arrayContaining([
        index('bookings_bookings__time', 'busy_to>?'),
        index('bookings_bookings__window', 'branch=? AND busy_to>?'),
        index('bookings_assignments__resource', 'resource_id=? AND busy_to>?'),
      ]),
    )
    expect(plans.some((plan) => /claims__overlap \(tenant=\? AND resource=\? AND ends_at>\?/.test(plan))).toBe(true)
  })
})
