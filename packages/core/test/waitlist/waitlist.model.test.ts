/** Whatever customers and studio do: who is offered what is as on paper, no time is offered twice, and every offer is one hold. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, openWaitingStudio, type WaitingStudio } from './studio.ts'
import { type NaiveEntry, NaiveList, type NaiveWish } from './naive-list.ts'

const terms = { answerMinutes: 90, leastMinutes: 60, mostUnanswered: 2 }

const days = [23, 24]
const hour = fc.constantFrom(9, 10, 11, 12)
const start = fc.record({ date: fc.constantFrom(...days), hour })
const service = fc.constantFrom('lesson' as const, 'lesson' as const, 'long' as const)
const wish: fc.Arbitrary<NaiveWish> = fc
  .record({ of: fc.constantFrom([23, 23], [24, 24], [23, 24]), from: hour, length: fc.constantFrom(1, 2, 4) })
  .map(({ of: [first = 0, last = 0], from, length }) => ({
    days: [dateOf(first), dateOf(last)],
    hours: [from, Math.min(from + length, 13)],
  }))
const nth = fc.nat(30)

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('join' as const),
      customer: fc.nat(3),
      service,
      wish,
      priority: fc.constantFrom(0, 0, 1),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('book' as const), service, start }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('cancel' as const), nth }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), minutes: fc.constantFrom(30, 60, 120, 600) }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'confirmHold' as const), nth }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('decline' as const), nth, leave: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'cancelHold' as const, 'wake' as const), nth }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wish' as const), nth, wish }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('byHand' as const), nth, start }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      times: fc.array(fc.record({ start, length: fc.constantFrom(1, 2, 4) }), { maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('leaveTaken' as const), start, length: fc.constantFrom(1, 2) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leaveBack' as const), nth }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('shift' as const),
      date: fc.constantFrom(...days),
      hours: fc.constantFrom({ from: 8, to: 13 }, { from: 9, to: 15 }, { from: 10, to: 12 }, { from: 9, to: 13 }),
    }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

const instant = ({ date, hour: at }: { readonly date: number; readonly hour: number }): string =>
  new Date(Date.parse(`${dateOf(date)}T${String(at).padStart(2, '0')}:00:00+08:00`)).toISOString()
const toInstant = (millis: number): string => new Date(millis).toISOString()
const spanOf = (from: { readonly date: number; readonly hour: number }, length: number) => {
  const begins = Date.parse(instant(from))
  return { start: begins, end: begins + length * 3_600_000 }
}
const windowsOf = ({ days: [from, to], hours: [first, last] }: NaiveWish) => [
  { from, to, times: { from: `${String(first).padStart(2, '0')}:00`, to: `${String(last).padStart(2, '0')}:00` } },
]
const of = <T>(all: readonly T[], place: number): T | undefined => all[place % Math.max(all.length, 1)]

type Studio = WaitingStudio & { readonly sourceId: string }

/** Does a step in the studio and on paper. What the paper forbids, the studio must refuse. */
async function take(studio: Studio, customers: readonly string[], list: NaiveList, one: Step): Promise<void> {
  const { manager, clock, anna, sourceId } = studio
  const waiting = list.entries.filter(({ state }) => state === 'waiting' || state === 'offered')
  const offered = list.entries.filter(({ offer }) => offer !== null)
  const bookingOf = async ({ name }: NaiveEntry) => (await studio.read(name)).offer?.bookingId ?? ''
  const offerId = async ({ name }: NaiveEntry) => (await studio.read(name)).offer?.id ?? ''
  const isDone = async (work: Promise<unknown>) => work.then(() => true).catch(() => false)
  switch (one.kind) {
    case 'join': {
      const { customer, service: code, wish: wanted, priority } = one
      const isTwice = waiting.some(
        (entry) =>
          entry.customer === customer &&
          entry.service === code &&
          JSON.stringify(entry.wish) === JSON.stringify(wanted),
      )
      const isOver =
        Date.parse(`${wanted.days[1]}T${String(wanted.hours[1] - 1).padStart(2, '0')}:00:00+08:00`) <= list.now
      const joined = await manager.waitlist.join.attempt({
        ...{ customerId: customers[customer] ?? '', service: code, windows: windowsOf(wanted), priority },
      })
      expect(joined.ok).toBe(!isTwice && !isOver)
      if (!joined.ok) return
      const entry = { customer, service: code, wish: wanted, priority, name: joined.value.id }
      const fresh = { state: 'waiting' as const, rests: false, unanswered: 0, offers: 0, offer: null }
      list.entries.push({ ...entry, ...fresh, refused: new Set() })
      return
    }
    case 'book': {
      const startsAt = instant(one.start)
      const at = Date.parse(startsAt)
      if (at < list.now) return
      const booked = await manager.bookings.book.attempt({ service: one.service, startsAt })
      expect(booked.ok).toBe(list.isFree(one.service, at))
      if (!booked.ok) return
      list.taken.push({ name: booked.value.id, start: at, end: Date.parse(booked.value.endsAt) })
      return
    }
    case 'cancel': {
      const booking = of(list.taken, one.nth)
      if (booking === undefined) return
      await manager.bookings.cancel({ bookingId: booking.name })
      list.taken.splice(list.taken.indexOf(booking), 1)
      return
    }
    case 'pass':
      clock.now = new Date(list.now + one.minutes * 60_000).toISOString()
      list.now = Date.parse(clock.now)
      return
    case 'accept':
    case 'confirmHold': {
      const entry = of(offered, one.nth)
      if (entry?.offer === null || entry === undefined) return
      const bookingId = await bookingOf(entry)
      if (one.kind === 'accept') await manager.waitlist.accept({ offerId: await offerId(entry) })
      else await manager.bookings.confirm({ bookingId })
      const length = entry.service === 'long' ? 2 : 1
      list.taken.push({ name: bookingId, start: entry.offer.start, end: entry.offer.start + length * 3_600_000 })
      Object.assign(entry, { state: 'booked', offer: null, unanswered: 0 })
      return
    }
    case 'decline': {
      const entry = of(offered, one.nth)
      if (entry === undefined) return
      await manager.waitlist.decline({ offerId: await offerId(entry), leave: one.leave })
      Object.assign(entry, { state: one.leave ? 'left' : 'waiting', offer: null, unanswered: 0 })
      return
    }
    case 'cancelHold': {
      const entry = of(offered, one.nth)
      if (entry === undefined) return
      await manager.bookings.cancel({ bookingId: await bookingOf(entry) })
      Object.assign(entry, { state: 'waiting', offer: null })
      return
    }
    case 'leave': {
      const entry = of(waiting, one.nth)
      if (entry === undefined) return
      await manager.waitlist.leave({ entryId: entry.name })
      Object.assign(entry, {
        state: 'left',
        offer: null,
        rests: false,
        unanswered: entry.offer === null ? entry.unanswered : 0,
      })
      return
    }
    case 'wake': {
      const entry = of(waiting, one.nth)
      if (entry === undefined) return
      await manager.waitlist.change({ entryId: entry.name, rests: false })
      Object.assign(entry, { rests: false, unanswered: 0 })
      return
    }
    case 'wish': {
      const entry = of(list.entries, one.nth)
      if (entry === undefined) return
      const changed = await isDone(manager.waitlist.change({ entryId: entry.name, windows: windowsOf(one.wish) }))
      if (changed) Object.assign(entry, { wish: one.wish, rests: false, unanswered: 0, refused: new Set() })
      return
    }
    case 'import': {
      const events = one.times.flatMap(({ start: from, length }) => [
        'BEGIN:VEVENT',
        `DTSTART:${instant(from).replaceAll(/[-:]|\.\d+/g, '')}`,
        `DURATION:PT${length}H`,
        'END:VEVENT',
      ])
      await manager.calendars.import({
        sourceId,
        text: ['BEGIN:VCALENDAR', ...events, 'END:VCALENDAR'].join('\r\n'),
      })
      list.import(one.times.map(({ start: from, length }) => spanOf(from, length)))
      return
    }
    case 'leaveTaken': {
      const { start: from, end: to } = spanOf(one.start, one.length)
      if (to <= list.now) return
      const asked = { resourceId: anna, kind: 'leave' as const, from: toInstant(from), to: toInstant(to) }
      const requested = await studio.as('owner').resources.requestTimeOff.attempt(asked)
      expect(requested.ok).toBe(!list.isAwayIn(from, to))
      if (!requested.ok) return
      const { id: timeOffId } = requested.value.timeOff
      const approved = await manager.resources.approveTimeOff.attempt({ timeOffId })
      expect(approved.ok).toBe(!list.isPromisedIn(from, to))
      if (approved.ok) list.away.push({ name: timeOffId, start: from, end: to })
      else await studio.as('owner').resources.withdrawTimeOff({ timeOffId })
      return
    }
    case 'leaveBack': {
      const away = of(
        list.away.filter(({ name, end }) => name !== 'imported' && end > list.now),
        one.nth,
      )
      if (away === undefined) return
      await studio.as('owner').resources.withdrawTimeOff({ timeOffId: away.name })
      list.away.splice(list.away.indexOf(away), 1)
      return
    }
    case 'shift': {
      const { from, to } = one.hours
      const span = { from: `${String(from).padStart(2, '0')}:00`, to: `${to}:00` }
      await manager.resources.setShifts({ shifts: [{ resourceId: anna, day: dateOf(one.date), spans: [span] }] })
      list.shifts.set(dateOf(one.date), one.hours)
      return
    }
    case 'byHand': {
      const entry = of(list.entries, one.nth)
      if (entry === undefined) return
      const startsAt = instant(one.start)
      const at = Date.parse(startsAt)
      const isPossible =
        entry.state === 'waiting' && at > list.now && list.isWished(entry, at) && list.isFree(entry.service, at)
      expect(await isDone(manager.waitlist.offer({ entryId: entry.name, startsAt }))).toBe(isPossible)
      if (isPossible) list.offer(entry, at)
    }
  }
}

async function compare({ manager, read }: WaitingStudio, list: NaiveList): Promise<void> {
  const holds = (await manager.bookings.list({ states: ['held'], limit: 200 })).items
  const heldFor = new Map(holds.map((hold) => [hold.id, hold]))
  const told = []
  for (const { name } of list.entries) {
    const { state, rests, unanswered, offers, offer } = await read(name)
    told.push([state, rests, unanswered, offers, offer?.startsAt ?? null])
    if (offer === null) continue
    const hold = heldFor.get(offer.bookingId)
    expect([hold?.startsAt, hold?.expiresAt]).toEqual([offer.startsAt, offer.expiresAt])
    heldFor.delete(offer.bookingId)
  }
  // No hold without its offer.
  expect([...heldFor.keys()]).toEqual([])
  const onPaper = list.entries.map(({ state, rests, unanswered, offers, offer }) => {
    return [state, rests, unanswered, offers, offer === null ? null : new Date(offer.start).toISOString()]
  })
  expect(told).toEqual(onPaper)
}

describe('the waitlist', () => {
  it('is as a list on paper, after every step of any life', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), async (steps) => {
        const opened = await openWaitingStudio({ settings: terms })
        const { sourceId } = await opened.manager.calendars.saveSource({ resource: 'anna', name: 'Private' })
        const studio = { ...opened, sourceId }
        const customers = [studio.wang, studio.li, studio.zhao, await studio.register('孙悦')]
        const list = new NaiveList(studio.clock.now, terms)
        // Most of the time is taken, so that there is something to wait for.
        for (const date of days) {
          for (const at of [9, 10, 11, 12]) {
            const startsAt = instant({ date, hour: at })
            const { id, endsAt } = await studio.manager.bookings.book({ service: 'lesson', startsAt })
            list.taken.push({ name: id, start: Date.parse(startsAt), end: Date.parse(endsAt) })
          }
        }
        for (const one of steps) {
          await take(studio, customers, list, one)
          await studio.engine.settle()
          list.serve()
          await compare(studio, list)
        }
        await studio.engine.close()
      }),
      { numRuns: 12 },
    )
  })
})
