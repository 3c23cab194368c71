import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createIdFactory, idMillis, isId } from '../../src/values/id.ts'
import { thrown } from './thrown.ts'

describe('ids', () => {
  it('rise and never repeat, whatever the clock does', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 45 }), { minLength: 1, maxLength: 200 }), (times) => {
        let tick = 0
        const newId = createIdFactory(() => times[tick++ % times.length] ?? 0)
        const made = Array.from({ length: 400 }, newId)
        expect(made).toEqual([...made].sort())
        expect(new Set(made).size).toBe(made.length)
        expect(made.every(isId)).toBe(true)
      }),
    )
  })

  it('know when they were made', () => {
    const newId = createIdFactory(() => 1_795_334_400_123.9)
    expect(idMillis(newId())).toBe(1_795_334_400_123)
  })

  it('of two makers never meet', () => {
    const [one, two] = [createIdFactory(() => 5), createIdFactory(() => 5)]
    const made = Array.from({ length: 1000 }, () => [one(), two()]).flat()
    expect(new Set(made).size).toBe(2000)
  })

  it('have one form only', () => {
    const id = createIdFactory()()
    for (const text of [id.toUpperCase(), `{${id}}`, id.replaceAll('-', ''), '', crypto.randomUUID(), `${id} `]) {
      expect(isId(text)).toBe(false)
      expect(thrown(() => idMillis(text)).code).toBe('ID_MALFORMED')
    }
  })

  it('refuse a clock that answers no time', () => {
    for (const time of [Number.NaN, -1, 2 ** 48, Number.POSITIVE_INFINITY]) {
      expect(thrown(createIdFactory(() => time)).code).toBe('ID_CLOCK_INVALID')
    }
  })
})
