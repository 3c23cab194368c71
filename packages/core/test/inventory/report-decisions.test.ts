import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { abcClasses } from '../../src/inventory/abc-class.ts'
import { useOf } from '../../src/inventory/item-use.ts'
import { ratioOf } from '../../src/inventory/ratio.ts'
import { idleDays, isSlow, marginOf, suggestionFor } from '../../src/inventory/slow-stock.ts'
import { spreadValue } from '../../src/inventory/spread-value.ts'
import { alertOf, daysLeft } from '../../src/inventory/stock-alert.ts'
import { periodsAfter, periodsWithin, type SignedPeriods } from '../../src/inventory/stock-periods.ts'
import { turnoverOf } from '../../src/inventory/turnover.ts'
import { addDays, type CalendarDate, dateOfEpochDay, epochDayOf } from '../../src/values/calendar-date.ts'

const first = epochDayOf('2023-12-20')
const last = epochDayOf('2026-11-22')
const someDate = fc.integer({ min: first, max: last + 40 }).map(dateOfEpochDay)

/** What moved on each day: the place of the day in the calendar, so that no two sums are alike by chance. */
const movedOn = (date: CalendarDate): number => 1 + ((epochDayOf(date) * 2_654_435_761) % 1_000_003)

/** Totals of every day, month and year in which something moved. */
const totals = new Map<string, number>()
for (let day = first; day <= last; day++) {
  const date = dateOfEpochDay(day)
  for (const period of [date, date.slice(0, 7), date.slice(0, 4)]) {
    totals.set(period, (totals.get(period) ?? 0) + movedOn(date))
  }
}

const sumOf = ({ added, taken }: SignedPeriods): number => {
  const sum = (periods: readonly string[]) => periods.reduce((all, period) => all + (totals.get(period) ?? 0), 0)
  return sum(added) - sum(taken)
}

const naive = (from: CalendarDate, to: CalendarDate): number => {
  let sum = 0
  for (let day = Math.max(epochDayOf(from), first); day <= Math.min(epochDayOf(to), last); day++) {
    sum += movedOn(dateOfEpochDay(day))
  }
  return sum
}

describe('periods of the totals', () => {
  it('come to what moved after any date, and are few', () => {
    fc.assert(
      fc.property(someDate, (date) => {
        const periods = periodsAfter(date, '2026-11-22')
        expect(sumOf(periods)).toBe(naive(addDays(date, 1), '2026-11-22'))
        expect(periods.added.length + periods.taken.length).toBeLessThanOrEqual(27)
      }),
    )
  })

  it('come to what moved between any two dates, both included', () => {
    fc.assert(
      fc.property(someDate, someDate, (from, to) => {
        const periods = periodsWithin(from, to, '2026-11-22')
        expect(sumOf(periods)).toBe(naive(from, to))
        expect(periods.added.length + periods.taken.length).toBeLessThanOrEqual(54)
      }),
    )
  })

  it('are none of now, one day of yesterday, and of the year before what is left of it with the years since', () => {
    expect(periodsAfter('2026-11-22', '2026-11-22')).toEqual({ added: [], taken: [] })
    expect(periodsAfter('2026-11-21', '2026-11-22')).toEqual({ added: ['2026-11-22'], taken: [] })
    expect(periodsAfter('2025-11-30', '2026-11-22')).toEqual({ added: ['2025-12', '2026'], taken: [] })
    expect(periodsAfter('2025-01-03', '2026-11-22')).toEqual({
      added: ['2025', '2026'],
      taken: ['2025-01-01', '2025-01-02', '2025-01-03'],
    })
    expect(periodsWithin('2025-01-01', '2025-12-31', '2026-11-22')).toEqual({ added: ['2025'], taken: [] })
  })
})

describe('turnover', () => {
  it('of 6.0 a year is 60.83 days on hand', () => {
    const values = [1000_00n, 1000_00n]
    expect(turnoverOf({ cost: 6000_00n, values, days: 365 })).toEqual({
      meanValue: 1000_00n,
      turnover: '6.00',
      daysOnHand: '60.83',
    })
  })

  it('has no days where nothing was used, and no ratio where there was no stock', () => {
    expect(turnoverOf({ cost: 0n, values: [5n], days: 30 })).toMatchObject({ turnover: '0.00', daysOnHand: null })
    expect(turnoverOf({ cost: 5n, values: [0n, 0n], days: 30 })).toMatchObject({ turnover: null, daysOnHand: null })
    expect(turnoverOf({ cost: 5n, values: [-10n], days: 30 })).toMatchObject({ turnover: null, daysOnHand: null })
    expect(turnoverOf({ cost: 0n, values: [], days: 30 })).toEqual({
      meanValue: null,
      turnover: null,
      daysOnHand: null,
    })
  })

  it('times the days on hand is the period, but for rounding', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 10n ** 9n),
        fc.array(fc.bigInt(1n, 10n ** 9n), { minLength: 1, maxLength: 13 }),
        fc.integer({ min: 1, max: 366 }),
        (cost, values, days) => {
          const { turnover, daysOnHand } = turnoverOf({ cost, values, days })
          const product = Number(turnover) * Number(daysOnHand)
          const slack = 0.006 * (Number(turnover) + Number(daysOnHand)) + 0.01
          expect(Math.abs(product - days)).toBeLessThanOrEqual(slack)
        },
      ),
    )
  })
})

describe('what was used', () => {
  it('is what was sold, given and worked up, less what came back; never what was lost, moved or made', () => {
    const sum = (kind: string, quantity: number, value: bigint) => ({ kind, quantity, value })
    expect(
      useOf([
        sum('receipt', 100, 1000n),
        sum('issue', -6, -60n),
        sum('customerReturn', 1, 10n),
        sum('consumption', -3, -30n),
        sum('gift', -1, -10n),
        sum('waste', -2, -20n),
        sum('count', -1, -10n),
        sum('transferOut', -5, -50n),
        sum('production', -4, -40n),
      ]),
    ).toEqual({ quantity: 13, cost: 130n, made: 0n })
    expect(useOf([sum('production', 4, 40n)])).toEqual({ quantity: 0, cost: 0n, made: 40n })
    expect(useOf([])).toEqual({ quantity: 0, cost: 0n, made: 0n })
  })
})

describe('ABC', () => {
  const thresholds = { a: 80, b: 95 }

  it('gives the one that crosses a threshold to the class that it fills', () => {
    const classes = abcClasses([700n, 150n, 100n, 40n, 10n, 0n], thresholds)
    expect(classes.map((one) => one.class)).toEqual(['A', 'A', 'B', 'C', 'C', 'C'])
    expect(classes.map((one) => one.cumulative)).toEqual(['0.7000', '0.8500', '0.9500', '0.9900', '1.0000', '1.0000'])
    expect(classes[0]?.share).toBe('0.7000')
  })

  it('has no classes where nothing was used', () => {
    expect(abcClasses([0n, 0n], thresholds)).toEqual([
      { class: null, share: null, cumulative: null },
      { class: null, share: null, cumulative: null },
    ])
    expect(abcClasses([], thresholds)).toEqual([])
  })

  it('never gives a higher class to less, and A as long as less than the threshold came before', () => {
    const amounts = fc.array(fc.bigInt(0n, 10n ** 12n), { maxLength: 40 })
    fc.assert(
      fc.property(amounts, (given) => {
        const sorted = [...given].sort((one, other) => (one > other ? -1 : one < other ? 1 : 0))
        const whole = sorted.reduce((sum, amount) => sum + amount, 0n)
        const classes = abcClasses(sorted, thresholds)
        let before = 0n
        for (const [at, amount] of sorted.entries()) {
          const reached = whole === 0n ? 0 : Number((before * 1_000_000n) / whole) / 10_000
          if (whole === 0n) expect(classes[at]?.class).toBeNull()
          else if (amount === 0n) expect(classes[at]?.class).toBe('C')
          else if (reached < 79.9) expect(classes[at]?.class).toBe('A')
          else if (reached > 80.1) expect(classes[at]?.class).not.toBe('A')
          before += amount
        }
        const order = classes.map((one) => one.class).join('')
        expect(order).toMatch(/^A*B*C*$/)
      }),
    )
  })
})

describe('value spread over places', () => {
  it('comes to the value exactly, with debts of one place too', () => {
    const quantities = fc.array(fc.integer({ min: -50, max: 1000 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 6n), 10n ** 9n), quantities, (value, given) => {
        const parts = spreadValue(value, given)
        const whole = given.reduce((sum, quantity) => sum + quantity, 0)
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole === 0 ? 0n : value)
      }),
    )
    expect(spreadValue(100n, [1, 1, 1])).toEqual([33n, 34n, 33n])
    expect(spreadValue(0n, [5, -5])).toEqual([0n, 0n])
  })
})

describe('alerts of stock', () => {
  const rules = { lowDays: 7, overDays: 365 }
  const stock = { onHand: 10, reserved: 0, used: 0, days: 90 }

  it('go by the level where there is one', () => {
    expect(alertOf({ ...stock, low: 10 }, rules)).toEqual({ alert: 'low', by: 'level' })
    expect(alertOf({ ...stock, low: 9 }, rules)).toBeNull()
    expect(alertOf({ ...stock, low: 5, reserved: 5 }, rules)).toEqual({ alert: 'low', by: 'level' })
    expect(alertOf({ ...stock, low: 5, reserved: 10 }, rules)).toEqual({ alert: 'out', by: 'level' })
    expect(alertOf({ ...stock, high: 9 }, rules)).toEqual({ alert: 'over', by: 'level' })
    expect(alertOf({ ...stock, low: 2, high: 10 }, rules)).toBeNull()
    // What sells well is not low where somebody said how much is enough.
    expect(alertOf({ ...stock, low: 2, used: 9000 }, rules)).toBeNull()
  })

  it('go by what is used where there is no level', () => {
    // 129 in 90 days: ten last 6.98 days; 128: 7.03 days.
    expect(alertOf({ ...stock, used: 129 }, rules)).toEqual({ alert: 'low', by: 'use' })
    expect(alertOf({ ...stock, used: 128 }, rules)).toBeNull()
    expect(alertOf({ ...stock, used: 2 }, rules)).toEqual({ alert: 'over', by: 'use' })
    expect(alertOf({ ...stock, used: 3 }, rules)).toBeNull()
    expect(alertOf(stock, rules)).toBeNull()
    expect(alertOf({ ...stock, onHand: 0 }, rules)).toEqual({ alert: 'out', by: 'use' })
  })

  it('tell how long what is left lasts', () => {
    expect(daysLeft({ ...stock, used: 128 })).toBe('7.0')
    expect(daysLeft({ ...stock, used: 128, reserved: 20 })).toBe('0.0')
    expect(daysLeft(stock)).toBeNull()
  })
})

describe('slow stock', () => {
  it('is what is there and was hardly used', () => {
    expect(isSlow({ onHand: 100, used: 10 }, 10)).toBe(true)
    expect(isSlow({ onHand: 100, used: 11 }, 10)).toBe(false)
    expect(isSlow({ onHand: 0, used: 0 }, 10)).toBe(false)
    expect(isSlow({ onHand: 1, used: 0 }, 0)).toBe(true)
    expect(isSlow({ onHand: 1, used: 1 }, 0)).toBe(false)
  })

  it('is idle since its last use, or since it came', () => {
    expect(idleDays({ lastUsedOn: '2026-11-01', firstInOn: '2026-01-01' }, '2026-11-22')).toBe(21)
    expect(idleDays({ lastUsedOn: null, firstInOn: '2026-11-20' }, '2026-11-22')).toBe(2)
    expect(idleDays({ lastUsedOn: null, firstInOn: null }, '2026-11-22')).toBeNull()
  })

  it('is promoted first, then discounted where that earns something, and at last cleared', () => {
    const rules = { discountAfterDays: 180, clearAfterDays: 365 }
    expect(suggestionFor(null, null, rules)).toBe('promote')
    expect(suggestionFor(179, -5n, rules)).toBe('promote')
    expect(suggestionFor(180, null, rules)).toBe('discount')
    expect(suggestionFor(180, 1n, rules)).toBe('discount')
    expect(suggestionFor(180, 0n, rules)).toBe('clear')
    expect(suggestionFor(365, 100n, rules)).toBe('clear')
  })

  it('knows a margin only with a price and a cost', () => {
    expect(marginOf(200n, 150n)).toEqual({ margin: 50n, ratio: '0.2500' })
    expect(marginOf(0n, 150n)).toEqual({ margin: -150n, ratio: null })
    expect(marginOf(null, 150n)).toBeNull()
    expect(marginOf(200n, null)).toBeNull()
  })
})

describe('a ratio', () => {
  it('is null over nothing, and rounds half away from zero', () => {
    expect(ratioOf(1n, 0n)).toBeNull()
    expect(ratioOf(1n, 3n)).toBe('0.3333')
    expect(ratioOf(-1n, 8n, 2)).toBe('-0.13')
  })
})
