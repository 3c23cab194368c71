import { describe, expect, it } from 'vitest'
import {
  explain,
  findSlots,
  findSlotsOfPlaces,
  freeSpans,
  type PoolMember,
  type ResourceTimes,
  type SearchClaim,
  type SearchRequirement,
  searchResource,
  type SlotQuery,
  slotAt,
  slots,
} from '../../../src/bookings/search/index.ts'

/** Minutes of an instant, and back. */
const at = (text: string): number => Date.parse(`${text}:00Z`) / 60_000
const text = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 16)

const nineToSix = [at('2026-04-01T09:00'), at('2026-04-01T18:00')]
const allDay = [at('2026-01-01T00:00'), at('2027-01-01T00:00')]

const taken = (reference: string, from: string, to: string, more: Partial<SearchClaim> = {}): SearchClaim => ({
  reference,
  from: at(`2026-04-01T${from}`),
  to: at(`2026-04-01T${to}`),
  ...more,
})

function member(id: string, claims: SearchClaim[] = [], told: Partial<ResourceTimes & PoolMember> = {}): PoolMember {
  const { before = 0, after = 0, favourite = false, skillLevel = 0, ...times } = told
  return { resource: searchResource({ id, open: nineToSix, claims, ...times }), before, after, favourite, skillLevel }
}

const throughout = { from: { of: 'start', minutes: 0 }, to: { of: 'end', minutes: 0 } } as const
const hourBefore = { from: { of: 'start', minutes: -60 }, to: { of: 'start', minutes: 0 } } as const

const needs = (
  name: string,
  pool: readonly PoolMember[],
  more: Partial<SearchRequirement> = {},
): SearchRequirement => ({ name, pool, count: 1, quantity: 1, ...throughout, ...more })

const query = (requirements: readonly SearchRequirement[], more: Partial<SlotQuery> = {}): SlotQuery => ({
  duration: 120,
  window: { from: at('2026-04-01T00:00'), to: at('2026-04-02T00:00') },
  grid: { step: 30, anchor: 0 },
  stretches: [{ from: at('2026-01-01T00:00'), to: at('2027-01-01T00:00'), offsetMinutes: 0 }],
  requirements,
  ...more,
})

const clocks = (found: Iterable<{ readonly start: number }>): string[] =>
  [...found].map(({ start }) => text(start).slice(11))
const whoAt = (asked: SlotQuery, clock: string) =>
  slotAt(asked, at(`2026-04-01T${clock}`))?.requirements.map(({ chosen }) =>
    chosen.map(({ resource, reason }) => `${resource}: ${reason}`).join(', '),
  )

describe('a shoot with make-up in the hour before', () => {
  const ming = member('photographer Ming', [taken('booking 7', '13:00', '15:00')])
  const lan = member('artist Lan', [taken('booking 8', '10:30', '11:00')])
  const red = member('room Red', [], { after: 30 })
  const shoot = query([
    needs('photographer', [ming]),
    needs('make-up', [lan], hourBefore),
    needs('room', [red], { from: { of: 'start', minutes: -60 }, to: { of: 'end', minutes: 0 } }),
  ])

  it('is where each is free for the own part of it', () => {
    // 10:00 has make-up from nine, 10:30 until Lan goes on, 15:00 while Ming still shoots; the room is cleaned after work.
    expect(clocks(slots(shoot))).toEqual(['10:00', '10:30', '15:00', '15:30', '16:00'])
    expect(findSlots(shoot, 1)).toEqual([{ start: at('2026-04-01T10:00'), end: at('2026-04-01T12:00'), place: null }])
    expect(findSlots(shoot, 0)).toEqual([])
  })

  it('tells what to claim: the phase of each with its buffers', () => {
    const slot = slotAt(shoot, at('2026-04-01T10:00'))
    const claims = slot?.requirements.flatMap(({ chosen }) =>
      chosen.map(({ resource, claimFrom, claimTo }) => `${resource} ${text(claimFrom)} ${text(claimTo)}`),
    )
    expect(claims).toEqual([
      'photographer Ming 2026-04-01T10:00 2026-04-01T12:00',
      'artist Lan 2026-04-01T09:00 2026-04-01T10:00',
      'room Red 2026-04-01T09:00 2026-04-01T12:30',
    ])
  })

  it('is not at half past eleven, and it says why', () => {
    const told = explain(shoot, at('2026-04-01T11:30'))
    expect(told.free).toBe(false)
    expect(told.requirements.map(({ name, enough }) => [name, enough])).toEqual([
      ['photographer', false],
      ['make-up', false],
      ['room', true],
    ])
    expect(told.requirements[0]?.members[0]?.reasons).toMatchObject([
      { kind: 'taken', claims: [{ reference: 'booking 7', from: at('2026-04-01T13:00'), to: at('2026-04-01T15:00') }] },
    ])
  })

  it('is not before work, off the grid, or on another day', () => {
    expect(explain(shoot, at('2026-04-01T09:30')).requirements[1]?.members[0]?.reasons).toEqual([
      { kind: 'notWorking', spans: [{ from: at('2026-04-01T08:30'), to: at('2026-04-01T09:00') }] },
    ])
    expect(explain(shoot, at('2026-04-01T10:10')).reasons).toEqual(['offGrid'])
    expect(explain(shoot, at('2026-04-02T10:00')).reasons).toEqual(['outsideWindow'])
    expect(slotAt(shoot, at('2026-04-01T10:10'))).toBe(null)
    expect(slotAt(shoot, at('2026-04-02T10:00'))).toBe(null)
  })
})

describe('a pool', () => {
  const an = member('An', [taken('a', '09:00', '12:00')])
  const bo = member('Bo', [taken('b', '13:00', '18:00')])

  it('never makes one free person of two who are free for half the time', () => {
    expect(clocks(slots(query([needs('photographer', [an, bo])])))).toEqual([
      ...['09:00', '09:30', '10:00', '10:30', '11:00'],
      ...['12:00', '12:30', '13:00', '13:30', '14:00', '14:30', '15:00', '15:30', '16:00'],
    ])
  })

  it('of which two are wanted has slots where two are free at once', () => {
    const asked = query([needs('photographers', [an, bo], { count: 2 })], { duration: 60 })
    expect(clocks(slots(asked))).toEqual(['12:00'])
    expect(whoAt(asked, '12:00')).toEqual(['An: onlyOne, Bo: onlyOne'])
  })

  it('takes who is preferred by the policy, favourites before all others, and says so', () => {
    const pool = [
      member('An', [], { load: 300, lastBookedAt: 5, skillLevel: 3 }),
      member('Bo', [], { load: 100, lastBookedAt: 9, skillLevel: 2 }),
      member('Cai', [], { load: 200, lastBookedAt: null, skillLevel: 1 }),
    ]
    const taken = (ranking: SearchRequirement['ranking'], of = pool) =>
      whoAt(query([needs('photographer', of, ranking === undefined ? {} : { ranking })]), '10:00')
    expect(taken(undefined)).toEqual(['An: listed'])
    expect(taken('leastLoaded')).toEqual(['Bo: leastLoaded'])
    expect(taken('roundRobin')).toEqual(['Cai: roundRobin'])
    expect(taken('lowestSkill')).toEqual(['Cai: skillLevel'])
    expect(taken('highestSkill')).toEqual(['An: skillLevel'])
    const favoured = [...pool, member('Deng', [], { load: 900, favourite: true })]
    expect(taken('leastLoaded', favoured)).toEqual(['Deng: favourite'])
    expect(taken('leastLoaded', [member('B', []), member('A', [])])).toEqual(['A: listed'])
  })
})

describe('people with two skills', () => {
  const an = member('An')
  const bo = member('Bo', [taken('b', '12:00', '18:00')])

  it('do one thing at a time: who can do both is left for what nobody else can', () => {
    const asked = query([needs('photographer', [an, bo]), needs('lights', [an])], { duration: 60 })
    expect(clocks(slots(asked))).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00'])
    expect(whoAt(asked, '10:00')).toEqual(['Bo: onlyOne', 'An: onlyOne'])
  })

  it('are needed elsewhere where too few are left', () => {
    const asked = query([needs('photographer', [an, bo]), needs('lights', [an])], { duration: 60 })
    const told = explain(asked, at('2026-04-01T14:00'))
    expect(told.requirements.map(({ enough, free }) => [enough, free])).toEqual([
      [true, 1],
      [false, 0],
    ])
    expect(told.requirements[1]?.members).toEqual([
      { resource: 'An', free: false, reasons: [{ kind: 'neededElsewhere', requirements: ['photographer'] }] },
    ])
  })

  it('do one thing after the other, unless buffers overlap', () => {
    const alone = (buffer: number) => {
      const one = member('An')
      return query([needs('photographer', [one]), needs('make-up', [{ ...one, after: buffer }], hourBefore)])
    }
    expect(whoAt(alone(0), '10:00')).toEqual(['An: onlyOne', 'An: onlyOne'])
    expect(findSlots(alone(10), 1)).toEqual([])
  })
})

describe('a workshop with eight seats', () => {
  const seats = member('seats', [taken('group 1', '10:00', '12:00', { quantity: 5 })], { capacity: 8 })

  it('is free as long as enough seats are left throughout', () => {
    const asked = (quantity: number) => query([needs('seats', [seats], { quantity })], { duration: 180 })
    expect(clocks(slots(asked(3)))).toEqual(clocks(slots(asked(1))))
    expect(clocks(slots(asked(4)))).toEqual(['12:00', '12:30', '13:00', '13:30', '14:00', '14:30', '15:00'])
    expect(explain(asked(4), at('2026-04-01T09:00')).requirements[0]?.members[0]?.reasons).toMatchObject([
      { kind: 'capacity', needed: 4, free: 3, claims: [{ reference: 'group 1' }] },
    ])
    expect(explain(asked(9), at('2026-04-01T15:00')).requirements[0]?.members[0]?.reasons).toMatchObject([
      { kind: 'capacity', needed: 9, free: 8, claims: [] },
    ])
  })

  it('serves two requirements at once as far as its seats go', () => {
    const both = (first: number, second: number) =>
      query([needs('guests', [seats], { quantity: first }), needs('children', [seats], { quantity: second })])
    expect(clocks(slots(both(2, 1)))).toContain('10:00')
    expect(clocks(slots(both(2, 2)))).not.toContain('10:00')
    expect(clocks(slots(both(4, 4)))).toContain('12:00')
    expect(clocks(slots(both(5, 4)))).toEqual([])
  })

  it('shows in a calendar what is left when', () => {
    const window = { from: at('2026-04-01T08:00'), to: at('2026-04-01T16:00') }
    const { resource } = member(
      'seats',
      [
        taken('group 1', '10:00', '11:00', { quantity: 5 }),
        taken('group 2', '11:00', '12:00', { quantity: 5 }),
        taken('overbooked', '14:00', '15:00', { quantity: 9 }),
      ],
      { capacity: 8 },
    )
    expect(freeSpans(resource, window).map(({ from, to, free }) => [text(from), text(to), free])).toEqual([
      ['2026-04-01T09:00', '2026-04-01T10:00', 8],
      ['2026-04-01T10:00', '2026-04-01T12:00', 3],
      ['2026-04-01T12:00', '2026-04-01T14:00', 8],
      ['2026-04-01T15:00', '2026-04-01T16:00', 8],
    ])
  })
})

describe('two places', () => {
  const travel = (from: string): number => (from === 'beach' ? 45 : 30)
  const ming = member('Ming', [taken('at the beach', '11:00', '13:00', { place: 'beach' })])
  const asked = (place: string, pool: readonly PoolMember[] = [ming]) =>
    query([needs('photographer', pool)], { place, travel, duration: 60 })

  it('are as far from each other as the way takes, there and back', () => {
    expect(clocks(slots(asked('beach')))).toContain('10:00')
    // To the beach it takes 30 minutes, and back 45.
    const studio = clocks(slots(asked('studio')))
    expect(studio.slice(0, 4)).toEqual(['09:00', '09:30', '14:00', '14:30'])
    expect(explain(asked('studio'), at('2026-04-01T13:30')).requirements[0]?.members[0]?.reasons).toEqual([
      {
        kind: 'travel',
        claims: [
          {
            ...{ reference: 'at the beach', quantity: 1, place: 'beach', kind: '' },
            ...{ from: at('2026-04-01T11:00'), to: at('2026-04-01T13:00') },
            ...{ awayFrom: at('2026-04-01T10:30'), awayTo: at('2026-04-01T13:45') },
          },
        ],
      },
    ])
  })

  it('are searched at once, each with its own people', () => {
    const lan = member('Lan', [taken('x', '10:00', '18:00')])
    const found = findSlotsOfPlaces([asked('studio', [lan]), asked('beach')], 4)
    expect(found.map(({ start, place }) => `${text(start).slice(11)} ${place}`)).toEqual([
      '09:00 studio',
      '09:00 beach',
      '09:30 beach',
      '10:00 beach',
    ])
  })
})

describe('starts on the grid of the local clock', () => {
  const open = { open: allDay }
  const local = (asked: SlotQuery) =>
    [...slots(asked)].map(({ start }) => {
      const stretch = asked.stretches.find(({ from, to }) => from <= start && start < to)
      return text(start + (stretch?.offsetMinutes ?? 0)).slice(5)
    })

  it('skip the hour that New York does not have, and come twice in the hour that it has twice', () => {
    const changes = [at('2026-03-08T07:00'), at('2026-11-01T06:00')] as const
    const stretches = [
      { from: at('2026-01-01T00:00'), to: changes[0], offsetMinutes: -300 },
      { from: changes[0], to: changes[1], offsetMinutes: -240 },
      { from: changes[1], to: at('2027-01-01T00:00'), offsetMinutes: -300 },
    ]
    const around = (from: string, to: string) =>
      query([needs('room', [member('room', [], open)])], {
        window: { from: at(from), to: at(to) },
        stretches,
        grid: { step: 60, anchor: 30 },
      })
    expect(local(around('2026-03-08T05:00', '2026-03-08T09:00'))).toEqual([
      '03-08T00:30',
      '03-08T01:30',
      '03-08T03:30',
      '03-08T04:30',
    ])
    expect(local(around('2026-11-01T04:00', '2026-11-01T08:00'))).toEqual([
      '11-01T00:30',
      '11-01T01:30',
      '11-01T01:30',
      '11-01T02:30',
    ])
  })

  it('stay on the hour where Lord Howe shifts by thirty minutes', () => {
    const change = at('2026-04-04T15:00')
    const asked = query([needs('room', [member('room', [], open)])], {
      window: { from: at('2026-04-04T13:00'), to: at('2026-04-04T17:00') },
      stretches: [
        { from: at('2026-01-01T00:00'), to: change, offsetMinutes: 660 },
        { from: change, to: at('2026-10-01T00:00'), offsetMinutes: 630 },
      ],
      grid: { step: 60, anchor: 0 },
    })
    expect([...slots(asked)].map(({ start }) => text(start).slice(11))).toEqual(['13:00', '14:00', '15:30', '16:30'])
    expect(local(asked)).toEqual(['04-05T00:00', '04-05T01:00', '04-05T02:00', '04-05T03:00'])
  })

  it('begin anew every local day where the step does not divide it', () => {
    const asked = query([needs('room', [member('room', [], open)])], {
      window: { from: at('2026-04-01T00:00'), to: at('2026-04-03T00:00') },
      grid: { step: 500, anchor: 540 },
    })
    expect(local(asked)).toEqual([
      ...['04-01T00:40', '04-01T09:00', '04-01T17:20'],
      ...['04-02T00:40', '04-02T09:00', '04-02T17:20'],
    ])
  })
})

describe('what cannot be meant', () => {
  const room = member('room')
  const asked =
    (more: Partial<SlotQuery>, requirement: Partial<SearchRequirement> = {}) =>
    () =>
      findSlots(query([needs('room', [room], requirement)], more), 1)

  it('is refused by its name', () => {
    expect(asked({ duration: 0 })).toThrow('the duration must be a whole number of 1 or more, but is 0')
    expect(asked({ grid: { step: 0, anchor: 0 } })).toThrow('the step of the grid must be')
    expect(asked({ grid: { step: 30, anchor: 1440 } })).toThrow('the anchor of the grid must be')
    expect(asked({ window: { from: 0.5, to: 9 } })).toThrow('the window begins at must be a whole number')
    expect(asked({}, { count: 0 })).toThrow('the count of "room" must be')
    expect(asked({}, { quantity: 1.5 })).toThrow('the quantity of "room" must be')
    expect(asked({}, { to: { of: 'start', minutes: 0 } })).toThrow('the phase of "room" must begin before it ends')
    expect(asked({}, { pool: [{ ...room, before: -1 }] })).toThrow('the buffers of "room" must be 0 or more')
    expect(asked({}, { pool: [room, room], count: 2 })).toThrow('"room" is in the pool of "room" twice')
    const lost = query([needs('who', [member('An', [taken('x', '09:00', '10:00', { place: 'beach' })])])], {
      place: 'studio',
      travel: () => Number.NaN,
    })
    expect(() => findSlots(lost, 1)).toThrow('the way between "studio" and "beach"')
  })

  it('of a resource is refused when its arrays are made', () => {
    const made = (more: Partial<ResourceTimes>) => () => searchResource({ id: 'r', open: [], claims: [], ...more })
    expect(made({ capacity: 0 })).toThrow('the capacity of "r" must be a whole number of 1 or more, but is 0')
    expect(made({ open: [0, 10, 5, 20] })).toThrow('the open spans of "r" must be whole, sorted and disjoint')
    expect(made({ open: [0, 10, 20] })).toThrow('the open spans of "r"')
    expect(made({ claims: [{ reference: 'c', from: 0.5, to: 9 }] })).toThrow('the claim "c" of "r" must lie on whole')
    expect(made({ claims: [{ reference: 'c', from: 0, to: 9, quantity: 0 }] })).toThrow('must take 1 or more')
  })

  it('are two different resources of one name', () => {
    const both = query([needs('one', [member('An')]), needs('two', [member('An')])])
    expect(() => findSlots(both, 1)).toThrow('two different resources are called "An"')
  })
})
