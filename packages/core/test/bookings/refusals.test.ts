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

  it('names both ends of a time without starts, and what to pass in their place', async () => {
    const { manager } = await openBookedStudio({ service: { notice: 120 } })
    const slots = (from: string | undefined, to: string) =>
      manager.bookings.slots({ service: 'portrait', to, ...(from === undefined ? {} : { from }) })
    const [from, to] = ['2026-11-24T10:00:00+08:00', '2026-11-23T10:00:00+08:00']
    await expect(slots(from, to)).rejects.toMatchObject({
      code: 'BOOKING_TIME_REFUSED',
      message: `to must come after from, ${from}, got ${to}.`,
      mend: expect.stringMatching(/^Pass a to that is later than from/),
    })
    await expect(slots(undefined, '2026-11-22T05:00:00Z')).rejects.toThrow(
      'to must come after the first start that may be booked, 2026-11-22T06:00:00.000Z, got 2026-11-22T05:00:00Z.',
    )
    await expect(slots(from, '2027-11-26T10:00:00+08:00')).rejects.toMatchObject({
      message: `to must be at most 366 days after from, ${from}, got 2027-11-26T10:00:00+08:00.`,
      mend: expect.stringContaining('at most 366 days after it'),
    })
  })
})

describe('a service', () => {
  const rules = [
    { within: 1440, percent: 50 },
    { within: 60, percent: 100 },
    { within: 1440, percent: 80 },
  ]

  it('has one rule for a time before the start', async () => {
    const openWith = (service: object) => openBookedStudio({ service })
    const rule = (field: string) =>
      `must be another than that of ${field}.0, which is for the same minutes before the start, got 1440.`
    await expect(openWith({ cancellation: rules })).rejects.toThrow(`cancellation.2.within ${rule('cancellation')}`)
    await expect(openWith({ rescheduling: { rules } })).rejects.toThrow(
      `rescheduling.rules.2.within ${rule('rescheduling.rules')}`,
    )
    await openWith({ cancellation: rules.slice(1), rescheduling: { rules: rules.slice(0, 2) } })
  })

  it('asks for no deposit above what it costs at any time; what costs nothing is paid for with its order', async () => {
    const save = (deposit: string, price: string, ...amounts: readonly string[]) =>
      openBookedStudio({ service: { deposit, price, prices: amounts.map((amount) => ({ amount })) } })
    await expect(save('300', '200')).rejects.toMatchObject({
      ...{ code: 'SERVICE_INVALID', message: 'deposit must be at most price, 200.00, got 300.00.' },
    })
    await expect(save('300', '500', '400', '200')).rejects.toThrow(
      'deposit must be at most prices.1.amount, 200.00, got 300.00.',
    )
    await save('300', '300', '400')
    await save('300', '0', '400')
  })

  const open = (service: object) => openBookedStudio({ service })

  it('has no price of days that end before they begin', async () => {
    const prices = (from: string, to: string) => ({ prices: [{ amount: '100', dates: { from, to } }] })
    await expect(open(prices('2026-12-31', '2026-12-01'))).rejects.toMatchObject({
      code: 'SERVICE_INVALID',
      message: 'prices.0.dates.to must not come before its from, 2026-12-31, got 2026-12-01.',
    })
    await open(prices('2026-12-01', '2026-12-01'))
  })

  it('can be booked at some time between its notice and its horizon', async () => {
    await expect(open({ notice: 2880, horizon: 2 })).rejects.toMatchObject({
      code: 'SERVICE_INVALID',
      message: 'notice must be less than the horizon, which is 2 days or 2880 minutes, got 2880 minutes.',
    })
    await open({ notice: 2879, horizon: 2 })
  })

  it('needs no more of a list than stand in it, and lists each once', async () => {
    const listing = (count: number, ...resources: string[]) => ({
      requirements: [photographer, { name: 'room', resources, count }],
    })
    await expect(open(listing(3, 'white', 'grey'))).rejects.toMatchObject({
      code: 'SERVICE_INVALID',
      message: 'requirements.1.count must be at most 2, as many as requirements.1.resources lists, got 3.',
    })
    await expect(open(listing(2, 'white', 'grey', 'white'))).rejects.toThrow(
      'requirements.1.resources must name each resource once, got "white" twice.',
    )
    const { manager, ids } = await open(listing(2, 'white', 'grey'))
    const saved = manager.bookings.saveService({
      ...{ code: 'other', name: '写真', duration: 60 },
      ...listing(1, 'white', ids.white),
    })
    await expect(saved).rejects.toThrow(
      `requirements.1.resources must name each resource once, got "white" and "${ids.white}", which are the same.`,
    )
  })

  it('takes place at one of its requirements', async () => {
    const room = { name: 'room', kind: 'room', isPlace: true }
    const rooms = (isPlace: boolean) => ({ requirements: [photographer, room, { ...room, name: 'other', isPlace }] })
    await expect(open(rooms(true))).rejects.toMatchObject({
      code: 'SERVICE_INVALID',
      message:
        'requirements.2.isPlace must be false, for requirements.1 says already where the booking takes place, got true.',
    })
    await open(rooms(false))
  })

  it('may refuse a late change and charge whoever it is let through for', async () => {
    const cancellation = [{ within: 525_600, refused: true, amount: '50' }]
    const { manager, placeOrder } = await open({ cancellation })
    const { id: bookingId } = await manager.bookings.book({ ...time, ...(await placeOrder()) })
    expect(await manager.bookings.cancel({ bookingId })).toMatchObject({ state: 'cancelled', fee: '50.00' })
  })
})
