/**
 * What goes on around the bookings at the same times: orders that are booked for and paid, calendars of others, rentals of what is
 * booked, and customers who wait.
 */
import { addMillis } from '@calotype/core'
import { type Deeds, type DeedsByName, nothing } from './deeds.ts'
import { services } from './services.ts'
import { times } from './times.ts'

const hour = 3_600_000

export function deedsAround({ studio, random, around, told, made }: Deeds): DeedsByName {
  const { owner } = studio
  const { startsAt, clock, firstDay, lastDay } = times(random)
  const order = () => random.pick(around.orders as [Deeds['around']['orders'][0], ...Deeds['around']['orders']])
  const utc = (instant: string): string => `${instant.replace(/[-:]|\.\d+/g, '')}`
  const offered = async () => {
    const { items } = await owner.waitlist.list({ states: ['offered'], limit: 200 })
    return items[random.whole(0, Math.max(0, items.length - 1))]?.offer ?? undefined
  }
  return {
    /** Orders without their lines, in any order: each is locked, then times are claimed, then money is. */
    async togetherOnOrders() {
      const one = () => ({
        service: random.pick(['fitting', 'passport']),
        startsAt: startsAt(),
        orderId: order().orderId,
      })
      const { items } = await owner.bookings.bookTogether({ bookings: [one(), one(), one()] })
      made(items.length)
    },
    async seriesOnOrder() {
      const repeats = { unit: 'days' as const, every: 1, count: 2 }
      const of = { service: 'fitting', orderId: order().orderId, skipTaken: random.fraction() < 0.7 }
      const { items } = await owner.bookings.bookSeries({ ...of, date: firstDay, time: clock(), repeats })
      made(items.length)
    },
    async holdOnOrder() {
      const { orderId } = order()
      await owner.bookings.hold({ service: 'fitting', startsAt: startsAt(), orderId, minutes: random.whole(1, 6) })
      made(1)
    },
    pay: () => owner.ledger.takePayment({ orderId: order().orderId, legs: [{ method: 'cash', amount: '10' }] }),
    /** Somebody else's calendar says when they are busy; what is booked then stands, and is told. */
    async import() {
      const { sourceId, resourceId } = random.pick(around.sources as [Deeds['around']['sources'][0]])
      const busy = Array.from({ length: random.whole(0, 2) }, startsAt)
      const { conflicts } = await owner.calendars.import({ sourceId, text: calendarOf(busy) })
      for (const { reference } of conflicts) told.push({ reference, resourceId, by: 'import' })
    },
    async rent() {
      const from = startsAt()
      const serial = random.fraction() < 0.5 ? {} : { serial: random.pick(['G-1', 'G-2']) }
      const lines = [{ item: 'gown', ...serial }]
      const of = random.fraction() < 0.5 ? {} : { orderId: order().orderId }
      await owner.rentals.reserve({ from, to: addMillis(from, random.whole(1, 2) * hour), lines, ...of })
    },
    async giveBack() {
      const { items } = await owner.rentals.list({ states: ['reserved'], limit: 200 })
      const found = items[random.whole(0, Math.max(0, items.length - 1))]
      return found === undefined ? nothing : owner.rentals.cancel({ rentals: [found.id], reason: 'race' })
    },
    /** Who waits is offered by itself what becomes free. */
    wait: () =>
      owner.waitlist.join({
        customerId: order().customerId,
        service: random.pick(services),
        windows: [{ from: firstDay, to: lastDay, times: { from: clock(), to: '14:00' } }],
      }),
    offerFree: () => owner.waitlist.offerFree({}),
    async accept() {
      const found = await offered()
      return found === undefined ? nothing : owner.waitlist.accept({ offerId: found.id })
    },
    async decline() {
      const found = await offered()
      return found === undefined ? nothing : owner.waitlist.decline({ offerId: found.id })
    },
  }

  function calendarOf(busy: readonly string[]): string {
    const events = busy.flatMap((from, at) => [
      ...['BEGIN:VEVENT', `UID:event-${at}`],
      ...[`DTSTART:${utc(from)}`, `DTEND:${utc(addMillis(from, hour))}`, 'END:VEVENT'],
    ])
    return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...events, 'END:VCALENDAR', ''].join('\r\n')
  }
}
