/** Who waits for a time, and what is offered to them. */
import { type ServiceCode, serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import type { BookingWorld } from '../booking-world.ts'
import { depositOn } from '../naive-bookings.ts'
import { judge } from '../naive-takes.ts'
import { dateOf, dayOf, instantOf, timeOf } from '../naive-time.ts'
import { acceptOffer, type NaiveEntry, openOffer, waitlistTerms } from '../naive-waitlist.ts'
import { writeOffer } from '../waiting.ts'
import { ended, holdStands } from './keep.ts'

const waited: readonly ServiceCode[] = ['portrait', 'portrait', 'fitting', 'lesson', 'outing']
const isOpen = ({ state }: NaiveEntry): boolean => state === 'waiting' || state === 'offered'

const told = ({ service, days: [first, last], customer }: Pick<NaiveEntry, 'service' | 'days' | 'customer'>): string =>
  `${service} from ${dateOf(first)} to ${dateOf(last)} for customer ${customer}`

export const join: BookingStep = {
  name: 'wait',
  weight: 5,
  async act(world) {
    const { random, today, entries } = world
    const service = random.pick(waited)
    const first = today + random.below(4) - (random.chance(0.06) ? 3 : 0)
    const days = [first, first + random.below(2)] as const
    const customer = random.below(2)
    const most = serviceOf(service).seats
    const seats = most === 1 ? 1 : 1 + random.below(most + (random.chance(0.1) ? 1 : 0))
    const priority = random.chance(0.2) ? 1 + random.below(3) : 0
    const isTwice = entries.some(
      (one) =>
        isOpen(one) &&
        one.customer === customer &&
        one.service === service &&
        one.seats === seats &&
        one.days[0] === days[0] &&
        one.days[1] === days[1],
    )
    const isPast = days[1] < today || (days[1] === today && timeOf(world.now) >= '23:30')
    const isFar = days[0] > today + serviceOf(service).horizon
    const what = told({ service, days, customer })
    const answer = await world.attempt(
      `to wait for ${what}`,
      [(isPast || isFar || seats > most) && 'WAITLIST_WISH_INVALID', isTwice && 'WAITLIST_WISH_TWICE'],
      () =>
        world.studio.desks.main.waitlist.join({
          ...{ customerId: world.studio.customerIds[customer] ?? '', service, seats, priority },
          windows: [{ from: dateOf(days[0]), to: dateOf(days[1]) }],
        }),
    )
    if (answer === undefined) return what
    const fresh = { state: 'waiting' as const, rests: false, unanswered: 0, offers: [] }
    entries.push({ id: answer.id, customer, service, seats, priority, days, ...fresh })
    return what
  },
}

export const offerByHand: BookingStep = {
  name: 'offer by hand',
  weight: 2,
  async act(world) {
    const entry = world.oneOf(world.entries, ({ state }) => state === 'waiting')
    if (entry === undefined) return 'nobody waits'
    const { service, seats, days } = entry
    const { now } = world
    const start = world.someStart(service)
    const taking = { service, branch: 'main' as const, start, seats, self: null, overbook: false }
    const judged = judge(world, taking)
    const day = dayOf(start)
    const left = start - now
    const stale = openOffer(entry)
    const isWaiting =
      entry.state === 'waiting' || (entry.state === 'offered' && stale !== undefined && stale.until <= now)
    const what = `${told(entry)}: ${dateOf(day)} ${timeOf(start)}`
    const answer = await world.attempt(
      `to offer ${what}`,
      [
        !isWaiting && 'WAITLIST_STATE_REFUSED',
        (day < days[0] || day > days[1]) && 'WAITLIST_NOT_WISHED',
        left < 1 && 'BOOKING_TIME_REFUSED',
        judged.refusal,
      ],
      () => world.studio.desks.main.waitlist.offer({ entryId: entry.id, startsAt: instantOf(start) }),
    )
    if (answer === undefined) return what
    if (stale !== undefined) noteOver(world, stale.bookingId)
    await writeOffer(world, entry, { taking, judged, until: now + Math.min(waitlistTerms.answerMinutes, left) })
    return what
  },
}

/** A hold that is over is noted as such by whoever looks at it. */
function noteOver(world: BookingWorld, bookingId: string): void {
  const booking = world.bookings.find(({ id }) => id === bookingId)
  if (booking?.state === 'held') ended(world, booking, 'expired')
}

/** An entry to which something was offered, and what: mostly one whose offer stands. */
function somethingOffered(world: BookingWorld) {
  const entry = world.oneOf(world.entries, (one) => openOffer(one) !== undefined)
  const offer = entry === undefined ? undefined : (openOffer(entry) ?? entry.offers.at(-1))
  const booking = world.bookings.find(({ id }) => id === offer?.bookingId)
  return entry === undefined || offer === undefined || booking === undefined ? undefined : { entry, offer, booking }
}

export const accept: BookingStep = {
  name: 'take an offer',
  weight: 3,
  async act(world) {
    const found = somethingOffered(world)
    if (found === undefined) return 'nothing is offered'
    const { entry, offer, booking } = found
    const isOver = offer.state !== 'open' || offer.until <= world.now
    const { missing } = depositOn(world.bookings, { order: null, deposit: booking.deposit })
    const what = told(entry)
    const answer = await world.attempt(
      `to take what is offered of ${what}`,
      [isOver && 'WAITLIST_OFFER_OVER', missing > 0 && 'DEPOSIT_DUE'],
      () => world.studio.desks.main.waitlist.accept({ offerId: offer.id }),
    )
    if (answer === undefined) return what
    holdStands(world, booking)
    acceptOffer(entry, offer)
    return what
  },
}

export const decline: BookingStep = {
  name: 'decline an offer',
  weight: 2,
  async act(world) {
    const found = somethingOffered(world)
    if (found === undefined) return 'nothing is offered'
    const { entry, offer, booking } = found
    const leaves = world.random.chance(0.3)
    const isOver = offer.state !== 'open' || offer.until <= world.now
    const what = `${told(entry)}${leaves ? ', and wait no more' : ''}`
    const answer = await world.attempt(`to decline what is offered of ${what}`, [isOver && 'WAITLIST_OFFER_OVER'], () =>
      world.studio.desks.main.waitlist.decline({ offerId: offer.id, leave: leaves }),
    )
    if (answer === undefined) return what
    offer.state = 'declined'
    Object.assign(entry, { state: leaves ? 'left' : 'waiting', unanswered: 0 })
    ended(world, booking, 'cancelled')
    return what
  },
}

export const leave: BookingStep = {
  name: 'wait no more',
  weight: 1,
  async act(world) {
    const entry = world.oneOf(world.entries, isOpen)
    if (entry === undefined) return 'nobody waits'
    const what = told(entry)
    const answer = await world.attempt(
      `to wait no more for ${what}`,
      [!isOpen(entry) && 'WAITLIST_STATE_REFUSED'],
      () => world.studio.desks.main.waitlist.leave({ entryId: entry.id }),
    )
    if (answer === undefined) return what
    const offer = openOffer(entry)
    if (offer !== undefined && offer.until <= world.now) noteOver(world, offer.bookingId)
    const stands = openOffer(entry)
    if (stands === undefined) Object.assign(entry, { state: 'left', rests: false })
    else {
      stands.state = 'withdrawn'
      Object.assign(entry, { state: 'left', unanswered: 0 })
      const booking = world.bookings.find(({ id }) => id === stands.bookingId)
      if (booking !== undefined) ended(world, booking, 'cancelled')
    }
    return what
  },
}
