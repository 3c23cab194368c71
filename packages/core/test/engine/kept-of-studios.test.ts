import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KeptOfStudios } from '../../src/engine/kept-of-studios.ts'

describe('what is kept of studios', () => {
  it('is never more than there may be, nor of another studio, and always what was kept last', () => {
    const tenant = fc.constantFrom('rose', 'lily', 'iris')
    const entries = fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.nat()), {
      selector: ([name]) => name,
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(tenant, entries)), (steps) => {
        const kept = new KeptOfStudios<string>({ studios: 2, each: 3 })
        const last = new Map<string, string>()
        for (const [of, values] of steps) {
          const named = values.map(([name, value]): [string, string] => [name, `${of} ${name} ${value}`])
          kept.keep(of, named)
          for (const [name, value] of named) last.set(`${of} ${name}`, value)
          expect(kept.of(of).size).toBeLessThanOrEqual(Math.max(3, named.length))
          expect([...kept.of(of)]).toEqual(expect.arrayContaining(named))
          for (const [name, value] of kept.of(of)) expect(value).toBe(last.get(`${of} ${name}`))
        }
      }),
    )
  })

  it('is let go of the studio that came first', () => {
    const kept = new KeptOfStudios<number>({ studios: 2, each: 3 })
    for (const of of ['rose', 'lily', 'iris']) kept.keep(of, [['a', 1]])
    expect(['iris', 'lily', 'rose'].map((of) => kept.of(of).size)).toEqual([1, 1, 0])
  })
})
