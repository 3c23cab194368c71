import fc from 'fast-check'
import { IANAZone } from 'luxon'
import { describe, expect, it } from 'vitest'
import { instantFromMillis, millisOf } from '../../src/values/instant.ts'
import { localTextAt, localTimeAt, localTimeToInstant, offsetWhereTwice } from '../../src/values/local-time.ts'
import { isTimeZone, offsetMillisAt, offsetMinutesAt, requireTimeZone } from '../../src/values/time-zone.ts'
import { thrown } from './thrown.ts'

const zones = Intl.supportedValuesOf('timeZone')
const restless = [
  'Africa/Casablanca',
  'Africa/Freetown',
  'Africa/Monrovia',
  'America/New_York',
  'America/Recife',
  'America/Sao_Paulo',
  'Asia/Gaza',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Europe/Amsterdam',
  'Pacific/Apia',
  'Pacific/Kwajalein',
]
const zone = fc.oneof(fc.constantFrom(...restless), fc.constantFrom(...zones))
const years1900To2100 = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) })

describe('the offset of a zone', () => {
  it('is the one that luxon finds, in any zone from 1900 to 2100', () => {
    fc.assert(
      fc.property(zone, years1900To2100, (name, millis) => {
        expect(offsetMinutesAt(name, millis) * 60).toBeCloseTo(IANAZone.create(name).offset(millis) * 60, 6)
      }),
      { numRuns: 1500 },
    )
  })

  it('changes at the very second of the transition', () => {
    for (const [name, at, before, after] of [
      ['America/New_York', '2026-03-08T07:00:00.000Z', -300, -240],
      ['Australia/Lord_Howe', '2026-04-04T15:00:00.000Z', 660, 630],
      ['Asia/Shanghai', '1988-04-16T18:00:00.000Z', 480, 540],
      ['Africa/Casablanca', '2026-02-15T02:00:00.000Z', 60, 0],
      ['Africa/Casablanca', '2026-03-22T02:00:00.000Z', 0, 60],
      ['America/Recife', '2000-10-15T02:00:00.000Z', -120, -180],
      ['Pacific/Apia', '2011-12-30T10:00:00.000Z', -600, 840],
      ['Africa/Monrovia', '1972-01-07T00:44:30.000Z', -44.5, 0],
    ] as const) {
      expect([name, offsetMinutesAt(name, millisOf(at) - 1), offsetMinutesAt(name, millisOf(at))]).toEqual([
        name,
        before,
        after,
      ])
    }
  })

  it('is unknown for what is no IANA name', () => {
    for (const name of ['Mars/Base', '+08:00', '', 'UTC+8', 'Asia/ Shanghai']) {
      expect(isTimeZone(name)).toBe(false)
      expect(thrown(() => requireTimeZone(name)).code).toBe('TIME_ZONE_UNKNOWN')
      expect(thrown(() => offsetMillisAt(name, 0)).code).toBe('TIME_ZONE_UNKNOWN')
    }
    expect(isTimeZone('Asia/Shanghai') && isTimeZone('UTC')).toBe(true)
    expect(thrown(() => offsetMillisAt('Asia/Shanghai', Number.NaN)).code).toBe('INSTANT_OUT_OF_RANGE')
  })
})

describe('a local time', () => {
  const newYork = 'America/New_York'

  it('that the clocks jump over moves forward by the jump, or fails by policy', () => {
    expect(localTimeToInstant('2026-03-08', '02:30', newYork)).toBe('2026-03-08T07:30:00.000Z')
    expect(localTimeAt('2026-03-08T07:30:00.000Z', newYork)).toEqual({ date: '2026-03-08', time: '03:30', second: 0 })
    const error = thrown(() => localTimeToInstant('2026-03-08', '02:30', newYork, { gap: 'error' }))
    expect(error.code).toBe('LOCAL_TIME_MISSING')
    expect(error.message).toContain('2026-03-08 02:30 does not exist in America/New_York')
    expect(localTimeToInstant('2011-12-30', '09:00', 'Pacific/Apia')).toBe('2011-12-30T19:00:00.000Z')
  })

  it('that comes twice is the earlier one, or the later one by policy', () => {
    expect(localTimeToInstant('2026-11-01', '01:30', newYork)).toBe('2026-11-01T05:30:00.000Z')
    expect(localTimeToInstant('2026-11-01', '01:30', newYork, { overlap: 'later' })).toBe('2026-11-01T06:30:00.000Z')
  })

  it('that comes twice is told with its offset, and no other', () => {
    const [summer, winter, after] = ['2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z', '2026-11-01T07:00:00.000Z']
    expect(localTextAt(summer, newYork)).toBe('2026-11-01 01:30-04:00')
    expect(localTextAt(winter, newYork)).toBe('2026-11-01 01:30-05:00')
    expect([localTextAt('2026-11-01T04:59:00.000Z', newYork), localTextAt(after, newYork)]).toEqual([
      ...['2026-11-01 00:59', '2026-11-01 02:00'],
    ])
    // Half an hour on Lord Howe Island, and a jump shows nothing twice.
    expect(localTextAt('2026-04-04T15:15:00.000Z', 'Australia/Lord_Howe')).toBe('2026-04-05 01:45+10:30')
    expect(localTextAt('2026-03-08T07:30:00.000Z', newYork)).toBe('2026-03-08 03:30')
  })

  it('is told with an offset just where two instants have it, in every zone', () => {
    const minutes = years1900To2100.map((millis) => Math.floor(millis / 60_000) * 60_000)
    fc.assert(
      fc.property(zone, minutes, (name, millis) => {
        const instant = instantFromMillis(millis)
        const { date, time } = localTimeAt(instant, name)
        const [earlier, later] = (['earlier', 'later'] as const).map((overlap) =>
          localTimeToInstant(date, time, name, { gap: 'error', overlap }),
        )
        expect(offsetWhereTwice(instant, name) !== '').toBe(earlier !== later)
      }),
      { numRuns: 1500 },
    )
  })

  it('goes to an instant and back in every zone', () => {
    const minutes = years1900To2100.map((millis) => Math.floor(millis / 60_000) * 60_000)
    fc.assert(
      fc.property(zone, minutes, (name, millis) => {
        const instant = instantFromMillis(millis)
        const { date, time, second } = localTimeAt(instant, name)
        const candidates = (['earlier', 'later'] as const).map((overlap) =>
          localTimeToInstant(date, time, name, { gap: 'error', overlap }),
        )
        expect(candidates.map((found) => millisOf(found) + second * 1000)).toContain(millis)
      }),
      { numRuns: 1500 },
    )
  })
})
