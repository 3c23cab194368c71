import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideDeposit, takenBy } from '../../src/bookings/deposits.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { Money } from '../../src/values/money.ts'
import { counting } from '../orders/studio.ts'
import { cash, codeOf, day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

const at = (date: number, hour: number) => ({ service: 'portrait', startsAt: day(date, hour) })

async function withDeposits(service: object = {}) {
  const studio = await openBookedStudio({ service: { deposit: '300', holdMinutes: 60, ...service } })
  const { manager } = studio
  const pay = (orderId: string, amount: string) =>
    manager.ledger.takePayment({ orderId, legs: cash(amount), purpose: 'advance' })
  return { ...studio, pay }
}

describe('a deposit', () => {
  it('is paid on the order before a hold is confirmed, and the refusal says what is missing', async () => {
    const { reception, placeOrder, pay } = await withDeposits()
    const line = await placeOrder()
    const { id: bookingId } = await reception.bookings.hold({ ...at(2, 11), ...line })
    await pay(line.orderId, '299.99')
    const { number } = await reception.bookings.booking({ bookingId })
    const { number: order } = await reception.orders.get({ orderId: line.orderId })
    await expect(reception.bookings.confirm({ bookingId })).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      message: `Booking ${number} (写真) is booked with a deposit of 300.00 CNY: 0.01 is still to be paid on order ${order}, where 299.99 was paid, of which 0.00 is for its other bookings and their fees.`,
      details: {
        orderId: line.orderId,
        order,
        number,
        deposit: '300.00',
        due: '0.01',
        paid: '299.99',
        promised: '0.00',
      },
    })
    expect((await reception.bookings.booking({ bookingId })).state).toBe('held')
    await pay(line.orderId, '0.01')
    expect(await reception.bookings.confirm({ bookingId })).toMatchObject({ state: 'confirmed', deposit: '300.00' })
  })

  it('that was given back before the hold is confirmed is due again', async () => {
    const { manager, reception, placeOrder, pay } = await withDeposits()
    const line = await placeOrder()
    const { id: bookingId } = await reception.bookings.hold({ ...at(2, 11), ...line })
    const { id: receiptId } = await pay(line.orderId, '300')
    await manager.ledger.refund({ receiptId, amount: '120', reason: 'asked for it' })
    await expect(reception.bookings.confirm({ bookingId })).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '120.00', paid: '180.00' },
    })
    expect((await reception.bookings.booking({ bookingId })).state).toBe('held')
    await pay(line.orderId, '120')
    expect(await reception.bookings.confirm({ bookingId })).toMatchObject({ state: 'confirmed', deposit: '300.00' })
  })

  it('that is given back once the booking is confirmed leaves it as it is, and is missing for the next one', async () => {
    const { manager, reception, clock, placeOrder, pay } = await withDeposits()
    const line = await placeOrder()
    const { id: receiptId } = await pay(line.orderId, '300')
    const { id: bookingId } = await reception.bookings.book({ ...at(2, 11), ...line })
    await manager.ledger.refund({ receiptId, amount: '300', reason: 'pays by card on the day' })
    expect(await reception.bookings.booking({ bookingId })).toMatchObject({ state: 'confirmed', deposit: '300.00' })
    // It moves, and takes place; what the order owes is all of it again.
    expect((await reception.bookings.move({ bookingId, startsAt: day(3, 11), reason: 'rain' })).state).toBe('confirmed')
    expect((await manager.orders.get({ orderId: line.orderId })).balanceDue).toBe('1000.00')
    // Another booking of the order waits for both deposits.
    await expect(reception.bookings.book({ ...at(4, 11), ...line })).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '600.00', paid: '0.00', promised: '300.00' },
    })
    clock.now = day(3, 11)
    expect((await reception.bookings.checkIn({ bookingId })).state).toBe('checkedIn')
  })

  it('of who did not come and comes late does for one booking, where another took it meanwhile', async () => {
    const { manager, reception, clock, placeOrder, pay } = await withDeposits({ noShow: { amount: '50' } })
    const line = await placeOrder()
    await pay(line.orderId, '350')
    const { id: bookingId } = await reception.bookings.book({ ...at(2, 11), ...line })
    clock.now = day(2, 12)
    await reception.bookings.noShow({ bookingId })
    await reception.bookings.book({ ...at(3, 11), ...line })
    await expect(reception.bookings.checkIn({ bookingId })).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '250.00', paid: '350.00', promised: '300.00' },
    })
    // The fee stands, as nobody was checked in.
    expect(await manager.bookings.booking({ bookingId })).toMatchObject({ state: 'noShow', fee: '50.00' })
    const letIn = { bookingId, withoutDeposit: true, reason: 'pays tomorrow' }
    expect(await codeOf(reception.bookings.checkIn(letIn))).toBe('PERMISSION_MISSING')
    expect(await manager.bookings.checkIn(letIn)).toMatchObject({ state: 'checkedIn', deposit: '50.00', fee: '0.00' })
    const { events } = await manager.bookings.booking({ bookingId })
    expect(events.at(-1)).toMatchObject({ kind: 'letThrough', allowed: 'withoutDeposit' })
  })

  it('of who comes late and whose deposit nobody else took is theirs', async () => {
    const { reception, clock, placeOrder, pay } = await withDeposits({ noShow: { depositPercent: 100 } })
    const line = await placeOrder()
    await pay(line.orderId, '300')
    const { id: bookingId } = await reception.bookings.book({ ...at(2, 11), ...line })
    clock.now = day(2, 12)
    await reception.bookings.noShow({ bookingId })
    expect(await reception.bookings.checkIn({ bookingId })).toMatchObject({ deposit: '300.00', fee: '0.00' })
  })

  it('is asked for by whatever books at once, and nothing is taken without', async () => {
    const { reception, placeOrder, pay } = await withDeposits()
    const line = await placeOrder()
    expect(await codeOf(reception.bookings.book(at(2, 11)))).toBe('DEPOSIT_DUE')
    const series = {
      service: 'portrait',
      date: '2026-11-24',
      time: '11:00',
      repeats: { unit: 'days', count: 2 },
    } as const
    expect(await codeOf(reception.bookings.bookSeries({ ...series, orderId: line.orderId }))).toBe('DEPOSIT_DUE')
    await pay(line.orderId, '599.99')
    const both = { bookings: [at(2, 11), at(3, 11)].map((one) => ({ ...one, ...line })) }
    expect(await codeOf(reception.bookings.bookTogether(both))).toBe('DEPOSIT_DUE')
    expect(await codeOf(reception.bookings.bookSeries({ ...series, orderId: line.orderId }))).toBe('DEPOSIT_DUE')
    // A day on which it is not paid is none that is taken.
    const skipping = { ...series, orderId: line.orderId, skipTaken: true }
    expect(await codeOf(reception.bookings.bookSeries(skipping))).toBe('DEPOSIT_DUE')
    expect((await reception.bookings.list({})).items).toEqual([])
    await pay(line.orderId, '0.01')
    expect((await reception.bookings.bookTogether(both)).items.map(({ state }) => state)).toEqual([
      'confirmed',
      'confirmed',
    ])
  })

  it('does for one booking: of two on an order both are to be paid, and not what another order has', async () => {
    const { manager, reception, placeOrder, pay, customerId } = await withDeposits()
    const [line, other] = [await placeOrder(), await placeOrder()]
    await pay(line.orderId, '300')
    await reception.bookings.book({ ...at(2, 11), ...line })
    await expect(reception.bookings.book({ ...at(3, 11), ...line })).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '300.00', paid: '300.00', promised: '300.00' },
    })
    expect(await codeOf(reception.bookings.book({ ...at(3, 11), ...other }))).toBe('DEPOSIT_DUE')
    expect(await codeOf(reception.bookings.book({ ...at(3, 11), customerId }))).toBe('DEPOSIT_DUE')
    // A deposit of security is not one of the booking.
    await manager.ledger.takePayment({ orderId: other.orderId, legs: cash('300'), purpose: 'bond' })
    expect(await codeOf(reception.bookings.book({ ...at(3, 11), ...other }))).toBe('DEPOSIT_DUE')
    await pay(line.orderId, '300')
    await reception.bookings.book({ ...at(3, 11), ...line })
    expect(await codeOf(reception.bookings.book({ ...at(4, 11), ...line }))).toBe('DEPOSIT_DUE')
  })

  it('is none of two who confirm at the same moment', async () => {
    const { reception, placeOrder, pay } = await withDeposits()
    const line = await placeOrder()
    const held = [
      await reception.bookings.hold({ ...at(2, 11), orderId: line.orderId }),
      await reception.bookings.hold({ ...at(2, 11), orderId: line.orderId }),
      await reception.bookings.hold({ ...at(3, 11), orderId: line.orderId }),
    ]
    await pay(line.orderId, '600')
    const done = await Promise.all(held.map(({ id }) => codeOf(reception.bookings.confirm({ bookingId: id }))))
    expect(done.sort()).toEqual(['DEPOSIT_DUE', 'done', 'done'])
  })

  it('is free for another booking where its own is cancelled, less the fee that was kept of it', async () => {
    const { reception, placeOrder, pay, clock, manager } = await withDeposits({
      cancellation: [
        { within: 2880, depositPercent: 50 },
        { within: 1440, depositPercent: 100 },
      ],
    })
    const line = await placeOrder()
    await pay(line.orderId, '300')
    const first = await reception.bookings.book({ ...at(5, 11), ...line })
    await reception.bookings.cancel({ bookingId: first.id })
    const second = await reception.bookings.book({ ...at(5, 11), ...line })
    const moved = await reception.bookings.move({ bookingId: second.id, startsAt: day(6, 11) })
    expect(moved.deposit).toBe('300.00')
    clock.now = day(4, 12)
    expect(await reception.bookings.cancel({ bookingId: second.id })).toMatchObject({ fee: '150.00' })
    expect(await manager.orders.get({ orderId: line.orderId })).toMatchObject({ paid: '300.00', balanceDue: '850.00' })
    const third = reception.bookings.book({ ...at(9, 11), ...line })
    await expect(third).rejects.toMatchObject({ code: 'DEPOSIT_DUE', details: { due: '150.00', promised: '150.00' } })
    await pay(line.orderId, '150')
    expect(await codeOf(reception.bookings.book({ ...at(9, 11), ...line }))).toBe('done')
  })

  it('is let go by who may, with a reason, and what is there of it is the booking’s', async () => {
    const { manager, reception, placeOrder, pay } = await withDeposits()
    const line = await placeOrder()
    await pay(line.orderId, '100')
    const wanted = { ...at(2, 11), ...line, withoutDeposit: true }
    expect(await codeOf(reception.bookings.book({ ...wanted, reason: 'a friend' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(manager.bookings.book(wanted))).toBe('REASON_NEEDED')
    const booked = await manager.bookings.book({ ...wanted, reason: 'pays at the shoot' })
    expect(booked).toMatchObject({ state: 'confirmed', deposit: '100.00' })
    const { events } = await manager.bookings.booking({ bookingId: booked.id })
    expect(events.map(({ kind, allowed, reason }) => [kind, allowed, reason])).toEqual([
      ['booked', null, 'pays at the shoot'],
      ['letThrough', 'withoutDeposit', 'pays at the shoot'],
    ])
    const { id: bookingId } = await reception.bookings.hold({ ...at(3, 11), orderId: line.orderId })
    await pay(line.orderId, '300')
    expect(await reception.bookings.confirm({ bookingId })).toMatchObject({ deposit: '300.00' })
    // Where it is paid, nothing is let through.
    await pay(line.orderId, '300')
    const paid = await manager.bookings.book({ ...at(4, 11), ...wanted, startsAt: day(4, 11), reason: 'who knows' })
    expect((await manager.bookings.booking({ bookingId: paid.id })).events).toHaveLength(1)
  })

  it('is for every seat of a session', async () => {
    const { manager, reception, placeOrder, pay } = await withDeposits()
    const requirements = [{ name: 'photographer', skill: { name: 'photo' } }]
    await manager.bookings.saveService({
      code: 'lesson',
      name: '课',
      duration: 60,
      seats: 4,
      deposit: '50',
      requirements,
    })
    const line = await placeOrder()
    await pay(line.orderId, '149.99')
    const three = { service: 'lesson', startsAt: day(2, 11), orderId: line.orderId, seats: 3 }
    expect(await codeOf(reception.bookings.book(three))).toBe('DEPOSIT_DUE')
    await pay(line.orderId, '0.01')
    expect(await reception.bookings.book(three)).toMatchObject({ deposit: '150.00' })
  })

  it('counts with the order into which its own was merged, and not on a cancelled one', async () => {
    const { manager, reception, placeOrder, pay } = await withDeposits()
    const [one, other] = [await placeOrder(), await placeOrder()]
    await pay(one.orderId, '300')
    await reception.bookings.book({ ...at(2, 11), ...one })
    await manager.orders.merge({ mergedId: one.orderId, survivorId: other.orderId, reason: 'one family' })
    await pay(other.orderId, '299')
    const second = reception.bookings.book({ ...at(3, 11), ...other })
    await expect(second).rejects.toMatchObject({ code: 'DEPOSIT_DUE', details: { due: '1.00', promised: '300.00' } })
    const third = await placeOrder()
    await pay(third.orderId, '1000')
    await manager.orders.cancel({ orderId: third.orderId, reason: 'gone' })
    expect(await codeOf(reception.bookings.book({ ...at(3, 11), orderId: third.orderId }))).toBe('DEPOSIT_DUE')
  })

  it('counts what a booking of another branch took, also for who may not see that', async () => {
    const { manager, west, engine, placeOrder, pay } = await withDeposits()
    const { orderId } = await placeOrder()
    await pay(orderId, '300')
    await manager.bookings.saveService({ code: 'visit', name: '选片', duration: 30, deposit: '300', requirements: [] })
    const visit = { service: 'visit', startsAt: day(2, 11), orderId }
    const there = await west.bookings.book(visit)
    const actor = { id: 'li', roles: [{ role: 'reception', branches: ['main'] }] }
    const limited = engine.as({ tenant: 'rose', branch: 'main', actor })
    expect(await codeOf(limited.bookings.booking({ bookingId: there.id }))).toBe('BOOKING_UNKNOWN')
    await expect(limited.bookings.book(visit)).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '300.00', promised: '300.00' },
    })
    expect(await codeOf(limited.bookings.rebook({ bookingId: there.id, startsAt: day(3, 11) }))).toBe('BOOKING_UNKNOWN')
    expect(await codeOf(limited.bookings.answer({ bookingId: there.id, answer: 'yes' }))).toBe('BOOKING_UNKNOWN')
    const change = { bookingId: there.id, service: 'portrait' }
    expect(await codeOf(limited.bookings.changeService(change))).toBe('BOOKING_UNKNOWN')
    expect(await codeOf(manager.bookings.changeService(change))).toBe('BOOKING_OTHER_BRANCH')
    await west.bookings.cancel({ bookingId: there.id })
    expect(await codeOf(limited.bookings.book(visit))).toBe('done')
  })

  it('is as if every booking had a purse of its own', () => {
    const yuan = (cents: number) => Money.ofMinor(BigInt(cents), 'CNY')
    const cents = fc.integer({ min: 0, max: 100_000 })
    fc.assert(
      fc.property(cents, cents, cents, cents, (deposit, total, paid, promised) => {
        const { missing, secured } = decideDeposit(yuan(deposit), {
          total: yuan(total),
          paid: yuan(paid),
          promised: yuan(promised),
        })
        const due = deposit === 0 ? 0 : Math.max(0, Math.min(total, promised + deposit) - paid)
        expect(Number(missing.minor)).toBe(due)
        expect(secured.minor >= 0n && secured.minor <= BigInt(deposit)).toBe(true)
        if (due > 0) expect(secured.minor <= BigInt(Math.max(0, paid - promised))).toBe(true)
        // Who pays what is missing is asked for no more.
        const then = decideDeposit(yuan(deposit), {
          total: yuan(total),
          paid: yuan(paid + due),
          promised: yuan(promised),
        })
        expect(then.missing.isZero()).toBe(true)
      }),
    )
    const booked = { deposit: 300n, fee: 20n }
    const states = ['held', 'confirmed', 'checkedIn', 'completed', 'cancelled', 'noShow', 'expired']
    expect(states.map((state) => takenBy({ state, ...booked }))).toEqual([20n, 320n, 320n, 320n, 20n, 20n, 20n])
  })

  it('costs three statements', async () => {
    const { adapter, statements } = counting(memory())
    const { manager, placeOrder } = await openBookedStudio({ storage: adapter, service: { deposit: '300' } })
    const line = await placeOrder()
    await manager.ledger.takePayment({ orderId: line.orderId, legs: cash('300'), purpose: 'advance' })
    const { id: bookingId } = await manager.bookings.hold({ ...at(2, 11), orderId: line.orderId })
    statements.length = 0
    await manager.bookings.confirm({ bookingId })
    expect(statements.filter((one) => /deposits|commitments/.test(one))).toEqual([
      'findForUpdate ledger_commitments',
      'findForUpdate bookings_deposits',
      'accumulate bookings_deposits',
    ])
  })
})
