/** Other people at the same time. */
import { poolOf, serviceOf } from '../booked-services.ts'
import type { BookingStep } from '../booking-step.ts'
import type { BookingWorld } from '../booking-world.ts'
import { type NaiveBooking, takes } from '../naive-bookings.ts'
import {
  type Answered,
  checkServed,
  judge,
  type Judged,
  overbookedBy,
  peopleOf,
  type Taking,
  writeDown,
} from '../naive-takes.ts'
import { oneFor, standing } from './keep.ts'
import { nameOf } from './wishes.ts'
import { lastOf, together, wentElsewhere } from './move.ts'

/** Who is asked for where only some of a booking changes. */
function othersAsTheyAre(booking: NaiveBooking, changed: Readonly<Record<string, readonly string[]>>) {
  const wanted: Record<string, readonly string[]> = { ...changed }
  for (const { name } of serviceOf(booking.service).requirements) {
    const own = booking.people.filter(({ requirement }) => requirement === name).map(({ code }) => code)
    if (wanted[name] === undefined && own.length > 0) wanted[name] = own
  }
  return wanted
}

export const reassign: BookingStep = {
  name: 'reassign',
  weight: 5,
  async act(world) {
    const booking = oneFor(world, 'reassign')
    if (booking === undefined) return 'nobody to reassign'
    const who = world.somebodyFor(booking)
    const { random } = world
    const { service, branch, start, seats, session } = booking
    const { name, count } = random.pick(serviceOf(service).requirements)
    const requirement = serviceOf(service).requirements.find((one) => one.name === name)
    const pool = requirement === undefined ? [] : poolOf(requirement, branch).map(({ code }) => code)
    const asked = random.chance(0.25) ? [] : pool.filter(() => random.chance(0.6)).slice(0, count)
    const overbook = random.chance(0.08)
    const all = together(world, booking)
    const taking: Taking = {
      ...{ service, branch, start, seats, self: booking.id, overbook, alone: true },
      ...{ without: [session ?? booking.id], wanted: othersAsTheyAre(booking, { [name]: asked }) },
    }
    const judged = judge(world, taking)
    const what = `${name} of ${nameOf(booking)} to ${asked.join(', ') || 'anybody'}${overbook ? ', overbooking' : ''}`
    const answer = await world.attempt(
      `to reassign ${what}`,
      [...standing(world, who, booking, 'reassign'), overbook && who.bound && 'PERMISSION_MISSING', judged.refusal],
      () =>
        who.desk.bookings.reassign({
          ...{ bookingId: booking.id, resources: { [name]: asked }, reason: 'somebody is ill', overbook },
        }),
    )
    if (answer === undefined) return what
    checkServed(world, what, taking, judged, answer)
    writeDown(world, taking, judged, answer, lastOf(all), [])
    for (const one of all) Object.assign(one, { people: peopleOf(answer), overbooked: overbookedBy(judged) })
    return what
  },
}

export const swap: BookingStep = {
  name: 'swap',
  weight: 4,
  async act(world) {
    const { random } = world
    const first = oneFor(world, 'reassign', ({ session }) => session === null)
    const second = world.oneOf(
      world.bookings,
      (one) =>
        one !== first &&
        (random.chance(0.3) || one.service === first?.service) &&
        takes(one, 'reassign', world.now) &&
        one.branch === first?.branch &&
        one.session === null,
    )
    if (first === undefined || second === undefined || first === second) return 'no two to swap'
    const who = world.somebodyFor(first)
    const { name } = random.pick(serviceOf(first.service).requirements)
    const own = (booking: NaiveBooking) =>
      booking.people.filter((one) => one.requirement === name).map(({ code }) => code)
    const [hers, theirs] = [own(first), own(second)]
    const give = (booking: NaiveBooking, codes: readonly string[], without: readonly string[]): Taking => {
      const { service, branch, start, seats, id } = booking
      const wanted = othersAsTheyAre(booking, { [name]: codes })
      return { service, branch, start, seats, self: id, without, overbook: false, alone: true, wanted }
    }
    const hasSession = first.session !== null || second.session !== null
    const nobody = hers.length === 0 || theirs.length === 0
    const [one, other] = [give(first, theirs, [first.id, second.id]), give(second, hers, [])]
    const judged = judge(world, one)
    const what = `${name} of ${nameOf(first)} and ${nameOf(second)}`
    // The second finds the first where that is by then.
    const before = world.diary.claims
    const isNamed =
      one.wanted?.[name]?.length === serviceOf(first.service).requirements.find((of) => of.name === name)?.count
    let after: Judged | undefined
    if (judged.refusal === undefined && !hasSession && !nobody && isNamed) {
      world.diary.claims = [...before]
      writeDown(world, one, judged, asIfAnswered(world, first, theirs, name), first.expiresAt)
      after = judge(world, other)
      world.diary.claims = before
    }
    const answer = await world.attempt(
      `to swap ${what}`,
      [
        ...standing(world, who, first, 'reassign'),
        ...standing(world, who, second, 'reassign'),
        (hasSession || nobody) && 'SWAP_REFUSED',
        !hasSession && !nobody && judged.refusal,
        after?.refusal,
      ],
      () => who.desk.bookings.swap({ bookings: [first.id, second.id], requirement: name, reason: 'they prefer it so' }),
      isNamed ? [] : ['SLOT_TAKEN', 'WANTED_REFUSED'],
    )
    const [given, taken] = answer?.items ?? []
    if (given === undefined || taken === undefined) return what
    wentElsewhere(world, first, one, judged, given)
    wentElsewhere(world, second, { ...other, without: [second.id] }, judge(world, other), taken)
    return what
  },
}

/** A booking with others for a requirement, as its answer would tell it. */
function asIfAnswered(world: BookingWorld, booking: NaiveBooking, codes: readonly string[], name: string): Answered {
  const [like] = booking.people.filter(({ requirement }) => requirement === name)
  const rest = booking.people.filter(({ requirement }) => requirement !== name)
  const people = [...rest, ...codes.flatMap((code) => (like === undefined ? [] : [{ ...like, code }]))]
  const place = people.find(({ requirement }) => requirement === 'place')
  return {
    ...{ id: booking.id, sessionId: null, allowed: null },
    placeId: place === undefined ? null : world.resourceId(place.code),
    resources: people.map(({ from, to, busyFrom, busyTo, ...one }) => {
      const [starts, ends, busyStarts, busyEnds] = [from, to, busyFrom, busyTo].map((at) =>
        new Date(at * 60_000).toISOString(),
      )
      return { ...one, from: starts ?? '', to: ends ?? '', busyFrom: busyStarts ?? '', busyTo: busyEnds ?? '' }
    }),
  }
}
