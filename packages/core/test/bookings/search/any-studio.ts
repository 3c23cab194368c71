/** Studios of every kind, small enough to be searched minute by minute. */
import fc from 'fast-check'
import type { OffsetStretch, PhaseEdge, SearchClaim } from '../../../src/bookings/search/index.ts'
import type { NaiveMember, NaiveRequirement, Studio } from './naive-studio.ts'

/** 2026-03-08T00:00Z, and in other studios the beginning of the count. */
const beginnings = [29_549_280, 0]
const places = ['garden', 'old town', 'studio'] as const

const within = (min: number, max: number) => fc.integer({ min, max })
/** Minutes that are multiples of the unit, so that times meet exactly. */
type Minutes = (min: number, max: number) => fc.Arbitrary<number>
const minutesBy =
  (unit: number): Minutes =>
  (min, max) =>
    within(Math.ceil(min / unit), Math.floor(max / unit)).map((count) => count * unit)
const often = <T>(value: T, other: fc.Arbitrary<T>, weight = 2) =>
  fc.oneof({ arbitrary: fc.constant(value), weight }, { arbitrary: other, weight: 1 })

const place = fc.option(fc.constantFrom(...places))
const kind = fc.constantFrom('booking', 'timeOff')
const policy = fc.constantFrom('listed', 'leastLoaded', 'roundRobin', 'lowestSkill', 'highestSkill' as const)

const claimFrom = (begin: number, by: Minutes, index: number): fc.Arbitrary<SearchClaim> =>
  fc
    .record({ from: by(-120, 2600), minutes: by(0, 240), quantity: often(1, within(1, 3)), place, kind })
    .map(({ from, minutes, ...claim }) => ({
      reference: `claim ${index}`,
      from: begin + from,
      to: begin + from + minutes,
      ...claim,
    }))

/** Spans of work with breaks between; one may end where the next begins. */
const openFrom = (begin: number, by: Minutes) =>
  fc
    .array(fc.record({ rest: often(0, by(0, 400), 1), work: by(30, 1500) }), { minLength: 1, maxLength: 3 })
    .map((spans) => {
      const open: number[] = []
      let at = begin - 200
      for (const { rest, work } of spans) {
        open.push(at + rest, at + rest + work)
        at += rest + work
      }
      return open
    })

const resourceFrom = (begin: number, by: Minutes, index: number) =>
  fc.record({
    id: fc.constant(`resource ${(index * 5) % 7}`),
    capacity: often(1, within(2, 4)),
    open: often([begin - 600, begin + 3600], openFrom(begin, by), 1),
    claims: fc
      .array(within(0, 1), { maxLength: 7 })
      .chain((list) => fc.tuple(...list.map((_, at) => claimFrom(begin, by, at)))),
    load: within(0, 2).map((hours) => hours * 60),
    lastBookedAt: fc.option(within(0, 3), { freq: 3 }),
  })

const edgeBy = (by: Minutes): fc.Arbitrary<PhaseEdge> =>
  fc.record({ of: fc.constantFrom('start', 'end' as const), minutes: by(-60, 40) })

function requirementOf(
  by: Minutes,
  index: number,
  resources: number,
  duration: number,
): fc.Arbitrary<NaiveRequirement> {
  const member = (of: number): fc.Arbitrary<NaiveMember> =>
    fc.record({
      of: fc.constant(of),
      before: often(0, by(0, 30)),
      after: often(0, by(0, 30)),
      favourite: often(false, fc.boolean(), 3),
      skillLevel: within(0, 2),
    })
  const all = Array.from({ length: resources }, (_, at) => at)
  const whole = { from: { of: 'start', minutes: 0 }, to: { of: 'end', minutes: 0 } } as const
  return fc
    .record({
      name: fc.constant(`requirement ${index}`),
      pool: fc
        .shuffledSubarray(all, { minLength: 1, maxLength: Math.min(4, resources) })
        .chain((some) => fc.tuple(...some.map(member))),
      count: often(1, within(1, 2)),
      quantity: often(1, within(1, 2), 3),
      edges: often<{ from: PhaseEdge; to: PhaseEdge }>(whole, fc.record({ from: edgeBy(by), to: edgeBy(by) }), 1),
      ranking: policy,
    })
    .map(({ edges, ...requirement }) => {
      const at = ({ of, minutes }: PhaseEdge) => minutes + (of === 'end' ? duration : 0)
      const { from, to } = edges
      if (at(from) < at(to)) return { ...requirement, from, to }
      return at(from) > at(to) ? { ...requirement, from: to, to: from } : { ...requirement, ...whole }
    })
}

/** One offset, or several: clocks that go forward or back by 30 or 60 minutes, now and then with time that nobody offers. */
const stretchesFrom = (begin: number, by: Minutes): fc.Arbitrary<OffsetStretch[]> =>
  fc
    .record({
      offset: fc.constantFrom(480, -300, 630, 0),
      changes: fc.array(
        fc.record({
          after: by(0, 1500),
          shift: fc.constantFrom(60, -60, 30, -30),
          gap: often(0, by(1, 200), 4),
        }),
        { maxLength: 2 },
      ),
    })
    .map(({ offset, changes }) => {
      const stretches: OffsetStretch[] = []
      let [from, offsetMinutes] = [begin - 1440, offset]
      for (const { after, shift, gap } of changes) {
        const to = Math.max(begin, from) + after
        stretches.push({ from, to, offsetMinutes })
        from = to + gap
        offsetMinutes += shift
      }
      return [...stretches, { from, to: from + 20_000, offsetMinutes }]
    })

const waysBy = (by: Minutes) =>
  fc
    .tuple(...places.flatMap((from) => places.map((to) => by(0, 60).map((minutes) => ({ from, to, minutes })))))
    .map((list) => {
      const table: Record<string, Record<string, number>> = {}
      for (const { from, to, minutes } of list) table[from] = { ...table[from], [to]: minutes }
      return table
    })

export const anyStudio: fc.Arbitrary<Studio> = fc
  .record({
    begin: fc.constantFrom(...beginnings),
    unit: fc.constantFrom(1, 10, 10),
    step: fc.constantFrom(1, 10, 20, 30, 45, 50, 100, 600),
    resources: within(2, 5),
    requirements: within(1, 3),
  })
  .chain((size) => minutesBy(size.unit)(10, 120).map((duration) => ({ ...size, duration })))
  .chain(({ begin, unit, step, resources, requirements, duration }) => {
    const by = minutesBy(unit)
    return fc.record({
      resources: fc.tuple(...Array.from({ length: resources }, (_, at) => resourceFrom(begin, by, at))),
      requirements: fc.tuple(
        ...Array.from({ length: requirements }, (_, at) => requirementOf(by, at, resources, duration)),
      ),
      duration: fc.constant(duration),
      window: fc
        .record({ from: by(-60, 600), minutes: by(0, step < 10 ? 150 : step < 20 ? 500 : 2000) })
        .map(({ from, minutes }) => ({ from: begin + from, to: begin + from + minutes })),
      grid: fc.record({ step: fc.constant(step), anchor: by(0, 1439) }),
      stretches: stretchesFrom(begin, by),
      place,
      ways: waysBy(by),
    })
  })
