import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantFromMillis } from '../../src/values/instant.ts'
import { Interval } from '../../src/values/interval.ts'
import { thrown } from './thrown.ts'

const hour = (number: number) => instantFromMillis(number * 3_600_000)
const between = (start: number, end: number) => Interval.of(hour(start), hour(end))
const interval = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 10 }))
  .map(([start, length]) => between(start, start + length))
/** The whole hours that an interval covers: a model in which the algebra is that of sets. */
const hours = (...list: (Interval | undefined)[]) =>
  Array.from({ length: 40 }, (_, number) => number).filter((number) => list.some((one) => one?.contains(hour(number))))

describe('an interval', () => {
  it('is half-open: it holds its start and not its end', () => {
    const shoot = between(9, 12)
    expect(shoot.contains(hour(9))).toBe(true)
    expect(shoot.contains(hour(12))).toBe(false)
    expect(shoot.durationMillis).toBe(3 * 3_600_000)
    expect(shoot.overlaps(between(12, 13))).toBe(false)
    expect(shoot.touches(between(12, 13))).toBe(true)
  })

  it('takes instants with any offset and keeps them in UTC', () => {
    const shoot = Interval.of('2026-11-22T16:00:00+08:00', '2026-11-22T18:00:00+08:00')
    expect(shoot.toString()).toBe('2026-11-22T08:00:00.000Z/2026-11-22T10:00:00.000Z')
    expect(JSON.stringify(shoot)).toBe('{"start":"2026-11-22T08:00:00.000Z","end":"2026-11-22T10:00:00.000Z"}')
    expect(shoot.contains('2026-11-22T17:00:00+08:00')).toBe(true)
  })

  it('is never empty or inverted', () => {
    expect(thrown(() => between(9, 9)).code).toBe('INTERVAL_EMPTY')
    expect(thrown(() => between(9, 8)).code).toBe('INTERVAL_EMPTY')
    expect(thrown(() => Interval.of('now', hour(9))).code).toBe('INSTANT_MALFORMED')
  })

  it('intersects, joins and subtracts as sets of moments do', () => {
    fc.assert(
      fc.property(interval, interval, (a, b) => {
        const [inA, inB] = [new Set(hours(a)), new Set(hours(b))]
        const shared = hours(a).filter((number) => inB.has(number))
        expect(hours(a.intersection(b))).toEqual(shared)
        expect(a.overlaps(b)).toBe(shared.length > 0)
        expect(hours(...a.subtract(b))).toEqual(hours(a).filter((number) => !inB.has(number)))
        expect(a.encloses(b)).toBe(hours(b).every((number) => inA.has(number)))
        const union = a.union(b)
        if (union === undefined) expect(a.overlaps(b) || a.touches(b)).toBe(false)
        else expect(hours(union)).toEqual(hours(a, b))
        expect(a.intersection(b)).toEqual(b.intersection(a))
        expect(a.union(b)).toEqual(b.union(a))
        const left = a.subtract(b).reduce((sum, part) => sum + part.durationMillis, 0)
        expect(left + (a.intersection(b)?.durationMillis ?? 0)).toBe(a.durationMillis)
      }),
    )
  })
})
