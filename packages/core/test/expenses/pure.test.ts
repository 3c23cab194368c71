import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueDate } from '../../src/expenses/calendar-rule.ts'
import { endOfMonths, prepaidParts } from '../../src/expenses/prepaid-parts.ts'
import { addDays, lastDayOfMonth } from '../../src/values/calendar-date.ts'
import { Money } from '../../src/values/money.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const shown = (parts: readonly { on: string; amount: Money }[]) => parts.map(({ on, amount }) => `${on} ${amount}`)

describe('the parts of a prepaid cost', () => {
  it('are equal by months, at the end of each, to the last cent', () => {
    const parts = prepaidParts({
      total: cny('1000.00'),
      startsOn: '2026-11-22',
      endsOn: endOfMonths('2026-11-22', 3),
      spread: 'months',
    })
    expect(shown(parts)).toEqual(['2026-11-30 333.34', '2026-12-31 333.33', '2027-01-31 333.33'])
  })

  it('have by days what falls on the days of each calendar month', () => {
    const parts = prepaidParts({ total: cny('92.00'), startsOn: '2026-11-30', endsOn: '2027-03-01', spread: 'days' })
    expect(shown(parts)).toEqual([
      '2026-11-30 1.00',
      '2026-12-31 31.00',
      '2027-01-31 31.00',
      '2027-02-28 28.00',
      '2027-03-31 1.00',
    ])
  })

  it('add up to the total, whatever it is, with rising month ends', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom('months' as const, 'days' as const),
        (minor, day, months, spread) => {
          const total = Money.ofMinor(minor, 'CNY')
          const startsOn = addDays('2025-01-01', day)
          const endsOn = endOfMonths(startsOn, months)
          const parts = prepaidParts({ total, startsOn, endsOn, spread })
          expect(
            Money.sum(
              'CNY',
              parts.map((part) => part.amount),
            ).minor,
          ).toBe(minor)
          if (spread === 'months') expect(parts).toHaveLength(months)
          for (const [at, part] of parts.entries()) {
            expect(part.amount.isNegative()).toBe(false)
            expect(part.on).toBe(lastDayOfMonth(part.on))
            if (at > 0) expect(part.on > (parts[at - 1]?.on ?? '')).toBe(true)
          }
        },
      ),
    )
  })
})

describe('a calendar rule', () => {
  it('comes back to the 31st after a shorter month, and ends', () => {
    const rule = { unit: 'month', every: 1, startsOn: '2026-12-31', endsOn: '2027-04-30' } as const
    expect([0, 1, 2, 3, 4, 5].map((index) => dueDate(rule, index))).toEqual([
      '2026-12-31',
      '2027-01-31',
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      null,
    ])
  })

  it('counts weeks and years', () => {
    const week = { unit: 'week', every: 2, startsOn: '2026-11-23', endsOn: null } as const
    expect(dueDate(week, 3)).toBe('2027-01-04')
    const year = { unit: 'year', every: 1, startsOn: '2028-02-29', endsOn: null } as const
    expect([dueDate(year, 1), dueDate(year, 4)]).toEqual(['2029-02-28', '2032-02-29'])
  })
})
