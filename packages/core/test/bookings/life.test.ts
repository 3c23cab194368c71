import { describe, expect, it } from 'vitest'
import { cash, codeOf, day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

const at = (date: number, hour: number, minute = 0) => ({ service: 'portrait', startsAt: day(date, hour, minute) })

describe('a hold', () => {
  it('takes the time until it is over, and then nobody has to let it go', async () => {
    const { manager, clock, engine } = await openBookedStudio({ service: { holdMinutes: 20 } })
    const held = await manager.bookings.hold(at(2, 11))
    await manager.bookings.hold(at(2, 11))
    expect(held).toMatchObject({ state: 'held', expiresAt: day(0, 12, 20) })
    expect(await codeOf(manager.bookings.book(at(2, 11)))).toBe('SLOT_TAKEN')
    const { items } = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24' })
    expect(items.map(({ local }) => local.time)).not.toContain('11:00')
    clock.now = day(0, 12, 20)
    // Also before anything noted that it is over.
    const again = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24' })
    expect(again.items.map(({ local }) => local.time)).toContain('11:00')
    await manager.bookings.book(at(2, 11))
    await engine.settle()
    expect((await manager.bookings.booking({ bookingId: held.id })).state).toBe('expired')
  })

  it('is confirmed with whom it has, and has no end then', async () => {
    const { manager, clock, engine } = await openBookedStudio()
    const held = await manager.bookings.hold(at(2, 11))
    const confirmed = await manager.bookings.confirm({ bookingId: held.id })
    expect(confirmed).toMatchObject({ state: 'confirmed', expiresAt: null, resources: held.resources })
    clock.now = day(1, 12)
    await engine.settle()
    await manager.bookings.book(at(2, 11))
    expect(await codeOf(manager.bookings.book(at(2, 11)))).toBe('SLOT_TAKEN')
  })

  it('that is paid too late takes its time anew where it is free, and never what somebody else has', async () => {
    const { manager, clock, engine } = await openBookedStudio()
    const [first, second] = [await manager.bookings.hold(at(2, 11)), await manager.bookings.hold(at(2, 11))]
    clock.now = day(0, 13)
    await engine.settle()
    await manager.bookings.book(at(2, 11))
    // One of each is left: the first who is late gets it, with others where his own are gone.
    const late = await manager.bookings.confirm({ bookingId: second.id })
    expect(late.state).toBe('confirmed')
    expect(await codeOf(manager.bookings.confirm({ bookingId: first.id }))).toBe('SLOT_TAKEN')
    expect((await manager.bookings.booking({ bookingId: first.id })).state).toBe('expired')
  })

  it('lasts no longer than its service says', async () => {
    const { reception } = await openBookedStudio({ service: { holdMinutes: 20 } })
    const held = reception.bookings.hold({ ...at(2, 11), minutes: 21 })
    await expect(held).rejects.toThrow('minutes must be 20 at most, as the service says, got 21.')
  })
})

describe('a booking that changes', () => {
  it('moves to another time with its number, and what it had is free', async () => {
    const { manager, heard, engine } = await openBookedStudio()
    const booking = await manager.bookings.book(at(2, 11))
    await manager.bookings.book(at(2, 11))
    const moved = await manager.bookings.move({ bookingId: booking.id, startsAt: day(3, 15), reason: 'rain' })
    expect(moved).toMatchObject({ number: booking.number, local: { date: '2026-11-25', time: '15:00' }, moves: 1 })
    expect(moved.resources.map(({ code }) => code)).toEqual(booking.resources.map(({ code }) => code))
    expect(await codeOf(manager.bookings.book(at(2, 11)))).toBe('done')
    await engine.settle()
    const told = heard.filter(([, data]) => data.kind === 'moved').map(([, data]) => [data.movedFrom, data.startsAt])
    expect(told).toEqual([[day(2, 11), day(3, 15)]])
  })

  it('may overlap itself where it moves by a little', async () => {
    const { manager } = await openBookedStudio()
    const booking = await manager.bookings.book(at(2, 11))
    await manager.bookings.book(at(2, 11))
    const moved = await manager.bookings.move({ bookingId: booking.id, startsAt: day(2, 11, 30) })
    expect(moved.resources.map(({ code }) => code)).toEqual(booking.resources.map(({ code }) => code))
  })

  it('is served by others, with a reason, and by those who are asked for or nobody', async () => {
    const { manager } = await openBookedStudio()
    const booking = await manager.bookings.book(at(2, 11))
    const given = { bookingId: booking.id, resources: { photographer: ['ben'] }, reason: 'anna is ill' }
    const changed = await manager.bookings.reassign(given)
    expect(changed.resources.map(({ code, reason }) => [code, reason])).toEqual([
      ['ben', 'asked'],
      ['cleo', 'asked'],
      ['white', 'asked'],
    ])
    await manager.bookings.book({ ...at(2, 11), resources: { photographer: ['anna'] } })
    const taken = manager.bookings.reassign({ ...given, resources: { photographer: ['anna'] } })
    await expect(taken).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    const wrong = manager.bookings.reassign({ ...given, resources: { photographer: ['cleo'] } })
    await expect(wrong).rejects.toThrow(
      'resources.photographer must be a resource that does for it (this one has no skill photo), got "cleo".',
    )
  })

  it('swaps its people with another one, both or none', async () => {
    const { manager } = await openBookedStudio()
    const one = await manager.bookings.book({ ...at(2, 11), resources: { photographer: ['anna'] } })
    const other = await manager.bookings.book({ ...at(2, 11), resources: { photographer: ['ben'] } })
    const swap = { bookings: [one.id, other.id], requirement: 'photographer', reason: 'asked for' }
    const { items } = await manager.bookings.swap(swap)
    expect(items.map(({ resources }) => resources[0]?.code)).toEqual(['ben', 'anna'])
    const late = await manager.bookings.book({ ...at(2, 15), resources: { photographer: ['anna'] } })
    await manager.bookings.book({ ...at(2, 15), resources: { photographer: ['ben'] } })
    const refused = manager.bookings.swap({ ...swap, bookings: [one.id, late.id] })
    await expect(refused).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    expect((await manager.bookings.booking({ bookingId: one.id })).resources[0]?.code).toBe('ben')
  })

  it('costs a fee by the terms of its service where that is late, with its order', async () => {
    const { manager, customerId, placeOrder, clock } = await openBookedStudio({
      service: {
        cancellation: [
          { within: 2880, percent: 50 },
          { within: 120, refused: true },
        ],
        rescheduling: { rules: [{ within: 1440, amount: '100' }], most: 1 },
        noShow: { percent: 100 },
      },
    })
    const line = await placeOrder()
    await manager.ledger.takePayment({ orderId: line.orderId, legs: cash('1000'), purpose: 'advance' })
    const booking = await manager.bookings.book({ ...at(3, 11), customerId, ...line })
    clock.now = day(2, 12)
    await manager.bookings.move({ bookingId: booking.id, startsAt: day(5, 11) })
    const twice = manager.bookings.move({ bookingId: booking.id, startsAt: day(6, 11) })
    expect(await codeOf(twice)).toBe('done')
    const history = await manager.bookings.booking({ bookingId: booking.id })
    expect(history.events.map(({ kind, fee }) => [kind, fee])).toEqual([
      ['booked', '0.00'],
      ['moved', '100.00'],
      ['moved', '0.00'],
    ])
    clock.now = day(5, 12)
    const cancelled = await manager.bookings.cancel({ bookingId: booking.id, reason: 'moved away' })
    expect(cancelled).toMatchObject({ state: 'cancelled', fee: '500.00' })
    const order = await manager.orders.get({ orderId: line.orderId })
    expect(order).toMatchObject({ paid: '1000.00', balanceDue: '500.00' })
  })

  it('that belongs to no order cannot be charged, unless the fee is let go', async () => {
    const { manager, reception, clock } = await openBookedStudio({ service: { noShow: { amount: '200' } } })
    const { id: bookingId } = await manager.bookings.book(at(2, 11))
    expect(await codeOf(reception.bookings.noShow({ bookingId }))).toBe('BOOKING_TIME_REFUSED')
    clock.now = day(2, 12)
    expect(await codeOf(reception.bookings.noShow({ bookingId }))).toBe('FEE_WITHOUT_ORDER')
    expect(await codeOf(reception.bookings.noShow({ bookingId, waiveFee: true }))).toBe('PERMISSION_MISSING')
    expect((await manager.bookings.noShow({ bookingId, waiveFee: true })).state).toBe('noShow')
    expect((await reception.bookings.checkIn({ bookingId })).state).toBe('checkedIn')
    expect((await reception.bookings.complete({ bookingId })).state).toBe('completed')
    expect(await codeOf(reception.bookings.cancel({ bookingId }))).toBe('BOOKING_STATE_REFUSED')
  })
})

describe('the line of a booking', () => {
  const stageOf = async (studio: Awaited<ReturnType<typeof openBookedStudio>>, orderId: string) => {
    const [line] = (await studio.manager.orders.get({ orderId })).lines
    return [line?.stage, line?.shootDate]
  }

  it('is scheduled with it, follows it to another day, and is shot with it', async () => {
    const studio = await openBookedStudio()
    const { reception, clock, placeOrder } = studio
    const line = await placeOrder()
    const held = await reception.bookings.hold({ ...at(2, 11), ...line })
    expect(await stageOf(studio, line.orderId)).toEqual(['ordered', null])
    const { id: bookingId } = await reception.bookings.confirm({ bookingId: held.id })
    expect(await stageOf(studio, line.orderId)).toEqual(['scheduled', '2026-11-24'])
    await reception.bookings.move({ bookingId, startsAt: day(4, 11) })
    expect(await stageOf(studio, line.orderId)).toEqual(['scheduled', '2026-11-26'])
    clock.now = day(4, 12)
    await reception.bookings.checkIn({ bookingId })
    await reception.bookings.complete({ bookingId })
    expect((await stageOf(studio, line.orderId))[0]).toBe('shot')
  })

  it('hangs on no hold, whether that is over or not', async () => {
    for (const minutes of [0, 60]) {
      const studio = await openBookedStudio()
      const { manager, clock, placeOrder } = studio
      const [shot, dropped] = [await placeOrder(), await placeOrder()]
      for (const line of [shot, dropped]) {
        await manager.bookings.book({ ...at(3, 11), ...line })
        await manager.bookings.hold({ ...at(5, 11), ...line, minutes: 6000 })
      }
      clock.now = new Date(Date.parse(day(3, 11)) + minutes * 60_000).toISOString()
      const { items } = await manager.bookings.list({ date: '2026-11-25' })
      const of = ({ orderId }: { orderId: string }) => items.find((one) => one.orderId === orderId)?.id ?? ''
      await manager.bookings.complete({ bookingId: of(shot) })
      expect((await stageOf(studio, shot.orderId))[0]).toBe('shot')
      await manager.bookings.noShow({ bookingId: of(dropped) })
      expect(await stageOf(studio, dropped.orderId)).toEqual(['ordered', null])
      await studio.engine.close()
    }
  })

  it('waits to be scheduled again where the booking ends, and ends the booking where it is cancelled', async () => {
    const studio = await openBookedStudio()
    const { manager, placeOrder } = studio
    const line = await placeOrder()
    const first = await manager.bookings.book({ ...at(2, 11), ...line })
    await manager.bookings.cancel({ bookingId: first.id })
    expect(await stageOf(studio, line.orderId)).toEqual(['ordered', null])
    const second = await manager.bookings.book({ ...at(2, 11), ...line })
    expect(await stageOf(studio, line.orderId)).toEqual(['scheduled', '2026-11-24'])
    await manager.bookings.book(at(2, 11))
    await manager.orders.cancel({ orderId: line.orderId, reason: 'changed their mind' })
    expect((await manager.bookings.booking({ bookingId: second.id })).state).toBe('cancelled')
    expect(await codeOf(manager.bookings.book(at(2, 11)))).toBe('done')
  })

  it('is one of the customer, and of an order that stands', async () => {
    const { manager, placeOrder } = await openBookedStudio()
    const line = await placeOrder()
    const { id: other } = await manager.customers.register({ name: '李雷' })
    expect(await codeOf(manager.bookings.book({ ...at(2, 11), ...line, customerId: other }))).toBe(
      'BOOKING_ORDER_OTHER',
    )
    await manager.orders.cancel({ orderId: line.orderId, reason: 'gone' })
    expect(await codeOf(manager.bookings.book({ ...at(2, 11), ...line }))).not.toBe('done')
    const { id: bookingId, customerId } = await manager.bookings.book(at(2, 11))
    expect(customerId).toBeNull()
    const next = await placeOrder()
    const linked = await manager.bookings.link({ bookingId, ...next })
    expect(linked).toMatchObject({ ...next, state: 'confirmed' })
  })
})

describe('several at once', () => {
  it('are booked together or not at all', async () => {
    const { manager } = await openBookedStudio()
    const three = { bookings: [at(2, 11), at(2, 11), at(2, 11)] }
    expect(await codeOf(manager.bookings.bookTogether(three))).toBe('SLOT_TAKEN')
    expect((await manager.bookings.list({})).items).toEqual([])
    const { groupId, items } = await manager.bookings.bookTogether({ bookings: [at(2, 11), at(3, 11)] })
    expect(items.map((one) => one.groupId)).toEqual([groupId, groupId])
  })

  it('come again by the local clock, leaving out what is taken where that is allowed', async () => {
    const { manager } = await openBookedStudio()
    await manager.bookings.book(at(9, 11))
    await manager.bookings.book(at(9, 11))
    const series = {
      service: 'portrait',
      date: '2026-11-24',
      time: '11:00',
      repeats: { unit: 'weeks' as const, count: 3 },
    }
    expect(await codeOf(manager.bookings.bookSeries(series))).toBe('SERIES_TAKEN')
    expect((await manager.bookings.list({})).items).toHaveLength(2)
    const { items, skipped } = await manager.bookings.bookSeries({ ...series, skipTaken: true })
    expect(items.map(({ local }) => local.date)).toEqual(['2026-11-24', '2026-12-08'])
    expect(skipped).toMatchObject([{ date: '2026-12-01', why: 'taken', short: [{}, {}, {}] }])
  })

  it('share a session up to its seats, and its people until the last one leaves', async () => {
    const { manager, customerId } = await openBookedStudio({ service: { seats: 3 } })
    const first = await manager.bookings.book({ ...at(2, 11), seats: 2, customerId })
    const second = await manager.bookings.book({ ...at(2, 11), seats: 1 })
    expect(second).toMatchObject({ sessionId: first.sessionId, resources: first.resources })
    expect(first.price).toBe('1600.00')
    const other = await manager.bookings.book({ ...at(2, 11), seats: 2 })
    expect(other.sessionId).not.toBe(first.sessionId)
    const { items } = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24' })
    expect(items.find(({ local }) => local.time === '11:00')).toMatchObject({ seatsLeft: 1 })
    await expect(manager.bookings.book({ ...at(2, 11), seats: 2 })).rejects.toMatchObject({
      code: 'SEATS_SHORT',
      details: { wanted: 2, left: 1 },
    })
    const { skipped } = await manager.bookings.bookSeries({
      ...{ service: 'portrait', date: '2026-11-24', time: '11:00', seats: 2, skipTaken: true },
      repeats: { unit: 'days', count: 2 },
    })
    expect(skipped).toEqual([
      {
        ...{ date: '2026-11-24', why: 'full', full: [], short: [] },
        text: 'the session has 1 seat left, and 2 are wanted',
      },
    ])
    expect(await codeOf(manager.bookings.book({ ...at(2, 11), seats: 4 }))).toBe('SEATS_SHORT')
    await manager.bookings.cancel({ bookingId: first.id })
    // The second is still there, so that its people are not free for a session of another time.
    expect(await codeOf(manager.bookings.book({ ...at(2, 11, 30) }))).toBe('SLOT_TAKEN')
    await manager.bookings.cancel({ bookingId: second.id })
    expect(await codeOf(manager.bookings.book({ ...at(2, 11, 30) }))).toBe('done')
  })
})

describe('terms', () => {
  it('bind the customer to grid, notice and horizon, and the manager only to whole minutes', async () => {
    const { manager, as } = await openBookedStudio({ service: { notice: 120, horizon: 30 } })
    const cashier = as('cashier')
    const told = async (startsAt: string) => codeOf(cashier.bookings.book({ service: 'portrait', startsAt }))
    expect(await told(day(2, 11, 10))).toBe('BOOKING_TIME_REFUSED')
    expect(await told(day(0, 13, 30))).toBe('BOOKING_TIME_REFUSED')
    expect(await told(day(31, 11))).toBe('BOOKING_TIME_REFUSED')
    expect(await told(day(-1, 11))).toBe('BOOKING_TIME_REFUSED')
    expect(await codeOf(manager.bookings.book(at(2, 11, 10)))).toBe('done')
    expect(await told(day(2, 14))).toBe('done')
  })

  it('close a day on which a service or a person has as many bookings as they take', async () => {
    const { manager, ids } = await openBookedStudio({ service: { dailyLimit: 2 } })
    await manager.bookings.book(at(2, 10))
    await manager.bookings.book(at(2, 13))
    expect(await codeOf(manager.bookings.book(at(2, 16)))).toBe('SLOT_TAKEN')
    const { items } = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24' })
    expect(items).toEqual([])
    expect((await manager.bookings.explain({ ...at(2, 16) })).reasons).toMatchObject([{ kind: 'full', because: 'day' }])
    await manager.resources.update({ resourceId: ids.anna, dailyLimit: 1 })
    await manager.resources.update({ resourceId: ids.ben, dailyLimit: 1 })
    await manager.bookings.book({ ...at(3, 10), resources: { photographer: ['anna'] } })
    const twice = manager.bookings.book({ ...at(3, 15), resources: { photographer: ['anna'] } })
    await expect(twice).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    expect(await codeOf(manager.bookings.book(at(3, 15)))).toBe('done')
  })

  it('let a manager overbook, with a reason that stays', async () => {
    const { manager, reception } = await openBookedStudio()
    const anna = { ...at(2, 11), resources: { photographer: ['anna'] } }
    await manager.bookings.book(anna)
    expect(await codeOf(reception.bookings.book({ ...anna, overbook: true, reason: 'x' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(manager.bookings.book({ ...anna, overbook: true }))).toBe('REASON_NEEDED')
    const over = await manager.bookings.book({ ...anna, overbook: true, reason: 'the mayor' })
    expect(over).toMatchObject({ allowed: 'overbooked' })
    expect(over.resources.map(({ code }) => code)).toEqual(['anna', 'dora', 'grey'])
    const { events } = await manager.bookings.booking({ bookingId: over.id })
    expect(events).toMatchObject([{ kind: 'booked', reason: 'the mayor', allowed: 'overbooked' }])
  })
})
