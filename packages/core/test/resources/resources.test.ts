import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { resourceConflictsFound, type RosterRuleInput, timeOffDecided } from '../../src/resources/index.ts'
import { holidayCalendarToken } from '../../src/stages/index.ts'
import { provide } from '../../src/engine/tokens.ts'
import { at, codeOf, type Furnished, furnished, nineToSix, onWeekdays, openStudio } from './studio.ts'

let studio: Furnished

beforeEach(async () => {
  studio = await furnished()
})

afterEach(() => studio.engine.close())

const monday = '2026-11-23'
const tuesday = '2026-11-24'

const book = (resourceId: string, day: string, from = 10, to = 12, kind: 'booking' | 'hold' | 'rental' = 'booking') =>
  studio.manager.desk.book({ resourceId, from: at(day, from), to: at(day, to), kind })

/** The working time of one day as the roster shows it: why, and the hours in Shanghai. */
async function shown(resourceId: string, day: string, desk = studio.manager) {
  const { items } = await desk.resources.roster({ from: day, to: day, resourceIds: [resourceId] })
  const [of] = items[0]?.days ?? []
  const hour = (time: string) => (Date.parse(time) - Date.parse(at(day, 0))) / 3_600_000
  return [of?.why, ...(of?.spans ?? []).map(({ from, to }) => `${hour(from)}-${hour(to)}`)]
}

describe('a resource', () => {
  it('is added, listed by what it is and can do, and read with its rosters', async () => {
    const { manager, add, li } = studio
    const beach = await add('beach', 'place', {
      address: '海滨路 8 号',
      validFrom: '2026-05-01',
      validTo: '2026-12-31',
    })
    await add('tent', 'equipment', { placeId: beach, capacity: 2, costPerHour: '12.5' })
    const codes = async (given: object) => (await manager.resources.list(given)).items.map(({ code }) => code)
    expect(await codes({})).toEqual(['beach', 'gown-1', 'li-na', 'mei', 'room-1', 'tent'])
    expect(await codes({ kind: 'person' })).toEqual(['li-na', 'mei'])
    expect(await codes({ skill: 'photography' })).toEqual(['li-na'])
    expect(await codes({ inUseOn: '2027-01-01', kind: 'place' })).toEqual([])
    expect(await codes({ inUseOn: '2026-12-31', kind: 'place' })).toEqual(['beach'])
    const page = await manager.resources.list({ limit: 4 })
    expect((await manager.resources.list({ limit: 4, cursor: page.next ?? '' })).items.map(({ code }) => code)).toEqual(
      ['room-1', 'tent'],
    )
    const { resource, rosters } = await manager.resources.get({ resourceId: li })
    expect(resource).toMatchObject({ kind: 'person', personId: 'li-na', timeZone: 'Asia/Shanghai', capacity: 1 })
    expect(rosters).toEqual([])
    expect((await manager.resources.list({ kind: 'equipment' })).items[0]).toMatchObject({ costPerHour: '12.50' })
    expect((await studio.liNa.resources.list({ kind: 'equipment' })).items[0]).toMatchObject({ costPerHour: null })
  })

  it.each<[object, string]>([
    [{ code: 'li-na' }, 'RESOURCE_CODE_TAKEN'],
    [{ personId: 'mei' }, 'RESOURCE_PERSON_TAKEN'],
    [{ kind: 'room', personId: 'somebody' }, 'RESOURCE_INVALID'],
    [{ address: '海滨路 8 号' }, 'RESOURCE_INVALID'],
    [{ placeId: 'nowhere' }, 'RESOURCE_INVALID'],
    [{ validFrom: '2026-12-02', validTo: '2026-12-01' }, 'RESOURCE_INVALID'],
    [{ branch: 'moon' }, 'BRANCH_UNKNOWN'],
    [{ skills: [{ skill: 'makeUp', level: 10 }] }, 'INPUT_INVALID'],
    [{ timeZone: '+08:00' }, 'INPUT_INVALID'],
  ])('is refused with %j', async (given, code) => {
    const { manager } = studio
    const wanted = { code: 'new', kind: 'person', name: 'New', ...given } as const
    expect(await codeOf(manager.resources.add(wanted))).toBe(code)
    expect((await manager.resources.list({})).items).toHaveLength(4)
  })

  it('keeps what is not named, and follows another branch with its clocks', async () => {
    const { manager, li } = studio
    const { resource } = await manager.resources.update({ resourceId: li, branch: 'york', nameEn: 'Li Na' })
    expect(resource).toMatchObject({ branch: 'york', timeZone: 'America/New_York', nameEn: 'Li Na', personId: 'li-na' })
    expect(await codeOf(manager.resources.update({ resourceId: li, code: 'mei' }))).toBe('RESOURCE_CODE_TAKEN')
    expect(await codeOf(manager.resources.update({ resourceId: 'nobody', name: 'X' }))).toBe('RESOURCE_UNKNOWN')
    await manager.resources.update({ resourceId: li, code: 'li-na', nameEn: null })
    expect((await manager.resources.get({ resourceId: li })).resource.nameEn).toBeNull()
  })

  it('is taken out of use from a day on, with what is booked after it told, and into use again', async () => {
    const { manager, room } = studio
    await book(room, monday)
    const reference = await book(room, tuesday)
    const { resource, conflicts } = await manager.resources.retire({
      resourceId: room,
      from: tuesday,
      reason: 'rebuilt',
    })
    expect(resource).toMatchObject({ retiredFrom: tuesday, retiredBecause: 'rebuilt' })
    expect(conflicts).toEqual([
      {
        resourceId: room,
        resource: 'room-1',
        kind: 'booking',
        reference,
        from: at(tuesday, 10),
        to: at(tuesday, 12),
        outside: [{ from: at(tuesday, 10), to: at(tuesday, 12) }],
        timeOff: [],
      },
    ])
    expect(await codeOf(manager.resources.retire({ resourceId: room, from: tuesday }))).toBe('RESOURCE_RETIRED')
    expect(await codeOf(book(room, tuesday, 14, 15))).toBe('APPOINTMENT_CLOSED')
    expect((await manager.resources.update({ resourceId: room, retiredFrom: null })).conflicts).toEqual([])
    await book(room, tuesday, 14, 15)
  })

  it('is forgotten as a person when the person is erased', async () => {
    const { owner, manager, li, liNa } = studio
    await liNa.resources.requestTimeOff({ kind: 'leave', firstDay: tuesday, note: '家里有事' })
    await owner.people.erase({ kind: 'resource', id: li, reason: 'asked for' })
    expect((await manager.resources.get({ resourceId: li })).resource).toMatchObject({ name: '', code: 'li-na' })
    expect((await manager.resources.timeOff({})).items[0]).toMatchObject({ note: null })
  })
})

describe('rosters', () => {
  it('hold from their day on, and are given back to the opening hours', async () => {
    const { manager, li } = studio
    const rules: RosterRuleInput[] = [
      { kind: 'weekly', weekdays: [1, 2], from: '10:00', to: '12:00' },
      { kind: 'weekly', weekdays: [2], from: '13:00', to: '20:00' },
    ]
    const set = (validFrom: string, what: RosterRuleInput[] | null) =>
      manager.resources.setRoster({ resourceId: li, validFrom, rules: what })
    await set(monday, rules)
    const { rosters } = await set('2026-12-01', null)
    expect(rosters.map(({ validFrom, rules: kept }) => [validFrom, kept?.length])).toEqual([
      [monday, 2],
      ['2026-12-01', undefined],
    ])
    expect(await shown(li, '2026-11-22')).toEqual(['openingHours', '9-18'])
    expect(await shown(li, monday)).toEqual(['roster', '10-12'])
    expect(await shown(li, tuesday)).toEqual(['roster', '10-12', '13-20'])
    expect(await shown(li, '2026-11-25')).toEqual(['roster'])
    expect(await shown(li, '2026-12-01')).toEqual(['openingHours', '9-18'])
    await set(monday, [{ kind: 'weekly', weekdays: [1], from: '06:00', to: '12:00' }])
    expect(await shown(li, monday)).toEqual(['roster', '6-12'])
    const recurring = { kind: 'recurrence' as const, rrule: 'FREQ=HOURLY', from: '09:00', to: '10:00' }
    expect(await codeOf(set(monday, [{ ...recurring, from: '9' }]))).toBe('INPUT_INVALID')
    expect(await codeOf(set(monday, [recurring]))).toBe('ROSTER_RULE_INVALID')
    expect(await shown(li, monday)).toEqual(['roster', '6-12'])
  })

  it('of single days stand before rules and holidays, and are taken away again', async () => {
    const { manager, li, mei } = studio
    await manager.settings.change({ plugin: 'stages', set: { closedDays: [{ from: monday, to: tuesday }] } })
    expect(await shown(li, monday)).toEqual(['closedDay'])
    const spans = [
      { from: '22:00', to: '02:00' },
      { from: '08:00', to: '09:00' },
    ]
    const { changed } = await manager.resources.setShifts({
      shifts: [
        { resourceId: li, day: monday, spans, reason: '夜景' },
        { resourceId: mei, day: '2026-11-25', spans: [] },
      ],
    })
    expect(changed).toBe(2)
    expect(await shown(li, monday)).toEqual(['shift', '8-9', '22-26'])
    expect(await shown(mei, '2026-11-25')).toEqual(['shift'])
    await manager.resources.setShifts({ shifts: [{ resourceId: li, day: monday, spans: null }] })
    expect(await shown(li, monday)).toEqual(['closedDay'])
    await manager.resources.update({ resourceId: li, worksOnHolidays: true })
    expect(await shown(li, monday)).toEqual(['openingHours', '9-18'])
    const twice = { resourceId: li, day: monday, spans: [] }
    expect(await codeOf(manager.resources.setShifts({ shifts: [twice, twice] }))).toBe('INPUT_INVALID')
    const nobody = [{ ...twice, resourceId: 'nobody' }]
    expect(await codeOf(manager.resources.setShifts({ shifts: nobody }))).toBe('RESOURCE_UNKNOWN')
  })

  it('follow holidays and make-up workdays as soon as they are set', async () => {
    const { manager, li } = studio
    await manager.resources.setRoster({ resourceId: li, validFrom: '2026-01-01', rules: [onWeekdays] })
    expect(await shown(li, '2026-11-29')).toEqual(['roster'])
    await manager.settings.change({ plugin: 'stages', set: { openDays: ['2026-11-29'] } })
    expect(await shown(li, '2026-11-29')).toEqual(['makeUpDay', '9-18'])
    await manager.settings.change({ plugin: 'resources', set: { makeUpWeekday: 7 } })
    expect(await shown(li, '2026-11-29')).toEqual(['roster'])
  })

  it('take the holidays of the host, which may refuse a year', async () => {
    const isHoliday = (date: string) => {
      if (date >= '2027') throw new Error('2027 is not announced yet')
      return date === monday
    }
    const isMakeUpWorkday = (date: string) => date === '2026-11-29'
    const calendar = provide(holidayCalendarToken, { useValue: { isHoliday, isMakeUpWorkday } })
    const { manager, engine, li } = await furnished({ provide: [calendar] })
    const why = async (day: string) =>
      (await manager.resources.roster({ from: day, to: day, resourceIds: [li] })).items[0]?.days[0]?.why
    expect(await why(monday)).toBe('closedDay')
    await manager.resources.setRoster({ resourceId: li, validFrom: '2026-11-01', rules: [onWeekdays] })
    expect(await why('2026-11-29')).toBe('makeUpDay')
    await expect(why('2027-01-04')).rejects.toThrow('does not answer for 2027-01-04: 2027 is not announced yet')
    await engine.close()
  })

  it('are the opening hours of each branch in its own zone, over a change of the clocks', async () => {
    const { manager, add } = studio
    const york = await add('ann', 'person', { branch: 'york' })
    await manager.resources.setOpeningHours({
      branch: 'york',
      validFrom: '2026-01-01',
      rules: [{ ...nineToSix, from: '00:00', to: '00:00' }],
    })
    expect((await manager.resources.openingHours({ branch: 'york' })).openingHours).toMatchObject([
      { validFrom: '2026-01-01' },
    ])
    const { items } = await manager.resources.roster({ from: '2026-10-31', to: '2026-11-01', resourceIds: [york] })
    expect(items[0]?.days.map(({ minutes }) => minutes / 60)).toEqual([24, 25])
    expect(items[0]?.minutes).toBe(49 * 60)
    expect(await codeOf(manager.resources.roster({ from: '2026-10-31', to: '2026-10-30' }))).toBe(
      'RESOURCE_PERIOD_INVALID',
    )
    expect(await codeOf(manager.resources.roster({ from: '2026-01-01', to: '2026-12-31' }))).toBe(
      'RESOURCE_PERIOD_INVALID',
    )
  })

  it('are none where a branch never said when it is open', async () => {
    const { manager, engine } = await openStudio()
    const { id } = await manager.resources.add({ code: 'room-1', kind: 'room', name: '一号棚' })
    const { items } = await manager.resources.roster({ from: monday, to: monday, resourceIds: [id] })
    expect(items[0]?.days).toMatchObject([{ why: 'noRoster', spans: [], minutes: 0 }])
    await engine.close()
  })

  it('show years that are long past, which no search reads', async () => {
    const { manager, li } = studio
    await manager.resources.setOpeningHours({ validFrom: '2020-01-01', rules: [onWeekdays] })
    await manager.resources.setShifts({ shifts: [{ resourceId: li, day: '2020-05-04', spans: [] }] })
    await book(li, monday)
    const { items } = await manager.resources.roster({ from: '2020-05-04', to: '2020-05-05', resourceIds: [li] })
    expect(items[0]?.days.map(({ why }) => why)).toEqual(['shift', 'openingHours'])
  })
})

describe('conflicts', () => {
  it('are what is booked outside of working time after a change, told at once and listed', async () => {
    const { manager, li, room, engine } = studio
    const heard: unknown[] = []
    engine.on(resourceConflictsFound, ({ data }) => heard.push(data))
    const early = await book(li, monday, 9, 11)
    const held = await book(li, tuesday, 16, 18, 'hold')
    await book(room, tuesday, 16, 18)
    const { conflicts } = await manager.resources.setRoster({
      resourceId: li,
      validFrom: monday,
      rules: [{ ...nineToSix, from: '10:00', to: '17:00' }],
    })
    expect(conflicts.map(({ reference, kind, outside }) => [reference, kind, outside])).toEqual([
      [early, 'booking', [{ from: at(monday, 9), to: at(monday, 10) }]],
      [held, 'hold', [{ from: at(tuesday, 17), to: at(tuesday, 18) }]],
    ])
    expect(heard).toEqual([
      {
        conflicts: [
          { resourceId: li, kind: 'booking', reference: early, from: at(monday, 9), to: at(monday, 11) },
          { resourceId: li, kind: 'hold', reference: held, from: at(tuesday, 16), to: at(tuesday, 18) },
        ],
      },
    ])
    expect((await manager.resources.conflicts({})).items).toEqual(conflicts)
    expect((await manager.resources.conflicts({ resourceIds: [room] })).items).toEqual([])
    expect((await manager.resources.conflicts({ from: at(tuesday, 0) })).items).toHaveLength(1)
    const { conflicts: closed } = await manager.resources.setOpeningHours({ validFrom: tuesday, rules: [] })
    expect(closed.map(({ resource }) => resource)).toEqual(['room-1'])
    const shifts = [{ resourceId: room, day: tuesday, spans: [{ from: '16:00', to: '18:00' }] }]
    expect((await manager.resources.setShifts({ shifts })).conflicts).toEqual([])
    expect(await codeOf(manager.resources.conflicts({ from: at(tuesday, 0), to: at(monday, 0) }))).toBe(
      'RESOURCE_PERIOD_INVALID',
    )
  })

  it('are none of a gown over night, until it is out of use or has a roster of its own', async () => {
    const { manager, gown } = studio
    await manager.resources.setShifts({
      shifts: [monday, tuesday].map((day) => ({ resourceId: gown, day, spans: [{ from: '00:00', to: '00:00' }] })),
    })
    await book(gown, monday, 10, 34, 'rental')
    const nothing = [monday, tuesday].map((day) => ({ resourceId: gown, day, spans: null }))
    expect((await manager.resources.setShifts({ shifts: nothing })).conflicts).toEqual([])
    const { conflicts } = await manager.resources.update({ resourceId: gown, validTo: monday })
    expect(conflicts.map(({ outside }) => outside)).toEqual([[{ from: at(tuesday, 0), to: at(tuesday, 10) }]])
    await manager.resources.update({ resourceId: gown, validTo: null })
    const own = await manager.resources.setRoster({ resourceId: gown, validFrom: monday, rules: [nineToSix] })
    expect(own.conflicts.map(({ outside }) => outside)).toEqual([[{ from: at(monday, 18), to: at(tuesday, 9) }]])
  })
})

describe('time off', () => {
  it('is asked for by whoever it is for, approved by somebody else, and then nobody books over it', async () => {
    const { manager, liNa, li, engine } = studio
    const heard: unknown[] = []
    engine.on(timeOffDecided, ({ data }) => heard.push(data))
    const { timeOff } = await liNa.resources.requestTimeOff({ kind: 'leave', firstDay: monday, lastDay: tuesday })
    expect(timeOff).toMatchObject({ resourceId: li, state: 'requested', from: at(monday, 0), to: at(tuesday, 24) })
    const early = await book(li, monday, 9, 10)
    const { timeOffId } = { timeOffId: timeOff.id }
    await expect(manager.resources.approveTimeOff({ timeOffId })).rejects.toMatchObject({
      code: 'TIME_OFF_MEETS_BOOKINGS',
      message: `"li-na" is booked within this time: booking ${early} ${monday} 09:00 to 10:00 (Asia/Shanghai).`,
      details: { conflicts: [{ reference: early, kind: 'booking', from: at(monday, 9), to: at(monday, 10) }] },
    })
    const { timeOff: approved, conflicts } = await manager.resources.approveTimeOff({
      timeOffId,
      despiteBookings: true,
    })
    expect(approved).toMatchObject({ state: 'approved', decidedBy: 'the-manager', despiteBookings: true })
    expect(conflicts.map(({ reference }) => reference)).toEqual([early])
    expect(heard).toEqual([{ timeOffId, resourceId: li, from: at(monday, 0), to: at(tuesday, 24), state: 'approved' }])
    expect((await manager.resources.conflicts({})).items.map(({ timeOff: met }) => met)).toEqual([[timeOffId]])
    expect(await codeOf(book(li, tuesday))).toBe('APPOINTMENT_TAKEN')
    const { items } = await manager.resources.roster({ from: monday, to: monday, resourceIds: [li] })
    expect(items[0]?.days).toMatchObject([{ why: 'openingHours', minutes: 0, timeOff: [{ timeOffId, kind: 'leave' }] }])
    expect(await codeOf(manager.resources.approveTimeOff({ timeOffId }))).toBe('TIME_OFF_STATE_REFUSED')
    await liNa.resources.withdrawTimeOff({ timeOffId })
    await book(li, tuesday)
  })

  it('is decided by a second person only', async () => {
    const { manager, as, li, mei } = studio
    const boss = as('manager', { id: 'mei' })
    const { timeOff: own } = await boss.resources.requestTimeOff({ kind: 'training', firstDay: tuesday })
    expect(await codeOf(boss.resources.approveTimeOff({ timeOffId: own.id }))).toBe('TIME_OFF_OWN')
    const asked = await manager.resources.requestTimeOff({ resourceId: mei, kind: 'leave', firstDay: '2026-12-01' })
    expect(await codeOf(manager.resources.approveTimeOff({ timeOffId: asked.timeOff.id }))).toBe('TIME_OFF_OWN')
    expect(await codeOf(boss.resources.refuseTimeOff({ timeOffId: asked.timeOff.id }))).toBe('TIME_OFF_OWN')
    expect((await manager.resources.refuseTimeOff({ timeOffId: own.id, answer: '太忙' })).state).toBe('refused')
    expect(await codeOf(manager.resources.withdrawTimeOff({ timeOffId: own.id }))).toBe('TIME_OFF_STATE_REFUSED')
    const sick = { kind: 'sick', firstDay: monday, approved: true } as const
    expect(await codeOf(boss.resources.requestTimeOff({ ...sick, resourceId: mei }))).toBe('TIME_OFF_OWN')
    const { timeOff } = await boss.resources.requestTimeOff({ ...sick, resourceId: li })
    expect(timeOff).toMatchObject({ state: 'approved', requestedBy: 'mei', decidedBy: 'mei' })
    expect(await codeOf(book(li, monday))).toBe('APPOINTMENT_TAKEN')
    expect(await codeOf(boss.resources.requestTimeOff({ ...sick, kind: 'leave', resourceId: li }))).toBe(
      'INPUT_INVALID',
    )
  })

  it('is one’s own but for the manager, to ask for, to see and to withdraw', async () => {
    const { manager, liNa, as, mei } = studio
    expect(await codeOf(liNa.resources.requestTimeOff({ resourceId: mei, kind: 'leave', firstDay: monday }))).toBe(
      'TIME_OFF_OF_ANOTHER',
    )
    expect(await codeOf(as('photographer').resources.requestTimeOff({ kind: 'leave', firstDay: monday }))).toBe(
      'TIME_OFF_OF_ANOTHER',
    )
    const sick = { kind: 'sick', firstDay: monday, approved: true } as const
    expect(await codeOf(liNa.resources.requestTimeOff(sick))).toBe('PERMISSION_MISSING')
    const { timeOff } = await manager.resources.requestTimeOff({ ...sick, resourceId: mei })
    expect(await codeOf(liNa.resources.withdrawTimeOff({ timeOffId: timeOff.id }))).toBe('TIME_OFF_OF_ANOTHER')
    expect((await liNa.resources.timeOff({})).items).toEqual([])
    expect(
      (await manager.resources.timeOff({ state: 'approved', from: at(monday, 1), to: at(monday, 2) })).items,
    ).toHaveLength(1)
    expect((await manager.resources.timeOff({ from: at(tuesday, 0) })).items).toEqual([])
    const { items } = await liNa.resources.roster({ from: monday, to: monday, resourceIds: [mei] })
    expect(items[0]?.days[0]?.timeOff).toMatchObject([{ kind: null }])
  })

  it('by the hour is half open, meets no other, and is withdrawn until it is over', async () => {
    const { manager, liNa, li, clock } = studio
    const hours = (from: number, to: number) => ({ kind: 'other' as const, from: at(monday, from), to: at(monday, to) })
    const { timeOff } = await liNa.resources.requestTimeOff(hours(12, 14))
    expect(await codeOf(liNa.resources.requestTimeOff(hours(13, 15)))).toBe('TIME_OFF_OVERLAPS')
    await liNa.resources.requestTimeOff(hours(14, 15))
    const timeOffId = timeOff.id
    await manager.resources.approveTimeOff({ timeOffId })
    await book(li, monday, 10, 12)
    await book(li, monday, 14, 16)
    clock.now = at(monday, 13)
    expect(await codeOf(liNa.resources.withdrawTimeOff({ timeOffId }))).toBe('TIME_OFF_STATE_REFUSED')
    expect((await manager.resources.withdrawTimeOff({ timeOffId })).state).toBe('withdrawn')
    const late = await liNa.resources.requestTimeOff(hours(12, 13))
    clock.now = at(tuesday, 0)
    await manager.resources.approveTimeOff({ timeOffId: late.timeOff.id })
    expect(await codeOf(manager.resources.withdrawTimeOff({ timeOffId: late.timeOff.id }))).toBe(
      'TIME_OFF_STATE_REFUSED',
    )
  })

  it('of a day is as long as the day of its zone', async () => {
    const { manager, add } = studio
    const ann = await add('ann', 'person', { branch: 'york' })
    const hoursOf = async (resourceId: string, firstDay: string) => {
      const { timeOff } = await manager.resources.requestTimeOff({ resourceId, kind: 'leave', firstDay })
      return (Date.parse(timeOff.to) - Date.parse(timeOff.from)) / 3_600_000
    }
    expect(await hoursOf(ann, '2026-11-01')).toBe(25)
    expect(await hoursOf(ann, '2027-03-14')).toBe(23)
    expect(await hoursOf(ann, '2027-03-15')).toBe(24)
  })

  it.each<[object, string]>([
    [{ firstDay: tuesday, lastDay: monday }, 'TIME_OFF_PERIOD_INVALID'],
    [{ firstDay: monday, lastDay: '2027-12-31' }, 'TIME_OFF_PERIOD_INVALID'],
    [{ firstDay: '2026-05-01' }, 'TIME_OFF_PERIOD_INVALID'],
    [{ from: at(monday, 3), to: at(monday, 3) }, 'TIME_OFF_PERIOD_INVALID'],
    [{ firstDay: monday, from: at(monday, 1), to: at(monday, 2) }, 'INPUT_INVALID'],
    [{ lastDay: monday }, 'INPUT_INVALID'],
    [{ from: at(monday, 1) }, 'INPUT_INVALID'],
  ])('is refused as %j', async (given, code) => {
    expect(await codeOf(studio.liNa.resources.requestTimeOff({ kind: 'leave', ...given }))).toBe(code)
    expect((await studio.manager.resources.timeOff({})).items).toEqual([])
  })

  it('may end on the day on which it begins, and says so', async () => {
    const asked = studio.liNa.resources.requestTimeOff({ kind: 'leave', firstDay: tuesday, lastDay: monday })
    await expect(asked).rejects.toThrow(`lastDay must be ${tuesday} or later, but is ${monday}.`)
  })

  it('is unknown by a made-up id', async () => {
    const { manager } = studio
    const timeOffId = 'nothing'
    for (const step of ['approveTimeOff', 'refuseTimeOff', 'withdrawTimeOff'] as const) {
      expect(await codeOf(manager.resources[step]({ timeOffId }))).toBe('TIME_OFF_UNKNOWN')
    }
  })
})

describe('permissions', () => {
  it('leave rosters to the manager, and are those of the branch of the resource', async () => {
    const { as, engine, li, room } = studio
    const reception = as('reception')
    const rules = [nineToSix]
    for (const work of [
      reception.resources.add({ code: 'x', kind: 'room', name: 'X' }),
      reception.resources.setRoster({ resourceId: li, validFrom: monday, rules }),
      reception.resources.setShifts({ shifts: [{ resourceId: li, day: monday, spans: [] }] }),
      reception.resources.setOpeningHours({ validFrom: monday, rules }),
    ]) {
      expect(await codeOf(work)).toBe('PERMISSION_MISSING')
    }
    expect((await reception.resources.roster({ from: monday, to: monday })).items).toHaveLength(4)
    const york = engine.as({
      tenant: 'rose',
      branch: 'york',
      actor: { id: 'ann', roles: [{ role: 'manager', branches: ['york'] }] },
    })
    expect((await york.resources.list({})).items).toEqual([])
    expect((await york.resources.roster({ from: monday, to: monday })).items).toEqual([])
    for (const work of [
      york.resources.get({ resourceId: room }),
      york.resources.retire({ resourceId: room }),
      york.resources.setRoster({ resourceId: room, validFrom: monday, rules }),
      york.resources.setOpeningHours({ branch: 'main', validFrom: monday, rules }),
      york.resources.update({ resourceId: room, branch: 'york' }),
    ]) {
      expect(await codeOf(work)).toBe('PERMISSION_MISSING')
    }
  })

  it('of one studio reach no other', async () => {
    const lily = studio.as('manager', { tenant: 'lily' })
    expect((await lily.resources.list({})).items).toEqual([])
    expect(await lily.desk.search({ resourceId: studio.li, from: at(monday, 0), to: at(monday, 24) })).toEqual([])
    expect(await codeOf(lily.resources.get({ resourceId: studio.li }))).toBe('RESOURCE_UNKNOWN')
  })
})
