import { describe, expect, it } from 'vitest'
import { currencyCodes, currencyScale, isCurrency } from '../../src/values/currency.ts'
import { thrown } from './thrown.ts'

describe('currencies', () => {
  it('have the decimals of ISO 4217', () => {
    expect(['CNY', 'JPY', 'KWD', 'CLF', 'ISK', 'HUF', 'TND', 'VND', 'UYW'].map(currencyScale)).toEqual([
      2, 0, 3, 4, 0, 2, 3, 0, 4,
    ])
  })

  it('are listed once each, in order, in capitals', () => {
    expect(new Set(currencyCodes).size).toBe(currencyCodes.length)
    expect(currencyCodes).toEqual([...currencyCodes].sort())
    expect(currencyCodes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true)
    expect(currencyCodes.length).toBe(170)
  })

  it('stay readable after they were withdrawn, for the books kept in them', () => {
    expect(['HRK', 'BGN', 'ANG'].every(isCurrency)).toBe(true)
  })

  it('are refused when unknown', () => {
    expect(isCurrency('toString')).toBe(false)
    expect(thrown(() => currencyScale('BTC')).message).toContain('"BTC"')
  })
})
