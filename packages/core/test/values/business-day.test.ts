import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { businessDays } from '../../src/values/business-day.ts'
import { addDays, dateOfEpochDay } from '../../src/values/calendar-date.ts'
import { addMillis, instantFromMillis, millisOf } from '../../src/values/instant.ts'
import { localTimeAt } from '../../src/values/local-time.ts'
import { thrown } from './thrown.ts'

const zones = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Havana',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Europe/London',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'UTC',
]
const calendar = fc
  .tuple(fc.constantFrom(...zones), fc.constantFrom('00:00', '02:30', '04:00', '23:30'))
  .map(([timeZone, dayStartsAt]) => businessDays({ timeZone, dayStartsAt }))
const hoursOf = (timeZone: string, dayStartsAt: string, date: string) =>
  businessDays({ timeZone, dayStartsAt }).intervalOf(date).durationMillis / 3_600_000

describe('a business day', () => {
  it('starts at the cut-off: the night belongs to the day before', () => {
    const days = businessDays({ timeZone: 'Asia/Shanghai', dayStartsAt: '04:00' })
    expect(days.dateOf('2026-11-22T03:59:59+08:00')).toBe('2026-11-21')
    expect(days.dateOf('2026-11-22T04:00:00+08:00')).toBe('2026-11-22')
    expect(days.intervalOf('2026-11-22').toString()).toBe('2026-11-21T20:00:00.000Z/2026-11-22T20:00:00.000Z')
  })

  it('has 23 or 25 hours when the clocks change in it, and half an hour less or more on Lord Howe', () => {
    expect(hoursOf('America/New_York', '00:00', '2026-03-08')).toBe(23)
    expect(hoursOf('America/New_York', '00:00', '2026-11-01')).toBe(25)
    expect(hoursOf('America/New_York', '04:00', '2026-03-07')).toBe(23)
    expect(hoursOf('America/New_York', '04:00', '2026-10-31')).toBe(25)
    expect(hoursOf('Australia/Lord_Howe', '00:00', '2026-04-05')).toBe(24.5)
    expect(hoursOf('Australia/Lord_Howe', '00:00', '2026-10-04')).toBe(23.5)
    expect(hoursOf('Asia/Shanghai', '00:00', '1988-04-17')).toBe(23)
  })

  it('starts at 01:00 where the clocks jump over midnight', () => {
    const days = businessDays({ timeZone: 'America/Sao_Paulo', dayStartsAt: '00:00' })
    const start = days.startOf('2018-11-04')
    expect(localTimeAt(start, 'America/Sao_Paulo')).toEqual({ date: '2018-11-04', time: '01:00', second: 0 })
    expect(days.dateOf(addMillis(start, -1))).toBe('2018-11-03')
    expect(hoursOf('America/Sao_Paulo', '00:00', '2018-11-04')).toBe(23)
  })

  it('starts at the jump when its cut-off lies inside the gap', () => {
    const days = businessDays({ timeZone: 'America/New_York', dayStartsAt: '02:30' })
    expect(days.startOf('2026-03-08')).toBe('2026-03-08T07:00:00.000Z')
    expect(days.dateOf('2026-03-08T06:59:59.999Z')).toBe('2026-03-07')
    expect(days.intervalOf('2026-03-07').durationMillis).toBe(23.5 * 3_600_000)
    expect(days.intervalOf('2026-03-08').durationMillis).toBe(23.5 * 3_600_000)
  })

  it('starts the first time the cut-off shows when it shows twice', () => {
    const days = businessDays({ timeZone: 'America/New_York', dayStartsAt: '01:30' })
    expect(days.startOf('2026-11-01')).toBe('2026-11-01T05:30:00.000Z')
    expect(days.dateOf('2026-11-01T06:10:00.000Z')).toBe('2026-11-01')
    expect(localTimeAt('2026-11-01T06:10:00.000Z', 'America/New_York').time).toBe('01:10')
  })

  it.each(['00:00', '04:00'])('of a date that the zone skipped holds no time, with cut-off %s', (dayStartsAt) => {
    const days = businessDays({ timeZone: 'Pacific/Apia', dayStartsAt })
    expect(thrown(() => days.intervalOf('2011-12-30')).code).toBe('BUSINESS_DAY_MISSING')
    expect(days.startOf('2011-12-30')).toBe(days.startOf('2011-12-31'))
    expect(days.intervalOf('2011-12-29').end).toBe(days.intervalOf('2011-12-31').start)
    expect(days.intervalOf('2011-12-29').durationMillis).toBe(24 * 3_600_000)
    expect(days.dateOf(addMillis(days.startOf('2011-12-31'), -1))).toBe('2011-12-29')
  })

  it('is exactly one for every instant from 1970 to 2037', () => {
    const anyTime = fc.integer({ min: 0, max: Date.UTC(2037, 11, 31) })
    fc.assert(
      fc.property(calendar, anyTime, (days, millis) => {
        const instant = instantFromMillis(millis)
        const date = days.dateOf(instant)
        expect(days.intervalOf(date).contains(instant)).toBe(true)
        expect(millisOf(days.startOf(addDays(date, 1)))).toBeGreaterThan(millis)
        expect(millisOf(days.startOf(date))).toBeLessThanOrEqual(millis)
      }),
      { numRuns: 2000 },
    )
  })

  it('follows the one before without a gap, year after year', () => {
    for (const timeZone of zones) {
      const days = businessDays({ timeZone, dayStartsAt: '04:00' })
      const strays: string[] = []
      let start = days.startOf('1970-01-02')
      for (let epochDay = 1; epochDay < 24_800; epochDay++) {
        const date = dateOfEpochDay(epochDay)
        const end = days.startOf(dateOfEpochDay(epochDay + 1))
        const skipped = start === end
        if (start > end || (!skipped && (days.dateOf(start) !== date || days.dateOf(addMillis(end, -1)) !== date))) {
          strays.push(date)
        }
        start = end
      }
      expect([timeZone, strays]).toEqual([timeZone, []])
    }
  })

  it('refuses a zone or a cut-off that does not exist', () => {
    expect(thrown(() => businessDays({ timeZone: 'Shanghai', dayStartsAt: '04:00' })).code).toBe('TIME_ZONE_UNKNOWN')
    expect(thrown(() => businessDays({ timeZone: 'UTC', dayStartsAt: '24:00' })).code).toBe('TIME_OF_DAY_MALFORMED')
    const days = businessDays({ timeZone: 'UTC', dayStartsAt: '04:00' })
    expect(thrown(() => days.dateOf('yesterday')).code).toBe('INSTANT_MALFORMED')
    expect(thrown(() => days.intervalOf('2026-02-30')).code).toBe('CALENDAR_DATE_MALFORMED')
  })
})
