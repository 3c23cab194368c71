import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMillis, instantFromMillis, isInstant, millisOf, parseInstant } from '../../src/values/instant.ts'
import { thrown } from './thrown.ts'

const millis = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 })

describe('an instant', () => {
  it('is read from RFC 3339 with any offset and written in UTC', () => {
    expect(parseInstant('2026-11-22T16:00:00+08:00')).toBe('2026-11-22T08:00:00.000Z')
    expect(parseInstant('2026-11-22t08:00:00.5z')).toBe('2026-11-22T08:00:00.500Z')
    expect(parseInstant('2026-01-01T00:00:00-00:30')).toBe('2026-01-01T00:30:00.000Z')
    expect(parseInstant('2024-02-29T23:59:59.999Z')).toBe('2024-02-29T23:59:59.999Z')
    expect(parseInstant('0004-02-29T00:00:00Z')).toBe('0004-02-29T00:00:00.000Z')
  })

  it('cuts off what is finer than a millisecond and never rounds into the future', () => {
    expect(parseInstant('2026-11-22T08:00:00.999999Z')).toBe('2026-11-22T08:00:00.999Z')
    expect(millisOf('1969-12-31T23:59:59.999999Z')).toBe(-1)
  })

  it.each([
    '2026-02-30T00:00:00Z',
    '2025-02-29T00:00:00.000Z',
    '2026-13-01T00:00:00Z',
    '2026-00-10T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:60:00.000Z',
    '2016-12-31T23:59:60Z',
    '2026-11-22T08:00:00',
    '2026-11-22',
    '2026-11-22 08:00:00Z',
    '2026-11-22T08:00Z',
    '2026-11-22T08:00:00+24:00',
    '2026-11-22T08:00:00+08',
    '+02026-11-22T08:00:00Z',
    '2026-11-22T08:00:00.000Zx',
    '',
  ])('refuses %j', (text) => {
    expect(thrown(() => parseInstant(text)).code).toBe('INSTANT_MALFORMED')
    expect(isInstant(text)).toBe(false)
  })

  it('stays within the years 0001 to 9999, which every database knows', () => {
    expect(isInstant('0000-12-31T23:59:59.999Z')).toBe(false)
    expect(isInstant('0001-01-01T00:00:00.000Z')).toBe(true)
    expect(thrown(() => parseInstant('0001-01-01T00:00:00+01:00')).code).toBe('INSTANT_OUT_OF_RANGE')
    expect(thrown(() => instantFromMillis(253_402_300_800_000)).code).toBe('INSTANT_OUT_OF_RANGE')
    expect(thrown(() => instantFromMillis(0.5)).code).toBe('INSTANT_OUT_OF_RANGE')
    expect(thrown(() => addMillis('9999-12-31T23:59:59.999Z', 1)).code).toBe('INSTANT_OUT_OF_RANGE')
    expect(thrown(() => parseInstant(5 as unknown as string)).code).toBe('INSTANT_MALFORMED')
  })

  it('is written as Date writes it', () => {
    const same = fc.property(millis, (at) => {
      expect(instantFromMillis(at)).toBe(new Date(at).toISOString())
    })
    fc.assert(same, { examples: [[-62_135_596_800_000], [253_402_300_799_999], [-1], [0], [951_782_399_999]] })
  })

  it('goes to milliseconds and back, and sorts as text the way it sorts as time', () => {
    fc.assert(
      fc.property(millis, millis, (a, b) => {
        const [x, y] = [instantFromMillis(a), instantFromMillis(b)]
        expect(isInstant(x)).toBe(true)
        expect(millisOf(x)).toBe(a)
        expect(parseInstant(x)).toBe(x)
        expect(x < y).toBe(a < b)
      }),
    )
  })
})
