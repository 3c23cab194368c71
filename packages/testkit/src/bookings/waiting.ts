/** What goes on by itself: holds end, and what is free is offered to those who wait. */
import { holds, same } from '../storage/check.ts'
import { serviceOf } from './booked-services.ts'
import type { BookingWorld } from './booking-world.ts'
import { isOpenAt } from './naive-bookings.ts'
import { freeAt, gridStarts } from './naive-slots.ts'
import { checkServed, judge, type Judged, seatsTaken, type Taking, writeDown } from './naive-takes.ts'
import { dayOf, instantOf, minuteOfDay, startOfDay } from './naive-time.ts'
import { endOf, inTurn, type NaiveEntry, waitlistTerms } from './naive-waitlist.ts'
import { ended } from './steps/keep.ts'

/** Everybody who follows what happens has followed, and the list was looked through. */
export async function settle(world: BookingWorld): Promise<void> {
  const { engine, desks, complaints } = world.studio
  await engine.settle()
  await desks.main.waitlist.offerFree({})
  await engine.settle()
  const { now, bookings, entries } = world
  for (const booking of bookings) {
    const isOver = booking.state === 'held' && booking.expiresAt !== null && booking.expiresAt <= now
    if (isOver) ended(world, booking, 'expired')
  }
  for (const entry of entries) {
    if (entry.state === 'waiting' && endOf(entry) <= now) Object.assign(entry, { state: 'expired', rests: false })
  }
  for (const entry of inTurn(entries)) {
    if (entry.state !== 'waiting' || entry.rests) continue
    const start = firstFree(world, entry)
    if (start === undefined) continue
    const until = now + Math.min(waitlistTerms.answerMinutes, start - now)
    const taking = takingOf(entry, start)
    await writeOffer(world, entry, { taking, judged: judge(world, taking), until })
  }
  same('what the engine complains of', complaints, [])
}

const takingOf = ({ service, seats }: NaiveEntry, start: number): Taking => ({
  ...{ service, branch: 'main', start, seats, self: null, overbook: false },
})

/** The first start that is wished for, was not offered before, and can be booked by whoever keeps to the terms. */
function firstFree(world: BookingWorld, entry: NaiveEntry): number | undefined {
  const { service, days, offers } = entry
  const { notice, horizon } = serviceOf(service)
  const { now } = world
  const from = Math.max(startOfDay(days[0]), now + notice, now + waitlistTerms.leastMinutes)
  const to = Math.min(endOf(entry), now + horizon * 1440 + 1)
  const refused = new Set(offers.map(({ start }) => start))
  return startsFree(world, entry, from, to).find(({ start }) => !refused.has(start))?.start
}

export interface StartFree {
  readonly start: number
  /** Of a session that stands; null where a new one would begin. */
  readonly left: number | null
}

/** Every start in [from, to) for so many seats: of sessions that stand, and on the grid where everybody is free. */
export function startsFree(
  world: BookingWorld,
  { service, seats, branch = 'main' }: Pick<Taking, 'service' | 'seats'> & { readonly branch?: Taking['branch'] },
  from: number,
  to: number,
): readonly StartFree[] {
  const { diary, bookings, serviceIds, now } = world
  const most = serviceOf(service).seats
  const byStart = new Map<number, number | null>()
  if (seats <= most) {
    for (const start of gridStarts(service, from, to)) {
      if (freeAt(diary, { service, branch, start }, serviceIds[service]) !== null) byStart.set(start, null)
    }
  }
  const sessions = new Set(
    bookings.flatMap((one) =>
      one.session !== null && one.service === service && one.branch === branch && isOpenAt(one, now)
        ? [one.session]
        : [],
    ),
  )
  for (const id of most > 1 ? sessions : []) {
    const start = world.sessions.get(id)?.start ?? Number.NaN
    const left = most - seatsTaken(world, id)
    // Who keeps to the terms is told nothing of what begins beside the grid.
    const isTold = start >= from && start < to && minuteOfDay(start) % serviceOf(service).grid === 0
    if (!isTold || left < seats) continue
    byStart.set(start, Math.min(left, byStart.get(start) ?? left))
  }
  return [...byStart].map(([start, left]) => ({ start, left })).toSorted((one, other) => one.start - other.start)
}

/** An offer was made: the hold that it is, and who is held. */
export async function writeOffer(
  world: BookingWorld,
  entry: NaiveEntry,
  { taking, judged, until }: { readonly taking: Taking; readonly judged: Judged; readonly until: number },
): Promise<void> {
  const { main } = world.studio.desks
  const { start } = taking
  const { offer } = await main.waitlist.read({ entryId: entry.id })
  const what = `the offer of ${taking.service} on day ${dayOf(start)}`
  same(what, offer?.startsAt, instantOf(start))
  if (offer === null) return
  same(`how long ${what} stands`, offer.expiresAt, instantOf(until))
  const answer = await main.bookings.booking({ bookingId: offer.bookingId })
  holds(`${what} can be taken`, judged.refusal === undefined, `${judged.refusal}`)
  checkServed(world, what, taking, judged, answer)
  writeDown(world, taking, judged, answer, until)
  world.enter(answer, { taking, judged, state: 'held', customer: entry.customer, order: null, expiresAt: until })
  entry.offers.push({ id: offer.id, bookingId: offer.bookingId, state: 'open', start, until })
  entry.state = 'offered'
}
