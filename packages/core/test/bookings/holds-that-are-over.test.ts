/** Holds at their end, and sessions that are joined: what was found where many book at the same time. */
import { describe, expect, it } from 'vitest'
import type { ListBookings } from '../../src/bookings/index.ts'
import { day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

const startsAt = day(2, 11)
const photographer = { name: 'photographer', skill: { name: 'photo' } }

/** A lesson for four, of one photographer. */
async function openWithLessons() {
  const studio = await openBookedStudio()
  const lesson = { code: 'lesson', name: '摄影课', duration: 60, seats: 4, requirements: [photographer] }
  await studio.manager.bookings.saveService(lesson)
  return studio
}

const anna = { photographer: ['anna'] }
const codes = ({ resources }: { resources: readonly { code: string }[] }) => resources.map(({ code }) => code)

describe('a hold that is over', () => {
  it('has nothing left where somebody took of it, also by a clock that is behind', async () => {
    const { manager, clock } = await openBookedStudio()
    const begun = clock.now
    const held = await manager.bookings.hold({ service: 'portrait', startsAt, resources: anna, minutes: 10 })
    clock.now = new Date(Date.parse(begun) + 11 * 60_000).toISOString()
    await manager.bookings.book({ service: 'portrait', startsAt, resources: anna })
    clock.now = new Date(Date.parse(begun) + 9 * 60_000).toISOString()
    const late = await manager.bookings.confirm({ bookingId: held.id })
    expect(codes(late)).toEqual(['ben', 'dora', 'grey'])
    const third = manager.bookings.book({ service: 'portrait', startsAt })
    await expect(third).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
  })

  it('of a session no longer has its people where they were taken, for who confirms and for who joins', async () => {
    const { manager, clock } = await openWithLessons()
    const begun = clock.now
    const held = await manager.bookings.hold({ service: 'lesson', startsAt, resources: anna, minutes: 10 })
    clock.now = new Date(Date.parse(begun) + 11 * 60_000).toISOString()
    await manager.bookings.book({ service: 'portrait', startsAt, resources: anna })
    clock.now = new Date(Date.parse(begun) + 9 * 60_000).toISOString()
    const joined = await manager.bookings.book({ service: 'lesson', startsAt })
    expect(codes(joined)).toEqual(['ben'])
    const late = await manager.bookings.confirm({ bookingId: held.id })
    expect([codes(late), late.sessionId]).toEqual([['ben'], joined.sessionId])
  })
})

describe('a hold that is over, before anybody noted it,', () => {
  const begun = '2026-11-22T04:00:00.000Z'

  it('is none of its order any more', async () => {
    const { owner, manager, clock, placeOrder } = await openBookedStudio({ now: begun })
    const [moved, cancelled] = [await placeOrder(), await placeOrder()]
    const hold = (line: { orderId: string; orderLineId: string }) =>
      manager.bookings.hold({ service: 'portrait', startsAt, minutes: 10, ...line })
    const [, over] = [await hold(moved), await hold(cancelled)]
    clock.now = new Date(Date.parse(begun) + 60 * 60_000).toISOString()
    await owner.orders.transferToBranch({ orderId: moved.orderId, toBranch: 'west', reason: 'nearer' })
    await owner.orders.cancel({ orderId: cancelled.orderId, reason: 'changed their mind' })
    const { state, expiresAt } = await manager.bookings.booking({ bookingId: over.id })
    expect([state, expiresAt]).toEqual(['expired', over.expiresAt])
  })

  /** Four bookings from ten to one: held, over, confirmed, cancelled. */
  async function openWithHolds() {
    const studio = await openBookedStudio({ now: begun })
    const { bookings } = studio.manager
    const hold = (hour: number, minutes: number) =>
      bookings.hold({ service: 'portrait', startsAt: day(2, hour), minutes })
    const held = await hold(10, 60)
    const over = await hold(11, 10)
    const booked = await bookings.book({ service: 'portrait', startsAt: day(2, 12) })
    const { id } = await bookings.book({ service: 'portrait', startsAt: day(2, 13) })
    await bookings.cancel({ bookingId: id })
    studio.clock.now = new Date(Date.parse(begun) + 10 * 60_000).toISOString()
    return { ...studio, held, over, booked, cancelled: id }
  }

  it('is told as expired', async () => {
    const { manager, over, held } = await openWithHolds()
    expect(await manager.bookings.booking({ bookingId: over.id })).toMatchObject({
      ...{ state: 'expired', expiresAt: over.expiresAt },
    })
    expect(await manager.bookings.booking({ bookingId: held.id })).toMatchObject({ state: 'held' })
    const { items } = await manager.bookings.list({})
    expect(items.map(({ state }) => state)).toEqual(['held', 'expired', 'confirmed', 'cancelled'])
  })

  it('is found among the expired, page by page in the order of their starts, and not among the held', async () => {
    const { manager, clock, held, over, booked, cancelled } = await openWithHolds()
    const found = async (states: ListBookings['states']) => {
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = await manager.bookings.list({ states, limit: 1, ...(cursor === undefined ? {} : { cursor }) })
        ids.push(...page.items.map(({ id }) => id))
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return ids
    }
    expect(await found(['held'])).toEqual([held.id])
    expect(await found(['expired'])).toEqual([over.id])
    expect(await found(['confirmed', 'held'])).toEqual([held.id, booked.id])
    expect(await found(['cancelled', 'expired'])).toEqual([over.id, cancelled])
    expect(await found(['expired', 'held'])).toEqual([held.id, over.id])
    clock.now = new Date(Date.parse(begun) + 60 * 60_000).toISOString()
    expect(await found(['expired'])).toEqual([held.id, over.id])
    expect(await found(['held'])).toEqual([])
  })

  it('stands in the agenda as expired, where one asks for that', async () => {
    const { manager, over } = await openWithHolds()
    const { from, to } = { from: over.local.date, to: over.local.date }
    const { days } = await manager.agenda.calendar({ from, to, states: ['expired'] })
    const told = days.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'booking'))
    expect(told).toMatchObject([{ bookingId: over.id, state: 'expired', expiresAt: null }])
    const usual = await manager.agenda.calendar({ from, to })
    expect(
      usual.days.flatMap(({ entries }) => entries).some((one) => one.kind === 'booking' && one.bookingId === over.id),
    ).toBe(false)
  })

  it('makes no session that anybody could wait for', async () => {
    const { manager, clock } = await openWithLessons()
    const { sessionId } = await manager.bookings.hold({ service: 'lesson', startsAt, minutes: 10 })
    const { id: customerId } = await manager.customers.register({ name: '李娜' })
    clock.now = new Date(Date.parse(clock.now) + 10 * 60_000).toISOString()
    const wish = { customerId, service: 'lesson', sessionId: sessionId ?? '' }
    await expect(manager.waitlist.join(wish)).rejects.toMatchObject({ code: 'WAITLIST_WISH_INVALID' })
  })
})

describe('a session', () => {
  it('is joined by others with its people, up to its seats, and changes them for all', async () => {
    const { manager } = await openWithLessons()
    const book = (seats: number) => manager.bookings.book({ service: 'lesson', startsAt, seats })
    const first = await book(1)
    const second = await book(3)
    expect([second.sessionId, codes(second)]).toEqual([first.sessionId, ['anna']])
    const third = await book(1)
    expect([third.sessionId === first.sessionId, codes(third)]).toEqual([false, ['ben']])
    await manager.bookings.cancel({ bookingId: third.id })
    const resources = { photographer: ['ben'] }
    await manager.bookings.reassign({ bookingId: second.id, resources, reason: 'Anna is ill' })
    expect(codes(await manager.bookings.booking({ bookingId: first.id }))).toEqual(['ben'])
  })

  it('stays held for as long as the last who joined it', async () => {
    const { manager, clock } = await openWithLessons()
    const begun = clock.now
    const take = { service: 'lesson', startsAt, resources: anna }
    await manager.bookings.hold({ ...take, minutes: 5 })
    const booked = await manager.bookings.book({ service: 'lesson', startsAt })
    expect(codes(booked)).toEqual(['anna'])
    clock.now = new Date(Date.parse(begun) + 60 * 60_000).toISOString()
    const portrait = manager.bookings.book({ service: 'portrait', startsAt, resources: anna })
    await expect(portrait).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
  })
})
