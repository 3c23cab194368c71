/** Two engines on one store: times become free in both at once, and both offer them, or customers answer. */
import { clockToken, provide } from '@calotype/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, meetingPlaces, succeeded, twoEngines } from './two-engines.ts'

const at = (date: number, hour: number): string => new Date(Date.UTC(2026, 10, date, hour)).toISOString()
const clock = { now: at(22, 4) }
const rounds = 6

describe.each(meetingPlaces)('two engines on %s', (on) => {
  const { deskOf, settle } = twoEngines({
    on,
    settings: { waitlist: { mostUnanswered: 100 } },
    provide: [provide(clockToken, { useValue: { now: () => clock.now } })],
  })
  let customers: string[] = []

  beforeEach(async () => {
    clock.now = at(22, 4)
    const desk = deskOf(0)
    await desk.resources.setOpeningHours({
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '11:00' }],
    })
    await desk.resources.add({ code: 'anna', name: 'Anna', kind: 'person', skills: [{ skill: 'photo', level: 5 }] })
    const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
    await desk.bookings.saveService({ code: 'lesson', name: '摄影课', duration: 60, grid: 60, requirements })
    customers = []
    for (const name of ['王芳', '李娜', '赵敏']) customers.push((await desk.customers.register({ name })).id)
    await settle()
  })

  const hours = [1, 2]
  /** Both hours of a day are booked, and three customers wait for them. */
  const fullDay = async (date: number) => {
    const booked = []
    for (const hour of hours) {
      booked.push((await deskOf(hour).bookings.book({ service: 'lesson', startsAt: at(date, hour) })).id)
    }
    const windows = [{ from: `2026-11-${date}` }]
    const entries = []
    for (const customerId of customers) {
      entries.push((await deskOf(0).waitlist.join({ customerId, service: 'lesson', windows })).id)
    }
    await settle()
    return { booked, entries }
  }
  const offersOf = async (turn: number, entries: readonly string[]) => {
    const read = []
    for (const entryId of entries) read.push((await deskOf(turn).waitlist.read({ entryId })).offer)
    return read
  }
  const leave = async (entries: readonly string[]) => {
    for (const entryId of entries) await deskOf(0).waitlist.leave.attempt({ entryId })
  }

  it('cancel two bookings and offer at once: each time goes to one, those who came first', async () => {
    for (let round = 0; round < rounds; round++) {
      const { booked, entries } = await fullDay(23 + round)
      await Promise.all([
        ...booked.map((bookingId, turn) => deskOf(turn).bookings.cancel({ bookingId })),
        ...[0, 1].map((turn) => deskOf(turn).waitlist.offerFree({})),
      ])
      await Promise.all([0, 1].map((turn) => deskOf(turn).waitlist.offerFree({})))
      await settle()
      const offers = await offersOf(round, entries)
      const starts = offers.flatMap((offer) => offer?.startsAt ?? [])
      expect([...starts].sort()).toEqual(hours.map((hour) => at(23 + round, hour)))
      expect(offers[2]).toBeNull()
      // Every offer is a hold of its own, and there is no other.
      const holds = (await deskOf(round).bookings.list({ states: ['held'] })).items.map(({ id }) => id)
      expect(holds.sort()).toEqual(offers.flatMap((offer) => offer?.bookingId ?? []).sort())
      await leave(entries)
    }
  })

  it('offer one free time by hand to two who wait: one of them has it', async () => {
    for (let round = 0; round < rounds; round++) {
      const date = 23 + round
      const { booked, entries } = await fullDay(date)
      await deskOf(round).bookings.cancel({ bookingId: booked[0] ?? '' })
      const offered = await Promise.all(
        entries
          .slice(0, 2)
          .map((entryId, turn) => deskOf(turn).waitlist.offer.attempt({ entryId, startsAt: at(date, 1) })),
      )
      expect([succeeded(offered), failed(offered)]).toEqual([1, ['SLOT_TAKEN']])
      await leave(entries)
    }
  })

  it('accept and decline one offer, or accept it twice: one answer counts', async () => {
    for (let round = 0; round < rounds; round++) {
      const { booked, entries } = await fullDay(23 + round)
      await deskOf(round).bookings.cancel({ bookingId: booked[0] ?? '' })
      await settle()
      const [offer] = await offersOf(0, entries)
      const offerId = offer?.id ?? ''
      const answers = await Promise.all([
        deskOf(round).waitlist.accept.attempt({ offerId }),
        round % 2 === 0
          ? deskOf(round + 1).waitlist.decline.attempt({ offerId })
          : deskOf(round + 1).waitlist.accept.attempt({ offerId }),
      ])
      expect(succeeded(answers)).toBe(1)
      expect(failed(answers)).toEqual(['WAITLIST_OFFER_OVER'])
      await settle()
      const [, second] = await offersOf(0, entries)
      // What was declined is the next one's; what was accepted nobody's.
      expect(second?.startsAt ?? null).toBe(answers[0]?.ok === true || round % 2 === 1 ? null : at(23 + round, 1))
      await leave(entries)
    }
  })

  it('accept in the moment in which the offer is over, and pass it on: one of both has the time', async () => {
    for (let round = 0; round < rounds; round++) {
      const date = 23 + round
      const { booked, entries } = await fullDay(date)
      await deskOf(round).bookings.cancel({ bookingId: booked[0] ?? '' })
      await settle()
      const [offer] = await offersOf(0, entries)
      if (offer === undefined || offer === null) throw new Error('nothing is offered')
      clock.now = offer.expiresAt
      const [confirmed] = await Promise.all([
        deskOf(round).bookings.confirm.attempt({ bookingId: offer.bookingId }),
        deskOf(round + 1).waitlist.offerFree({}),
      ])
      await settle()
      const [, second] = await offersOf(1, entries)
      expect(second?.startsAt ?? null).toBe(confirmed.ok ? null : at(date, 1))
      if (!confirmed.ok) expect(confirmed.error.code).toBe('SLOT_TAKEN')
      await leave(entries)
    }
  })
})
