/** A host's calendar that does not know the holidays of the time to come yet: what lies before it is found and booked as ever. */
import { afterEach, describe, expect, it } from 'vitest'
import { createEngine } from '../../src/create-engine.ts'
import { clockToken, provide } from '../../src/engine/tokens.ts'
import { holidayCalendarToken } from '../../src/stages/index.ts'
import type { SaveService } from '../../src/bookings/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { codeOf } from '../rentals/studio.ts'
import { everyDay } from './studio.ts'

const ending: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** It is noon of Friday, 20 November, in Shanghai; from December on nobody knows when the holidays are. */
async function studioOf(
  terms: Partial<SaveService> = {},
  {
    unknown = (date: string) => date >= '2026-12-01',
    hours: [from, to] = ['09:00', '18:00'],
  }: { readonly unknown?: (date: string) => boolean; readonly hours?: readonly [string, string] } = {},
) {
  const engine = await createEngine({
    storage: memory(),
    studio: { currency: 'CNY', timeZone: 'Asia/Shanghai', dayStartsAt: '04:00', branches: { main: { name: 'Rose' } } },
    background: false,
    provide: [
      provide(clockToken, { useValue: { now: () => '2026-11-20T04:00:00.000Z' } }),
      provide(holidayCalendarToken, {
        useValue: {
          isHoliday(date) {
            if (unknown(date)) throw new Error('December is not announced yet')
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
    rules: [{ kind: 'weekly', weekdays: everyDay, from, to }],
  })
  const skills = [{ skill: 'photo', level: 5 }]
  const { id: anna } = await manager.resources.add({ code: 'anna', name: 'Anna', kind: 'person', skills })
  await manager.bookings.saveService({
    ...{ code: 'portrait', name: '写真', duration: 60, grid: 60, ...terms },
    requirements: [{ name: 'photographer', skill: { name: 'photo' } }],
  })
  const starts = async (date: string, withResources = false) => {
    const { items } = await manager.bookings.slots({ service: 'portrait', date, withResources })
    return items.map(({ local }) => local.time)
  }
  return { manager, anna, starts }
}

const allDay = ['09:00', '10:00', '11:00', '12:00', '13:00', '14:00', '15:00', '16:00', '17:00']

describe('where one night is not known', () => {
  it('the night that it would go on into is not known either', async () => {
    const { manager, starts } = await studioOf(
      {},
      { unknown: (date) => date === '2026-11-25', hours: ['22:00', '04:00'] },
    )
    expect(await starts('2026-11-25').catch(({ code }) => code)).toBe('HOLIDAYS_UNKNOWN')
    expect(await starts('2026-11-26').catch(({ code }) => code)).toBe('HOLIDAYS_UNKNOWN')
    expect(await starts('2026-11-27')).toEqual(['00:00', '01:00', '02:00', '03:00', '22:00', '23:00'])
    const night = { service: 'portrait', startsAt: '2026-11-25T17:00:00.000Z' }
    for (const ask of [manager.bookings.explain(night), manager.bookings.book(night)]) {
      expect(await codeOf(ask)).toBe('HOLIDAYS_UNKNOWN')
    }
    const evening = { service: 'portrait', date: '2026-11-26', time: '22:00' }
    expect((await manager.bookings.explain(evening)).free).toBe(true)
    await manager.bookings.book(evening)
  })
})

describe('working time that changes around days that are not known', () => {
  it('is never refused for what is booked, and tells of no conflict then', async () => {
    const { manager, anna } = await studioOf()
    const worksOn = (spans: { from: string; to: string }[] | null) =>
      manager.resources.setShifts({ shifts: [{ resourceId: anna, day: '2026-12-02', spans }] })
    await worksOn([{ from: '09:00', to: '18:00' }])
    await manager.bookings.book({ service: 'portrait', date: '2026-12-02', time: '10:00' })
    expect(await worksOn(null)).toMatchObject({ conflicts: [] })
    expect((await worksOn([{ from: '12:00', to: '18:00' }])).conflicts).toHaveLength(1)
  })
})

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

  it('a session that stands is joined, and keeps nobody waiting', async () => {
    const { manager, starts } = await studioOf({ seats: 3 })
    for (const time of allDay) {
      await manager.bookings.book({ service: 'portrait', date: '2026-11-30', time, seats: time === '17:00' ? 1 : 3 })
    }
    const wide = { service: 'portrait', from: '2026-11-29T16:00:00.000Z', to: '2026-12-02T16:00:00.000Z' }
    for (const _ of [1, 2]) {
      const { items } = await manager.bookings.slots({ ...wide, limit: 1 })
      expect(items.map(({ local, seatsLeft }) => [local.time, seatsLeft])).toEqual([['17:00', 2]])
      expect(await starts('2026-11-30')).toEqual(['17:00'])
    }
    expect(await codeOf(manager.bookings.slots(wide))).toBe('HOLIDAYS_UNKNOWN')
    const { id: customerId } = await manager.customers.register({ name: '王芳' })
    const windows = [{ from: '2026-11-30', to: '2026-12-05' }]
    await manager.waitlist.join({ customerId, service: 'portrait', windows })
    expect(await manager.waitlist.offerFree({})).toEqual({ offered: 1, more: false })
  })

  it('the first times of a month are found where they lie before', async () => {
    const { manager } = await studioOf()
    const { items } = await manager.bookings.slots({ service: 'portrait', limit: 20 })
    expect(items).toHaveLength(20)
  })
})
