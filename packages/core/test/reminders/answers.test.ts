import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/plugin.ts'
import { entry } from '../../src/engine/registry.ts'
import { consoleChannel, notificationChannels } from '../../src/notifications/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { openBookedStudio, portrait } from '../bookings/studio.ts'
import { counting } from '../orders/studio.ts'
import { codeOf, day } from '../rentals/studio.ts'

const sending = definePlugin({
  name: 'sending',
  version: '1.0.0',
  requires: { notifications: '*' },
  entries: [entry(notificationChannels, consoleChannel({ write: () => undefined }))],
})

const sms = { channel: 'console', by: 'sms' } as const
const asks = { name: 'asks', before: 'P2D', asksToConfirm: true, ...sms }
const asksAgain = { name: 'asksAgain', before: 'P1D', asksToConfirm: true, ...sms }
const dayBefore = { name: 'dayBefore', before: 'PT24H', ...sms }

interface Options {
  readonly reminders?: readonly object[]
  readonly whenDeclined?: 'stays' | 'calls' | 'cancels'
  readonly cancellation?: { within: number; percent: number }[]
}

async function asking({ reminders = [asks, asksAgain], whenDeclined = 'calls', cancellation = [] }: Options = {}) {
  const { adapter, statements } = counting(memory())
  const studio = await openBookedStudio({
    storage: adapter,
    plugins: [sending],
    service: { cancellation },
    settings: { reminders: { reminders }, bookings: { whenDeclined } },
  })
  const { manager, reception, engine, clock } = studio
  const { id: customerId } = await manager.customers.register({ name: '李娜', phone: '13800000001' })
  await engine.settle()
  const book = (date: number) => reception.bookings.book({ service: 'portrait', startsAt: day(date, 11), customerId })
  /** What goes out, by its template and its time. */
  const coming = async () => {
    await engine.settle()
    const { items } = await manager.notifications.list({})
    const queued = items.filter(({ state }) => state === 'queued')
    const read = await Promise.all(queued.map(({ id }) => manager.notifications.get({ messageId: id })))
    return read.map(({ purpose, subject }) => `${purpose.split(':')[2]} ${subject?.startsWith('Please')}`).sort()
  }
  const called = async () =>
    (await reception.reminders.unanswered({})).items.map(({ booking, why }) => [booking.id, why])
  const at = (now: string) => {
    clock.now = now
  }
  return { ...studio, statements, customerId, book, coming, called, at }
}

describe('the answer of a customer', () => {
  it('that they come ends the requests, and reminders go on', async () => {
    const { reception, book, coming, manager } = await asking({ reminders: [asks, asksAgain, dayBefore] })
    const { id: bookingId } = await book(5)
    expect(await coming()).toEqual(['asks true', 'asksAgain true', 'dayBefore false'])
    const said = await reception.bookings.answer({ bookingId, answer: 'yes', startsAt: day(5, 11) })
    expect(said).toMatchObject({ answer: 'yes', answeredAt: day(0, 12), state: 'confirmed' })
    expect(await coming()).toEqual(['asks false', 'asksAgain false', 'dayBefore false'])
    // The same answer again is no other one.
    await reception.bookings.answer({ bookingId, answer: 'yes' })
    const { events } = await manager.bookings.booking({ bookingId })
    expect(events.map(({ kind }) => kind)).toEqual(['booked', 'saidYes'])
  })

  it('that they do not come, or not then, is for a call and not for reminders', async () => {
    const { reception, book, coming, called } = await asking()
    const [no, other] = [await book(5), await book(6)]
    await reception.bookings.answer({ bookingId: no.id, answer: 'no', reason: 'ill' })
    await reception.bookings.answer({ bookingId: other.id, answer: 'another' })
    expect(await coming()).toEqual([])
    expect(await called()).toEqual([
      [no.id, 'declined'],
      [other.id, 'another'],
    ])
    // Who is talked into coming is reminded again.
    await reception.bookings.answer({ bookingId: no.id, answer: 'yes' })
    expect(await coming()).toEqual(['asks false', 'asksAgain false'])
    expect(await called()).toEqual([[other.id, 'another']])
  })

  it('counts no more once the booking is moved, and an old one is refused', async () => {
    const { manager, reception, book, coming, called } = await asking()
    await manager.bookings.saveService({ ...portrait, code: 'long', name: '长片' })
    const { id: bookingId } = await book(5)
    await reception.bookings.answer({ bookingId, answer: 'another' })
    const moved = await reception.bookings.move({ bookingId, startsAt: day(7, 11) })
    expect([moved.answer, moved.answeredAt]).toEqual([null, null])
    expect(await coming()).toEqual(['asks true', 'asksAgain true'])
    expect(await called()).toEqual([])
    const old = reception.bookings.answer({ bookingId, answer: 'yes', startsAt: day(5, 11) })
    await expect(old).rejects.toMatchObject({ code: 'ANSWER_OUTDATED' })
    await reception.bookings.answer({ bookingId, answer: 'yes', startsAt: day(7, 11) })
    // Other people at the same time are no reason to ask again, another service at another time is one.
    await reception.bookings.reassign({ bookingId, resources: { photographer: ['ben'] }, reason: 'asked for' })
    expect((await reception.bookings.booking({ bookingId })).answer).toBe('yes')
    const change = { bookingId, service: 'long', startsAt: day(8, 11) }
    expect((await reception.bookings.changeService(change)).answer).toBeNull()
    await reception.bookings.cancel({ bookingId })
    expect(await coming()).toEqual([])
    expect(await codeOf(reception.bookings.answer({ bookingId, answer: 'yes' }))).toBe('BOOKING_STATE_REFUSED')
  })

  it('ends the booking where the studio wants that, but for what costs something', async () => {
    const { reception, book, called, at } = await asking({
      ...{ whenDeclined: 'cancels', cancellation: [{ within: 2880, percent: 50 }] },
    })
    const [early, late] = [await book(5), await book(6)]
    const said = await reception.bookings.answer({ bookingId: early.id, answer: 'no' })
    expect(said).toMatchObject({ state: 'cancelled', answer: 'no', fee: '0.00' })
    const { events } = await reception.bookings.booking({ bookingId: early.id })
    expect(events.map(({ kind }) => kind)).toEqual(['booked', 'saidNo', 'cancelled'])
    at(day(5, 12))
    expect(await reception.bookings.answer({ bookingId: late.id, answer: 'no' })).toMatchObject({ state: 'confirmed' })
    expect(await called()).toEqual([[late.id, 'declined']])
    at(day(6, 11))
    expect(await codeOf(reception.bookings.answer({ bookingId: late.id, answer: 'yes' }))).toBe('BOOKING_TIME_REFUSED')
  })

  it('of no is nothing that anybody is called about where the studio wants that', async () => {
    const { reception, book, called } = await asking({ whenDeclined: 'stays' })
    const { id: bookingId } = await book(5)
    await reception.bookings.answer({ bookingId, answer: 'no' })
    expect(await called()).toEqual([])
    await reception.bookings.answer({ bookingId, answer: 'another' })
    expect(await called()).toEqual([[bookingId, 'another']])
  })

  it('is noted once by a key, and by two at the same moment', async () => {
    const { reception, book } = await asking()
    const { id: bookingId } = await book(5)
    const once = { bookingId, answer: 'yes', idempotencyKey: 'tap' } as const
    expect(await reception.bookings.answer(once)).toEqual(await reception.bookings.answer(once))
    await Promise.all(
      (['no', 'no', 'another'] as const).map((answer) => reception.bookings.answer({ bookingId, answer })),
    )
    const { events } = await reception.bookings.booking({ bookingId })
    expect(events.map(({ kind }) => kind).sort()).toEqual(['booked', 'saidNo', 'saidYes', 'wantsOther'])
  })
})

describe('who did not answer', () => {
  it('is called from when they are asked until they answer, also who could not be asked', async () => {
    const { manager, reception, book, called, at, statements } = await asking()
    const later = await book(9)
    const soon = await book(3)
    const { id: withoutPhone } = await manager.customers.register({ name: '韩梅' })
    const unreached = await reception.bookings.book({
      ...{ service: 'portrait', startsAt: day(3, 11), customerId: withoutPhone },
    })
    // Nobody to be called, and nobody to be asked.
    await reception.bookings.book({ service: 'portrait', startsAt: day(3, 15) })
    await reception.bookings.hold({ service: 'portrait', startsAt: day(4, 11), customerId: withoutPhone })
    expect(await called()).toEqual([])
    at(day(1, 12))
    statements.length = 0
    expect((await called()).sort()).toEqual(
      [
        [soon.id, 'unanswered'],
        [unreached.id, 'unanswered'],
      ].sort(),
    )
    // Settings are read once in a while.
    const reads = statements.filter((one) => !one.includes('settings'))
    expect(reads).toEqual(['find bookings_bookings', 'find bookings_assignments'])
    const { items } = await reception.reminders.unanswered({ from: day(3, 0), to: day(3, 12), limit: 1 })
    expect(items[0]?.askedAt).toBe(day(1, 11))
    await reception.bookings.answer({ bookingId: soon.id, answer: 'yes' })
    expect(await called()).toEqual([[unreached.id, 'unanswered']])
    at(day(8, 12))
    expect(await called()).toEqual([[later.id, 'unanswered']])
  })

  it('is nobody where nobody is asked', async () => {
    const { book, called, at } = await asking({ reminders: [dayBefore, { ...asks, services: ['wedding'] }] })
    await book(3)
    at(day(3, 9))
    expect(await called()).toEqual([])
  })
})
