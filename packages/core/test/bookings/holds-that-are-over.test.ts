/** Holds at their end, and sessions that are joined: what was found where many book at the same time. */
import { describe, expect, it } from 'vitest'
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
