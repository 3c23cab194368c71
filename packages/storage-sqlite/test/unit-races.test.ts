/** Two engines on one store: a gown becomes one with a unit of the stock, or ceases to be, while the other books or rents it. */
import { clockToken, provide } from '@calotype/core'
import { beforeEach, describe, expect, it } from 'vitest'
import { failed, meetingPlaces, succeeded, twoEngines } from './two-engines.ts'

const now = '2026-11-22T04:00:00.000Z'
const at = (date: number, hour: number): string => new Date(Date.UTC(2026, 10, date, hour)).toISOString()
const rounds = 6

describe.each(meetingPlaces)('two engines on %s', (on) => {
  const { deskOf } = twoEngines({ on, provide: [provide(clockToken, { useValue: { now: () => now } })] })
  let resourceId = ''

  beforeEach(async () => {
    const desk = deskOf(0)
    await desk.resources.setOpeningHours({
      validFrom: '2026-01-01',
      rules: [{ kind: 'weekly', weekdays: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }],
    })
    await desk.inventory.addItem({ code: 'gown', name: '主纱', kind: 'rentable', tracking: 'serial', unit: 'piece' })
    await desk.inventory.receive({
      against: 'Capital',
      lines: [{ item: 'gown', quantity: 1, serial: 'G-1', value: '1000' }],
    })
    resourceId = (await desk.resources.add({ code: 'silk', name: 'Silk gown', kind: 'dress' })).id
    const requirements = [{ name: 'dress', resources: ['silk'] }]
    await desk.bookings.saveService({ code: 'fitting', name: '试纱', duration: 60, grid: 60, requirements })
    // Both know what there is before anything happens.
    for (const turn of [0, 1]) await deskOf(turn).bookings.slots({ service: 'fitting', date: '2026-11-24' })
  })

  const tie = (turn: number) => deskOf(turn).resources.tie.attempt({ resourceId, item: 'gown', serial: 'G-1' })
  const untie = (turn: number) => deskOf(turn).resources.untie.attempt({ resourceId })
  const book = (turn: number, date: number) =>
    deskOf(turn).bookings.book.attempt({ service: 'fitting', startsAt: at(date, 3) })
  const rent = (turn: number, date: number) =>
    deskOf(turn).rentals.reserve.attempt({
      ...{ from: at(date, 2), to: at(date, 6) },
      lines: [{ item: 'gown', serial: 'G-1' }],
    })

  it('tie a gown whose unit is rented, and book it for that time: one of both', async () => {
    for (let round = 0; round < rounds; round++) {
      const date = 23 + round
      expect(succeeded([await rent(round, date)])).toBe(1)
      const [tied, booked] = await Promise.all([tie(round), book(round + 1, date)])
      expect([tied.ok, booked.ok].filter(Boolean)).toHaveLength(1)
      expect(['RESOURCE_TIE_MEETS', 'SLOT_TAKEN']).toContain(failed([tied, booked])[0])
      if (booked.ok) await deskOf(round).bookings.cancel({ bookingId: booked.value.id, reason: 'the next round' })
      await untie(round)
    }
  })

  it('tie a gown that is booked, and rent its unit for that time: one of both', async () => {
    for (let round = 0; round < rounds; round++) {
      const date = 23 + round
      const booked = await book(round, date)
      const [tied, rented] = await Promise.all([tie(round), rent(round + 1, date)])
      expect(succeeded([booked, tied, rented])).toBe(2)
      expect(['RESOURCE_TIE_MEETS', 'RENTAL_UNIT_TAKEN']).toContain(failed([tied, rented])[0])
      await untie(round)
      for (const { id } of rented.ok ? rented.value.items : []) {
        await deskOf(round).rentals.cancel({ rentals: [id], reason: 'the next round' })
      }
    }
  })

  it('tie it or part it while a hold is confirmed or a booking cancelled: what is kept has the name by then, what is not none', async () => {
    for (let round = 0; round < rounds; round++) {
      const date = 23 + round
      const hold = await deskOf(round).bookings.hold({ service: 'fitting', startsAt: at(date, 3) })
      const [tied, confirmed] = await Promise.all([
        tie(round),
        deskOf(round + 1).bookings.confirm.attempt({ bookingId: hold.id }),
      ])
      expect(succeeded([tied, confirmed])).toBe(2)
      expect(failed([await rent(round, date), await book(round + 1, date)])).toEqual([
        'RENTAL_UNIT_TAKEN',
        'SLOT_TAKEN',
      ])
      const bookingId = hold.id
      const [parted, cancelled] = await Promise.all([
        untie(round),
        deskOf(round + 1).bookings.cancel.attempt({ bookingId, reason: 'changed' }),
      ])
      expect(succeeded([parted, cancelled])).toBe(2)
      const [rented, booked] = [await rent(round, date), await book(round + 1, date)]
      expect(succeeded([rented, booked])).toBe(2)
      for (const { id } of rented.ok ? rented.value.items : []) {
        await deskOf(round).rentals.cancel({ rentals: [id], reason: 'the next round' })
      }
    }
  })
})
