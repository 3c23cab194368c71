import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultCategories, mergeCategories } from '../../src/catalog/default-categories.ts'
import { taxRateColumn } from '../../src/catalog/item.ts'
import { similarNames } from '../../src/values/similar-names.ts'

describe('similar codes', () => {
  it.each([
    ['weding-classic', ['wedding-classic', 'wedding-royal', 'album'], ['wedding-classic']],
    ['ALBUM', ['album', 'albums'], ['album', 'albums']],
    ['zzz', ['wedding-classic'], []],
    ['', ['a'], ['a']],
  ])('of %s', (wanted, codes, similar) => {
    expect(similarNames(wanted, codes)).toEqual(similar)
  })

  it('find the code with one letter left out', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{3,20}$/), fc.nat(), (code, at) => {
        const cut = at % code.length
        expect(similarNames(code.slice(0, cut) + code.slice(cut + 1), [code])).toEqual([code])
      }),
    )
  })
})

describe('a tax rate', () => {
  it.each([
    ['6', '6'],
    ['6.00', '6'],
    ['06.50', '6.5'],
    ['100', '100'],
    ['0', '0'],
    ['0.0', '0'],
    ['10', '10'],
    [null, null],
    [undefined, null],
  ])('%s is stored as %s', (given, stored) => {
    expect(taxRateColumn(given)).toBe(stored)
  })
})

describe('the default categories', () => {
  it('name each code once, and accounts of the default chart', () => {
    expect(new Set(defaultCategories.map((one) => one.code)).size).toBe(defaultCategories.length)
    for (const { incomeAccount } of defaultCategories) expect(incomeAccount).toMatch(/^Income:[A-Z]/)
    expect(mergeCategories([])).toEqual(defaultCategories)
  })
})
