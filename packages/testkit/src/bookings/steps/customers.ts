/** What is noted of the customers of bookings: what they answered who were asked, and whose a booking is. */
import { serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import { lateFee } from '../naive-bookings.ts'
import { instantOf } from '../naive-time.ts'
import { ended, oneFor, standing } from './keep.ts'
import { nameOf } from './wishes.ts'

export const answer: BookingStep = {
  name: 'answer',
  weight: 3,
  async act(world) {
    const { random, now } = world
    const booking = oneFor(world, 'answer', (one) => random.chance(0.1) || one.start > now)
    if (booking === undefined) return 'nobody is asked'
    const who = world.somebodyFor(booking)
    const said = random.pick(['yes', 'no', 'another'] as const)
    const asked = random.chance(0.4) ? booking.start - (random.chance(0.2) ? 60 : 0) : undefined
    const what = `${said} of ${nameOf(booking)}`
    const told = await world.attempt(
      `to note ${what}`,
      [
        ...standing(world, who, booking, 'answer'),
        asked !== undefined && asked !== booking.start && 'ANSWER_OUTDATED',
        booking.start <= now && 'BOOKING_TIME_REFUSED',
      ],
      () =>
        who.desk.bookings.answer({
          ...{ bookingId: booking.id, answer: said },
          ...(asked === undefined ? {} : { startsAt: instantOf(asked) }),
        }),
    )
    if (told === undefined || booking.answer === said) return what
    booking.answer = said
    // The studio of the suite lets go of whom it costs nothing to let go of.
    const { cents, refused } = lateFee(serviceOf(booking.service).cancellation, booking, now)
    if (said === 'no' && cents === 0 && !refused) ended(world, booking, 'cancelled')
    return what
  },
}

export const tieToCustomer: BookingStep = {
  name: 'tie to a customer',
  weight: 3,
  async act(world) {
    const { random, studio } = world
    const booking = oneFor(world, 'link', ({ customer }) => random.chance(0.2) || customer === null)
    if (booking === undefined) return 'everybody is known'
    const who = world.somebodyFor(booking)
    const customer = random.below(studio.customerIds.length)
    const what = `${nameOf(booking)} to customer ${customer}`
    const told = await world.attempt(
      `to tie ${what}`,
      [
        ...standing(world, who, booking, 'link'),
        booking.customer !== null && booking.customer !== customer && 'BOOKING_ORDER_OTHER',
      ],
      () => who.desk.bookings.link({ bookingId: booking.id, customerId: studio.customerIds[customer] ?? '' }),
    )
    if (told !== undefined) booking.customer = customer
    return what
  },
}
