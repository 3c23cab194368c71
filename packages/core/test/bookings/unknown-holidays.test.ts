/** A host's calendar that does not know the holidays of the time to come yet: what lies before it is found and booked as ever. */
import { afterEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../src/create-engine.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { holidayCalendarToken } from '../../src/stages/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { codeOf } from '../rentals/studio.ts'
import { everyDay } from './studio.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** It is noon of Friday, 20 November, in Shanghai; from December on nobody knows when the holidays are. */
async function studioOf(limits: { readonly dailyLimit?: number; readonly weeklyLimit?: number } = {}) {
  const engine = await createEngine({
    storage: memory(),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00', branches: { main: { name: 'Rose' } } },
    background: false,
    provide: [
      provide(clockToken, { useValue: { now: () => '2026-11-20T04:00:00.000Z' } }),
      provide(holidayCalendarToken, {
        useValue: {
          isHoliday(date) {
            if (date >= '2026-12-01') throw new Error('December is not announced yet')
            return false
          },
        },
      }),
    ],
  })
  ending.push(() => engine.close())
  const manager = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'zhang-wei', roles: ['manager'] } })
  await manager.resources.setOpeningHours({
    validFrom: '2026-01-01',
    rules: [{ kind: 'weekly', weekdays: everyDay, from: '09:00', to: '18:00' }],
  })
  const skills = [{ skill: 'photo', level: 5 }]
  await manager.resources.add({ code: 'anna', name: 'Anna', kind: 'person', skills })
  await manager.bookings.saveService({
    ...{ code: 'portrait', name: '写真', duration: 60, grid: 60, ...limits },
    requirements: [{ name: 'photographer', skill: { name: 'photo' } }],
  })
  const starts = async (date: string, withResources = false) => {
    const { items } = await manager.bookings.slots({ service: 'portrait', date, withResources })
    return items.map(({ local }) => local.time)
  }
  return { manager, starts }
}

const allDay = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00']

describe('where the holidays of December are not known', () => {
  for (const [what, limits] of [
    ['no limits', {}],
    ['a limit a day', { dailyLimit: 5 }],
    ['a limit a week', { weeklyLimit: 5 }],
  ] as const) {
    it(`the last day of November is searched, explained and booked: ${what}`, async () => {
      const { manager, starts } = await studioOf(limits)
      expect(await starts('2026-11-30')).toEqual(allDay)
      expect(await starts('2026-11-30', true)).toEqual(allDay)
      const asked = { service: 'portrait', startsAt: '2026-11-30T09:00:00.000Z' }
      expect((await manager.bookings.explain(asked)).free).toBe(true)
      await manager.bookings.book(asked)
      expect(await starts('2026-11-30')).toEqual(allDay.slice(0, -1))
      expect((await manager.bookings.explain(asked)).free).toBe(false)
      expect(await codeOf(manager.bookings.book(asked))).toBe('SLOT_TAKEN')
    })

    it(`what was looked at before changes nothing: ${what}`, async () => {
      const { manager, starts } = await studioOf(limits)
      const wide = { service: 'portrait', from: '2026-11-20T16:00:00.000Z', limit: 3000 }
      for (const date of ['2026-11-24', '2026-11-30']) {
        expect(await codeOf(manager.bookings.slots(wide))).toBe('HOLIDAYS_UNKNOWN')
        expect(await starts(date)).toEqual(allDay)
        expect(await starts(date, true)).toEqual(allDay)
      }
      expect(await codeOf(manager.bookings.slots({ service: 'portrait', date: '2026-12-01' }))).toBe('HOLIDAYS_UNKNOWN')
    })
  }

  it('who waits for a day of December keeps nobody from the times of November', async () => {
    const { manager, starts } = await studioOf()
    const [long, short] = await Promise.all(['王芳', '李雷'].map((name) => manager.customers.register({ name })))
    for (const time of await starts('2026-11-30'))
      await manager.bookings.book({ service: 'portrait', date: '2026-11-30', time })
    const wait = (customerId: string, from: string, to: string) =>
      manager.waitlist.join({ customerId, service: 'portrait', windows: [{ from, to }] })
    const beyond = await wait(long?.id ?? '', '2026-11-30', '2026-12-05')
    const before = await wait(short?.id ?? '', '2026-11-24', '2026-11-24')
    expect(await manager.waitlist.offerFree({})).toEqual({ offered: 1, more: false })
    const states = [before, beyond].map(async ({ id }) => (await manager.waitlist.read({ entryId: id })).state)
    expect(await Promise.all(states)).toEqual(['offered', 'waiting'])
  })

  it('the first times of a month are found where they lie before', async () => {
    const { manager } = await studioOf()
    const { items } = await manager.bookings.slots({ service: 'portrait', limit: 20 })
    expect(items).toHaveLength(20)
  })
})
