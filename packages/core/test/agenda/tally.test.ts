import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hoursOf, periodOf } from '../../src/agenda/period.ts'
import { type Cell, type Phase, tallies } from '../../src/agenda/tally.ts'
import { merged } from '../../src/resources/spans.ts'

const end = 120
const span = fc.tuple(fc.integer({ min: -20, max: end }), fc.integer({ min: 0, max: 40 })).map(([from, length]) => ({
  from,
  to: from + length,
}))
const phase = fc
  .record({ at: span, before: fc.integer({ min: 0, max: 9 }), after: fc.integer({ min: 0, max: 9 }) })
  .chain(({ at, before, after }) =>
    fc
      .constantFrom('a', 'b', 'c')
      .map((bookingId): Phase => ({ bookingId, ...at, busyFrom: at.from - before, busyTo: at.to + after })),
  )
const within = (spans: readonly Cell[], minute: number): boolean =>
  spans.some(({ from, to }) => from <= minute && minute < to)

describe('a tally', () => {
  it('is what counting minute by minute gives', () => {
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 5 }),
        fc.array(span, { maxLength: 3 }),
        fc.array(phase, { maxLength: 6 }),
        fc.uniqueArray(fc.integer({ min: 1, max: end - 1 }), { maxLength: 4 }),
        (works, timeOff, phases, cuts) => {
          const edges = [0, ...cuts.sort((a, b) => a - b), end]
          const cells = edges.slice(1).map((to, at) => ({ from: edges[at] ?? 0, to }))
          const planned = merged(works.map(({ from, to }) => [from, to]))
          const expected = cells.map(({ from, to }) => {
            const count = (holds: (minute: number) => boolean) =>
              Array.from({ length: to - from }, (_, at) => from + at).filter(holds).length
            const off = (minute: number) => within(timeOff, minute)
            const booked = (minute: number) => within(phases, minute)
            const isWorked = (minute: number) => within(works, minute) && !off(minute)
            return {
              working: count(isWorked),
              timeOff: count((minute) => within(works, minute) && off(minute)),
              booked: count(booked),
              bookedWorking: count((minute) => booked(minute) && isWorked(minute)),
              busy: count((minute) => phases.some(({ busyFrom, busyTo }) => busyFrom <= minute && minute < busyTo)),
              bookings: new Set(
                phases.filter((one) => count((minute) => within([one], minute)) > 0).map(({ bookingId }) => bookingId),
              ),
              cost: BigInt(count(booked)) * 7n,
            }
          })
          expect(tallies(cells, { planned, timeOff, phases }, 7n)).toEqual(expected)
        },
      ),
    )
  })
})

describe('a period', () => {
  const now = '2026-11-22T04:00:00.000Z'

  it('is a day, an ISO week, a month or given days', () => {
    const of = (asked: Parameters<typeof periodOf>[0]) => {
      const { first, last, days } = periodOf(asked, 'Asia/Shanghai', now)
      return [first, last, days.length]
    }
    expect(of({})).toEqual(['2026-11-22', '2026-11-22', 1])
    expect(of({ view: 'week' })).toEqual(['2026-11-16', '2026-11-22', 7])
    expect(of({ view: 'month', date: '2028-02-10' })).toEqual(['2028-02-01', '2028-02-29', 29])
    expect(of({ from: '2026-01-01', to: '2027-01-01' })).toEqual(['2026-01-01', '2027-01-01', 366])
  })

  it('has days and hours as the clocks show them', () => {
    const lengthOf = (date: string, zone: string) =>
      periodOf({ date }, zone, now).days.map(({ from, to }) => (to - from) / 60)
    expect(lengthOf('2026-03-08', 'America/New_York')).toEqual([23])
    expect(lengthOf('2026-11-01', 'America/New_York')).toEqual([25])
    expect(periodOf({ from: '2011-12-29', to: '2011-12-31' }, 'Pacific/Apia', now).days.length).toBe(2)
    expect(() => periodOf({ date: '2011-12-30' }, 'Pacific/Apia', now)).toThrow('be a day that Pacific/Apia has')
    const hours = hoursOf(periodOf({ date: '2026-11-01' }, 'America/New_York', now))
    expect(hours.map(({ hour }) => hour).slice(0, 4)).toEqual(['00:00', '01:00', '01:00', '02:00'])
    expect(hours.every(({ from, to }) => to - from === 60)).toBe(true)
    expect(hoursOf(periodOf({ date: '2026-03-08' }, 'America/New_York', now)).length).toBe(23)
  })

  it.each([
    [{ from: '2026-01-01', to: '2027-01-02' }, 'to must be on or after from'],
    [{ from: '2026-01-02', to: '2026-01-01' }, 'to must be on or after from'],
    [{ from: '2026-01-02' }, 'to must be told beside from'],
    [{ to: '2026-01-02' }, 'from must be told beside to'],
    [{ from: '2026-01-01', to: '2026-01-02', view: 'week' as const }, 'view must not be told'],
  ])('is refused as %j', (asked, message) => {
    expect(() => periodOf(asked, 'Asia/Shanghai', now)).toThrow(message)
  })
})
