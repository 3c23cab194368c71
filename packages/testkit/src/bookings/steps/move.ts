/** Bookings and sessions go to other times. */
import { serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import type { BookingWorld } from '../booking-world.ts'
import { isOpenAt, lateFee, type NaiveBooking } from '../naive-bookings.ts'
import {
  type Answered,
  checkServed,
  givesWay,
  judge,
  type Judged,
  leaveSession,
  overbookedBy,
  peopleOf,
  type Taking,
  writeDown,
} from '../naive-takes.ts'
import { dateOf, dayOf, timeOf } from '../naive-time.ts'
import { charge, feeRefusals, offerOf, oneFor, standing } from './keep.ts'
import { asLists, nameOf, somebodyWanted, startGiven } from './wishes.ts'

export const told = (start: number): string => `${dateOf(dayOf(start))} ${timeOf(start)}`

/** A booking went elsewhere: whom it had is free, and whoever serves it now is claimed. */
export function wentElsewhere(
  world: BookingWorld,
  booking: NaiveBooking,
  taking: Taking,
  judged: Judged,
  answer: Answered,
): void {
  checkServed(world, nameOf(booking), taking, judged, answer)
  const former = booking.session
  writeDown(world, taking, judged, answer, booking.expiresAt)
  if (former !== null && former !== answer.sessionId) leaveSession(world, former)
  const { service, start, seats } = taking
  Object.assign(booking, {
    ...{ service, start, end: start + serviceOf(service).duration, seats, session: answer.sessionId },
    ...{ people: peopleOf(answer), overbooked: overbookedBy(judged) },
  })
  const offered = offerOf(world, booking)
  if (offered?.offer.state === 'open') offered.offer.start = start
  if (overbookedBy(judged)) world.outcome = 'overbooked'
}

export const movedTooOften = ({ service, moves }: NaiveBooking, bound: boolean) =>
  bound && moves >= (serviceOf(service).mostMoves ?? Number.POSITIVE_INFINITY) && 'MOVED_TOO_OFTEN'

export const move: BookingStep = {
  name: 'move',
  weight: 8,
  async act(world) {
    const booking = oneFor(world, 'move')
    if (booking === undefined) return 'nothing to move'
    const who = world.somebodyFor(booking)
    const { random } = world
    const { service, branch, seats } = booking
    const overbook = random.chance(0.12)
    const start = world.someStart(service, overbook)
    const reason = random.chance(overbook ? 0.9 : 0.1) ? 'the customer asks' : undefined
    const waive = random.chance(0.5)
    const wanted = somebodyWanted(world, service, branch)
    const taking: Taking = {
      ...{ service, branch, start, seats, self: booking.id, without: givesWay(world, booking), overbook },
      ...(wanted === undefined ? {} : { wanted }),
    }
    const judged = judge(world, taking)
    const { rescheduling } = serviceOf(service)
    const { refusals, cents } = feeRefusals(who, booking, [lateFee(rescheduling, booking, world.now)], waive)
    const what = `${nameOf(booking)} to ${told(start)}${overbook ? ', overbooking' : ''}`
    const answer = await world.attempt(
      `to move ${what}`,
      [
        ...standing(world, who, booking, 'move'),
        ...world.onTime(who, service, start, reason),
        overbook && who.bound && 'PERMISSION_MISSING',
        overbook && reason === undefined && 'REASON_NEEDED',
        movedTooOften(booking, who.bound),
        judged.refusal,
        ...refusals,
      ],
      () =>
        who.desk.bookings.move({
          ...{ bookingId: booking.id, ...startGiven(world, start), waiveFee: waive, overbook },
          ...(wanted === undefined ? {} : { resources: asLists(wanted) }),
          ...(reason === undefined ? {} : { reason }),
        }),
    )
    if (answer === undefined) return what
    charge(booking, cents)
    wentElsewhere(world, booking, taking, judged, answer)
    booking.moves += 1
    booking.answer = null
    return what
  },
}

/** All that have a seat in the session of a booking, itself among them. */
export const together = (world: BookingWorld, booking: NaiveBooking): readonly NaiveBooking[] =>
  booking.session === null
    ? [booking]
    : world.bookings.filter((one) => one.session === booking.session && isOpenAt(one, world.now))

/** How long the people of some bookings are held: for good where any is booked. */
export const lastOf = (bookings: readonly NaiveBooking[]): number | null => {
  const ends = bookings.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY)
  const last = Math.max(...ends)
  return last === Number.POSITIVE_INFINITY ? null : last
}

export const moveSession: BookingStep = {
  name: 'move a session',
  weight: 4,
  async act(world) {
    const seated = world.bookings.filter((one) => one.session !== null && isOpenAt(one, world.now))
    const booking = seated.length === 0 ? undefined : world.random.pick(seated)
    if (booking === undefined || booking.session === null) return 'no session'
    const sessionId = booking.session
    const who = world.somebodyFor(booking)
    const all = together(world, booking)
    const { service, branch } = booking
    const overbook = world.random.chance(0.12)
    const start = world.someStart(service, overbook)
    const reason = 'the teacher asks'
    const taking: Taking = {
      ...{ service, branch, start, seats: 1, self: null, overbook, alone: true },
      without: [sessionId, ...all.map(({ id }) => id)],
    }
    const judged = judge(world, taking)
    const what = `the session of ${nameOf(booking)} to ${told(start)}${overbook ? ', overbooking' : ''}`
    const answer = await world.attempt(
      `to move ${what}`,
      [
        ...all.flatMap((one) => standing(world, who, one, 'move')),
        ...world.onTime(who, service, start, reason),
        overbook && who.bound && 'PERMISSION_MISSING',
        judged.refusal,
      ],
      () => who.desk.bookings.moveSession({ sessionId, ...startGiven(world, start), overbook, reason }),
    )
    const [first] = answer?.items ?? []
    if (first === undefined) return what
    checkServed(world, what, taking, judged, first)
    writeDown(world, taking, judged, first, lastOf(all), all)
    for (const one of all) {
      Object.assign(one, {
        ...{
          start,
          end: start + serviceOf(service).duration,
          people: peopleOf(first),
          overbooked: overbookedBy(judged),
          answer: null,
        },
      })
      const offered = offerOf(world, one)
      if (offered?.offer.state === 'open') offered.offer.start = start
    }
    return what
  },
}
