import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  explain,
  findSlots,
  findSlotsOfPlaces,
  freeSpans,
  lastSlot,
  lastSlotOfPlaces,
  searchResource,
  type SlotAssignment,
  slotAt,
  slots,
} from '../../../src/bookings/search/index.ts'
import { anyStudio } from './any-studio.ts'
import { type Choice, NaiveStudio, queryOf } from './naive-studio.ts'

const idsOf = (naive: NaiveStudio, choice: Choice | null) =>
  choice?.map((members) => members.map((member) => naive.resource(member).id)) ?? null

const chosenIds = (slot: SlotAssignment | null) =>
  slot?.requirements.map(({ chosen }) => chosen.map(({ resource }) => resource)) ?? null

/** The starts of the grid, some of those beside it, and one beyond the window. */
function startsToTry({ studio }: NaiveStudio, found: readonly number[], most: number): number[] {
  const { from, to } = studio.window
  const step = Math.max(1, Math.floor((to - from) / most))
  const spread = Array.from({ length: most }, (_, at) => from + at * step).filter((start) => start < to)
  return [...new Set([...found.slice(0, most), ...spread, to])]
}

describe('any studio, searched minute by minute', () => {
  it('has the slots that are found, and no others; the first of them are found first', () => {
    const met = { studiosWithSlots: 0, starts: 0, jointly: 0 }
    fc.assert(
      fc.property(anyStudio, (studio) => {
        const naive = new NaiveStudio(studio)
        const query = queryOf(studio)
        const expected = naive.starts()
        const found = [...slots(query)]
        expect(found.map(({ start }) => start)).toEqual(expected)
        expect(findSlots(query, 3)).toEqual(found.slice(0, 3))
        for (const { start, end, place } of found) {
          expect([end - start, place]).toEqual([studio.duration, studio.place])
        }
        met.starts += expected.length
        if (expected.length > 0) met.studiosWithSlots++
        for (let start = studio.window.from; start < studio.window.to; start++) {
          if (!naive.isOnGrid(start) || expected.includes(start)) continue
          const alone = studio.requirements.every((one) => naive.freeInOrder(one, start).length >= one.count)
          if (alone) met.jointly++
        }
      }),
      { numRuns: 600 },
    )
    expect(met.studiosWithSlots).toBeGreaterThan(150)
    expect(met.starts).toBeGreaterThan(1000)
    // Times at which enough are free for each requirement alone, and yet not for all.
    expect(met.jointly).toBeGreaterThan(100)
  })

  it('has the last slot before any time, at one place or at several', () => {
    let found = 0
    fc.assert(
      fc.property(fc.array(anyStudio, { minLength: 1, maxLength: 2 }), fc.integer({ min: 1, max: 4 }), (some, part) => {
        const queries = some.map((studio, at) => {
          const { from, to } = studio.window
          return {
            ...queryOf(studio),
            place: `place ${at}`,
            window: { from, to: from + Math.floor(((to - from) * part) / 4) },
          }
        })
        const each = queries.map((query) => [...slots(query)].at(-1) ?? null)
        expect(queries.map((query) => lastSlot(query))).toEqual(each)
        const latest = Math.max(...each.map((slot) => slot?.start ?? Number.NEGATIVE_INFINITY))
        expect(lastSlotOfPlaces(queries)).toEqual(each.find((slot) => slot?.start === latest) ?? null)
        found += each.filter((slot) => slot !== null).length
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(50)
  })

  it('is served by those who are preferred, as far as all can be, and says truly why', () => {
    const reasons = new Set<string>()
    fc.assert(
      fc.property(anyStudio, (studio) => {
        const naive = new NaiveStudio(studio)
        const query = queryOf(studio)
        const found = [...slots(query)].map(({ start }) => start)
        for (const start of startsToTry(naive, found, 6)) {
          const slot = slotAt(query, start)
          expect(slot !== null).toBe(found.includes(start))
          const best = found.includes(start) ? naive.best(start) : null
          expect(chosenIds(slot)).toEqual(idsOf(naive, best))
          for (const [at, { chosen }] of (slot?.requirements ?? []).entries()) {
            const requirement = naive.requirement(at)
            const others = naive
              .freeInOrder(requirement, start)
              .filter((other) => best?.[at]?.includes(other) === false)
              .filter((other) => best !== null && naive.fits(best.with(at, [...(best[at] ?? []), other]), start))
            for (const [place, one] of chosen.entries()) {
              const member = best?.[at]?.[place]
              if (member === undefined) throw new Error('nobody was expected')
              const phase = naive.phase(requirement, start)
              const claimed = naive.claimed(requirement, member, start)
              expect([one.from, one.to, one.claimFrom, one.claimTo, one.quantity]).toEqual([
                ...[phase.from, phase.to, claimed.from, claimed.to],
                requirement.quantity,
              ])
              const [other] = others
              const mine = naive.standing(requirement, member)
              const theirs = other === undefined ? [] : naive.standing(requirement, other)
              const { ranking } = requirement
              const byPolicy = ranking === 'lowestSkill' || ranking === 'highestSkill' ? 'skillLevel' : ranking
              const expected =
                other === undefined
                  ? 'onlyOne'
                  : mine[0] !== theirs[0]
                    ? 'favourite'
                    : mine[1] !== theirs[1]
                      ? byPolicy
                      : 'listed'
              expect(one.reason).toBe(expected)
              reasons.add(one.reason)
            }
          }
        }
      }),
      { numRuns: 400 },
    )
    expect([...reasons].sort()).toEqual(['favourite', 'leastLoaded', 'listed', 'onlyOne', 'roundRobin', 'skillLevel'])
  })

  it('is explained truly: free where a slot is, else by what stands in the way of everybody', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(anyStudio, (studio) => {
        const naive = new NaiveStudio(studio)
        const query = queryOf(studio)
        const found = new Set([...slots(query)].map(({ start }) => start))
        for (const start of startsToTry(naive, [...found], 8)) {
          const told = explain(query, start)
          expect(told.free).toBe(found.has(start))
          expect(told.reasons.includes('offGrid')).toBe(!naive.isOnGrid(start))
          expect(told.reasons.includes('outsideWindow')).toBe(start >= studio.window.to)
          for (const reason of told.reasons) kinds.add(reason)
          checkRequirements(naive, told.requirements, start, kinds)
        }
      }),
      { numRuns: 400 },
    )
    expect([...kinds].sort()).toEqual([
      'capacity',
      'neededElsewhere',
      'notWorking',
      'offGrid',
      'outsideWindow',
      'taken',
      'travel',
    ])
  })

  it('is free as its calendar says, at every minute', () => {
    fc.assert(
      fc.property(anyStudio, (studio) => {
        const naive = new NaiveStudio(studio)
        const { from, to } = studio.window
        for (const [of, times] of studio.resources.entries()) {
          const member = { of, before: 0, after: 0, favourite: false, skillLevel: 0 }
          const spans = freeSpans(searchResource(times), studio.window)
          for (let minute = from; minute < to; minute++) {
            const free = naive.isOpen(member, minute)
              ? Math.max(0, times.capacity - naive.used(member, minute, false))
              : 0
            const within = spans.filter((span) => span.from <= minute && minute < span.to)
            expect(within.map((span) => span.free)).toEqual(free > 0 ? [free] : [])
          }
          for (const [at, span] of spans.entries()) {
            const next = spans[at + 1]
            expect(next !== undefined && next.from === span.to && next.free === span.free).toBe(false)
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('of several places, offers the slots of all in the order of time', () => {
    fc.assert(
      fc.property(
        fc.array(anyStudio, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 30 }),
        (some, limit) => {
          const queries = some.map((studio, at) => ({ ...queryOf(studio), place: `place ${at}` }))
          const all = queries.flatMap((query) => [...slots(query)])
          const expected = all.toSorted((a, b) => a.start - b.start).slice(0, limit)
          expect(findSlotsOfPlaces(queries, limit)).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })
})

type Told = ReturnType<typeof explain>['requirements']

function checkRequirements(naive: NaiveStudio, told: Told, start: number, kinds: Set<string>): void {
  // How many each requirement before takes: none where it was short.
  const counts: number[] = []
  expect(told.map(({ name }) => name)).toEqual(naive.studio.requirements.map(({ name }) => name))
  for (const [at, { count, free, enough, members }] of told.entries()) {
    const requirement = naive.requirement(at)
    const alone = naive.freeInOrder(requirement, start).length
    const canBeFilled = (wanted: number) => !naive.choices(start, [...counts, wanted]).next().done
    expect(enough).toBe(canBeFilled(count))
    if (enough || alone < count) expect(free).toBe(alone)
    else {
      expect(canBeFilled(free)).toBe(true)
      expect(canBeFilled(free + 1)).toBe(false)
    }
    expect(members.filter((member) => member.free)).toHaveLength(free)
    for (const [place, member] of members.entries()) {
      checkMember(naive, { at, place, start, alone: alone < count || enough }, member, told, kinds)
    }
    counts.push(enough ? count : 0)
  }
}

function checkMember(
  naive: NaiveStudio,
  { at, place, start, alone }: { at: number; place: number; start: number; alone: boolean },
  told: Told[number]['members'][number],
  requirements: Told,
  kinds: Set<string>,
): void {
  const requirement = naive.requirement(at)
  const member = requirement.pool[place]
  if (member === undefined) throw new Error('the pool has no such member')
  const { id, claims, capacity } = naive.resource(member)
  expect(told.resource).toBe(id)
  expect(told.free).toBe(told.reasons.length === 0)
  const elsewhere = told.reasons.some(({ kind }) => kind === 'neededElsewhere')
  expect(told.free || elsewhere).toBe(naive.isFree(requirement, member, start))
  if (alone) expect(elsewhere).toBe(false)

  const phase = naive.phase(requirement, start)
  const claimed = naive.claimed(requirement, member, start)
  const standing = claims.filter(({ from, to }) => from < to)
  const meets = (one: { from: number; to: number }) => one.from < claimed.to && claimed.from < one.to
  const references = (list: readonly { reference: string }[]) => list.map(({ reference }) => reference).sort()
  const closed: number[] = []
  for (let minute = phase.from; minute < phase.to; minute++) if (!naive.isOpen(member, minute)) closed.push(minute)
  const said = told.reasons.flatMap((reason) =>
    reason.kind === 'notWorking'
      ? reason.spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, minute) => from + minute))
      : [],
  )
  expect(said).toEqual(closed)
  const minutes = Array.from({ length: claimed.to - claimed.from }, (_, minute) => claimed.from + minute)
  const least = (withWays: boolean) =>
    Math.min(...minutes.map((minute) => capacity - naive.used(member, minute, withWays)))

  for (const reason of told.reasons) {
    kinds.add(reason.kind)
    for (const { reference, kind } of 'claims' in reason ? reason.claims : []) {
      expect(kind).toBe(claims.find((claim) => claim.reference === reference)?.kind)
    }
    if (reason.kind === 'taken') {
      expect(capacity).toBe(1)
      expect(references(reason.claims)).toEqual(references(standing.filter(meets)))
    }
    if (reason.kind === 'capacity') {
      expect(reason.needed).toBe(requirement.quantity)
      expect(reason.free).toBeLessThan(reason.needed)
      if (reason.needed > capacity) expect(reason).toMatchObject({ free: capacity, claims: [] })
      else {
        expect(reason.free).toBe(Math.max(0, least(false)))
        const short = minutes.filter((minute) => capacity - naive.used(member, minute, false) < reason.needed)
        const expected = standing.filter(({ from, to }) => short.some((minute) => from <= minute && minute < to))
        expect(references(reason.claims)).toEqual(references(expected))
      }
    }
    if (reason.kind === 'travel') {
      if (capacity > 1) expect(least(false)).toBeGreaterThanOrEqual(requirement.quantity)
      expect(least(true)).toBeLessThan(requirement.quantity)
      expect(reason.claims.length).toBeGreaterThan(0)
      for (const { reference, awayFrom, awayTo } of reason.claims) {
        const claim = claims.find((one) => one.reference === reference)
        if (claim === undefined) throw new Error(`there is no claim "${reference}"`)
        expect({ from: awayFrom, to: awayTo }).toEqual(naive.away(claim))
        expect(meets({ from: awayFrom, to: awayTo })).toBe(true)
        if (capacity === 1) expect(meets(claim)).toBe(false)
      }
    }
    if (reason.kind === 'neededElsewhere') {
      expect(reason.requirements.length).toBeGreaterThan(0)
      for (const name of reason.requirements) {
        const other = naive.studio.requirements.findIndex((one) => one.name === name)
        expect(other).toBeLessThan(at)
        expect(requirements[other]?.enough).toBe(true)
        const same = naive.requirement(other).pool.find(({ of }) => of === member.of)
        if (same === undefined) throw new Error(`"${id}" cannot serve "${name}"`)
        expect(meets(naive.claimed(naive.requirement(other), same, start))).toBe(true)
      }
    }
  }
}
