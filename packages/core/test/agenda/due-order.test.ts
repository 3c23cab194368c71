import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  byDue,
  earliestPromise,
  type FreeTimes,
  latenessOf,
  type Piece,
  planByDue,
  type PlannedPiece,
} from '../../src/agenda/due-order.ts'
import { merged } from '../../src/resources/spans.ts'

const end = 60
const spans = fc
  .array(fc.tuple(fc.integer({ min: 0, max: end }), fc.integer({ min: 0, max: 25 })), { maxLength: 4 })
  .map((list) => merged(list.map(([from, length]) => [from, Math.min(end, from + length)])))

const piecesFor = (people: readonly string[], maxLength: number): fc.Arbitrary<Piece[]> =>
  fc
    .array(
      fc.record({
        due: fc.option(fc.integer({ min: -5, max: 50 }), { freq: 6 }),
        rush: fc.boolean(),
        minutes: fc.integer({ min: 1, max: 14 }),
        people: fc.subarray([...people], { minLength: 0 }),
      }),
      { maxLength },
    )
    .map((list) => list.map((one, at) => ({ ...one, id: `piece ${at}` })))

/** Every minute in turn goes to what comes first; when each is done, and by whom. */
function naively(order: readonly Piece[], free: FreeTimes) {
  const left = new Map<string, number[]>()
  for (const [person, flat] of free) {
    const minutes: number[] = []
    for (let minute = 0; minute < end; minute++) {
      for (let at = 0; at < flat.length; at += 2) {
        if ((flat[at] ?? 0) <= minute && minute < (flat[at + 1] ?? 0)) minutes.push(minute)
      }
    }
    left.set(person, minutes)
  }
  return order.map((piece) => {
    const able = piece.people.filter((person) => left.has(person))
    const finishOf = (person: string): number => {
      const last = left.get(person)?.[piece.minutes - 1]
      return last === undefined ? Number.POSITIVE_INFINITY : last + 1
    }
    const person = able.reduce<string | null>(
      (best, one) => (best === null || finishOf(one) < finishOf(best) ? one : best),
      null,
    )
    const finish = person === null ? Number.POSITIVE_INFINITY : finishOf(person)
    const minutes = person === null ? [] : (left.get(person)?.splice(0, piece.minutes) ?? [])
    return { id: piece.id, person, minutes, finish: Number.isFinite(finish) ? finish : null }
  })
}

const worst = (planned: readonly PlannedPiece<Piece>[]): number =>
  planned.reduce((most, one) => Math.max(most, latenessOf(one)), Number.NEGATIVE_INFINITY)

function* orders<T>(list: readonly T[]): Generator<readonly T[]> {
  if (list.length === 0) yield []
  for (const [at, one] of list.entries()) {
    for (const rest of orders([...list.slice(0, at), ...list.slice(at + 1)])) yield [one, ...rest]
  }
}

describe('work in the order in which it is due', () => {
  it('has, of what one person does, the smallest maximum lateness that any order has', () => {
    let differs = 0
    fc.assert(
      fc.property(piecesFor(['an'], 6), spans, (given, flat) => {
        const pieces = given.map((one) => ({ ...one, people: ['an'] }))
        const free = new Map([['an', flat]])
        const own = worst(planByDue(pieces, free))
        for (const order of orders(pieces)) {
          const done = naively(order, free)
          const other = done.reduce((most, { finish }, at) => {
            const due = order[at]?.due ?? null
            return due === null ? most : Math.max(most, (finish ?? Number.POSITIVE_INFINITY) - due)
          }, Number.NEGATIVE_INFINITY)
          expect(own).toBeLessThanOrEqual(other)
          if (own < other) differs++
        }
      }),
      { numRuns: 200 },
    )
    expect(differs).toBeGreaterThan(1000)
  })

  it('is what handing out minute by minute gives, whoever may do it', () => {
    const met = { done: 0, beyond: 0, nobody: 0, broken: 0 }
    fc.assert(
      fc.property(piecesFor(['an', 'bo', 'cy'], 7), spans, spans, (pieces, an, bo) => {
        const free = new Map([
          ['an', an],
          ['bo', bo],
        ])
        const planned = planByDue(pieces, free)
        const told = planned.map(({ piece, person, parts, finish }) => ({
          id: piece.id,
          person,
          minutes: parts.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
          finish,
        }))
        expect(told).toEqual(naively(pieces.toSorted(byDue), free))
        for (const { person, finish, parts } of planned) {
          met[person === null ? 'nobody' : finish === null ? 'beyond' : 'done']++
          if (parts.length > 1) met.broken++
        }
      }),
      { numRuns: 500 },
    )
    expect(Math.min(...Object.values(met))).toBeGreaterThan(20)
  })

  it('puts what is due on no day last, and rush first of what is due at once', () => {
    const piece = { minutes: 1, people: [] }
    const ids = [
      { ...piece, id: 'a', due: null, rush: true },
      { ...piece, id: 'b', due: 5, rush: false },
      { ...piece, id: 'c', due: 5, rush: true },
      { ...piece, id: 'd', due: 4, rush: false },
    ]
    expect(ids.toSorted(byDue).map(({ id }) => id)).toEqual(['d', 'c', 'b', 'a'])
  })
})

describe('what can be promised at the earliest', () => {
  it('is the first day on which it is done in time and nothing else becomes later than it was', () => {
    const met = { promised: 0, refused: 0, behind: 0 }
    fc.assert(
      fc.property(
        piecesFor(['an', 'bo'], 5),
        spans,
        spans,
        fc.integer({ min: 1, max: 12 }),
        fc.subarray(['an', 'bo']),
        (pieces, an, bo, minutes, people) => {
          const free = new Map([
            ['an', an],
            ['bo', bo],
          ])
          const days = [10, 20, 30, 40, 50, 60].map((due) => ({ day: `day ${due}`, due }))
          const before = new Map(naively(pieces.toSorted(byDue), free).map(({ id, finish }) => [id, finish]))
          const lateBy = (due: number | null, finish: number | null | undefined): number =>
            due === null ? 0 : Math.max(0, (finish ?? Number.POSITIVE_INFINITY) - due)
          const expected = days.find(({ due }) => {
            const next: Piece = { id: 'zzz', due, rush: false, minutes, people }
            const all = [...pieces, next].toSorted(byDue)
            return naively(all, free).every(({ id, finish }, at) => {
              const own = all[at]?.due ?? null
              return id === 'zzz' ? lateBy(own, finish) === 0 : lateBy(own, finish) <= lateBy(own, before.get(id))
            })
          })
          const told = earliestPromise(pieces, free, { minutes, people }, days)
          expect(told).toBe(expected?.day ?? null)
          met[told === null ? 'refused' : told === 'day 10' ? 'promised' : 'behind']++
        },
      ),
      { numRuns: 300 },
    )
    expect(Math.min(...Object.values(met))).toBeGreaterThan(5)
  })
})
