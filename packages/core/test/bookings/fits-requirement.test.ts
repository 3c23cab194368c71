import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fits, whyUnfit } from '../../src/bookings/fits-requirement.ts'
import { definitionSchema } from '../../src/bookings/service-definition.ts'
import type { BookResource } from '../../src/resources/index.ts'

const kind = fc.constantFrom('person', 'room', 'place', 'dress', 'equipment' as const)
const word = fc.constantFrom('photo', 'make-up')

const resource = fc
  .record({
    kind,
    branch: fc.constantFrom('main', 'west'),
    skills: fc.uniqueArray(fc.record({ skill: word, level: fc.integer({ min: 1, max: 9 }) }), {
      selector: ({ skill }) => skill,
    }),
    capacity: fc.integer({ min: 1, max: 3 }),
    itemId: fc.constantFrom(null, 'gown'),
    serialId: fc.constantFrom(null, 'G-1'),
    code: fc.constantFrom('anna', 'ben'),
  })
  .map((told) => ({ ...told, id: `id of ${told.code}` }) as unknown as BookResource)

const requirement = fc
  .record(
    {
      kind,
      skill: fc.record({ name: word, level: fc.integer({ min: 1, max: 9 }) }),
      quantity: fc.integer({ min: 1, max: 3 }),
      resources: fc.constantFrom(['anna'], ['id of ben'], ['anna', 'ben']),
    },
    { requiredKeys: ['quantity', 'kind'] },
  )
  .map((one) => definitionSchema.parse({ duration: 60, requirements: [{ name: 'one', ...one }] }).requirements[0])

describe('why somebody does not do', () => {
  it('is nothing of whoever does, and something of everybody else', () => {
    const met = { done: 0, unfit: 0 }
    fc.assert(
      fc.property(resource, requirement, (one, wanted) => {
        if (wanted === undefined) throw new Error('a requirement was asked for')
        const { resources } = wanted
        const isThere =
          resources === undefined ? one.branch === 'main' : resources.includes(one.code) || resources.includes(one.id)
        const reasons = whyUnfit(one, 'main', wanted)
        expect(reasons.length === 0).toBe(isThere && fits(one, wanted))
        met[reasons.length === 0 ? 'done' : 'unfit']++
      }),
      { numRuns: 2000 },
    )
    expect(met.done).toBeGreaterThan(20)
    expect(met.unfit).toBeGreaterThan(200)
  })
})
