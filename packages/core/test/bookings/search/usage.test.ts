/** How many units are in use when, against counting them minute by minute. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { usageOf } from '../../../src/bookings/search/usage.ts'

const minutes = 40

interface Load {
  readonly from: number
  readonly to: number
  readonly quantity: number
}

const anyLoad: fc.Arbitrary<Load> = fc.record({
  from: fc.nat(minutes),
  to: fc.nat(minutes),
  quantity: fc.nat(3),
})

/** One after another, some of them touching: as whoever can do one thing at a time has them. */
const oneAfterAnother: fc.Arbitrary<readonly Load[]> = fc
  .array(fc.record({ pause: fc.nat(2), length: fc.integer({ min: 1, max: 4 }), quantity: fc.nat(3) }), { maxLength: 6 })
  .map((all) => {
    let at = 0
    return all.map(({ pause, length, quantity }) => {
      const from = at + pause
      at = from + length
      return { from, to: at, quantity }
    })
  })

const column = (loads: readonly Load[], name: keyof Load) => loads.map((load) => load[name])

describe('what is in use', () => {
  it('is what all loads of a minute use together, and changes at every step', () => {
    fc.assert(
      fc.property(fc.oneof(oneAfterAnother, fc.array(anyLoad.filter(({ from, to }) => from <= to))), (loads) => {
        const usage = usageOf({
          ...{ from: column(loads, 'from'), to: column(loads, 'to'), quantity: column(loads, 'quantity') },
        })
        const steps: [number, number][] = []
        let before = 0
        for (let minute = 0; minute <= minutes; minute++) {
          const used = loads
            .filter(({ from, to }) => from <= minute && minute < to)
            .reduce((sum, { quantity }) => sum + quantity, 0)
          if (used !== before) steps.push([minute, used])
          before = used
        }
        expect([...usage.at].map((minute, step) => [minute, usage.used[step]])).toEqual(steps)
      }),
      { numRuns: 2000 },
    )
  })
})
