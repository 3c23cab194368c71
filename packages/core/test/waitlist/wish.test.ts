import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekday } from '../../src/values/calendar-date.ts'
import { wishFault } from '../../src/waitlist/check-wish.ts'
import { fitsWish, fitsWindow, type WishedWindow, windowsOf, wishText } from '../../src/waitlist/wish.ts'

const today = '2026-11-22'
const text = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const time = fc.integer({ min: 0, max: 1439 }).map(text)
const date = fc.integer({ min: -6, max: 14 }).map((days) => addDays(today, days))
const window: fc.Arbitrary<WishedWindow> = fc.record({
  from: date,
  to: date,
  times: fc.option(fc.record({ from: time, to: time })),
  weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 })),
})

describe('a wish', () => {
  it('is refused where no start of the service can ever be in it, and only there', () => {
    const seen = { refused: 0, taken: 0 }
    fc.assert(
      fc.property(
        window,
        time,
        fc.constantFrom(15, 30, 60, 90, 480),
        fc.integer({ min: 1, max: 9 }),
        (wished, now, grid, horizon) => {
          const fault = wishFault([wished], { today, time: now, grid, horizon })
          let starts = 0
          for (let days = 0; days <= horizon; days++) {
            const on = addDays(today, days)
            for (let minute = 0; minute < 1440; minute += grid) {
              const start = { date: on, time: text(minute), weekday: weekday(on) }
              const isToCome = on > today || start.time > now
              if (isToCome && wished.from <= wished.to && fitsWindow(wished, start)) starts++
            }
          }
          expect(fault === undefined).toBe(starts > 0)
          seen[fault === undefined ? 'taken' : 'refused']++
          if (fault !== undefined) expect(fault.field).toMatch(/^windows\.0\.(from|to|times|weekdays)$/)
        },
      ),
    )
    expect(Math.min(seen.refused, seen.taken)).toBeGreaterThan(5)
  })

  it('names the window that is wrong, and what is wrong with it', () => {
    const terms = { today, time: '12:00', grid: 60, horizon: 30 }
    const fine = { from: today, to: '2026-11-30', times: null, weekdays: null }
    const rule = (wished: Partial<WishedWindow>) => {
      const fault = wishFault([fine, { ...fine, ...wished }], terms)
      return fault === undefined ? undefined : [fault.field, fault.rule]
    }
    expect(rule({})).toBeUndefined()
    expect(rule({ to: '2026-11-21' })).toEqual(['windows.1.to', 'not lie before from'])
    expect(rule({ from: '2026-11-20', to: '2026-11-21' })).toEqual([
      'windows.1.to',
      'not lie in the past, before 2026-11-22',
    ])
    expect(rule({ from: '2026-12-23', to: '2027-01-02' })?.[0]).toBe('windows.1.from')
    expect(rule({ times: { from: '10:10', to: '10:50' } })?.[0]).toBe('windows.1.times')
    expect(rule({ to: today, weekdays: [1] })).toEqual(['windows.1.weekdays', 'be days from 2026-11-22 to 2026-11-22'])
    expect(rule({ to: today, times: { from: '09:00', to: '12:30' } })).toEqual([
      'windows.1.times',
      'not lie in the past, before 2026-11-22 12:00',
    ])
  })

  it('goes over midnight where its times do, by the day of the start', () => {
    const [night] = windowsOf([{ from: '2026-11-24', weekdays: [2], times: { from: '22:00', to: '02:00' } }])
    const wish = { windows: night === undefined ? [] : [night], sessionStart: null }
    const fits = (on: string, at: string) =>
      fitsWish(wish, { startsAt: `${on}T${at}:00.000Z`, date: on, time: at, weekday: weekday(on) })
    expect([fits('2026-11-24', '22:00'), fits('2026-11-24', '01:59'), fits('2026-11-24', '02:00')]).toEqual([
      true,
      true,
      false,
    ])
    expect([fits('2026-11-25', '01:00'), fits('2026-11-23', '23:00')]).toEqual([false, false])
  })

  it('is the same in whatever order it was said', () => {
    const one = { from: '2026-11-24', weekdays: [3, 2, 2] }
    const other = { from: '2026-11-25', to: '2026-11-26' }
    const wish = { serviceId: 's', sessionStart: null, seats: 1 }
    const said = wishText({ ...wish, windows: windowsOf([one, other]), resources: { a: ['x', 'y'], b: ['z'] } })
    const again = [other, { ...one, to: '2026-11-24', weekdays: [2, 3] }, other]
    expect(wishText({ ...wish, windows: windowsOf(again), resources: { b: ['z'], a: ['y', 'x'] } })).toBe(said)
    expect(wishText({ ...wish, windows: windowsOf([one]), resources: null })).not.toBe(said)
  })

  it('is the same exactly where it names the same starts, however they are written', () => {
    const quarter = fc.constantFrom('00:00', '06:00', '12:00', '18:00')
    const short: fc.Arbitrary<WishedWindow> = fc
      .record({
        from: fc.integer({ min: 0, max: 9 }),
        length: fc.integer({ min: 0, max: 9 }),
        times: fc.option(fc.record({ from: quarter, to: quarter })),
        weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 7 })),
      })
      .map(({ from, length, ...rest }) => ({
        ...{ from: addDays(today, from), to: addDays(today, from + length), ...rest },
      }))
    /** Other words for a window: day by day, in halves of the day, or with every weekday that there is. */
    const inOtherWords = (of: WishedWindow, how: number): readonly WishedWindow[] => {
      if (how === 0) return [{ ...of, weekdays: of.weekdays ?? [7, 6, 5, 4, 3, 2, 1] }]
      if (how === 1 && of.times === null) {
        const times = [
          { from: '00:00', to: '12:00' },
          { from: '12:00', to: '00:00' },
        ]
        return times.map((half) => ({ ...of, times: half }))
      }
      const days: WishedWindow[] = []
      for (let day = of.from; day <= of.to; day = addDays(day, 1)) days.push({ ...of, from: day, to: day })
      return [...days, of].reverse()
    }
    const starts = Array.from({ length: 20 }, (_, ahead) => addDays(today, ahead)).flatMap((on) =>
      ['00:00', '06:00', '12:00', '18:00'].map((at) => ({ date: on, time: at, weekday: weekday(on) })),
    )
    const named = (windows: readonly WishedWindow[]): string =>
      starts.map((start) => (windows.some((one) => fitsWindow(one, start)) ? '1' : '0')).join('')
    const textOf = (windows: readonly WishedWindow[]): string =>
      wishText({ serviceId: 's', sessionStart: null, seats: 1, resources: null, windows })
    fc.assert(
      fc.property(
        fc.array(short, { minLength: 1, maxLength: 3 }),
        fc.array(short, { minLength: 1, maxLength: 3 }),
        fc.nat(2),
        (wished, others, how) => {
          expect(textOf(wished.flatMap((one) => inOtherWords(one, how)))).toBe(textOf(wished))
          expect(textOf(others) === textOf(wished)).toBe(named(others) === named(wished))
        },
      ),
      { numRuns: 300 },
    )
  })
})
