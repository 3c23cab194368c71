import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeIn } from '../../src/agenda/free-minutes.ts'
import type { Cell } from '../../src/agenda/tally.ts'
import { searchResource } from '../../src/bookings/search/index.ts'
import { without } from '../../src/bookings/full-days.ts'
import { merged } from '../../src/resources/spans.ts'

const end = 120
const span = fc
  .tuple(fc.integer({ min: -20, max: end }), fc.integer({ min: 0, max: 40 }))
  .map(([from, length]): Cell => ({ from, to: from + length }))
const within = (spans: readonly Cell[], minute: number): boolean =>
  spans.some(({ from, to }) => from <= minute && minute < to)
const flat = (spans: readonly Cell[]) => merged(spans.map(({ from, to }) => [from, to]))

describe('free minutes', () => {
  it('are what counting minute by minute and unit by unit gives', () => {
    let closedOnes = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.array(span, { maxLength: 5 }),
        fc.array(span, { maxLength: 2 }),
        fc.array(fc.record({ at: span, quantity: fc.integer({ min: 1, max: 3 }) }), { maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 1, max: end - 1 }), { maxLength: 6 }),
        (capacity, works, fullDays, claims, cuts) => {
          const edges = [0, ...cuts.sort((a, b) => a - b), end]
          // Every other cell, so that there is time between them.
          const cells = edges.slice(1).flatMap((to, at) => (at % 2 === 0 ? { from: edges[at] ?? 0, to } : []))
          const planned = flat(works)
          const open = without(planned, flat(fullDays))
          const { usage } = searchResource({
            id: 'anna',
            capacity,
            open,
            claims: claims.map(({ at, quantity }, index) => ({ reference: `${index}`, ...at, quantity })),
          })
          const expected = cells.map(({ from, to }) => {
            const sum = { working: 0, taken: 0, closed: 0, free: 0 }
            for (let minute = from; minute < to; minute++) {
              if (!within(works, minute)) continue
              const used = claims.reduce((sum, { at, quantity }) => (within([at], minute) ? sum + quantity : sum), 0)
              const taken = Math.min(capacity, used)
              sum.working += capacity
              sum.taken += taken
              sum[within(fullDays, minute) ? 'closed' : 'free'] += capacity - taken
            }
            closedOnes += sum.closed
            return sum
          })
          expect(freeIn(cells, { capacity, planned, open, usage })).toEqual(expected)
        },
      ),
    )
    expect(closedOnes).toBeGreaterThan(100)
  })
})
