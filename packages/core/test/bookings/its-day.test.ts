import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { cash, codeOf, day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

const at = (date: number, hour: number) => ({ service: 'portrait', startsAt: day(date, hour) })

describe('the day of a booking', () => {
  it('is from when customers are checked in and shoots are completed, by its cut-off', async () => {
    const { reception, clock } = await openBookedStudio()
    const { id: bookingId } = await reception.bookings.book(at(2, 11))
    clock.now = day(2, 3)
    // At three in the morning it is still the day before.
    await expect(reception.bookings.checkIn({ bookingId })).rejects.toThrow(
      /can be checked in from its business day on, 2026-11-24: this is 2026-11-23\.$/,
    )
    expect(await codeOf(reception.bookings.complete({ bookingId }))).toBe('BOOKING_OTHER_DAY')
    clock.now = day(2, 9)
    expect(await codeOf(reception.bookings.noShow({ bookingId }))).toBe('BOOKING_TIME_REFUSED')
    expect((await reception.bookings.checkIn({ bookingId })).state).toBe('checkedIn')
    const { id: forgotten } = await reception.bookings.book(at(2, 15))
    clock.now = day(4, 9)
    expect((await reception.bookings.checkIn({ bookingId: forgotten })).state).toBe('checkedIn')
    expect((await reception.bookings.complete({ bookingId: forgotten })).state).toBe('completed')
  })

  it('has who comes late after a no-show again where they still find a place, without the fee', async () => {
    const { manager, reception, clock, placeOrder, customerId } = await openBookedStudio({
      service: { noShow: { percent: 50 } },
    })
    const line = await placeOrder()
    await manager.ledger.takePayment({ orderId: line.orderId, legs: cash('100'), purpose: 'advance' })
    const { id: bookingId } = await reception.bookings.book({ ...at(2, 11), customerId, ...line })
    clock.now = day(2, 12)
    expect(await reception.bookings.noShow({ bookingId })).toMatchObject({ fee: '400.00' })
    const order = () => manager.ledger.balanceDue({ orderId: line.orderId })
    expect(await order()).toMatchObject({ total: '1400.00' })
    const late = await reception.bookings.checkIn({ bookingId })
    expect(late).toMatchObject({ state: 'checkedIn', fee: '0.00' })
    expect(late.resources.map(({ code }) => code)).toEqual(['anna', 'cleo', 'white'])
    expect(await order()).toMatchObject({ total: '1000.00', paid: '100.00', balanceDue: '900.00' })
    expect((await manager.orders.get({ orderId: line.orderId })).lines[0]?.stage).toBe('scheduled')
    // What they have again is taken.
    await manager.bookings.book({ ...at(2, 11), reason: 'a walk-in' })
    expect(await codeOf(manager.bookings.book({ ...at(2, 11), reason: 'a walk-in' }))).toBe('SLOT_TAKEN')
    const { events } = await manager.bookings.booking({ bookingId })
    expect(events.map(({ kind, fee }) => [kind, fee])).toEqual([
      ['booked', '0.00'],
      ['noShow', '400.00'],
      ['checkedIn', '-400.00'],
    ])
  })

  it('refuses who comes late where the time was given away, unless they are overbooked, and on another day', async () => {
    const { manager, reception, clock } = await openBookedStudio()
    const { id: bookingId } = await reception.bookings.book(at(2, 11))
    const { id: other } = await reception.bookings.book(at(2, 11))
    clock.now = day(2, 12)
    await reception.bookings.noShow({ bookingId })
    await manager.bookings.book({ ...at(2, 11), reason: 'a walk-in' })
    expect(await codeOf(reception.bookings.checkIn({ bookingId }))).toBe('SLOT_TAKEN')
    expect((await manager.bookings.booking({ bookingId })).state).toBe('noShow')
    const overbook = { bookingId, overbook: true, reason: 'came from afar' }
    expect(await codeOf(reception.bookings.checkIn(overbook))).toBe('PERMISSION_MISSING')
    expect(await manager.bookings.checkIn(overbook)).toMatchObject({ state: 'checkedIn', allowed: 'overbooked' })
    await reception.bookings.noShow({ bookingId: other })
    clock.now = day(3, 9)
    expect(await codeOf(reception.bookings.checkIn({ bookingId: other }))).toBe('BOOKING_OTHER_DAY')
  })

  it('gives a seat of a session to who comes late only where one is left', async () => {
    const { manager, clock } = await openBookedStudio()
    const requirements = [{ name: 'photographer', resources: ['anna'] }]
    await manager.bookings.saveService({ code: 'lesson', name: '课', duration: 60, seats: 2, requirements })
    const lesson = { service: 'lesson', startsAt: day(2, 11) }
    await manager.bookings.book(lesson)
    const { id: bookingId } = await manager.bookings.book(lesson)
    clock.now = day(2, 11, 30)
    await manager.bookings.noShow({ bookingId })
    const inPlace = await manager.bookings.book({ ...lesson, reason: 'came along' })
    expect(await codeOf(manager.bookings.checkIn({ bookingId }))).toBe('SEATS_SHORT')
    await manager.bookings.noShow({ bookingId: inPlace.id })
    expect((await manager.bookings.checkIn({ bookingId })).state).toBe('checkedIn')
  })
})

describe('a booking that is booked again', () => {
  it('is a new one of the same customer, line and people, once', async () => {
    const { manager, reception, placeOrder, customerId } = await openBookedStudio()
    const line = await placeOrder()
    const first = await reception.bookings.book({
      ...{ ...at(2, 11), ...line, note: 'twins' },
      resources: { photographer: ['ben'] },
    })
    const again = { bookingId: first.id, startsAt: day(5, 11), reason: 'well again' }
    expect(await codeOf(reception.bookings.rebook(again))).toBe('BOOKING_STATE_REFUSED')
    await reception.bookings.cancel({ bookingId: first.id, reason: 'ill' })
    const key = { idempotencyKey: 'again-1' }
    const next = await reception.bookings.rebook({ ...again, ...key })
    expect(next).toMatchObject({ ...line, customerId, note: 'twins', state: 'confirmed', rebooks: first.id })
    expect(next.number).not.toBe(first.number)
    expect(next.resources[0]).toMatchObject({ code: 'ben', reason: 'favourite' })
    expect((await manager.orders.get({ orderId: line.orderId })).lines[0]?.shootDate).toBe('2026-11-27')
    expect((await reception.bookings.rebook({ ...again, ...key })).id).toBe(next.id)
    await expect(reception.bookings.rebook(again)).rejects.toMatchObject({
      code: 'BOOKING_REBOOKED',
      message: `Booking ${first.number} was booked again: its next is ${next.number}.`,
      details: { rebookedAs: next.id },
    })
    const { rebookedAs, events } = await manager.bookings.booking({ bookingId: first.id })
    expect([rebookedAs, events.at(-1)?.kind]).toEqual([next.id, 'rebooked'])
    await reception.bookings.cancel({ bookingId: next.id })
    expect(await codeOf(reception.bookings.rebook({ ...again, bookingId: next.id }))).toBe('done')
  })

  it('is paid by the deposit that is left of the former one', async () => {
    const { manager, reception, clock, placeOrder } = await openBookedStudio({
      service: { deposit: '300', noShow: { depositPercent: 100 } },
    })
    const { orderId, orderLineId } = await placeOrder()
    const pay = (amount: string) => manager.ledger.takePayment({ orderId, legs: cash(amount), purpose: 'advance' })
    await pay('300')
    const { id: bookingId } = await reception.bookings.book({ ...at(2, 11), orderId, orderLineId })
    clock.now = day(2, 12)
    expect((await reception.bookings.noShow({ bookingId })).fee).toBe('300.00')
    const again = { bookingId, startsAt: day(5, 11) }
    await expect(reception.bookings.rebook(again)).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '300.00' },
    })
    const held = await reception.bookings.rebook({ ...again, holdMinutes: 10 })
    expect(held.state).toBe('held')
    await pay('300')
    expect((await reception.bookings.confirm({ bookingId: held.id })).state).toBe('confirmed')
    // Who was booked again is not checked in at the old time any more.
    expect(await codeOf(reception.bookings.checkIn({ bookingId }))).toBe('BOOKING_REBOOKED')
  })

  it('is also a hold that is over, whether or not that was noted', async () => {
    const { manager, clock } = await openBookedStudio()
    const { id: bookingId } = await manager.bookings.hold(at(2, 11))
    clock.now = day(0, 13)
    const next = await manager.bookings.rebook({ bookingId, startsAt: day(2, 11) })
    expect(next.resources.map(({ code }) => code)).toEqual(['anna', 'cleo', 'white'])
    expect(await manager.bookings.booking({ bookingId })).toMatchObject({ state: 'expired', rebookedAs: next.id })
  })

  it('is one of two who book it again at the same moment', async () => {
    const storage = memory()
    const { reception } = await openBookedStudio({ storage })
    const { id: bookingId } = await reception.bookings.book(at(2, 11))
    await reception.bookings.cancel({ bookingId })
    const again = [11, 12, 15].map((hour) => codeOf(reception.bookings.rebook({ bookingId, startsAt: day(5, hour) })))
    expect((await Promise.all(again)).sort()).toEqual(['BOOKING_REBOOKED', 'BOOKING_REBOOKED', 'done'])
  })
})

describe('the time of a booking', () => {
  it('is within a hundred years, and one that there is', async () => {
    const { manager } = await openBookedStudio()
    const book = (given: object) => codeOf(manager.bookings.book({ service: 'portrait', reason: 'old', ...given }))
    expect(await book({ date: '2126-12-01', time: '11:00' })).toBe('BOOKING_TIME_REFUSED')
    expect(await book({ date: '1926-10-01', time: '11:00' })).toBe('BOOKING_TIME_REFUSED')
    expect(await book({ startsAt: '2199-12-31T23:59:00Z' })).toBe('BOOKING_TIME_REFUSED')
    expect(await book({ date: '0000-01-01', time: '11:00' })).toBe('INPUT_INVALID')
    expect(await book({ date: '2026-02-30', time: '11:00' })).toBe('INPUT_INVALID')
    expect(await book({ startsAt: '2026-11-24T11:00:30+08:00' })).toBe('BOOKING_TIME_REFUSED')
    const { id: bookingId } = await manager.bookings.book(at(2, 11))
    const moving = manager.bookings.move({ bookingId, date: '2199-12-31', time: '11:00' })
    await expect(moving).rejects.toThrow(/^startsAt must be within 100 years from now/)
    const series = { date: '2026-11-24', time: '15:00', repeats: { unit: 'months', every: 52, count: 104 } } as const
    expect(await codeOf(manager.bookings.bookSeries({ service: 'portrait', ...series }))).toBe('BOOKING_TIME_REFUSED')
  })

  it('is over only for who may write down what happened, and says why', async () => {
    const { manager, reception } = await openBookedStudio()
    const yesterday = { service: 'portrait', startsAt: day(-1, 11) }
    expect(await codeOf(reception.bookings.book({ ...yesterday, reason: 'forgotten' }))).toBe('PERMISSION_MISSING')
    // Who gives no reason mistyped the day.
    await expect(reception.bookings.book(yesterday)).rejects.toMatchObject({
      code: 'BOOKING_TIME_REFUSED',
      message:
        'startsAt must be 2026-11-22 12:00 by the clocks of the branch or later: what is over is written down by who has the permission bookings.backdate, with a reason, got 2026-11-21 11:00.',
    })
    expect(await codeOf(manager.bookings.book(yesterday))).toBe('REASON_NEEDED')
    const { id: bookingId } = await manager.bookings.book({ ...yesterday, reason: 'forgotten' })
    const { events } = await manager.bookings.booking({ bookingId })
    expect(events.map(({ kind, allowed, reason }) => [kind, allowed, reason])).toEqual([
      ['booked', null, 'forgotten'],
      ['letThrough', 'backdated', 'forgotten'],
    ])
    await reception.bookings.checkIn({ bookingId })
    expect((await reception.bookings.complete({ bookingId })).state).toBe('completed')
  })

  it('is on a day that a list is read of', async () => {
    const { manager, reception } = await openBookedStudio()
    const [late, early] = [await manager.bookings.book(at(2, 16)), await manager.bookings.book(at(2, 10))]
    await manager.bookings.book(at(3, 10))
    await manager.bookings.book(at(1, 17))
    const { items } = await reception.bookings.list({ date: '2026-11-24' })
    expect(items.map(({ id }) => id)).toEqual([early.id, late.id])
    const both = reception.bookings.list({ date: '2026-11-24', from: day(2, 9) })
    expect(await codeOf(both)).toBe('INPUT_INVALID')
  })
})
