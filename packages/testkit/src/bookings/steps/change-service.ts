import { type ServiceCode, serviceCodes, serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import { overRefusal } from '../booking-world.ts'
import { depositOf, lateFee, priceOf, stateAt, takes } from '../naive-bookings.ts'
import { givesWay, judge, type Taking } from '../naive-takes.ts'
import { charge, feeRefusals, oneFor, standing } from './keep.ts'
import { depositFor, nameOf, startGiven } from './wishes.ts'
import { movedTooOften, told, wentElsewhere } from './move.ts'

export const changeService: BookingStep = {
  name: 'change the service',
  weight: 5,
  async act(world) {
    const booking = oneFor(world, 'changeService')
    if (booking === undefined) return 'nothing to change'
    const who = world.somebodyFor(booking)
    const { random, now } = world
    const offered = serviceCodes.filter((code) => serviceOf(code).branches.includes(booking.branch))
    const service: ServiceCode = random.pick(offered)
    const isSame = random.chance(0.65)
    const start = isSame ? booking.start : world.someStart(service)
    const moves = start !== booking.start
    const most = serviceOf(service).seats
    const asked = random.chance(0.5) ? 1 + random.below(most) : undefined
    const seats = asked ?? booking.seats
    const [waive, overbook, withoutDeposit] = [0.5, 0.12, 0.2].map((chance) => random.chance(chance))
    const reason = random.chance(0.4) ? 'they want more' : undefined
    const taking: Taking = {
      ...{ service, branch: booking.branch, start, seats, self: booking.id, overbook: overbook === true },
      without: givesWay(world, booking),
    }
    const judged = judge(world, taking)
    const former = serviceOf(booking.service)
    const money = { price: priceOf(service, start, seats), deposit: depositOf(service, seats) }
    const lost = {
      price: Math.max(0, booking.price - money.price),
      deposit: Math.max(0, booking.deposit - money.deposit),
    }
    const fees = [
      lateFee(moves ? former.rescheduling : [], booking, now),
      lateFee(money.price < booking.price ? former.cancellation : [], booking, now, lost),
    ]
    const { refusals, cents } = feeRefusals(who, booking, fees, waive === true)
    // Each of the two fees is let go by itself.
    const isHeld = stateAt(booking, now) === 'held'
    const { order } = booking
    const deposited = isHeld
      ? { refusals: [], secured: money.deposit }
      : depositFor(world, who, {
          ...{ order, deposit: money.deposit, withoutDeposit: withoutDeposit === true, reason },
          ...{ charged: cents, own: booking },
        })
    const isOver = !moves && booking.state !== 'checkedIn' && start + serviceOf(service).duration <= now
    const what = `${nameOf(booking)} to ${service}${moves ? ` at ${told(start)}` : ''}${overbook ? ', overbooking' : ''}`
    const answer = await world.attempt(
      `to change ${what}`,
      [
        ...standing(world, who, booking, 'changeService'),
        !serviceOf(service).branches.includes(who.branch) && 'SERVICE_UNKNOWN',
        service === booking.service && (asked ?? booking.seats) === booking.seats && 'BOOKING_SERVICE_SAME',
        ...(moves
          ? [
              !takes(booking, 'move', now) && 'BOOKING_STATE_REFUSED',
              movedTooOften(booking, who.bound),
              ...world.onTime(who, service, start, reason),
            ]
          : [isOver && overRefusal(who.bound, reason)]),
        overbook && who.bound && 'PERMISSION_MISSING',
        overbook && reason === undefined && 'REASON_NEEDED',
        seats > most && 'SEATS_SHORT',
        judged.refusal,
        ...refusals,
        ...deposited.refusals,
      ],
      () =>
        who.desk.bookings.changeService({
          ...{ bookingId: booking.id, service, waiveFee: waive, overbook, withoutDeposit },
          ...(isSame ? {} : startGiven(world, start)),
          ...(asked === undefined ? {} : { seats: asked }),
          ...(reason === undefined ? {} : { reason }),
        }),
    )
    if (answer === undefined) return what
    charge(booking, cents)
    wentElsewhere(world, booking, taking, judged, answer)
    Object.assign(booking, { price: money.price, deposit: deposited.secured })
    if (moves) Object.assign(booking, { moves: booking.moves + 1, answer: null })
    return what
  },
}
