/** Quiet hours by the clocks of a branch, also in the nights in which the clocks change. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterQuietHours } from '../../src/notifications/quiet-hours.ts'
import { instantFromMillis, millisOf } from '../../src/values/instant.ts'
import { localTimeAt } from '../../src/values/local-time.ts'

const night = { from: '21:00', to: '08:00' }
const minute = 60_000

describe('quiet hours', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-23T12:59:59.999Z', '2026-11-23T12:59:59.999Z', 'a moment before they begin'],
    ['Asia/Shanghai', '2026-11-23T13:00:00.000Z', '2026-11-24T00:00:00.000Z', 'as they begin'],
    ['Asia/Shanghai', '2026-11-23T23:59:59.999Z', '2026-11-24T00:00:00.000Z', 'after midnight'],
    ['Asia/Shanghai', '2026-11-24T00:00:00.000Z', '2026-11-24T00:00:00.000Z', 'as they end'],
    ['America/New_York', '2026-03-08T04:00:00.000Z', '2026-03-08T12:00:00.000Z', 'a night of 10 hours: 08:00 is EDT'],
    ['America/New_York', '2026-11-01T04:00:00.000Z', '2026-11-01T13:00:00.000Z', 'a night of 12 hours: 08:00 is EST'],
    ['Australia/Lord_Howe', '2026-04-04T12:00:00.000Z', '2026-04-04T21:30:00.000Z', 'clocks that go back half an hour'],
  ])('in %s move %s to %s: %s', (zone, at, then) => {
    expect(afterQuietHours(at, night, zone)).toBe(then)
  })

  it('that end at a time that the clocks jump over end at the jump', () => {
    const hours = { from: '22:00', to: '02:30' }
    expect(afterQuietHours('2026-03-08T06:30:00.000Z', hours, 'America/New_York')).toBe('2026-03-08T07:00:00.000Z')
  })

  it('that lie within the jump are none', () => {
    const hours = { from: '02:10', to: '02:50' }
    expect(afterQuietHours('2026-03-08T07:00:00.000Z', hours, 'America/New_York')).toBe('2026-03-08T07:00:00.000Z')
  })

  it('end the first time that the clocks show their end, and do not begin again when they show it once more', () => {
    const hours = { from: '22:00', to: '01:30' }
    const firstTime = '2026-11-01T05:30:00.000Z'
    expect(afterQuietHours('2026-11-01T05:29:00.000Z', hours, 'America/New_York')).toBe(firstTime)
    const onceMore = '2026-11-01T06:10:00.000Z' // 01:10 EST
    expect(afterQuietHours(onceMore, hours, 'America/New_York')).toBe(onceMore)
  })

  it('agree with somebody who walks through the night by the minute', () => {
    const zones = ['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Europe/London', 'UTC']
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
      .map(([hour, part]) => `${String(hour).padStart(2, '0')}:${part}`)
    // Around the days on which clocks change, and others.
    const day = fc.constantFrom('2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2026-10-25', '2026-07-01')
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        time,
        time,
        day,
        fc.integer({ min: -1440, max: 2880 }),
        (zone, from, to, of, by) => {
          fc.pre(from !== to)
          const at = Date.parse(`${of}T00:00:00.000Z`) + by * minute
          const seen = millisOf(afterQuietHours(instantFromMillis(at), { from, to }, zone))
          expect(seen).toBe(walked(at, from, to, zone))
        },
      ),
      { numRuns: 300 },
    )
  })
})

/** Reads the clock every minute from two days before: the hours begin and end when it first shows `from` and `to` of a date, or a later time. */
function walked(at: number, from: string, to: string, zone: string): number {
  const begun = new Set<string>()
  const ended = new Set<string>()
  let quiet = false
  for (let now = at - 3 * 1440 * minute; ; now += minute) {
    const { date, time } = localTimeAt(instantFromMillis(now), zone)
    // `from <= to` counts both by the date; over midnight a date's `to` ends what began on the date before.
    const reached: [string, boolean][] = []
    if (time >= from && !begun.has(date)) reached.push([from, true])
    if (time >= to && !ended.has(date)) reached.push([to, false])
    reached.sort(([one], [other]) => (one < other ? -1 : 1))
    for (const [, begins] of reached) {
      quiet = begins
      ;(begins ? begun : ended).add(date)
    }
    if (now >= at && !quiet) return now
  }
}
