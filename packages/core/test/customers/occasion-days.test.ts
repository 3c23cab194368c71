import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lunarCalendar } from '../../src/customers/lunar-calendar.ts'
import { keysOfDays, occasionKey, stretchesOf, yearsKept } from '../../src/customers/occasion-days.ts'
import { addDays, dateOfEpochDay, epochDayOf } from '../../src/values/calendar-date.ts'

const lunar = await lunarCalendar()

const dates = fc
  .integer({ min: epochDayOf('1900-03-01'), max: epochDayOf('2099-12-31') })
  .map((day) => dateOfEpochDay(day))

describe('the lunar calendar', () => {
  // The Hong Kong Observatory publishes these days.
  it.each([
    ['2026-02-17', { year: 2026, month: 1, leap: false, day: 1 }],
    ['2025-10-06', { year: 2025, month: 8, leap: false, day: 15 }],
    ['2025-07-25', { year: 2025, month: 6, leap: true, day: 1 }],
    ['2033-12-22', { year: 2033, month: 11, leap: true, day: 1 }],
    ['1987-07-26', { year: 1987, month: 6, leap: true, day: 1 }],
    ['1954-02-03', { year: 1954, month: 1, leap: false, day: 1 }],
    ['2027-02-06', { year: 2027, month: 1, leap: false, day: 1 }],
  ])('%s is %j', (date, day) => {
    expect(lunar.lunarOf(date)).toEqual(day)
    expect(lunar.dateOf(day)).toBe(date)
  })

  it('leads back to every date', () => {
    fc.assert(
      fc.property(dates, (date) => {
        expect(lunar.dateOf(lunar.lunarOf(date))).toBe(date)
      }),
    )
  })

  it('has no thirtieth of a short month, and no leap month but where there is one', () => {
    expect(lunar.dateOf({ year: 2026, month: 1, leap: false, day: 30 })).toBe('2026-03-18')
    expect(lunar.dateOf({ year: 2025, month: 6, leap: true, day: 30 })).toBeUndefined()
    expect(lunar.dateOf({ year: 2026, month: 6, leap: true, day: 1 })).toBeUndefined()
  })
})

describe('the days on which an occasion is kept', () => {
  const keptOn = (
    date: string,
    calendar: 'solar' | 'lunar',
    from: string,
    days: number,
    rule = 'february28' as const,
  ) => {
    const key = occasionKey(date, calendar, lunar)
    return keysOfDays(from, days, rule, lunar).flatMap((day) => (day.keys.includes(key) ? [day.date] : []))
  }

  it('of 29 February follow the rule in years without one', () => {
    expect(keptOn('2024-02-29', 'solar', '2025-01-01', 365)).toEqual(['2025-02-28'])
    expect(keptOn('2024-02-29', 'solar', '2028-01-01', 366)).toEqual(['2028-02-29'])
    const key = occasionKey('2024-02-29', 'solar', lunar)
    const march = keysOfDays('2025-01-01', 365, 'march1', lunar).filter(({ keys }) => keys.includes(key))
    expect(march.map(({ date }) => date)).toEqual(['2025-03-01'])
  })

  it('of a thirtieth are the twenty-ninth of a short month', () => {
    // 30th of the first lunar month of 2026; that month has 29 days in 2024.
    expect(keptOn('2026-03-18', 'lunar', '2024-02-10', 354)).toEqual(['2024-03-09'])
  })

  it('of a leap month are in the leap month, or in the plain one where the year has none', () => {
    // The 5th of leap 6, 2025.
    const born = lunar.dateOf({ year: 2025, month: 6, leap: true, day: 5 }) ?? ''
    const plain = lunar.dateOf({ year: 2026, month: 6, leap: false, day: 5 })
    expect(keptOn(born, 'lunar', '2026-02-17', 354)).toEqual([plain])
    expect(keptOn(born, 'lunar', '2025-01-29', 384)).toEqual([born])
    // Who was born in the plain month keeps to it.
    const other = lunar.dateOf({ year: 2026, month: 6, leap: false, day: 5 }) ?? ''
    expect(keptOn(other, 'lunar', '2025-01-29', 384)).toEqual([
      lunar.dateOf({ year: 2025, month: 6, leap: false, day: 5 }),
    ])
  })

  it('come once in every year of their calendar, whatever the date', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1950, max: 2090 }), (date, year) => {
        expect(keptOn(date, 'solar', `${year}-01-01`, year % 4 === 0 ? 366 : 365)).toHaveLength(1)
        const first = lunar.dateOf({ year, month: 1, leap: false, day: 1 }) ?? ''
        const next = lunar.dateOf({ year: year + 1, month: 1, leap: false, day: 1 }) ?? ''
        const [only, ...more] = keptOn(date, 'lunar', first, epochDayOf(next) - epochDayOf(first))
        expect(more).toEqual([])
        expect(lunar.lunarOf(only ?? '').year).toBe(year)
      }),
      { numRuns: 60 },
    )
  })

  it('lie in stretches that rise with the days and hold nothing else', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 180 }), (from, days) => {
        const wanted = keysOfDays(from, days, 'february28', lunar)
        const stretches = stretchesOf(wanted)
        expect(stretches.length).toBeLessThanOrEqual(6)
        const all = stretches.flatMap(({ dateOf }) => [...dateOf].map(([key, date]) => `${date} ${key}`))
        expect(all.sort()).toEqual(wanted.flatMap(({ date, keys }) => keys.map((key) => `${date} ${key}`)).sort())
        for (const { first, last, dateOf } of stretches) {
          const keys = [...dateOf.keys()]
          expect(keys).toEqual(keys.toSorted())
          expect([keys[0], keys.at(-1)]).toEqual([first, last])
          // No key that is kept on another of these days lies between the first and the last.
          const others = stretches.filter((one) => one.dateOf !== dateOf).flatMap((one) => [...one.dateOf.keys()])
          expect(others.filter((key) => key >= first && key <= last)).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })

  it('are counted by their own calendar', () => {
    expect(yearsKept('1990-11-22', '2026-11-22', 'solar', lunar)).toBe(36)
    // Born on the 20th of the twelfth month of 1989, which is January 1990: kept in January 2026, still of the year 2025.
    const born = lunar.dateOf({ year: 1989, month: 12, leap: false, day: 20 }) ?? ''
    const kept = lunar.dateOf({ year: 2025, month: 12, leap: false, day: 20 }) ?? ''
    expect(yearsKept(born, kept, 'lunar', lunar)).toBe(36)
    expect(addDays(kept, 0) > '2026-01-01').toBe(true)
  })
})
