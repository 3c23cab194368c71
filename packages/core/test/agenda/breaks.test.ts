import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Break, breaksOf, type BrokenRule, brokenRules, type Held } from '../../src/agenda/breaks.ts'
import type { Cell } from '../../src/agenda/tally.ts'
import { merged } from '../../src/resources/spans.ts'

const end = 60
const span = fc
  .tuple(fc.integer({ min: -10, max: end }), fc.integer({ min: 0, max: 25 }))
  .map(([from, length]): Cell => ({ from, to: from + length }))
const within = (spans: readonly Cell[], minute: number): boolean =>
  spans.some(({ from, to }) => from <= minute && minute < to)
const flat = (spans: readonly Cell[]) => merged(spans.map(({ from, to }) => [from, to]))

const anyHeld = (capacity: number) =>
  fc
    .record({
      at: span.filter(({ from, to }) => from < to),
      kind: fc.constantFrom('booking', 'hold', 'rental', 'timeOff', 'import', 'block'),
      quantity: fc.integer({ min: 1, max: 2 }),
      before: fc.integer({ min: 0, max: 5 }),
      after: fc.integer({ min: 0, max: 5 }),
    })
    .map(({ at, kind, quantity, before, after }) => ({
      kind,
      work: at,
      from: at.from - before,
      to: at.to + after,
      units: kind === 'timeOff' || kind === 'import' ? Math.max(capacity, quantity) : quantity,
    }))

const any = fc.integer({ min: 1, max: 3 }).chain((capacity) =>
  fc.record({
    capacity: fc.constant(capacity),
    works: fc.array(span, { maxLength: 3 }),
    edges: fc.uniqueArray(fc.integer({ min: -30, max: 90 }), { maxLength: 3 }),
    claims: fc
      .array(anyHeld(capacity), { minLength: 1, maxLength: 6 })
      .map((list) => list.map((one, at): Held => ({ ...one, reference: `claim ${at}` }))),
    overDays: fc.array(span, { maxLength: 2 }),
    overWeeks: fc.array(span, { maxLength: 1 }),
    unfit: fc.constantFrom(null, null, 'skillLost' as const, 'notInPool' as const, 'unitGone' as const),
  }),
)

type Given = typeof any extends fc.Arbitrary<infer G> ? G : never

const reasons: readonly BrokenRule[] = ['outsideWorkingTime', 'closedDay', 'resourceClosed', 'outsideWorkingTime']

/** What is broken at one minute, by a rule, and by what. */
function brokenAt(minute: number, claim: Held, given: Given): Map<BrokenRule, string[]> {
  const found = new Map<BrokenRule, string[]>()
  const works = claim.work.from <= minute && minute < claim.work.to
  if (works && !within(given.works, minute)) {
    found.set(reasons[given.edges.filter((edge) => edge <= minute).length] ?? 'outsideWorkingTime', [])
  }
  const here = given.claims.filter((one) => one.from <= minute && minute < one.to)
  const others = here.filter((one) => one !== claim)
  for (const [kind, rule] of [
    ['timeOff', 'timeOff'],
    ['import', 'busyElsewhere'],
  ] as const) {
    const away = others.filter((one) => one.kind === kind)
    if (away.length > 0)
      found.set(
        rule,
        away.map(({ reference }) => reference),
      )
  }
  const booked = here.filter(({ kind }) => kind !== 'timeOff' && kind !== 'import')
  if (booked.reduce((sum, { units }) => sum + units, 0) > given.capacity) {
    found.set(
      'doubleBooked',
      booked.filter((one) => one !== claim).map(({ reference }) => reference),
    )
  }
  if (works && given.unfit !== null) found.set(given.unfit, [])
  if (within(given.overDays, minute)) found.set('dailyLimit', [])
  if (within(given.overWeeks, minute)) found.set('weeklyLimit', [])
  return found
}

function naively(claim: Held, given: Given): Break[] {
  return brokenRules.flatMap((rule) => {
    const spans: { rule: BrokenRule; from: number; to: number; with: string[] }[] = []
    for (let minute = claim.from; minute < claim.to; minute++) {
      const others = brokenAt(minute, claim, given).get(rule)
      if (others === undefined) continue
      const last = spans.at(-1)
      if (last === undefined || last.to < minute) spans.push({ rule, from: minute, to: minute + 1, with: others })
      else {
        last.to = minute + 1
        last.with = [...last.with, ...others]
      }
    }
    return spans.map((one) => ({ ...one, with: [...new Set(one.with)].sort() }))
  })
}

describe('what something that is booked breaks', () => {
  it('is what looking at every minute of it finds', () => {
    const met = new Map<BrokenRule, number>()
    fc.assert(
      fc.property(any, (given) => {
        const booked = given.claims.filter(({ kind }) => kind !== 'timeOff' && kind !== 'import')
        const edges = [-100, ...given.edges.sort((a, b) => a - b), 200]
        const whyNot = edges.slice(1).map((to, at) => ({
          rule: reasons[at] ?? 'outsideWorkingTime',
          from: edges[at] ?? 0,
          to,
        }))
        for (const claim of booked) {
          const breaks = breaksOf(claim, given.claims, {
            capacity: given.capacity,
            working: flat(given.works),
            whyNot,
            overDays: flat(given.overDays),
            overWeeks: flat(given.overWeeks),
            unfit: given.unfit,
          })
          expect(breaks).toEqual(naively(claim, given))
          for (const { rule } of breaks) met.set(rule, (met.get(rule) ?? 0) + 1)
        }
      }),
      { numRuns: 300 },
    )
    for (const rule of brokenRules) expect([rule, met.get(rule) ?? 0]).toEqual([rule, expect.toSatisfy((n) => n > 10)])
  })
})
