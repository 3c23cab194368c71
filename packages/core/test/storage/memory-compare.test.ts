import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, compareDecimals, compareText } from '../../src/storage/memory/compare.ts'

const decimal = fc.tuple(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.nat(9)).map(([units, scale]) => {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return { text: units < 0n ? `-${text}` : text, billionths: units * 10n ** BigInt(9 - scale) }
})

describe('the order of values', () => {
  it('of text is that of code points', () => {
    const codePoints = (text: string): number[] => [...text].map((one) => one.codePointAt(0) ?? 0)
    const reference = (a: readonly number[], b: readonly number[]): number => {
      const at = a.findIndex((one, index) => one !== b[index])
      return at < 0 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1)
    }
    const unit = fc.constantFrom('a', 'b', '王', '\ufffd', '\uff01', '😀', '👰', '𝒜', '\ue000', '\ud7ff')
    const text = fc.string({ unit, maxLength: 4 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(reference(codePoints(a), codePoints(b))))
      }),
      { seed: 20_261_122, numRuns: 5000 },
    )
  })

  it('of decimals is that of numbers, exactly, however they were written', () => {
    fc.assert(
      fc.property(decimal, decimal, (a, b) => {
        const expected = a.billionths < b.billionths ? -1 : a.billionths > b.billionths ? 1 : 0
        expect(Math.sign(compareDecimals(canonical(a.text), canonical(b.text)))).toBe(expected)
      }),
      { seed: 20_261_122, numRuns: 5000 },
    )
  })

  it('knows one text for each decimal', () => {
    expect(['1.50', '-0', '+2', '007.0', '-0.10', '0.000', '100'].map(canonical)).toEqual([
      '1.5',
      '0',
      '2',
      '7',
      '-0.1',
      '0',
      '100',
    ])
  })
})
