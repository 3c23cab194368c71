import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillStarts } from '../../src/bookings/fill-starts.ts'
import type { ResourceTimes, SlotAssignment } from '../../src/bookings/search/index.ts'
import { anyStudio } from './search/any-studio.ts'
import { NaiveStudio, queryOf, type Studio } from './search/naive-studio.ts'

interface Chosen {
  readonly id: string
  readonly from: number
  readonly to: number
  readonly quantity: number
}

/** The studio with one more booking. */
const withBooked = (studio: Studio, reference: string, chosen: readonly Chosen[]): Studio => ({
  ...studio,
  resources: studio.resources.map((resource): Required<Omit<ResourceTimes, 'closed'>> => {
    const own = chosen.filter(({ id }) => id === resource.id)
    const made = own.map(({ from, to, quantity }) => ({ reference, from, to, quantity, place: studio.place }))
    return {
      ...resource,
      claims: [...resource.claims, ...made],
      load: made.reduce((sum, { from, to }) => sum + to - from, resource.load),
    }
  }),
})

const most = 10

/** As a child would do it: minute by minute, and at each as often as it goes. */
function naively(given: Studio) {
  let studio = given
  const starts: number[] = []
  const booked: [number, string[][]][] = []
  const first = new NaiveStudio(given)
  for (let start = given.window.from; start < given.window.to; start++) {
    if (!first.isOnGrid(start)) continue
    if (!first.choices(start, first.counts).next().done) starts.push(start)
    while (booked.length < most) {
      const naive = new NaiveStudio(studio)
      const choice = naive.best(start)
      if (choice === null) break
      booked.push([start, choice.map((members) => members.map((member) => naive.resource(member).id))])
      const chosen = choice.flatMap((members, at) =>
        members.map((member): Chosen => {
          const requirement = naive.requirement(at)
          const { from, to } = naive.claimed(requirement, member, start)
          return { id: naive.resource(member).id, from, to, quantity: requirement.quantity }
        }),
      )
      studio = withBooked(studio, `more ${booked.length}`, chosen)
    }
  }
  return { starts, booked }
}

function filled(given: Studio) {
  let studio = given
  let count = 0
  const found = fillStarts(
    [queryOf(given)],
    ({ requirements }: SlotAssignment) => {
      const chosen = requirements.flatMap(({ chosen }) =>
        chosen.map(({ resource: id, claimFrom: from, claimTo: to, quantity }) => ({ id, from, to, quantity })),
      )
      studio = withBooked(studio, `more ${++count}`, chosen)
      return [queryOf(studio)]
    },
    most,
  )
  const booked = found.slots.map(({ start, requirements }) => [
    start,
    requirements.map(({ chosen }) => chosen.map(({ resource }) => resource)),
  ])
  return { starts: found.starts, booked, cut: found.cut }
}

describe('any studio that is filled', () => {
  it('takes what booking one after the other takes, minute by minute, with the same people', () => {
    const met = { booked: 0, cut: 0 }
    fc.assert(
      fc.property(anyStudio, (studio) => {
        const expected = naively(studio)
        const { starts, booked, cut } = filled(studio)
        expect(starts).toEqual(expected.starts)
        expect(booked).toEqual(expected.booked)
        expect(cut && booked.length < most).toBe(false)
        met.booked += booked.length
        if (cut) met.cut++
      }),
      { numRuns: 150 },
    )
    expect(met.booked).toBeGreaterThan(150)
    expect(met.cut).toBeGreaterThan(5)
  })
})

const span = (most: number) =>
  fc.tuple(fc.integer({ min: 0, max: most }), fc.integer({ min: 1, max: 4 })).map(([from, length]) => ({
    from: from * 5,
    to: (from + length) * 5,
  }))

/** One requirement of one resource at a time, in a pool of two at most. */
const onePool: fc.Arbitrary<Studio> = fc
  .record({
    duration: fc.constantFrom(5, 10, 15, 25),
    step: fc.constantFrom(5, 10, 15),
    members: fc.array(
      fc.record({
        capacity: fc.constantFrom(1, 1, 2),
        works: span(6),
        claims: fc.array(span(9), { maxLength: 2 }),
        before: fc.constantFrom(0, 0, 5),
        after: fc.constantFrom(0, 0, 5, 10),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  })
  .map(({ duration, step, members }) => ({
    resources: members.map(({ capacity, works, claims }, at) => ({
      id: `resource ${at}`,
      capacity,
      open: [works.from, works.to + 30],
      claims: claims.map((claim, index) => ({ reference: `claim ${index}`, ...claim })),
      load: 0,
      lastBookedAt: null,
    })),
    requirements: [
      {
        name: 'one',
        pool: members.map(({ before, after }, of) => ({ of, before, after, favourite: false, skillLevel: 0 })),
        count: 1,
        quantity: 1,
        from: { of: 'start', minutes: 0 } as const,
        to: { of: 'end', minutes: 0 } as const,
        ranking: 'leastLoaded' as const,
      },
    ],
    duration,
    window: { from: 0, to: 70 },
    grid: { step, anchor: 0 },
    stretches: [{ from: -1440, to: 2880, offsetMinutes: 0 }],
    place: null,
    ways: {},
  }))

/** The most that fit in any order and with any choice. */
function mostOf(studio: Studio, from = studio.window.from): number {
  const naive = new NaiveStudio(studio)
  const requirement = naive.requirement(0)
  let best = 0
  for (let start = from; start < studio.window.to; start++) {
    if (!naive.isOnGrid(start)) continue
    for (const member of naive.freeInOrder(requirement, start)) {
      const claimed = naive.claimed(requirement, member, start)
      const booked = withBooked(studio, 'more', [{ id: naive.resource(member).id, quantity: 1, ...claimed }])
      best = Math.max(best, 1 + mostOf(booked, start))
    }
  }
  return best
}

describe('a pool of which one is needed', () => {
  it('takes no more in any other order', () => {
    let full = 0
    fc.assert(
      fc.property(
        onePool.filter(
          ({ duration, grid, resources }) => duration >= 10 || (grid.step >= 10 && resources.length === 1),
        ),
        (studio) => {
          const expected = mostOf(studio)
          fc.pre(expected <= most)
          expect(filled(studio).booked.length).toBe(expected)
          if (expected > 1) full++
        },
      ),
      { numRuns: 120 },
    )
    expect(full).toBeGreaterThan(30)
  })
})
