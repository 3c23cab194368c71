import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparedDate, comparedPeriod, partsOf } from '../../src/statements/period.ts'
import { addDays, daysBetween } from '../../src/values/calendar-date.ts'

const period = (from: string, to: string) => ({ from, to })

const anyPeriod = fc
  .tuple(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 365 }))
  .map(([start, length]) => period(addDays('2020-01-01', start), addDays('2020-01-01', start + length)))

describe('the period that another is set against', () => {
  it.each([
    ['a month', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
    ['a month after a leap day', '2024-03-01', '2024-03-31', '2024-02-01', '2024-02-29'],
    ['a quarter', '2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
    ['a year', '2025-01-01', '2025-12-31', '2024-01-01', '2024-12-31'],
    ['a day', '2026-03-01', '2026-03-01', '2026-02-28', '2026-02-28'],
    ['ten days', '2026-11-11', '2026-11-20', '2026-11-01', '2026-11-10'],
    ['three months that are no quarter', '2026-02-01', '2026-04-30', '2025-11-04', '2026-01-31'],
    ['a month but a day', '2026-03-01', '2026-03-30', '2026-01-30', '2026-02-28'],
  ])('before %s', (_, from, to, otherFrom, otherTo) => {
    expect(comparedPeriod(period(from, to), 'previous')).toEqual(period(otherFrom, otherTo))
  })

  it.each([
    ['2026-11-05', '2026-11-20', '2025-11-05', '2025-11-20'],
    ['2025-02-01', '2025-02-28', '2024-02-01', '2024-02-29'],
    ['2024-02-29', '2024-02-29', '2023-02-28', '2023-02-28'],
    ['2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
  ])('a year before %s to %s', (from, to, otherFrom, otherTo) => {
    expect(comparedPeriod(period(from, to), 'lastYear')).toEqual(period(otherFrom, otherTo))
  })

  it('before any stretch ends the day before', () => {
    fc.assert(
      fc.property(anyPeriod, (one) => {
        const other = comparedPeriod(one, 'previous')
        expect(addDays(other.to, 1)).toBe(one.from)
        expect(other.from <= other.to).toBe(true)
      }),
    )
  })

  it('of a date is a month or a year earlier', () => {
    expect(comparedDate('2026-03-31', 'previous')).toBe('2026-02-28')
    expect(comparedDate('2026-02-28', 'previous')).toBe('2026-01-31')
    expect(comparedDate('2026-02-15', 'previous')).toBe('2026-01-15')
    expect(comparedDate('2025-02-28', 'lastYear')).toBe('2024-02-29')
  })
})

describe('the parts of a period', () => {
  it('are the period, each within one day, month, quarter or year', () => {
    fc.assert(
      fc.property(anyPeriod, fc.constantFrom('day', 'month', 'quarter', 'year'), (one, interval) => {
        const parts = partsOf(one, interval)
        expect(parts[0]?.from).toBe(one.from)
        expect(parts.at(-1)?.to).toBe(one.to)
        const days = parts.reduce((sum, part) => sum + daysBetween(part.from, part.to) + 1, 0)
        expect(days).toBe(daysBetween(one.from, one.to) + 1)
        for (const [at, part] of parts.entries()) {
          if (at > 0) expect(part.from).toBe(addDays(parts[at - 1]?.to ?? '', 1))
        }
        expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length)
      }),
    )
  })

  it('have names', () => {
    const names = (interval: 'none' | 'day' | 'month' | 'quarter' | 'year') =>
      partsOf(period('2026-09-30', '2026-10-01'), interval).map(({ name }) => name)
    expect(names('none')).toEqual(['2026-09-30/2026-10-01'])
    expect(names('day')).toEqual(['2026-09-30', '2026-10-01'])
    expect(names('month')).toEqual(['2026-09', '2026-10'])
    expect(names('quarter')).toEqual(['2026-Q3', '2026-Q4'])
    expect(names('year')).toEqual(['2026'])
  })

  it.each([
    ['2026-02-01', '2026-01-31', 'day', 'must not end before it begins'],
    ['1899-12-31', '1900-01-31', 'none', 'must not begin before 1900-01-01'],
    ['1926-01-01', '2026-01-01', 'none', 'must be at most 100 years long'],
    ['2024-01-01', '2025-01-01', 'day', 'has more than 366 parts by day'],
  ] as const)('from %s to %s by %s are refused', (from, to, interval, rule) => {
    expect(() => partsOf(period(from, to), interval)).toThrow(
      expect.objectContaining({ code: 'STATEMENT_PERIOD_INVALID', message: expect.stringContaining(rule) }),
    )
  })
})
