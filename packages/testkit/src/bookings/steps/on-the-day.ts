import type { BookingStep } from '../booking-step.ts'
import { missedFeeOf } from '../naive-bookings.ts'
import { judge } from '../naive-takes.ts'
import { businessDayOf } from '../naive-time.ts'
import { depositFor, nameOf } from './wishes.ts'
import { againOf, charge, ended, feeRefusals, oneFor, standing, takenAgain } from './keep.ts'

export const checkIn: BookingStep = {
  name: 'check in',
  weight: 4,
  async act(world) {
    const { random, now } = world
    const today = businessDayOf(now)
    const booking = oneFor(world, 'checkIn', (one) => random.chance(0.2) || businessDayOf(one.start) <= today)
    if (booking === undefined) return 'nobody comes'
    const who = world.somebodyFor(booking)
    const day = businessDayOf(booking.start)
    const isLate = booking.state === 'noShow'
    const [overbook, withoutDeposit] = isLate ? [random.chance(0.3), random.chance(0.2)] : [false, false]
    const reason = random.chance(0.8) ? 'they waited outside' : undefined
    const taking = againOf(booking, overbook)
    const judged = judge(world, taking)
    const { order, deposit } = booking
    const deposited = depositFor(world, who, {
      ...{ order, deposit, withoutDeposit, reason, own: booking, charged: -booking.missedFee },
    })
    const what = `${nameOf(booking)}${isLate ? ', who did not come' : ''}`
    const answer = await world.attempt(
      `to check in ${what}`,
      [
        ...standing(world, who, booking, 'checkIn'),
        ...(isLate
          ? [
              booking.rebookedAs !== null && 'BOOKING_REBOOKED',
              today !== day && 'BOOKING_OTHER_DAY',
              overbook && who.bound && 'PERMISSION_MISSING',
              overbook && reason === undefined && 'REASON_NEEDED',
              judged.refusal,
              ...deposited.refusals,
            ]
          : [today < day && 'BOOKING_OTHER_DAY']),
      ],
      () =>
        who.desk.bookings.checkIn({
          bookingId: booking.id,
          ...(overbook ? { overbook } : {}),
          ...(withoutDeposit ? { withoutDeposit } : {}),
          ...(reason === undefined ? {} : { reason }),
        }),
    )
    if (answer === undefined) return what
    if (isLate) {
      takenAgain(world, booking, taking, judged, answer)
      charge(booking, -booking.missedFee)
      Object.assign(booking, { missedFee: 0, deposit: deposited.secured })
    }
    booking.state = 'checkedIn'
    return what
  },
}

export const complete: BookingStep = {
  name: 'complete',
  weight: 3,
  async act(world) {
    const today = businessDayOf(world.now)
    const { random } = world
    const booking = oneFor(world, 'complete', (one) => random.chance(0.1) || businessDayOf(one.start) <= today)
    if (booking === undefined) return 'nothing took place'
    const who = world.somebodyFor(booking)
    const answer = await world.attempt(
      `to complete ${nameOf(booking)}`,
      [...standing(world, who, booking, 'complete'), today < businessDayOf(booking.start) && 'BOOKING_OTHER_DAY'],
      () => who.desk.bookings.complete({ bookingId: booking.id }),
    )
    if (answer !== undefined) booking.state = 'completed'
    return nameOf(booking)
  },
}

export const noShow: BookingStep = {
  name: 'nobody came',
  weight: 4,
  async act(world) {
    const { random, now } = world
    const booking = oneFor(world, 'noShow', (one) => random.chance(0.1) || one.start <= now)
    if (booking === undefined) return 'everybody came'
    const who = world.somebodyFor(booking)
    const waive = random.chance(0.5)
    const fee = { cents: missedFeeOf(booking), refused: false }
    const { refusals, cents } = feeRefusals(who, booking, [fee], waive)
    const what = `${nameOf(booking)}${waive ? ' at no cost' : ''}`
    const answer = await world.attempt(
      `to note that nobody came of ${what}`,
      [...standing(world, who, booking, 'noShow'), now < booking.start && 'BOOKING_TIME_REFUSED', ...refusals],
      () => who.desk.bookings.noShow({ bookingId: booking.id, waiveFee: waive }),
    )
    if (answer === undefined) return what
    charge(booking, cents)
    booking.missedFee = cents
    ended(world, booking, 'noShow')
    return what
  },
}
