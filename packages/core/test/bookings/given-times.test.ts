/** Days and moments that no studio has: each room that books says which field, what it must be, and what was given. */
import { describe, expect, it } from 'vitest'
import type { Desk } from '../inventory/studio.ts'
import { openBookedStudio } from './studio.ts'

type Work = (desk: Desk, given: string) => Promise<unknown>

const window = (from: string) => [{ from }]
const hours = [{ kind: 'weekly' as const, weekdays: [1], from: '09:00', to: '10:00' }]

/** Every place where a day is given, by the field under which it is told. */
const days: readonly (readonly [field: string, work: Work])[] = [
  ['date', (desk, date) => desk.bookings.book({ service: 'portrait', date, time: '10:00' })],
  ['date', (desk, date) => desk.bookings.slots({ service: 'portrait', date })],
  ['date', (desk, date) => desk.bookings.list({ date })],
  ['date', (desk, date) => desk.bookings.explain({ service: 'portrait', date, time: '10:00' })],
  [
    'windows.0.from',
    (desk, date) => desk.waitlist.join({ customerId: 'x', service: 'portrait', windows: window(date) }),
  ],
  ['until', (desk, until) => desk.waitlist.change({ entryId: 'x', until })],
  [
    'windows.0.to',
    (desk, to) => desk.waitlist.join({ customerId: 'x', service: 'portrait', windows: [{ from: '2026-11-24', to }] }),
  ],
  [
    'until',
    (desk, until) => desk.waitlist.join({ customerId: 'x', service: 'portrait', windows: window('2026-11-24'), until }),
  ],
  ['date', (desk, date) => desk.agenda.calendar({ date })],
  ['from', (desk, from) => desk.agenda.calendar({ from, to: '2026-11-24' })],
  ['to', (desk, to) => desk.agenda.calendar({ from: '2026-11-24', to })],
  ['from', (desk, from) => desk.agenda.freeCapacity({ from, to: '2026-11-24' })],
  ['from', (desk, from) => desk.agenda.workload({ from, to: '2026-11-24' })],
  ['to', (desk, to) => desk.agenda.freeCapacity({ from: '2026-11-24', to })],
  ['to', (desk, to) => desk.agenda.conflicts({ from: '2026-11-24', to })],
  ['validFrom', (desk, validFrom) => desk.resources.setOpeningHours({ validFrom, rules: hours })],
  ['from', (desk, from) => desk.resources.roster({ from, to: '2026-11-24' })],
  ['validTo', (desk, validTo) => desk.resources.add({ code: 'x', name: 'x', kind: 'room', validTo })],
  ['firstDay', (desk, firstDay) => desk.resources.requestTimeOff({ resourceId: 'x', kind: 'leave', firstDay })],
  ['shifts.0.day', (desk, day) => desk.resources.setShifts({ shifts: [{ resourceId: 'x', day, spans: [] }] })],
  ['from', (desk, from) => desk.resources.retire({ resourceId: 'x', from, reason: 'x' })],
  ['date', (desk, date) => desk.rentals.dueOut({ date })],
]

const until = '2026-11-25T00:00:00Z'
const moments: readonly (readonly [field: string, work: Work])[] = [
  ['startsAt', (desk, startsAt) => desk.bookings.hold({ service: 'portrait', startsAt })],
  ['startsAt', (desk, startsAt) => desk.bookings.move({ bookingId: 'x', startsAt, reason: 'x' })],
  ['from', (desk, from) => desk.bookings.slots({ service: 'portrait', from })],
  ['startsAt', (desk, startsAt) => desk.waitlist.offer({ entryId: 'x', startsAt })],
  ['from', (desk, from) => desk.calendars.freeBusy({ resource: 'anna', from, to: until })],
  ['to', (desk, to) => desk.calendars.busyElsewhere({ resource: 'anna', from: until, to })],
  ['from', (desk, from) => desk.resources.requestTimeOff({ resourceId: 'x', kind: 'leave', from, to: until })],
  ['to', (desk, to) => desk.resources.conflicts({ to })],
  ['from', (desk, from) => desk.reminders.unanswered({ from })],
  ['from', (desk, from) => desk.rentals.availability({ from, to: until })],
]

const years = 'must lie in the years 1900 to 2199'
const noDay = 'must be a day that there is, as YYYY-MM-DD'
const noMoment = /^must be a date and time that there is, with seconds and with Z or an offset/

async function issuesOf(work: Promise<unknown>): Promise<readonly (readonly string[])[]> {
  const error = await work.then(
    () => ({ code: 'done', details: { issues: [] } }),
    (refused: { code: string; details: { issues: { path: string; rule: string; value: string }[] } }) => refused,
  )
  expect(error.code).toBe('INPUT_INVALID')
  return error.details.issues.map(({ path, rule, value }) => [path, rule, value])
}

describe('a day or a moment that no studio has', () => {
  it('is refused with its field, the rule and what was given, wherever a day is given', async () => {
    const { owner } = await openBookedStudio()
    for (const [field, work] of days) {
      for (const given of ['0001-01-01', '9999-12-31', '1899-12-31', '2200-01-01']) {
        expect(await issuesOf(work(owner, given))).toEqual([[field, years, `"${given}"`]])
      }
      for (const given of ['0000-01-01', '2026-02-30', '2026-2-3', 'tomorrow']) {
        expect(await issuesOf(work(owner, given))).toEqual([[field, noDay, `"${given}"`]])
      }
    }
  })

  it('is refused so wherever a moment is given', async () => {
    const { owner } = await openBookedStudio()
    for (const [field, work] of moments) {
      for (const given of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2200-01-01T09:00:00+08:00']) {
        expect(await issuesOf(work(owner, given))).toEqual([[field, years, `"${given}"`]])
      }
      for (const given of [
        '0000-01-01T00:00:00Z',
        '2026-11-24T10:00Z',
        '2026-02-30T10:00:00Z',
        '2026-11-24T10:00:00',
      ]) {
        expect(await issuesOf(work(owner, given))).toEqual([[field, expect.stringMatching(noMoment), `"${given}"`]])
      }
    }
  })

  it('is either, of a list that takes both', async () => {
    const { owner } = await openBookedStudio()
    const list = (from: string) => issuesOf(owner.bookings.list({ from }))
    for (const given of ['0001-01-01', '9999-12-31', '9999-12-31T23:59:59Z', '2200-01-01T09:00:00+08:00']) {
      expect(await list(given)).toEqual([['from', years, `"${given}"`]])
    }
    expect(await list('2026-02-30')).toEqual([['from', noDay, '"2026-02-30"']])
    for (const given of ['tomorrow', '2026-11-24T10:00', '2026-02-30T10:00:00Z']) {
      const rule = expect.stringMatching(/^must be a day YYYY-MM-DD, or a date and time that there is, with seconds/)
      expect(await list(given)).toEqual([['from', rule, `"${given}"`]])
    }
  })

  it('is a month, too', async () => {
    const { owner } = await openBookedStudio()
    const slots = (month: string) => issuesOf(owner.bookings.slots({ service: 'portrait', month }))
    expect(await slots('9999-12')).toEqual([['month', years, '"9999-12"']])
    expect(await slots('2026-13')).toEqual([['month', 'must be a month YYYY-MM', '"2026-13"']])
  })
})
