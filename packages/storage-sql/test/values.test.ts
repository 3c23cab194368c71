import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterPrefix } from '../src/condition.ts'
import { canonicalDecimal, instantOfSql, notedKind, wholeNumber } from '../src/index.ts'
import { decimal, money } from '@calotype/core/storage'

describe('values as SQL prints them', () => {
  it.each([
    ['12.500', '12.5'],
    ['0.000', '0'],
    ['-0.000', '0'],
    ['-0', '0'],
    ['100', '100'],
    ['100.00', '100'],
    ['-7.10', '-7.1'],
    ['999999999999999.999', '999999999999999.999'],
  ])('the decimal %s is %s', (printed, canonical) => {
    expect(canonicalDecimal(printed)).toBe(canonical)
  })

  it('a decimal of any scale comes back as it was', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n }),
        fc.integer({ min: 0, max: 9 }),
        (units, scale) => {
          const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
          const whole = digits.slice(0, digits.length - scale)
          const sign = units < 0n ? '-' : ''
          const printed = scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`
          const canonical = canonicalDecimal(printed)
          expect(canonical).toMatch(/^(0|-?(?!0$)(0|[1-9]\d*)(\.\d*[1-9])?)$/)
          expect(canonicalDecimal(canonical)).toBe(canonical)
          const [before = '', after = ''] = canonical.split('.')
          expect(BigInt(before.replace('-', '') + after.padEnd(scale, '0'))).toBe(units < 0n ? -units : units)
        },
      ),
    )
  })

  it.each([
    ['2026-11-22 08:30:04.123+00', '2026-11-22T08:30:04.123Z'],
    ['2026-11-22 08:30:04+00', '2026-11-22T08:30:04.000Z'],
    ['2026-11-22 08:30:04.1+00', '2026-11-22T08:30:04.100Z'],
    ['2026-11-22 08:30:04.12', '2026-11-22T08:30:04.120Z'],
    ['2026-11-22 08:30:04.123999', '2026-11-22T08:30:04.123Z'],
    ['2026-11-22 08:30:04', '2026-11-22T08:30:04.000Z'],
    ['2026-11-22T08:30:04Z', '2026-11-22T08:30:04.000Z'],
    ['2026-11-22 08:30:04.123+08', '2026-11-22T00:30:04.123Z'],
    ['2026-11-22 08:30:04.123-05:00', '2026-11-22T13:30:04.123Z'],
    ['2026-11-22 08:30:04.123+12:45', '2026-11-21T19:45:04.123Z'],
    ['1900-01-01 08:05:43+08:05:43', '1900-01-01T00:00:00.000Z'],
    ['1883-11-18 12:03:57.5-04:56:02', '1883-11-18T16:59:59.500Z'],
  ])('the instant %s is %s', (printed, instant) => {
    expect(instantOfSql(printed)).toBe(instant)
  })

  it('an instant in another style is refused rather than misread', () => {
    expect(() => instantOfSql('22/11/2026 08:30:04.123 CET')).toThrow('is no instant')
  })

  it('any instant, printed at any offset, is the same instant', () => {
    const two = (value: number): string => String(value).padStart(2, '0')
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
        fc.integer({ min: -14 * 60, max: 14 * 60 }),
        (date, minutes) => {
          const local = new Date(date.getTime() + minutes * 60_000).toISOString()
          const of = Math.abs(minutes)
          const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(of / 60))}:${two(of % 60)}`
          expect(instantOfSql(`${local.slice(0, 10)} ${local.slice(11, 23)}${offset}`)).toBe(date.toISOString())
        },
      ),
    )
  })

  it('a whole number is exact or an error', () => {
    expect([wholeNumber('9007199254740991'), wholeNumber(-3), wholeNumber(12n)]).toEqual([9007199254740991, -3, 12])
    expect(() => wholeNumber('9007199254740993')).toThrow('9007199254740993 is out of the range of a whole number')
    expect(() => wholeNumber('1.5')).toThrow('1.5 is out of the range of a whole number')
  })

  it('of a decimal the digits are noted, on which the stored numbers depend', () => {
    expect([notedKind(decimal(3)), notedKind(money())]).toEqual(['decimal(3)', 'money'])
  })
})

describe('the end of a prefix', () => {
  const inOrder = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))
  const word = fc.string({ unit: 'binary', maxLength: 6 })

  it('lies behind whatever begins so, and before whatever is greater and does not', () => {
    fc.assert(
      fc.property(word, word, (prefix, text) => {
        const end = afterPrefix(prefix)
        const inRange = inOrder(text, prefix) >= 0 && (end === undefined || inOrder(text, end) < 0)
        expect(inRange).toBe(text.startsWith(prefix))
        expect(end === undefined || inOrder(prefix + text, end) < 0).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    ['a', 'b'],
    ['az', 'a{'],
    ['\u{10ffff}', undefined],
    ['', undefined],
    ['a\u{10ffff}', 'b'],
    ['\ud7ff', '\ue000'],
    ['王', '玌'],
    ['😀', '😁'],
  ])('of %j is %j', (prefix, end) => {
    expect(afterPrefix(prefix)).toBe(end)
  })
})
