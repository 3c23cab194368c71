/** What two do at once, and how many statements the book takes. */
import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { at, codeOf, furnished, nineToSix, openStudio } from './studio.ts'

const monday = '2026-11-23'
const late = [{ ...nineToSix, from: '14:00' }]

describe('at one moment', () => {
  it('two who approve one time off claim it once', async () => {
    const { as, liNa, li, manager, engine } = await furnished()
    const { timeOff } = await liNa.resources.requestTimeOff({ kind: 'leave', firstDay: monday })
    const timeOffId = timeOff.id
    const codes = await Promise.all(
      ['one', 'two', 'three'].map((id) => codeOf(as('manager', { id }).resources.approveTimeOff({ timeOffId }))),
    )
    expect(codes.sort()).toEqual(['TIME_OFF_STATE_REFUSED', 'TIME_OFF_STATE_REFUSED', 'done'])
    await manager.resources.withdrawTimeOff({ timeOffId })
    await manager.desk.book({ resourceId: li, from: at(monday, 10), to: at(monday, 11) })
    await engine.close()
  })

  it('two engines agree on a roster that one of them changes while the other books', async () => {
    const storage = memory()
    const meanwhile: { work?: (() => Promise<unknown>) | undefined } = {}
    const one = await furnished({ storage, meanwhile })
    const other = await openStudio({ storage })
    const wish = { resourceId: one.li, from: at(monday, 10), to: at(monday, 11) }
    // The roster changes after the booking has read what stands, and before it is kept: it decides again, and finds nobody.
    meanwhile.work = () => other.manager.resources.setRoster({ resourceId: one.li, validFrom: monday, rules: late })
    expect(await codeOf(one.manager.desk.book(wish))).toBe('APPOINTMENT_CLOSED')
    // The opening hours, of whoever follows them.
    meanwhile.work = () => other.manager.resources.setOpeningHours({ validFrom: monday, rules: late })
    expect(await codeOf(one.manager.desk.book({ ...wish, resourceId: one.room }))).toBe('APPOINTMENT_CLOSED')
    // A holiday.
    const noon = { resourceId: one.mei, from: at('2026-11-24', 15), to: at('2026-11-24', 16) }
    const closedDays = [{ from: '2026-11-24', to: '2026-11-24' }]
    meanwhile.work = () => other.manager.settings.change({ plugin: 'stages', set: { closedDays } })
    expect(await codeOf(one.manager.desk.book(noon))).toBe('APPOINTMENT_CLOSED')
    // A time off.
    const { timeOff } = await one.liNa.resources.requestTimeOff({ kind: 'leave', firstDay: monday })
    meanwhile.work = () => other.manager.resources.approveTimeOff({ timeOffId: timeOff.id })
    expect(await codeOf(one.manager.desk.book({ ...wish, from: at(monday, 14), to: at(monday, 15) }))).toBe(
      'APPOINTMENT_TAKEN',
    )
    // And where nothing of it changes, it is booked at once.
    meanwhile.work = () =>
      other.manager.resources.setShifts({ shifts: [{ resourceId: one.gown, day: monday, spans: [] }] })
    expect(
      await codeOf(one.manager.desk.book({ ...wish, resourceId: one.room, from: at(monday, 14), to: at(monday, 15) })),
    ).toBe('done')
    await other.engine.close()
    await one.engine.close()
  })

  it('two who set the roster of one day leave one version', async () => {
    const { manager, li, engine } = await furnished()
    const rosters = [nineToSix, { ...nineToSix, from: '14:00' }].map((rule) =>
      manager.resources.setRoster({ resourceId: li, validFrom: monday, rules: [rule] }),
    )
    await Promise.all(rosters)
    expect((await manager.resources.get({ resourceId: li })).rosters).toHaveLength(1)
    await engine.close()
  })

  it('two who add one code leave one resource', async () => {
    const { manager, engine } = await furnished()
    const add = () => codeOf(manager.resources.add({ code: 'room-2', kind: 'room', name: '二号棚' }))
    expect((await Promise.all([add(), add()])).sort()).toEqual(['RESOURCE_CODE_TAKEN', 'done'])
    await engine.close()
  })
})

describe('the book of resources', () => {
  it('takes one statement while nothing changed, none with the version at hand, and six when something did', async () => {
    const { adapter, statements } = counting(memory())
    const { manager, li, room, engine } = await furnished({ storage: adapter })
    const search = async (more: object = {}) => {
      statements.length = 0
      const found = await manager.desk.search({ resourceId: li, from: at(monday, 0), to: at(monday, 24), ...more })
      return [found.length, ...statements]
    }
    const cold = [
      2,
      'find claims_versions',
      'find resources',
      'find resources_rosters',
      'find resources_opening_hours',
      'find resources_shifts',
      'find settings_values',
    ]
    await search()
    expect(await search()).toEqual([2, 'find claims_versions'])
    await manager.resources.setShifts({ shifts: [{ resourceId: room, day: monday, spans: [] }] })
    // The change has read the book already, to tell conflicts.
    expect(await search()).toEqual([2, 'find claims_versions'])
    await manager.resources.add({ code: 'room-2', kind: 'room', name: '二号棚' })
    expect(await search()).toEqual(cold)
    // A booking changes no roster.
    await manager.desk.book({ resourceId: li, from: at(monday, 10), to: at(monday, 11) })
    expect(await search()).toEqual([2, 'find claims_versions'])
    const other = counting(memory())
    const alone = await furnished({ storage: other.adapter })
    await alone.manager.desk.search({ resourceId: alone.li, from: at(monday, 0), to: at(monday, 24) })
    other.statements.length = 0
    expect(await alone.manager.resources.roster({ from: monday, to: monday })).toMatchObject({ items: { length: 4 } })
    expect(other.statements).toEqual(['find claims_versions', 'find resources_time_off'])
    other.statements.length = 0
    await alone.manager.resources.conflicts({})
    expect(other.statements).toEqual(['find claims_versions', 'find claims'])
    await alone.engine.close()
    await engine.close()
  })

  it('that was read within a command which was undone is believed by nobody', async () => {
    const { manager, li, engine } = await furnished()
    const hours = async () => manager.desk.search({ resourceId: li, from: at(monday, 0), to: at(monday, 24) })
    const before = await hours()
    // The roster was set, and the book read with it, when the command failed.
    expect(await codeOf(manager.desk.giveUp({ resourceId: li, validFrom: monday }))).toBe('APPOINTMENT_TAKEN')
    await manager.resources.add({ code: 'room-2', kind: 'room', name: '二号棚' })
    expect(await hours()).toEqual(before)
    await manager.resources.setRoster({ resourceId: li, validFrom: monday, rules: late })
    expect(await hours()).toHaveLength(2)
    expect(await hours()).not.toEqual(before)
    await engine.close()
  })
})
