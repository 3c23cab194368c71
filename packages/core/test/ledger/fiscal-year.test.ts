import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fiscalYear, fiscalYearOf } from '../../src/ledger/fiscal-year.ts'
import { addDays, addMonths, daysBetween } from '../../src/values/calendar-date.ts'

describe('a fiscal year', () => {
  it('is named by the calendar year in which it begins, and lasts twelve months', () => {
    expect(fiscalYear(2026, 1)).toEqual({ year: 2026, from: '2026-01-01', to: '2026-12-31' })
    expect(fiscalYear(2026, 4)).toEqual({ year: 2026, from: '2026-04-01', to: '2027-03-31' })
    expect(fiscalYear(2027, 3)).toEqual({ year: 2027, from: '2027-03-01', to: '2028-02-29' })
    expect(fiscalYearOf('2026-03-31', 4).year).toBe(2025)
    expect(fiscalYearOf('2026-04-01', 4).year).toBe(2026)
    expect(fiscalYearOf('2026-12-31', 12)).toEqual({ year: 2026, from: '2026-12-01', to: '2027-11-30' })
  })

  it('has every day once: each day lies in its year, and years follow each other without a gap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150_000 }), fc.integer({ min: 1, max: 12 }), (day, firstMonth) => {
        const date = addDays('1800-01-01', day)
        const { year, from, to } = fiscalYearOf(date, firstMonth)
        expect(from <= date && date <= to).toBe(true)
        expect(fiscalYear(year + 1, firstMonth).from).toBe(addDays(to, 1))
        expect(addMonths(from, 12)).toBe(addDays(to, 1))
        expect([365, 366]).toContain(daysBetween(from, to) + 1)
      }),
    )
  })
})
