import { describe, expect, it } from 'vitest'
import { changedPrice, fallenAway } from '../../src/bookings/changed-price.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { cash, codeOf, day } from '../rentals/studio.ts'
import { type BookedStudioOptions, openBookedStudio } from './studio.ts'

const photographer = { name: 'photographer', skill: { name: 'photo' } }

/** Beside the portrait of an hour: one of three hours with a gown, a short one for less, and lessons for four. */
async function withMore(options: BookedStudioOptions = {}) {
  const studio = await openBookedStudio(options)
  const { bookings } = studio.manager
  const gown = { name: 'gown', resources: ['gown'] }
  await bookings.saveService({
    code: 'grand',
    name: '大片',
    duration: 180,
    price: '2000',
    requirements: [photographer, gown],
  })
  await bookings.saveService({
    code: 'passport',
    name: '证件照',
    duration: 30,
    price: '100',
    requirements: [photographer],
  })
  await bookings.saveService({
    code: 'lesson',
    name: '课',
    duration: 60,
    seats: 4,
    price: '50',
    requirements: [photographer],
  })
  return studio
}

const at = (date: number, hour: number) => ({ service: 'portrait', startsAt: day(date, hour) })
const anna = { photographer: ['anna'] }
const codes = ({ resources }: { resources: readonly { code: string }[] }) => resources.map(({ code }) => code)

describe('a booking that goes to another service', () => {
  it('keeps its number, its time and its people, and what it no longer needs is free', async () => {
    const { manager, reception, heard, engine } = await withMore()
    const booking = await manager.bookings.book({ ...at(2, 11), resources: { photographer: ['ben'] } })
    const changed = await reception.bookings.changeService({
      bookingId: booking.id,
      service: 'grand',
      reason: 'a gown',
    })
    expect(changed).toMatchObject({
      ...{ id: booking.id, number: booking.number, service: 'grand', startsAt: day(2, 11), endsAt: day(2, 14) },
      ...{ price: '2000.00', state: 'confirmed', moves: 0 },
    })
    expect(codes(changed)).toEqual(['ben', 'gown'])
    // Make-up and room of it are free for two others at that time.
    await manager.bookings.book({ ...at(2, 11), resources: { 'make-up': ['cleo'], room: ['white'] } })
    expect(await codeOf(manager.bookings.book({ service: 'grand', startsAt: day(2, 13) }))).toBe('SLOT_TAKEN')
    await engine.settle()
    const { events } = await manager.bookings.booking({ bookingId: booking.id })
    expect(events.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['booked', null],
      ['changed', 'a gown'],
    ])
    const told = heard.filter(([, data]) => data.bookingId === booking.id).map(([, data]) => [data.kind, data.changes])
    expect(told).toEqual([
      ['booked', 0],
      ['changed', 1],
    ])
  })

  it('is as it was where the other service finds nobody', async () => {
    const { manager } = await withMore()
    const booking = await manager.bookings.book({ ...at(2, 11), resources: anna })
    await manager.bookings.book({ service: 'grand', startsAt: day(2, 13), resources: anna })
    const wanted = { bookingId: booking.id, service: 'grand', resources: anna }
    expect(await codeOf(manager.bookings.changeService(wanted))).toBe('SLOT_TAKEN')
    expect(await codeOf(manager.bookings.changeService({ ...wanted, service: 'none' }))).toBe('SERVICE_UNKNOWN')
    expect(await manager.bookings.booking({ bookingId: booking.id })).toMatchObject({ ...booking })
    // Overlapping itself is no hindrance, and another time is a move.
    const moved = await manager.bookings.changeService({ ...wanted, resources: {}, startsAt: day(2, 9) })
    expect(moved).toMatchObject({ startsAt: day(2, 9), moves: 1, local: { time: '09:00' } })
    expect(moved.resources.map(({ code }) => code)).not.toContain('cleo')
  })

  it('costs what the other service costs, what was agreed, or the higher of both', async () => {
    for (const [priceOfChange, price] of [
      ['anew', '100.00'],
      ['higher', '800.00'],
      ['kept', '800.00'],
    ] as const) {
      const { manager } = await withMore({ settings: { bookings: { priceOfChange } } })
      const { id: bookingId } = await manager.bookings.book(at(2, 11))
      expect((await manager.bookings.changeService({ bookingId, service: 'passport' })).price).toBe(price)
    }
    const [agreed, anew] = [
      { price: 800n, deposit: 10n },
      { price: 100n, deposit: 30n },
    ]
    expect(changedPrice('higher', agreed, anew)).toEqual({ price: 800n, deposit: 30n })
    expect(fallenAway(agreed, anew)).toEqual({ price: 700n, deposit: 0n })
  })

  it('costs by the terms of the service that it leaves what falls away late', async () => {
    const { manager, reception, clock, placeOrder, customerId } = await withMore({
      service: {
        cancellation: [{ within: 2880, percent: 50 }],
        rescheduling: { rules: [{ within: 2880, amount: '30' }] },
      },
    })
    const line = await placeOrder()
    const { id: bookingId } = await manager.bookings.book({ ...at(2, 11), customerId, ...line })
    clock.now = day(1, 12)
    expect(await codeOf(reception.bookings.changeService({ bookingId, service: 'passport', waiveFee: true }))).toBe(
      'PERMISSION_MISSING',
    )
    const dearer = await reception.bookings.changeService({ bookingId, service: 'grand' })
    expect(dearer.fee).toBe('0.00')
    const { id: other } = await manager.bookings.book({ ...at(2, 15), customerId, orderId: line.orderId })
    // Half of the 700 that it costs less, and the move.
    const cheaper = await reception.bookings.changeService({
      bookingId: other,
      service: 'passport',
      startsAt: day(2, 16),
    })
    expect(cheaper).toMatchObject({ fee: '380.00', price: '100.00' })
    expect(await manager.ledger.balanceDue({ orderId: line.orderId })).toMatchObject({ total: '1380.00' })
  })

  it('asks for the deposit of the other service, of which its own counts', async () => {
    const { manager, reception, placeOrder } = await withMore({ service: { deposit: '300' } })
    const requirements = [photographer]
    await manager.bookings.saveService({ code: 'grand', name: '大片', duration: 180, deposit: '500', requirements })
    const { orderId } = await placeOrder()
    const pay = (amount: string) => manager.ledger.takePayment({ orderId, legs: cash(amount), purpose: 'advance' })
    await pay('300')
    const { id: bookingId } = await reception.bookings.book({ ...at(2, 11), orderId })
    const change = { bookingId, service: 'grand' }
    await expect(reception.bookings.changeService(change)).rejects.toMatchObject({
      code: 'DEPOSIT_DUE',
      details: { due: '200.00', promised: '0.00' },
    })
    await pay('200')
    expect((await reception.bookings.changeService(change)).deposit).toBe('500.00')
    expect((await reception.bookings.changeService({ bookingId, service: 'portrait' })).deposit).toBe('300.00')
    const second = { ...at(3, 11), orderId }
    await expect(reception.bookings.book(second)).rejects.toMatchObject({
      details: { due: '100.00', promised: '300.00' },
    })
    const held = await reception.bookings.hold(second)
    expect(await reception.bookings.changeService({ bookingId: held.id, service: 'grand' })).toMatchObject({
      ...{ state: 'held', deposit: '500.00', expiresAt: held.expiresAt },
    })
  })

  it('joins a session, leaves it, and changes how many seats it has', async () => {
    const { manager } = await withMore()
    const lesson = { service: 'lesson', startsAt: day(2, 11) }
    const first = await manager.bookings.book({ ...lesson, seats: 2 })
    const { id: bookingId } = await manager.bookings.book(at(2, 11))
    const joined = await manager.bookings.changeService({ bookingId, service: 'lesson', seats: 2 })
    expect(joined).toMatchObject({ sessionId: first.sessionId, seats: 2, price: '100.00' })
    expect(codes(joined)).toEqual(codes(first))
    const fewer = await manager.bookings.changeService({ bookingId, service: 'lesson', seats: 1 })
    expect(fewer).toMatchObject({ sessionId: first.sessionId, seats: 1 })
    await manager.bookings.book(lesson)
    const more = await manager.bookings.changeService({ bookingId, service: 'lesson', seats: 2 })
    // Three seats are taken by others: it opens a session of its own, with the other photographer.
    expect(more.sessionId).not.toBe(first.sessionId)
    const alone = await manager.bookings.changeService({ bookingId, service: 'portrait', seats: 1 })
    expect(alone).toMatchObject({ sessionId: null, seats: 1 })
    expect(await codeOf(manager.bookings.changeService({ bookingId, service: 'lesson', seats: 5 }))).toBe('SEATS_SHORT')
  })

  it('takes no seats along that the other service does not have', async () => {
    const { manager, reception } = await withMore()
    const { id: bookingId } = await manager.bookings.book({ service: 'lesson', startsAt: day(2, 11), seats: 3 })
    const change = (seats?: number) =>
      reception.bookings.changeService({ bookingId, service: 'portrait', ...(seats === undefined ? {} : { seats }) })
    const refused = {
      code: 'SEATS_SHORT',
      message: 'seats must be at most 1, which are left of portrait at 2026-11-24 11:00, got 3.',
    }
    await expect(change()).rejects.toMatchObject(refused)
    await expect(change(3)).rejects.toMatchObject(refused)
    // Whoever says so goes alone.
    expect(await change(1)).toMatchObject({ seats: 1, sessionId: null, service: 'portrait' })
  })

  it('is another one; of the same only the seats change', async () => {
    const { reception } = await withMore()
    const { id: bookingId, number } = await reception.bookings.book(at(2, 11))
    const same = { bookingId, service: 'portrait' }
    await expect(reception.bookings.changeService(same)).rejects.toMatchObject({
      code: 'BOOKING_SERVICE_SAME',
      message: `service must be another one than booking ${number} has, which is "portrait".`,
    })
    expect(await codeOf(reception.bookings.changeService({ ...same, startsAt: day(3, 11), seats: 1 }))).toBe(
      'BOOKING_SERVICE_SAME',
    )
  })

  it('is one that stands; of one that is over somebody with more authority says why', async () => {
    const { manager, reception, clock } = await withMore()
    const { id: bookingId } = await manager.bookings.book(at(2, 11))
    clock.now = day(2, 15)
    const change = { bookingId, service: 'passport' }
    expect(await codeOf(reception.bookings.changeService({ ...change, reason: 'x' }))).toBe('PERMISSION_MISSING')
    expect(await codeOf(reception.bookings.changeService(change))).toBe('BOOKING_TIME_REFUSED')
    expect(await codeOf(manager.bookings.changeService(change))).toBe('REASON_NEEDED')
    await manager.bookings.changeService({ ...change, reason: 'it was a passport photo' })
    const { events } = await manager.bookings.booking({ bookingId })
    expect(events.at(-1)).toMatchObject({ kind: 'letThrough', allowed: 'backdated' })
    await reception.bookings.checkIn({ bookingId })
    // Who is there may have a longer one, and stays at the time at which they came.
    expect(await codeOf(reception.bookings.changeService({ ...change, service: 'portrait' }))).toBe('done')
    const elsewhen = { ...change, startsAt: day(3, 11) }
    expect(await codeOf(manager.bookings.changeService(elsewhen))).toBe('BOOKING_STATE_REFUSED')
    await reception.bookings.complete({ bookingId })
    expect(await codeOf(manager.bookings.changeService(change))).toBe('BOOKING_STATE_REFUSED')
  })

  it('is changed once by a key, and costs a few statements', async () => {
    const { adapter, statements } = counting(memory())
    const { manager } = await withMore({ storage: adapter })
    const { id: bookingId } = await manager.bookings.book(at(2, 11))
    statements.length = 0
    const key = { idempotencyKey: 'change-1' }
    const changed = await manager.bookings.changeService({ bookingId, service: 'grand', ...key })
    expect(statements.filter((one) => !/^(begin|commit)$|audit_|outbox|jobs|calotype/.test(one))).toEqual([
      ...['find bookings_bookings', 'findForUpdate bookings_bookings', 'find bookings_assignments'],
      ...['find bookings_services', 'find bookings_services', 'find claims_versions'],
      ...['find claims', 'find claims_versions', 'find claims', 'accumulate claims_versions', 'delete claims'],
      ...['update bookings_bookings', 'delete bookings_assignments'],
      ...['insert claims', 'insert bookings_assignments', 'insert bookings_events'],
    ])
    expect(await manager.bookings.changeService({ bookingId, service: 'grand', ...key })).toEqual(changed)
    expect((await manager.bookings.booking({ bookingId })).events).toHaveLength(2)
  })
})
