import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openInstalments, refitted } from '../../src/ledger/instalments.ts'
import { ageBands, byAge, daysLate } from '../../src/receivables/age-bands.ts'
import { promiseState } from '../../src/receivables/promise-state.ts'
import { businessDays } from '../../src/values/business-day.ts'
import { addDays } from '../../src/values/calendar-date.ts'
import { instantFromMillis } from '../../src/values/instant.ts'
import { Money } from '../../src/values/money.ts'

const cny = (minor: number | bigint) => Money.ofMinor(BigInt(minor), 'CNY')
const dayNumber = fc.integer({ min: -400, max: 400 })
const dateOf = (day: number) => addDays('2026-11-22', day)
const plan = fc
  .uniqueArray(fc.tuple(dayNumber, fc.integer({ min: 1, max: 100_000 })), {
    minLength: 1,
    maxLength: 8,
    selector: ([day]) => day,
  })
  .map((parts) =>
    parts
      .toSorted(([one], [other]) => one - other)
      .map(([day, amount]) => ({ dueDate: dateOf(day), amount: cny(amount) })),
  )
const sum = (parts: readonly { readonly amount: Money }[]) =>
  parts.reduce((total, { amount }) => total + amount.minor, 0n)

describe('an age', () => {
  it('is in exactly one band, and the bands come to the whole', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.tuple(dayNumber, fc.integer({ min: 1, max: 10 ** 9 })), { maxLength: 20 }),
        (ends, parts) => {
          const bands = ageBands(ends.toSorted((one, other) => one - other))
          for (let late = 0; late < 800; late++) {
            expect(bands.filter(({ from, to }) => late >= from && (to === null || late <= to))).toHaveLength(1)
          }
          const dues = parts.map(([day, amount]) => ({ dueDate: dateOf(day), amount: cny(amount) }))
          const ages = byAge(dues, bands, { today: '2026-11-22', currency: 'CNY' })
          expect(ages.reduce((total, { minor }) => total + minor, 0n)).toBe(sum(dues))
        },
      ),
      { numRuns: 30 },
    )
  })

  it('grows by one at every cut of the day, on days of 23 and 25 hours too', () => {
    const days = businessDays({ timeZone: 'America/New_York', dayStartsAt: '04:00' })
    // 8 March and 1 November 2026 change the clocks.
    for (const around of ['2026-03-08', '2026-11-01']) {
      const from = Date.parse(`${addDays(around, -3)}T00:00:00Z`)
      let before: number | undefined
      const seen: number[] = []
      for (let minutes = 0; minutes < 6 * 24 * 60; minutes += 15) {
        const late = daysLate('2026-01-01', days.dateOf(instantFromMillis(from + minutes * 60_000)))
        if (before !== undefined) expect([0, 1]).toContain(late - before)
        if (late !== before) seen.push(minutes)
        before = late
      }
      const lengths = seen.slice(2).map((minutes, at) => (minutes - (seen[at + 1] ?? 0)) / 60)
      expect(lengths.toSorted((one, other) => one - other)).toEqual(
        around.startsWith('2026-03') ? [23, 24, 24, 24, 24] : [24, 24, 24, 24, 25],
      )
    }
  })
})

describe('instalments', () => {
  it('are open to exactly what is outstanding, the earliest paid first', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 1_200_000 }), (parts, outstanding) => {
        const open = openInstalments(parts, cny(outstanding))
        expect(sum(open)).toBe(BigInt(outstanding))
        expect(open.every(({ amount }) => amount.isPositive())).toBe(true)
        // All after the first that is open are open in full.
        const places = open.map(({ dueDate }) => parts.findIndex((part) => part.dueDate === dueDate))
        expect(places).toEqual(places.map((_, at) => parts.length - places.length + at))
        for (const [at, { amount }] of open.entries()) {
          if (at > 0) expect(amount.equals(parts[places[at] ?? 0]?.amount ?? cny(-1))).toBe(true)
        }
      }),
    )
  })

  it('follow a change of the total exactly, and never below nothing', () => {
    fc.assert(
      fc.property(plan, fc.integer({ min: -900_000, max: 900_000 }), (parts, change) => {
        const fitted = refitted(parts, cny(change))
        const wanted = sum(parts) + BigInt(change)
        expect(sum(fitted)).toBe(wanted > 0n ? wanted : 0n)
        expect(fitted.some(({ amount }) => amount.isNegative())).toBe(false)
        expect(fitted.map(({ dueDate }) => dueDate)).toEqual(parts.map(({ dueDate }) => dueDate))
      }),
    )
  })
})

it('a promise is open until its last day is over, unless it was kept', () => {
  const promise = { amount: 100n, by: '2026-11-25' }
  expect(promiseState(promise, 100n, '2027-01-01')).toBe('kept')
  expect(promiseState(promise, 99n, '2026-11-25')).toBe('open')
  expect(promiseState(promise, 99n, '2026-11-26')).toBe('broken')
})
