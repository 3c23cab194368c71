/** Sessions whose people come and go: everybody keeps a place, nobody gets one that is not there, and who is not needed is free. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Booking } from '../../src/bookings/index.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { addMillis } from '../../src/values/instant.ts'
import { codeOf, day } from '../rentals/studio.ts'
import { openStockroom } from '../inventory/studio.ts'
import { type BookedStudioOptions, openBookedStudio } from './studio.ts'

const seatsOfLesson = 4

async function openWithLessons(options: BookedStudioOptions = {}) {
  const studio = await openBookedStudio(options)
  await studio.manager.bookings.saveService({
    ...{ code: 'lesson', name: '摄影课', duration: 60, seats: seatsOfLesson, holdMinutes: 10, price: '50' },
    requirements: [{ name: 'photographer', skill: { name: 'photo' } }],
  })
  return studio
}

const lesson = (hour: number, minute = 0) => ({ service: 'lesson', startsAt: day(2, hour, minute) })
const anna = { photographer: ['anna'] }
const codes = ({ resources }: Pick<Booking, 'resources'>) => resources.map(({ code }) => code)

describe('a service for one party', () => {
  it('has one seat, also for who books two: none are sold that nobody sees in the slots', async () => {
    const { manager } = await openWithLessons()
    const wanted = { service: 'portrait', startsAt: day(2, 11), seats: 2 }
    const { items } = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24', seats: 2 })
    expect(items).toEqual([])
    await expect(manager.bookings.book(wanted)).rejects.toMatchObject({
      code: 'SEATS_SHORT',
      message: 'seats must be at most 1, which are left of portrait at 2026-11-24 11:00, got 2.',
    })
    expect(await codeOf(manager.bookings.hold(wanted))).toBe('SEATS_SHORT')
    const { id: bookingId } = await manager.bookings.book({ ...wanted, seats: 1 })
    await manager.bookings.cancel({ bookingId })
    expect(await codeOf(manager.bookings.rebook({ bookingId, startsAt: day(2, 12), seats: 2 }))).toBe('SEATS_SHORT')
  })
})

describe('who is alone in a session', () => {
  it('takes its people along to a time that overlaps, and leaves nobody behind', async () => {
    const { manager } = await openWithLessons()
    await manager.bookings.book({
      service: 'lesson',
      startsAt: day(2, 11),
      resources: { photographer: ['ben'] },
      seats: 4,
    })
    const { id: bookingId } = await manager.bookings.book({ ...lesson(11), resources: anna })
    const moved = await manager.bookings.move({ bookingId, startsAt: day(2, 11, 30) })
    expect(codes(moved)).toEqual(['anna'])
    expect(await codeOf(manager.bookings.book({ ...lesson(10, 30), resources: anna }))).toBe('done')
    expect(await codeOf(manager.bookings.book({ ...lesson(12), resources: anna }))).toBe('SLOT_TAKEN')
  })

  it('who is not alone leaves the people to the others', async () => {
    const { manager } = await openWithLessons()
    const first = await manager.bookings.book({ ...lesson(11), resources: anna })
    const second = await manager.bookings.book(lesson(11))
    const moved = await manager.bookings.move({ bookingId: second.id, startsAt: day(2, 11, 30) })
    expect([codes(moved), moved.sessionId === first.sessionId]).toEqual([['ben'], false])
    await manager.bookings.cancel({ bookingId: first.id })
    expect(await codeOf(manager.bookings.book({ ...lesson(11), resources: anna }))).toBe('done')
  })

  it('and only holds it holds them no longer than the hold', async () => {
    const { manager, clock } = await openWithLessons()
    const { id: bookingId } = await manager.bookings.book({ ...lesson(11), resources: anna })
    await manager.bookings.hold(lesson(11))
    await manager.bookings.cancel({ bookingId })
    const wanted = { service: 'portrait', startsAt: day(2, 11), resources: anna }
    expect(await codeOf(manager.bookings.book(wanted))).toBe('SLOT_TAKEN')
    // Nobody has noted that the hold is over.
    clock.now = day(0, 12, 10)
    expect(await codeOf(manager.bookings.book(wanted))).toBe('done')
  })

  it('is free at once where nobody but a hold that is over had a seat beside it', async () => {
    const { manager, clock } = await openWithLessons()
    const { id: bookingId } = await manager.bookings.book({ ...lesson(11), resources: anna })
    await manager.bookings.hold(lesson(11))
    clock.now = day(0, 12, 10)
    await manager.bookings.reassign({ bookingId, resources: { photographer: ['anna'] }, reason: 'asked for' })
    await manager.bookings.cancel({ bookingId })
    expect(await codeOf(manager.bookings.book({ service: 'portrait', startsAt: day(2, 11), resources: anna }))).toBe(
      'done',
    )
  })
})

describe('a session that is moved', () => {
  it('goes with everybody who has a seat, at no cost, and keeps its number and theirs', async () => {
    const { manager, placeOrder, customerId, clock, heard, engine } = await openWithLessons()
    const line = await placeOrder()
    const [first, second] = [
      await manager.bookings.book({ ...lesson(11), ...line, resources: anna, seats: 2 }),
      await manager.bookings.book({ ...lesson(11), customerId }),
    ]
    const held = await manager.bookings.hold(lesson(11))
    clock.now = day(0, 12, 5)
    const sessionId = first.sessionId ?? ''
    const move = { sessionId, startsAt: day(3, 11, 30), reason: 'the room is painted', idempotencyKey: 'paint' }
    const moved = await manager.bookings.moveSession(move)
    expect(moved.items.map(({ id }) => id).sort()).toEqual([first.id, second.id, held.id].sort())
    for (const one of moved.items) {
      expect(one).toMatchObject({ sessionId, startsAt: day(3, 11, 30), moves: 0, fee: '0.00' })
      expect(codes(one)).toEqual(['anna'])
    }
    expect(moved.items.find(({ id }) => id === held.id)).toMatchObject({ state: 'held', expiresAt: held.expiresAt })
    expect((await manager.orders.get({ orderId: line.orderId })).lines[0]?.shootDate).toBe('2026-11-25')
    expect(await manager.bookings.moveSession(move)).toEqual(moved)
    await engine.settle()
    expect(heard.filter(([, { kind }]) => kind === 'moved')).toHaveLength(3)
    // There are no more seats than before, and what it had is free.
    const there = { service: 'lesson', startsAt: day(3, 11, 30), resources: anna }
    expect(await codeOf(manager.bookings.book(there))).toBe('SEATS_SHORT')
    expect(await codeOf(manager.bookings.book({ ...lesson(11), resources: anna }))).toBe('done')
    clock.now = day(0, 12, 20)
    expect(await codeOf(manager.bookings.book(there))).toBe('done')
  })

  it('stays whole where nobody is free, and is one that somebody has a seat in', async () => {
    const { manager, reception, as } = await openWithLessons()
    const first = await manager.bookings.book({ ...lesson(11), resources: anna })
    const second = await manager.bookings.book(lesson(11))
    await manager.bookings.book({ ...lesson(15), resources: anna, seats: 4 })
    await manager.bookings.book({ ...lesson(15), seats: 4 })
    const move = { sessionId: first.sessionId ?? '', startsAt: day(2, 15), reason: 'later' }
    expect(await codeOf(reception.bookings.moveSession(move))).toBe('SLOT_TAKEN')
    expect((await manager.bookings.booking({ bookingId: second.id })).startsAt).toBe(day(2, 11))
    expect(await codeOf(as('manager', { branch: 'west' }).bookings.moveSession(move))).toBe('BOOKING_OTHER_BRANCH')
    const forced = await manager.bookings.moveSession({ ...move, overbook: true })
    expect(forced.items.map(({ allowed }) => allowed)).toEqual(['overbooked', 'overbooked'])
    expect(await codeOf(manager.bookings.moveSession({ ...move, sessionId: second.id }))).toBe('SESSION_UNKNOWN')
  })

  it('is moved by one of two processes at a time, with who joined meanwhile', async () => {
    const disk = memoryDisk()
    const { manager } = await openWithLessons({ storage: memory({ disk }) })
    const other = await openStockroom({ storage: memory({ disk }) })
    const first = await manager.bookings.book({ ...lesson(11), resources: anna })
    const sessionId = first.sessionId ?? ''
    const [moved, joined] = await Promise.all([
      manager.bookings.moveSession({ sessionId, startsAt: day(3, 11), reason: 'later' }),
      other.manager.bookings.book(lesson(11)),
    ])
    const { items } = await manager.bookings.list({})
    const seated = items.filter((one) => one.sessionId === sessionId)
    // Either they joined first and were moved as well, or they found it gone and opened one of their own.
    expect(new Set(seated.map(({ startsAt }) => startsAt))).toEqual(new Set([day(3, 11)]))
    expect(seated).toHaveLength(joined.sessionId === sessionId ? 2 : 1)
    expect(moved.items).toHaveLength(seated.length)
    const tries = [manager, other.manager].map((desk) =>
      codeOf(desk.bookings.changeService({ bookingId: first.id, service: 'portrait', idempotencyKey: 'once' })),
    )
    expect(await Promise.all(tries)).toEqual(['done', 'done'])
    const { events } = await other.manager.bookings.booking({ bookingId: first.id })
    expect(events.map(({ kind }) => kind)).toEqual(['booked', 'moved', 'changed'])
  })
})

const starts = [day(2, 11), day(2, 11, 30), day(2, 12), day(2, 15)]
const someStart = fc.constantFrom(...starts)
const nth = fc.nat({ max: 20 })
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('book', 'hold'), startsAt: someStart, seats: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constantFrom('move', 'moveSession'), startsAt: someStart, nth }),
  fc.record({ kind: fc.constantFrom('cancel', 'confirm', 'toPortrait', 'toLesson', 'noShowAndBack'), nth }),
  fc.record({ kind: fc.constant('wait'), minutes: fc.integer({ min: 1, max: 9 }) }),
)

const refusals = [
  ...['done', 'SLOT_TAKEN', 'SEATS_SHORT', 'BOOKING_STATE_REFUSED', 'BOOKING_SERVICE_SAME', 'SESSION_UNKNOWN'],
]

describe('sessions', () => {
  it('never have more seats taken than they have, nor anybody in two of them, whatever happens', async () => {
    let shared = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 16 }), async (steps) => {
        const { manager, clock } = await openWithLessons()
        const { bookings } = manager
        // A hold that was seen to be over by any clock may have lost what it held.
        let latest = clock.now
        const standing = async () => {
          if (clock.now > latest) latest = clock.now
          const { items } = await bookings.list({ limit: 200 })
          return items.filter(
            ({ state, expiresAt }) =>
              state === 'confirmed' || state === 'checkedIn' || (state === 'held' && (expiresAt ?? '') > latest),
          )
        }
        const act = async (one: Record<string, unknown>): Promise<unknown> => {
          const { items } = await bookings.list({ limit: 200 })
          const chosen = items[Number(one.nth) % Math.max(1, items.length)]
          const bookingId = chosen?.id ?? ''
          const startsAt = String(one.startsAt)
          if (one.kind === 'wait') clock.now = addMillis(clock.now, Number(one.minutes) * 60_000)
          else if (one.kind === 'book') return bookings.book({ service: 'lesson', startsAt, seats: Number(one.seats) })
          else if (one.kind === 'hold') return bookings.hold({ service: 'lesson', startsAt, seats: Number(one.seats) })
          else if (chosen === undefined) return undefined
          else if (one.kind === 'move') return bookings.move({ bookingId, startsAt })
          else if (one.kind === 'cancel') return bookings.cancel({ bookingId })
          else if (one.kind === 'confirm') return bookings.confirm({ bookingId })
          else if (one.kind === 'toPortrait') return bookings.changeService({ bookingId, service: 'portrait' })
          else if (one.kind === 'toLesson') return bookings.changeService({ bookingId, service: 'lesson' })
          else if (one.kind === 'moveSession')
            return bookings.moveSession({ sessionId: chosen.sessionId ?? 'none', startsAt, reason: 'later' })
          else {
            const before = clock.now
            clock.now = chosen.startsAt
            if (clock.now > latest) latest = clock.now
            try {
              await bookings.noShow({ bookingId })
              return await bookings.checkIn({ bookingId })
            } finally {
              clock.now = before
            }
          }
          return undefined
        }
        for (const one of steps) {
          expect(refusals).toContain(await codeOf(act(one)))
          const now = await standing()
          const bySession = new Map<string, Booking[]>()
          for (const booking of now) {
            const session = booking.sessionId ?? booking.id
            bySession.set(session, [...(bySession.get(session) ?? []), booking])
          }
          for (const seated of bySession.values()) {
            if (seated.length > 1) shared += 1
            expect(seated.reduce((sum, { seats }) => sum + seats, 0)).toBeLessThanOrEqual(seatsOfLesson)
            expect(new Set(seated.map(({ startsAt }) => startsAt)).size).toBe(1)
            expect(new Set(seated.map((booking) => codes(booking).join())).size).toBe(1)
          }
          const busy = [...bySession.values()].flatMap(([first]) => first?.resources ?? [])
          for (const [place, mine] of busy.entries()) {
            for (const theirs of busy.slice(place + 1)) {
              const meets =
                mine.resourceId === theirs.resourceId && mine.busyFrom < theirs.busyTo && theirs.busyFrom < mine.busyTo
              expect(meets, `${mine.code} is in two`).toBe(false)
            }
          }
        }
        // And when everybody has left, everybody is free.
        clock.now = addMillis(clock.now, 20 * 60_000)
        for (const { id: bookingId, state } of await standing()) {
          if (state === 'confirmed') await bookings.cancel({ bookingId })
        }
        const left = (await standing()).filter(({ state }) => state === 'checkedIn')
        if (left.length > 0) return
        for (const startsAt of [day(2, 11), day(2, 12), day(2, 15)]) {
          for (const photographer of ['anna', 'ben']) {
            const wanted = {
              service: 'lesson',
              startsAt,
              seats: seatsOfLesson,
              resources: { photographer: [photographer] },
            }
            expect(await codeOf(bookings.book(wanted))).toBe('done')
          }
        }
      }),
      { numRuns: 30 },
    )
    expect(shared).toBeGreaterThan(0)
  })
})
