import { describe, expect, it } from 'vitest'
import type { ListBookings } from '../../src/bookings/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { codeOf, day, stock } from '../rentals/studio.ts'
import { type BookedStudioOptions, openBookedStudio } from './studio.ts'
import { openZonedStudio } from './zoned-studio.ts'

/** Four portraits, with Cleo's make-up in the hour before; Ben's is cancelled. */
async function openWithBookings(options: BookedStudioOptions = {}) {
  const studio = await openBookedStudio(options)
  const { bookings } = studio.manager
  const book = (date: number, hour: number, photographer: string, artist: string) =>
    bookings.book({
      ...{ service: 'portrait', startsAt: day(date, hour) },
      resources: { photographer: [photographer], 'make-up': [artist] },
    })
  const early = await book(1, 10, 'anna', 'cleo')
  const late = await book(2, 15, 'anna', 'dora')
  const other = await book(2, 12, 'ben', 'cleo')
  await bookings.cancel({ bookingId: other.id })
  const last = await book(3, 11, 'anna', 'cleo')
  const found = async (asked: ListBookings) => (await bookings.list(asked)).items.map(({ id }) => id)
  return { ...studio, early, late, other, last, found }
}

describe('bookings of a resource', () => {
  it('are those for which it is booked, in the order of their starts, page by page', async () => {
    const { manager, ids, found, early, late, other, last } = await openWithBookings()
    const from = '2026-11-22'
    expect(await found({ resourceId: ids.anna, from })).toEqual([early.id, late.id, last.id])
    expect(await found({ resourceId: ids.cleo, from })).toEqual([early.id, other.id, last.id])
    expect(await found({ resourceId: ids.cleo, from, states: ['confirmed'] })).toEqual([early.id, last.id])
    expect(await found({ resourceId: ids.gown, from })).toEqual([])
    expect(await found({ resourceId: 'nobody', from })).toEqual([])
    const first = await manager.bookings.list({ resourceId: ids.anna, from, limit: 2 })
    const second = await manager.bookings.list({ resourceId: ids.anna, from, limit: 2, cursor: first.next ?? '' })
    expect([first, second].map(({ items }) => items.map(({ id }) => id))).toEqual([[early.id, late.id], [last.id]])
    expect(second.next).toBeNull()
  })

  it('are found by their own time, wherever the part of the resource lies', async () => {
    const { ids, found, early, last, other } = await openWithBookings()
    // The make-up of it is in the hour before.
    expect(await found({ resourceId: ids.cleo, from: day(1, 10), to: day(1, 11) })).toEqual([early.id])
    expect(await found({ resourceId: ids.cleo, from: day(1, 9), to: day(1, 10) })).toEqual([])
    expect(await found({ resourceId: ids.cleo, date: '2026-11-24' })).toEqual([other.id])
    expect(await found({ resourceId: ids.cleo, from: '2026-11-25', to: '2026-11-25' })).toEqual([last.id])
  })

  it('are found of a part days after the start', async () => {
    const { manager, ids, found } = await openWithBookings()
    const [from, to] = [{ anchor: 'end', minutes: 1000 } as const, { anchor: 'end', minutes: 1440 } as const]
    await manager.resources.setOpeningHours({
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00' }],
    })
    const cleaned = { name: 'gown', resources: ['gown'], from, to }
    await manager.bookings.saveService({ code: 'trip', name: '旅拍', duration: 10_080, requirements: [cleaned] })
    const { id } = await manager.bookings.book({ service: 'trip', startsAt: day(2, 10) })
    expect(await found({ resourceId: ids.gown, date: '2026-11-24' })).toEqual([id])
  })

  it('are told from some day on, and cost four statements', async () => {
    const { adapter, statements } = counting(memory())
    const { manager, ids, found } = await openWithBookings({ storage: adapter })
    expect(await codeOf(manager.bookings.list({ resourceId: ids.anna }))).toBe('INPUT_INVALID')
    expect(await codeOf(manager.bookings.list({ resourceId: ids.anna, to: '2026-11-24' }))).toBe('INPUT_INVALID')
    await found({ resourceId: ids.anna, from: '2026-11-22' })
    statements.length = 0
    await found({ resourceId: ids.anna, from: '2026-11-22' })
    expect(statements).toHaveLength(4)
    statements.length = 0
    await found({ from: '2026-11-22' })
    expect(statements).toHaveLength(2)
  })
})

it('a unit of the stock has its bookings by the id that they tell', async () => {
  const studio = await openWithBookings({
    service: {
      requirements: [
        { name: 'photographer', skill: { name: 'photo' } },
        { name: 'make-up', skill: { name: 'make-up' } },
      ],
    },
  })
  await stock(studio)
  const { manager, found } = studio
  const requirements = [{ name: 'dress', stock: { item: 'gown' } }]
  await manager.bookings.saveService({ code: 'fitting', name: '试衣', duration: 60, requirements })
  const fitting = await manager.bookings.book({ service: 'fitting', startsAt: day(2, 10) })
  const resourceId = fitting.resources[0]?.resourceId ?? ''
  expect(await found({ resourceId, date: '2026-11-24' })).toEqual([fitting.id])
})

describe('the time of which bookings are listed', () => {
  it('is days of the branch, both included, or moments, or one of each', async () => {
    const { found, early, late, other, last } = await openWithBookings()
    expect(await found({ from: '2026-11-24', to: '2026-11-25' })).toEqual([other.id, late.id, last.id])
    expect(await found({ to: '2026-11-24' })).toEqual([early.id, other.id, late.id])
    expect(await found({ from: '2026-11-24', to: late.startsAt })).toEqual([other.id])
    expect(await found({ from: late.startsAt, to: '2026-11-24' })).toEqual([late.id])
    expect(await found({ from: '2026-11-26' })).toEqual([])
  })

  it('has days of 25 hours', async () => {
    const { manager } = await openZonedStudio({
      ...{ timeZone: 'America/New_York', now: '2026-10-30T12:00:00.000Z', hours: ['00:00', '00:00'] },
    })
    const book = (startsAt: string) => manager.bookings.book({ service: 'visit', startsAt })
    const [first, last] = [await book('2026-11-01T04:00:00Z'), await book('2026-11-02T04:30:00Z')]
    await book('2026-11-02T05:00:00Z')
    const { items } = await manager.bookings.list({ from: '2026-11-01', to: '2026-11-01' })
    expect(items.map(({ id }) => id)).toEqual([first.id, last.id])
  })
})
