import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fullTimes } from '../../src/calendars/full-times.ts'
import { instantFromMillis, millisOf } from '../../src/values/instant.ts'

const minute = (at: number) => instantFromMillis(at * 60_000)

it('tells just the minutes in which nothing is left', () => {
  const claim = fc.record({
    from: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 1, max: 12 }),
    quantity: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(fc.array(claim, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (claims, capacity) => {
      const taken = claims.map(({ from, length, quantity }) => ({
        ...{ resource: 'resource:1', reference: 'a', kind: 'booking', quantity },
        ...{ from: minute(from), to: minute(from + length) },
      }))
      const full = fullTimes(taken, capacity)
      for (let at = 0; at < 50; at++) {
        const inUse = claims
          .filter(({ from, length }) => from <= at && at < from + length)
          .reduce((sum, { quantity }) => sum + quantity, 0)
        const told = full.some(({ from, to }) => millisOf(from) <= at * 60_000 && at * 60_000 < millisOf(to))
        expect(told).toBe(inUse >= capacity)
      }
    }),
  )
})
