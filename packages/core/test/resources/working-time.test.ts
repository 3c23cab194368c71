/** Working time against a model that looks at a clock every minute. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayRules } from '../../src/resources/day-rules.ts'
import type { BookResource, ResourceBook } from '../../src/resources/index.ts'
import { whyNotWorking, workingTime } from '../../src/resources/index.ts'
import type { Plan, Shift } from '../../src/resources/planned-day.ts'
import { readyRoster, type RosterRule, wallMinutes } from '../../src/resources/roster-rule.ts'
import { plannedOn } from '../../src/resources/working-time.ts'
import { dateOfEpochDay, epochDayOf } from '../../src/values/calendar-date.ts'

const holidays = dayRules({
  closedDays: [],
  openDays: [],
  makeUpWeekday: 1,
  isHoliday: () => false,
  isMakeUp: () => false,
})

const always: Plan = {
  usedFrom: -Infinity,
  usedUntil: Infinity,
  worksOnHolidays: false,
  rosters: [],
  openingHours: [],
  shifts: new Map(),
}

function resourceOf(timeZone: string, plan: Partial<Plan>, id = 'one'): BookResource {
  return {
    id,
    code: id,
    kind: 'person',
    branch: 'main',
    claimName: `resource:${id}`,
    itemId: null,
    serialId: null,
    timeZone,
    skills: [],
    capacity: 1,
    personId: null,
    placeId: null,
    prepareMinutes: 0,
    cleanMinutes: 0,
    dailyLimit: null,
    weeklyLimit: null,
    validFrom: null,
    validTo: null,
    retiredFrom: null,
    worksOnHolidays: false,
    hasRoster: (plan.rosters ?? []).length > 0,
    plan: { ...always, ...plan },
  }
}

function bookOf(resources: readonly BookResource[], rules = holidays): ResourceBook {
  return {
    tenant: 'rose',
    version: 1,
    resources,
    byId: new Map(resources.map((one) => [one.id, one])),
    ofStock: new Map(),
    openingPlanOf: () => always,
    bySkill: new Map(),
    since: '0001-01-01',
    rulesOf: () => rules,
    zones: new Map(),
  }
}

/** What a clock of the zone shows, minute by minute, as Intl says: days since 1970 and minutes of the day. */
function clockOf(timeZone: string, from: number, to: number): { local: Int32Array; from: number } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  const local = new Int32Array(to - from)
  for (let minute = from; minute < to; minute++) {
    const [, day = '', hour, part] = /^(\d+-\d+-\d+), (\d+):(\d+)/.exec(format.format(minute * 60_000)) ?? []
    local[minute - from] = epochDayOf(day) * 1440 + Number(hour) * 60 + Number(part)
  }
  return { local, from }
}

/** The spans of one day by the rules of the room, found by looking at every minute. */
function naiveDay(clock: ReturnType<typeof clockOf>, day: number, wall: readonly number[]): Set<number> {
  const { local, from } = clock
  const works = new Set<number>()
  if (!local.some((shown) => Math.floor(shown / 1440) === day)) return works
  for (let place = 0; place < wall.length; place += 2) {
    const start = day * 1440 + (wall[place] ?? 0)
    const end = day * 1440 + (wall[place + 1] ?? 0)
    const first = local.findIndex((shown) => shown >= start)
    const last = local.findLastIndex((shown) => shown < end)
    for (let at = first; at <= last; at++) works.add(from + at)
  }
  return works
}

const minutesOf = (spans: readonly number[]): number[] => {
  const minutes: number[] = []
  for (let place = 0; place < spans.length; place += 2) {
    for (let minute = spans[place] ?? 0; minute < (spans[place + 1] ?? 0); minute++) minutes.push(minute)
  }
  return minutes
}

const timeOfDay = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 29, 30, 45, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
/** Mostly about midnight, where clocks change. */
const anyTime = fc.oneof(
  timeOfDay,
  fc.constantFrom('00:00', '00:30', '01:00', '01:30', '01:59', '02:00', '02:15', '02:30', '03:00'),
)
const anySpan = fc.record({ from: anyTime, to: anyTime })
const weekly = fc
  .tuple(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), anySpan)
  .map(([weekdays, span]): RosterRule => ({ kind: 'weekly', weekdays, everyWeeks: 1, ...span }))

/** Zones around a change of their clocks: [zone, the day of the change]. */
const changes: readonly (readonly [string, string])[] = [
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['Asia/Shanghai', '1988-04-17'],
  ['Asia/Shanghai', '1988-09-11'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['America/Santiago', '2026-09-06'],
  ['America/Santiago', '2026-04-05'],
  ['Asia/Kathmandu', '1986-01-01'],
]

describe.each(changes)('working time in %s around %s', (timeZone, day) => {
  const middle = epochDayOf(day)
  const clock = clockOf(timeZone, (middle - 5) * 1440, (middle + 6) * 1440)

  it('is what somebody sees who looks at the clock every minute', () => {
    fc.assert(
      fc.property(
        fc.array(weekly, { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('-1', '0', '1'), fc.array(anySpan, { maxLength: 2 }), { maxKeys: 2 }),
        fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
        fc.integer({ min: 1, max: 2 * 1440 }),
        (rules, exceptions, begin, length) => {
          const shifts = new Map(
            Object.entries(exceptions).map(([days, spans]) => [
              middle + Number(days),
              { spans: wallMinutes(spans), reason: null },
            ]),
          )
          const ready = readyRoster(rules, dateOfEpochDay(middle - 30))
          const resource = resourceOf(timeZone, { rosters: [{ validFrom: middle - 30, roster: ready }], shifts })
          const works = new Set<number>()
          for (let one = middle - 4; one <= middle + 4; one++) {
            const wall = shifts.get(one)?.spans ?? ready.on(one)
            for (const minute of naiveDay(clock, one, wall)) works.add(minute)
          }
          const from = middle * 1440 + begin
          const to = Math.min(from + length, (middle + 2) * 1440)
          const expected = [...works].filter((minute) => from <= minute && minute < to).sort((a, b) => a - b)
          const spans = workingTime(bookOf([resource]), resource, from, to)
          expect(minutesOf(spans)).toEqual(expected)
          // Sorted, disjoint, and neighbours are one.
          for (let place = 1; place < spans.length; place++) {
            expect(spans[place]).toBeGreaterThan(spans[place - 1] ?? Infinity)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

const instant = (minute: number | undefined): string => new Date((minute ?? 0) * 60_000).toISOString()

/** The times of one rule on one day. */
function timesOn(timeZone: string, day: string, from: string, to: string): string[] {
  const roster = readyRoster([{ kind: 'recurrence', rrule: 'FREQ=DAILY;COUNT=1', from, to }], day)
  const resource = resourceOf(timeZone, { rosters: [{ validFrom: epochDayOf(day), roster }] })
  return plannedOn(bookOf([resource]), resource, epochDayOf(day)).times.map(instant)
}

describe('a day of the wall clock', () => {
  it('has 23, 24 or 25 hours, half an hour less in Lord Howe, and none where the zone skipped it', () => {
    const hours = (timeZone: string, day: string) => {
      const [from = '', to = ''] = timesOn(timeZone, day, '00:00', '00:00')
      return (Date.parse(to) - Date.parse(from)) / 3_600_000
    }
    expect(hours('America/New_York', '2026-03-08')).toBe(23)
    expect(hours('America/New_York', '2026-03-09')).toBe(24)
    expect(hours('America/New_York', '2026-11-01')).toBe(25)
    expect(hours('Australia/Lord_Howe', '2026-10-04')).toBe(23.5)
    expect(timesOn('Pacific/Apia', '2011-12-30', '09:00', '18:00')).toEqual([])
    expect(timesOn('America/Sao_Paulo', '2018-11-04', '00:00', '06:00')[0]).toBe('2018-11-04T03:00:00.000Z')
  })

  it('begins when the clocks jump, and takes the earlier start and the later end of what comes twice', () => {
    expect(timesOn('America/New_York', '2026-03-08', '02:30', '05:00')[0]).toBe('2026-03-08T07:00:00.000Z')
    expect(timesOn('America/New_York', '2026-11-01', '01:30', '09:00')[0]).toBe('2026-11-01T05:30:00.000Z')
    expect(timesOn('America/New_York', '2026-11-01', '00:00', '01:30')[1]).toBe('2026-11-01T06:30:00.000Z')
    // From eleven at night for five hours, over the change: it ends at four by the new time.
    expect(timesOn('America/New_York', '2026-03-07', '23:00', '04:00')).toEqual([
      '2026-03-08T04:00:00.000Z',
      '2026-03-08T08:00:00.000Z',
    ])
  })
})

describe('what decides about a day', () => {
  const friday = epochDayOf('2026-09-25')
  const sunday = epochDayOf('2026-09-27')
  const weekdays = readyRoster(
    [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5], everyWeeks: 1, from: '09:00', to: '18:00' }],
    '2026-01-01',
  )
  const weekends = readyRoster(
    [{ kind: 'weekly', weekdays: [6, 7], everyWeeks: 1, from: '12:00', to: '20:00' }],
    '2026-01-01',
  )
  const rules = dayRules({
    closedDays: [{ from: '2026-09-25', to: '2026-09-27' }],
    openDays: ['2026-09-27'],
    makeUpWeekday: 1,
    isHoliday: (date) => {
      if (date > '2026-12-31') throw new Error('no holidays are known of 2027')
      return date === '2026-10-01'
    },
    isMakeUp: (date) => date === '2026-10-10',
  })
  const on = (plan: Partial<Plan>, day: number) => {
    const resource = resourceOf('Asia/Shanghai', plan)
    const { why, spans } = plannedOn(bookOf([resource], rules), resource, day)
    return [why, ...spans]
  }
  const ofWeekdays = { rosters: [{ validFrom: epochDayOf('2026-01-01'), roster: weekdays }] }
  const ofWeekends = { rosters: [{ validFrom: epochDayOf('2026-01-01'), roster: weekends }] }

  it('is a closed day, unless a shift or the resource says otherwise', () => {
    expect(on(ofWeekdays, friday)).toEqual(['closedDay'])
    expect(on(ofWeekdays, epochDayOf('2026-10-01'))).toEqual(['closedDay'])
    expect(on({ ...ofWeekdays, worksOnHolidays: true }, friday)).toEqual(['roster', 540, 1080])
    const shifts = new Map([[friday, { spans: [600, 700], reason: null }]])
    expect(on({ ...ofWeekdays, shifts }, friday)).toEqual(['shift', 600, 700])
  })

  it('is a make-up workday for whoever would be off, as on Monday, and an ordinary one for the others', () => {
    expect(on(ofWeekdays, sunday)).toEqual(['makeUpDay', 540, 1080])
    expect(on(ofWeekends, sunday)).toEqual(['roster', 720, 1200])
    expect(on(ofWeekdays, epochDayOf('2026-10-10'))).toEqual(['makeUpDay', 540, 1080])
  })

  it('is the opening hours where there is no roster, before the first, and where it is given back', () => {
    const openingHours = [weekends]
    expect(on({ openingHours }, sunday)).toEqual(['openingHours', 720, 1200])
    expect(on({}, sunday)).toEqual(['noRoster'])
    const rosters = [
      { validFrom: friday - 7, roster: weekdays },
      { validFrom: friday + 7, roster: null },
    ]
    expect(on({ openingHours, rosters }, friday - 13)).toEqual(['openingHours', 720, 1200])
    expect(on({ openingHours, rosters }, friday - 1)).toEqual(['roster', 540, 1080])
    expect(on({ openingHours, rosters }, friday + 8)).toEqual(['openingHours', 720, 1200])
  })

  it('is nothing out of use, and refused of a year without holidays only where it matters', () => {
    const plan = { ...ofWeekdays, usedFrom: friday, usedUntil: friday + 10 }
    expect(on(plan, friday - 1)).toEqual(['notInUse'])
    expect(on(plan, friday + 10)).toEqual(['notInUse'])
    expect(() => on(ofWeekdays, epochDayOf('2027-01-04'))).toThrow('no holidays are known of 2027')
    expect(on(ofWeekdays, epochDayOf('2027-01-03'))).toEqual(['roster'])
    expect(on({ ...ofWeekdays, worksOnHolidays: true }, epochDayOf('2027-01-04'))).toEqual(['roster', 540, 1080])
  })
})

describe('working time that is remembered', () => {
  it('is the same in whatever order and pieces it is asked for', () => {
    const roster = readyRoster(
      [{ kind: 'weekly', weekdays: [1, 3, 5, 7], everyWeeks: 2, from: '20:00', to: '03:00' }],
      '2026-01-05',
    )
    const plan = { rosters: [{ validFrom: epochDayOf('2026-01-05'), roster }] }
    const start = epochDayOf('2026-01-01') * 1440
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400_000 }), fc.integer({ min: 1, max: 90_000 })), {
          minLength: 1,
          maxLength: 6,
        }),
        (windows) => {
          const resource = resourceOf('America/New_York', plan)
          const book = bookOf([resource])
          for (const [from, length] of windows) {
            const fresh = resourceOf('America/New_York', plan)
            const window = [start + from, start + from + length] as const
            expect(workingTime(book, resource, ...window)).toEqual(workingTime(bookOf([fresh]), fresh, ...window))
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is that of the opening hours for all who follow them, but for whoever is out of use', () => {
    const hours = readyRoster(
      [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], everyWeeks: 1, from: '10:00', to: '11:00' }],
      '2026-01-01',
    )
    const openingHours = [hours]
    const used = resourceOf('Asia/Shanghai', { openingHours }, 'used')
    const gone = resourceOf('Asia/Shanghai', { openingHours, usedUntil: epochDayOf('2026-05-11') }, 'gone')
    const book = bookOf([used, gone])
    const from = epochDayOf('2026-05-01') * 1440
    const to = epochDayOf('2026-05-21') * 1440
    expect(workingTime(book, used, from, to)).toHaveLength(40)
    expect(workingTime(book, gone, from, to)).toHaveLength(20)
    expect(workingTime(book, gone, to, from)).toEqual([])
  })
})

describe('why somebody does not work', () => {
  const zones = [
    { timeZone: 'America/New_York', date: '2026-03-07' },
    { timeZone: 'America/New_York', date: '2026-10-31' },
    { timeZone: 'Australia/Lord_Howe', date: '2026-04-04' },
    { timeZone: 'Pacific/Apia', date: '2011-12-28' },
    { timeZone: 'Asia/Shanghai', date: '2026-11-22' },
  ]

  it('is told of every minute in which nobody works and of no other, by what decided about its local day', () => {
    const reasons = new Set<string>()
    const time = fc.integer({ min: 0, max: 23 }).map((hour) => `${String(hour).padStart(2, '0')}:30`)
    const any = fc.record({
      zone: fc.constantFrom(...zones),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 }),
      from: time,
      to: time,
      ofItsOwn: fc.boolean(),
      holidays: fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { maxLength: 2 }),
      shift: fc.option(fc.integer({ min: 0, max: 4 })),
      usedUntil: fc.option(fc.integer({ min: 1, max: 4 })),
      begins: fc.integer({ min: 0, max: 3000 }),
      minutes: fc.integer({ min: 1, max: 4000 }),
    })
    fc.assert(
      fc.property(any, ({ zone, weekdays, from, to, ofItsOwn, shift, usedUntil, begins, minutes, ...closed }) => {
        const { timeZone, date } = zone
        const first = epochDayOf(date)
        const off = closed.holidays.map((day) => dateOfEpochDay(first + day))
        const rules = dayRules({
          ...{ closedDays: [], openDays: [], makeUpWeekday: 1, isMakeUp: () => false },
          isHoliday: (one) => off.includes(one),
        })
        const weekly: RosterRule = { kind: 'weekly', weekdays, from, to, everyWeeks: 1 }
        const roster = readyRoster([weekly], '2000-01-01')
        const shifts = new Map<number, Shift>()
        if (shift !== null) {
          shifts.set(first + shift, { spans: wallMinutes([{ from: '10:00', to: '12:00' }]), reason: null })
        }
        const plan = {
          rosters: ofItsOwn ? [{ validFrom: 0, roster }] : [],
          openingHours: [roster],
          usedUntil: usedUntil === null ? Infinity : first + usedUntil,
          shifts,
        }
        const resource = resourceOf(timeZone, plan)
        const book = bookOf([resource], rules)
        const [start, end] = [first * 1440 + begins, first * 1440 + begins + minutes]
        const told = whyNotWorking(book, resource, start, end)
        const open = workingTime(book, resource, start, end)
        const { local } = clockOf(timeZone, start, end)
        for (let minute = start; minute < end; minute++) {
          const works = open.some((span, at) => at % 2 === 0 && span <= minute && minute < (open[at + 1] ?? 0))
          const parts = told.filter((part) => part.from <= minute && minute < part.to)
          expect(parts).toHaveLength(works ? 0 : 1)
          const day = Math.floor((local[minute - start] ?? 0) / 1440)
          for (const { why } of parts) expect(why).toBe(plannedOn(book, resource, day).why)
        }
        for (const [at, { from: begin, why }] of told.entries()) {
          reasons.add(why)
          const before = told[at - 1]
          expect(before?.to === begin && before.why === why).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
    expect([...reasons].sort()).toEqual(['closedDay', 'notInUse', 'openingHours', 'roster', 'shift'])
  })
})
