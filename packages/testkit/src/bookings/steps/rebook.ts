import { serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import { stateAt, depositOf } from '../naive-bookings.ts'
import { checkServed, judge, type Taking, writeDown } from '../naive-takes.ts'
import { asLists, depositFor, nameOf, somebodyWanted, startGiven } from './wishes.ts'
import { ended, oneFor, standing } from './keep.ts'

export const rebook: BookingStep = {
  name: 'book again',
  weight: 4,
  async act(world) {
    const former = oneFor(world, 'rebook', ({ rebookedAs }) => rebookedAs === null || world.random.chance(0.15))
    if (former === undefined) return 'nothing to book again'
    const { random, now } = world
    const who = world.somebodyFor(former)
    const { service, branch, seats, order, customer } = former
    const start = random.chance(0.25) && former.start > now ? former.start : world.someStart(service)
    const wanted = somebodyWanted(world, service, branch)
    const held = random.chance(0.4) ? serviceOf(service).holdMinutes : undefined
    const reason = random.chance(0.5) ? 'another day' : undefined
    // A hold that is over, and of which nobody noted it, is let go first.
    const taking: Taking = {
      service,
      branch,
      start,
      seats,
      self: null,
      without: [former.id],
      overbook: false,
      ...(wanted === undefined ? {} : { wanted }),
    }
    const isNoted = former.state === stateAt(former, now)
    const judged = judge(world, { ...taking })
    const deposit = depositOf(service, seats)
    const deposited =
      held === undefined
        ? depositFor(world, who, { order, deposit, withoutDeposit: false, reason })
        : { refusals: [], secured: deposit }
    const what = `${nameOf(former)} again${held === undefined ? '' : ', held at first'}`
    const answer = await world.attempt(
      `to book ${what}`,
      [
        ...standing(world, who, former, 'rebook'),
        former.rebookedAs !== null && 'BOOKING_REBOOKED',
        ...world.onTime(who, service, start, reason),
        judged.refusal,
        ...deposited.refusals,
      ],
      () =>
        who.desk.bookings.rebook({
          ...{ bookingId: former.id, ...startGiven(world, start) },
          ...(wanted === undefined ? {} : { resources: asLists(wanted) }),
          ...(held === undefined ? {} : { holdMinutes: held }),
          ...(reason === undefined ? {} : { reason }),
        }),
    )
    if (answer === undefined) return what
    checkServed(world, what, taking, judged, answer)
    if (!isNoted) ended(world, former, 'expired')
    const expiresAt = held === undefined ? null : now + held
    writeDown(world, { ...taking, without: [] }, judged, answer, expiresAt)
    const state = expiresAt === null ? 'confirmed' : 'held'
    world.enter(answer, { taking, judged, state, customer, order, expiresAt, deposit: deposited.secured })
    former.rebookedAs = answer.id
    return what
  },
}
