import { describe, expect, it } from 'vitest'
import { openBookedStudio } from './studio.ts'

const time = { service: 'portrait', date: '2026-11-24', time: '11:00' }
const photographer = { name: 'photographer', skill: { name: 'photo' } }

describe('a refusal', () => {
  it('says when it is by the clocks of the branch, and of a pool without enough in it how many there are', async () => {
    const { manager } = await openBookedStudio({ service: { requirements: [{ ...photographer, count: 3 }] } })
    await expect(manager.bookings.book(time)).rejects.toThrow(
      'portrait cannot begin at 2026-11-24 11:00: photographer: 2 of 3 (only 2 would do).',
    )
    await expect(manager.bookings.book(time)).rejects.toMatchObject({
      details: { startsAt: '2026-11-24T03:00:00.000Z', local: '2026-11-24 11:00' },
    })
  })

  it('tells a start that is too soon or too far by the clocks of the branch', async () => {
    const { as } = await openBookedStudio({ service: { notice: 2 * 1440, horizon: 3, requirements: [photographer] } })
    const cashier = as('cashier')
    await expect(cashier.bookings.book({ ...time, date: '2026-11-22', time: '17:00' })).rejects.toThrow(
      'startsAt must be 2880 minutes from now or later, got 2026-11-22 17:00.',
    )
    await expect(cashier.bookings.book({ ...time, date: '2026-12-24' })).rejects.toThrow(
      'startsAt must be within 3 days from now, got 2026-12-24 11:00.',
    )
  })

  it('says so of a skill that nobody has', async () => {
    const { manager } = await openBookedStudio({
      service: { requirements: [{ ...photographer, skill: { name: 'foto' } }] },
    })
    await expect(manager.bookings.book(time)).rejects.toThrow(/photographer: 0 of 1 \(nobody and nothing would do\)/)
  })

  it('says that a service is taken as often as it may be, and how long it may be held', async () => {
    const { manager, as } = await openBookedStudio({ service: { dailyLimit: 1, requirements: [photographer] } })
    await manager.bookings.book(time)
    await expect(manager.bookings.book({ ...time, time: '15:00' })).rejects.toThrow(
      'portrait cannot begin at 2026-11-24 15:00: the service has 1 booking on 2026-11-24 and takes 1 a day.',
    )
    await expect(as('cashier').bookings.hold({ ...time, date: '2026-11-25', minutes: 16 })).rejects.toMatchObject({
      code: 'BOOKING_TIME_REFUSED',
      mend: expect.stringContaining('bookings.ignoreTerms'),
    })
  })

  it('says of who is somewhere else that the way counts', async () => {
    const outdoors = [photographer, { name: 'place', resources: ['garden'], isPlace: true }]
    const { manager } = await openBookedStudio({
      settings: { bookings: { travel: [{ from: 'main', to: 'place:garden', minutes: 20 }] } },
    })
    await manager.resources.add({ code: 'garden', name: 'Garden', kind: 'place' })
    await manager.bookings.saveService({ code: 'outdoors', name: '外景', duration: 60, requirements: outdoors })
    const anna = { photographer: ['anna'] }
    await manager.bookings.book({ ...time, resources: anna })
    await expect(
      manager.bookings.book({ ...time, service: 'outdoors', time: '12:00', resources: anna }),
    ).rejects.toThrow('anna is elsewhere, or on the way there or back, 2026-11-24 10:40 to 12:20')
  })
})
