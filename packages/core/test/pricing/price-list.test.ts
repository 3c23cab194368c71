import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bySpeciality, commonDay, listHolds, type PriceList, speciality } from '../../src/pricing/price-list.ts'
import { addDays } from '../../src/values/calendar-date.ts'

const list = (code: string, over: Partial<PriceList> = {}): PriceList => ({ code, name: code, priority: 0, ...over })

const day = fc.integer({ min: 0, max: 30 }).map((offset) => addDays('2026-05-01', offset))
const optional = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined })
const season = fc.tuple(optional(day), optional(day)).map(([a, b]) => {
  const [from, to] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b]
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
})
const anyList = fc
  .tuple(
    fc.constantFrom(0, 0, 1),
    optional(fc.subarray(['main', 'west'], { minLength: 1 })),
    fc.oneof(
      season,
      fc
        .tuple(season, fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }))
        .map(([of, weekdays]) => ({ ...of, weekdays })),
      fc.uniqueArray(day, { minLength: 1, maxLength: 3 }).map((dates) => ({ dates })),
    ),
  )
  .map(([priority, branches, days]) => ({ priority, ...(branches === undefined ? {} : { branches }), ...days }))

describe('price lists', () => {
  it('are more special by priority, then by their days, then by their branches', () => {
    const lists = [
      list('always'),
      list('west', { branches: ['west'] }),
      list('season', { from: '2026-05-01' }),
      list('weekend', { weekdays: [6, 7] }),
      list('summer-weekend', { from: '2026-06-01', to: '2026-08-31', weekdays: [6, 7] }),
      list('national-day', { dates: ['2026-10-01'] }),
      list('forced', { priority: 1 }),
    ]
    expect([...lists].sort(bySpeciality).map(({ code }) => code)).toEqual([
      'forced',
      'national-day',
      'summer-weekend',
      'weekend',
      'season',
      'west',
      'always',
    ])
  })

  it('hold in their branches on their days, the first and the last included', () => {
    const one = list('a', { branches: ['west'], from: '2026-05-02', to: '2026-05-09', weekdays: [6] })
    const on = (date: string, branch = 'west') => listHolds(one, { branch, date })
    expect([on('2026-05-02'), on('2026-05-09'), on('2026-05-16'), on('2026-05-03'), on('2026-05-02', 'main')]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('have a common day exactly where a search of all days finds one, and then a true one', () => {
    const days = Array.from({ length: 120 }, (_, at) => addDays('2026-03-15', at))
    fc.assert(
      fc.property(anyList, anyList, (one, other) => {
        const [a, b] = [list('a', one), list('b', other)]
        const equal = String(speciality(a)) === String(speciality(b))
        const found = days
          .flatMap((date) => ['main', 'west', 'north'].map((branch) => ({ date, branch })))
          .some((on) => listHolds(a, on) && listHolds(b, on))
        const common = commonDay(a, b)
        expect(common !== undefined).toBe(equal && found)
        expect(commonDay(b, a) !== undefined).toBe(common !== undefined)
        if (common === undefined) return
        const on = { date: common.date, branch: common.branch === '*' ? 'north' : common.branch }
        expect(listHolds(a, on) && listHolds(b, on)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
