/** Bookings that stand, and that end. */
import { serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import type { Refusal } from '../../storage/attempted.ts'
import type { BookingWorld, Who } from '../booking-world.ts'
import { lateFee, type NaiveBooking, stateAt, type Step, takes } from '../naive-bookings.ts'
import {
  type Answered,
  checkServed,
  judge,
  type Judged,
  keepSession,
  leaveSession,
  overbookedBy,
  peopleOf,
  releaseBooking,
  type Taking,
  writeDown,
} from '../naive-takes.ts'
import { acceptOffer, passOffer } from '../naive-waitlist.ts'
import { depositFor, nameOf } from './wishes.ts'

/** One that takes the step, mostly. */
export const oneFor = (world: BookingWorld, step: Step, fits: (one: NaiveBooking) => boolean = () => true) =>
  world.oneOf(world.bookings, (one) => takes(one, step, world.now) && fits(one))

/** Why a step is refused by where it stands, and by whose branch it is: the terms bind who sees no other branch. */
export const standing = (world: BookingWorld, who: Who, booking: NaiveBooking, step: Step): readonly Refusal[] => [
  booking.branch !== who.branch && (who.bound ? 'BOOKING_UNKNOWN' : 'BOOKING_OTHER_BRANCH'),
  !takes(booking, step, world.now) && 'BOOKING_STATE_REFUSED',
]

/** The offer that a hold is, with its entry. */
export function offerOf({ entries }: BookingWorld, { id }: NaiveBooking) {
  for (const entry of entries) {
    const offer = entry.offers.find(({ bookingId }) => bookingId === id)
    if (offer !== undefined) return { entry, offer }
  }
  return undefined
}

/** Takes the time of a booking anew, of a hold that is over or of who comes late. */
export const againOf = (booking: NaiveBooking, overbook = false): Taking => ({
  ...{ service: booking.service, branch: booking.branch, start: booking.start, seats: booking.seats },
  ...{ self: booking.id, without: [booking.id], overbook },
})

export function takenAgain(
  world: BookingWorld,
  booking: NaiveBooking,
  taking: Taking,
  judged: Judged,
  answer: Answered,
): void {
  checkServed(world, nameOf(booking), taking, judged, answer)
  const former = booking.session
  writeDown(world, taking, judged, answer, null)
  if (former !== null && former !== answer.sessionId) leaveSession(world, former)
  Object.assign(booking, {
    ...{ session: answer.sessionId, people: peopleOf(answer), overbooked: overbookedBy(judged) },
  })
}

export const confirm: BookingStep = {
  name: 'confirm',
  weight: 7,
  async act(world) {
    const booking = oneFor(world, 'confirm')
    if (booking === undefined) return 'nothing held'
    const who = world.somebodyFor(booking)
    const { random, now } = world
    const isOver = stateAt(booking, now) !== 'held'
    const taking = againOf(booking)
    const judged = judge(world, taking)
    const [withoutDeposit, reason] = [random.chance(0.1), random.chance(0.7) ? 'they pay when they come' : undefined]
    const { order, deposit } = booking
    const asked = { order, deposit, withoutDeposit, reason, own: booking }
    const { refusals, secured } = depositFor(world, who, asked)
    const what = `${nameOf(booking)}${isOver ? ', which is over' : ''}`
    const answer = await world.attempt(
      `to confirm ${what}`,
      [...standing(world, who, booking, 'confirm'), isOver && judged.refusal, ...refusals],
      () =>
        who.desk.bookings.confirm({
          bookingId: booking.id,
          ...(withoutDeposit ? { withoutDeposit } : {}),
          ...(reason === undefined ? {} : { reason }),
        }),
    )
    if (answer === undefined) return what
    if (isOver) takenAgain(world, booking, taking, judged, answer)
    holdStands(world, booking)
    booking.deposit = secured
    const offered = offerOf(world, booking)
    if (offered !== undefined) acceptOffer(offered.entry, offered.offer)
    return what
  },
}

/** What was held is booked. */
export function holdStands(world: BookingWorld, booking: NaiveBooking): void {
  for (const claim of world.diary.claims) {
    if (claim.reference === booking.id) Object.assign(claim, { until: null, kind: 'booking' })
  }
  if (booking.session !== null) keepSession(world, booking.session, null)
  Object.assign(booking, { state: 'confirmed', expiresAt: null })
}

/** Whether a fee can be charged, and by whom it is let go. */
export function feeRefusals(
  who: Who,
  booking: NaiveBooking,
  fees: readonly { readonly cents: number; readonly refused: boolean }[],
  waive: boolean,
): { readonly refusals: readonly Refusal[]; readonly cents: number } {
  const due = fees.reduce((sum, { cents }) => sum + cents, 0)
  const cents = waive ? 0 : due
  return {
    refusals: [
      fees.some(({ refused }) => refused) && who.bound && 'CHANGE_TOO_LATE',
      waive && due > 0 && who.bound && 'PERMISSION_MISSING',
      cents > 0 && booking.order === null && 'FEE_WITHOUT_ORDER',
    ],
    cents,
  }
}

export function charge(booking: NaiveBooking, cents: number): void {
  booking.fee += cents
  if (booking.order !== null) booking.order.total += cents
}

export const cancel: BookingStep = {
  name: 'cancel',
  weight: 5,
  async act(world) {
    const booking = oneFor(world, 'cancel')
    if (booking === undefined) return 'nothing to cancel'
    const who = world.somebodyFor(booking)
    const { cancellation } = serviceOf(booking.service)
    const waive = world.random.chance(0.5)
    const { refusals, cents } = feeRefusals(who, booking, [lateFee(cancellation, booking, world.now)], waive)
    const what = `${nameOf(booking)}${waive ? ' at no cost' : ''}`
    const answer = await world.attempt(
      `to cancel ${what}`,
      [...standing(world, who, booking, 'cancel'), ...refusals],
      () => who.desk.bookings.cancel({ bookingId: booking.id, waiveFee: waive }),
    )
    if (answer === undefined) return what
    charge(booking, cents)
    ended(world, booking, 'cancelled')
    return what
  },
}

/** What it had is free; where it was an offer, that is over. */
export function ended(world: BookingWorld, booking: NaiveBooking, state: 'cancelled' | 'noShow' | 'expired'): void {
  releaseBooking(world, booking)
  booking.state = state
  if (state === 'cancelled') booking.expiresAt = null
  const offered = offerOf(world, booking)
  if (offered === undefined || offered.offer.state !== 'open') return
  passOffer(offered.entry, offered.offer, state === 'expired' ? 'expired' : 'withdrawn')
}
