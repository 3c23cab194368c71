import { describe, expect, it } from 'vitest'
import { codeOf, day } from '../rentals/studio.ts'
import { openBookedStudio } from './studio.ts'

const at = (date: number, hour: number, minute = 0) => ({ service: 'portrait', startsAt: day(date, hour, minute) })

describe('bookings', () => {
  it('book everybody whom the service needs, for their part of the time', async () => {
    const { manager, customerId } = await openBookedStudio()
    const booking = await manager.bookings.book({ ...at(2, 11), customerId })
    expect(booking).toMatchObject({ state: 'confirmed', price: '800.00', local: { date: '2026-11-24', time: '11:00' } })
    const told = booking.resources.map(({ requirement, code, from, busyTo }) => [requirement, code, from, busyTo])
    expect(told).toEqual([
      ['photographer', 'anna', day(2, 11), day(2, 12)],
      ['make-up', 'cleo', day(2, 10), day(2, 11)],
      ['room', 'white', day(2, 11), day(2, 12, 15)],
    ])
  })

  it('take two at a time where there are two of everything, and say why not three', async () => {
    const { manager } = await openBookedStudio()
    await manager.bookings.book(at(2, 11))
    await manager.bookings.book(at(2, 11))
    const third = manager.bookings.book(at(2, 11))
    await expect(third).rejects.toMatchObject({ code: 'SLOT_TAKEN' })
    await expect(third).rejects.toThrow(/photographer: 0 of 1 \(anna is booked/)
    // An hour later the rooms are still being cleaned.
    expect(await codeOf(manager.bookings.book(at(2, 12)))).toBe('SLOT_TAKEN')
    expect(await codeOf(manager.bookings.book(at(2, 12, 30)))).toBe('done')
  })

  it('find the first times, those of a day and of a month, with their price', async () => {
    const { manager } = await openBookedStudio({
      service: { prices: [{ weekdays: [2], times: { from: '15:00', to: '18:00' }, amount: '1000' }] },
    })
    const first = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24' })
    // Make-up comes at nine at the earliest, and all is over at six.
    expect(first.items.map(({ local }) => local.time).slice(0, 3)).toEqual(['10:00', '10:30', '11:00'])
    expect(first.items.at(-1)).toMatchObject({ local: { time: '17:00' }, price: '1000.00' })
    expect(first.items).toHaveLength(15)
    await manager.bookings.book(at(2, 11))
    await manager.bookings.book(at(2, 11))
    const again = await manager.bookings.slots({ service: 'portrait', date: '2026-11-24' })
    expect(again.items.map(({ local }) => local.time).slice(0, 2)).toEqual(['12:30', '13:00'])
    expect(again.items).toHaveLength(10)
    const month = await manager.bookings.slots({ service: 'portrait', month: '2026-11', limit: 3000 })
    // Today at noon only what is still to come, then seven whole days; one of them is half taken.
    expect(month.items.filter(({ local }) => local.date === '2026-11-22')[0]?.local.time).toBe('12:00')
    expect(month.more).toBe(false)
  })
})

describe('why a time is not free', () => {
  it('is told by the clocks of the branch, of everybody who would do, and for whom of nobody', async () => {
    const { manager, customerId } = await openBookedStudio()
    await manager.bookings.book({ ...at(2, 11), customerId, resources: { photographer: ['anna'] } })
    const told = await manager.bookings.explain({ service: 'portrait', date: '2026-11-24', time: '11:30' })
    expect(told.free).toBe(true)
    expect(told.requirements[0]).toEqual({
      name: 'photographer',
      needed: 1,
      free: 1,
      enough: true,
      members: [
        {
          ...{ code: 'anna', inPool: true, free: false },
          reasons: [
            {
              ...{ kind: 'booked', because: null, text: 'is booked 2026-11-24 11:00 to 12:00' },
              times: [{ from: day(2, 11), to: day(2, 12) }],
            },
          ],
        },
        { code: 'ben', inPool: true, free: true, reasons: [] },
      ],
    })
    const early = await manager.bookings.explain({ service: 'portrait', date: '2026-11-24', time: '09:10' })
    expect(early).toMatchObject({ free: false, reasons: [{ kind: 'offGrid', binds: false }] })
    expect(early.requirements[1]?.members[0]?.reasons).toEqual([
      {
        ...{ kind: 'notWorking', because: 'openingHours', text: 'does not work 2026-11-24 08:10 to 09:00' },
        times: [{ from: day(2, 8, 10), to: day(2, 9) }],
      },
    ])
  })
})
