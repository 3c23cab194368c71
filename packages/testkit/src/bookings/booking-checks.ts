/** Holds the engine against the paper: what is claimed, how bookings stand, who waits, what the agenda shows. */
import { holds, same } from '../storage/check.ts'
import { type Branch, branches, resourceOf, resources } from './booked-services.ts'
import type { BookingWorld } from './booking-world.ts'
import { isOpenAt, type NaiveBooking, stateAt, textOf } from './naive-bookings.ts'
import type { NaiveAssigned } from './naive-slots.ts'
import { peopleOf } from './naive-takes.ts'
import { dateOf, instantOf, minuteOf, startOfDay } from './naive-time.ts'
import { openOffer } from './naive-waitlist.ts'

/** After every step. */
export async function checkDiary(world: BookingWorld): Promise<void> {
  await checkClaims(world)
  await checkBookings(world)
}

interface StoredClaim {
  readonly resource: string
  readonly reference: string
  readonly kind: string
  readonly quantity: number
  readonly startsAt: string
  readonly endsAt: string
  readonly expiresAt: string | null
  readonly place: string | null
}

async function checkClaims(world: BookingWorld): Promise<void> {
  const { diary, now } = world
  const rows = (await world.claimsInStore()) as unknown as readonly StoredClaim[]
  const standing = rows.filter(({ expiresAt }) => expiresAt === null || minuteOf(expiresAt) > now)
  const seen = standing.map((row) => {
    const until = row.expiresAt === null ? 'for good' : instantOf(minuteOf(row.expiresAt))
    const times = [row.startsAt, row.endsAt].map((at) => instantOf(minuteOf(at)))
    return [row.resource, ...times, row.kind, row.reference, row.quantity, until, row.place].join(' ')
  })
  const expected = diary.standing().map((one) => {
    const times = [one.from, one.to].map(instantOf)
    const until = one.until === null ? 'for good' : instantOf(one.until)
    return [one.resource, ...times, one.kind, one.reference, one.quantity, until, one.place].join(' ')
  })
  same('what is claimed', seen.sort(), expected.sort())
  for (const resource of resources) checkCapacity(world, resource.code, standing)
}

const promised: ReadonlySet<string> = new Set(['booking', 'hold', 'rental', 'block'])

/** Nobody is promised more than once, unless somebody said so with a reason. */
function checkCapacity(world: BookingWorld, code: string, standing: readonly StoredClaim[]): void {
  const name = world.diary.nameOf({ code })
  const own = standing
    .filter(({ resource, kind }) => resource === name && promised.has(kind))
    .map(({ startsAt, endsAt, quantity, reference }) => {
      return { from: minuteOf(startsAt), to: minuteOf(endsAt), quantity, reference }
    })
  const known = new Set<string>()
  for (const booking of world.bookings) if (booking.overbooked) known.add(booking.id)
  for (const session of world.sessions.values()) if (session.overbooked) known.add(session.id)
  for (const { from } of own) {
    const at = own.filter((one) => one.from <= from && from < one.to)
    const used = at.reduce((sum, { quantity }) => sum + quantity, 0)
    const { capacity } = resourceOf(code)
    const isAllowed = at.some(({ reference }) => known.has(reference))
    holds(
      `${code} is promised ${capacity} times at most at ${instantOf(from)}`,
      used <= capacity || isAllowed,
      `${used} times`,
    )
  }
}

async function checkBookings(world: BookingWorld): Promise<void> {
  const { bookings, studio } = world
  const items = []
  let cursor: string | undefined
  do {
    const page = await studio.desks.main.bookings.list({ limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const byId = new Map(items.map((one) => [one.id, one]))
  same('how many bookings there are', items.length, bookings.length)
  for (const booking of bookings) {
    const read = byId.get(booking.id)
    same(
      `booking ${booking.number}`,
      read === undefined
        ? undefined
        : {
            ...{ branch: read.branch, service: read.service, state: read.state, sessionId: read.sessionId },
            ...{ seats: read.seats, startsAt: read.startsAt, endsAt: read.endsAt, allowed: read.allowed },
            ...{ moves: read.moves, price: read.price, fee: read.fee, deposit: read.deposit, source: read.source },
            ...{ rebooks: read.rebooks, rebookedAs: read.rebookedAs, orderId: read.orderId, expiresAt: read.expiresAt },
            ...{ customerId: read.customerId, answer: read.answer },
            people: inOrder(peopleOf(read)),
          },
      shown(world, booking),
    )
  }
}

/** In the order of requirements and names: which of two is told first says nothing. */
const inOrder = (people: readonly NaiveAssigned[]): readonly NaiveAssigned[] =>
  people.toSorted((a, b) => (`${a.requirement} ${a.code}` < `${b.requirement} ${b.code}` ? -1 : 1))

function shown({ now, studio }: BookingWorld, booking: NaiveBooking) {
  const { branch, service, session, seats, start, end, overbooked, moves, source, rebooks, rebookedAs } = booking
  return {
    ...{
      branch,
      service,
      state: stateAt(booking, now),
      sessionId: session,
      seats,
      startsAt: instantOf(start),
      endsAt: instantOf(end),
    },
    ...{ allowed: overbooked ? 'overbooked' : null, moves, price: textOf(booking.price), fee: textOf(booking.fee) },
    ...{ deposit: textOf(booking.deposit), source, rebooks, rebookedAs, orderId: booking.order?.id ?? null },
    expiresAt: booking.expiresAt === null ? null : instantOf(booking.expiresAt),
    customerId: booking.customer === null ? null : (studio.customerIds[booking.customer] ?? ''),
    answer: booking.answer,
    people: inOrder(booking.people),
  }
}

/** Now and then, when everybody who follows has followed. */
export async function checkWaiting({ entries, studio }: BookingWorld): Promise<void> {
  for (const entry of entries) {
    const read = await studio.desks.main.waitlist.read({ entryId: entry.id })
    const { state, rests, unanswered, offers } = read
    const offer = openOffer(entry)
    same(
      `who waits for ${entry.service}`,
      { state, rests, unanswered, offers, startsAt: read.offer?.startsAt ?? null, bookingId: read.offer?.bookingId },
      {
        ...{ state: entry.state, rests: entry.rests, unanswered: entry.unanswered, offers: entry.offers.length },
        ...{ startsAt: offer === undefined ? null : instantOf(offer.start), bookingId: offer?.bookingId },
      },
    )
  }
}

const daysShown = 5

/** What a branch sees of some days. */
export async function checkAgenda(world: BookingWorld): Promise<void> {
  for (const branch of branches) {
    await checkCalendar(world, branch)
    await checkUpcoming(world, branch)
  }
}

interface Shown {
  readonly from: number
  readonly to: number
  readonly text: string
}

async function checkCalendar(world: BookingWorld, branch: Branch): Promise<void> {
  const { today, studio } = world
  const [first, last] = [today - 1, today - 1 + daysShown]
  const read = await studio.desks[branch].agenda.calendar({ from: dateOf(first), to: dateOf(last) })
  const all = shownIn(world, branch)
  for (const [at, { date, entries }] of read.days.entries()) {
    const [from, to] = [startOfDay(first + at), startOfDay(first + at + 1)]
    const seen = entries.map((entry) => {
      const { kind } = entry
      const what =
        kind === 'booking'
          ? `${entry.bookingId} ${entry.state} ${entry.seats} ${entry.service} ${entry.resources.map(({ resource }) => resource).sort()}`
          : kind === 'timeOff'
            ? `${entry.timeOffId} ${entry.resource}`
            : `${entry.because} ${entry.resource} ${entry.quantity}`
      return `${kind} ${entry.from} ${entry.to} ${what}`
    })
    const expected = all
      .filter((one) => one.from < to && from < one.to)
      .map(
        (one) =>
          `${one.text.split(' ', 1)[0]} ${instantOf(one.from)} ${instantOf(one.to)} ${one.text.split(' ').slice(1).join(' ')}`,
      )
    same(`the agenda of ${branch} on ${date}`, seen.sort(), expected.sort())
  }
}

const standingStates: readonly string[] = ['held', 'confirmed', 'checkedIn', 'completed']

function shownIn({ bookings, timeOff, diary, now }: BookingWorld, branch: Branch): readonly Shown[] {
  const own = bookings.filter((one) => one.branch === branch && standingStates.includes(stateAt(one, now)))
  const told = new Set(own.flatMap(({ id, session }) => (session === null ? [id] : [id, session])))
  const here = resources.filter((one) => one.branch === branch && one.unitOf === null)
  const codeOf = new Map(here.map(({ code }) => [diary.nameOf({ code }), code]))
  return [
    ...own.map(({ id, state, seats, service, start, end, people }) => ({
      from: Math.min(start, ...people.map(({ from }) => from)),
      to: Math.max(end, ...people.map(({ to }) => to)),
      text: `booking ${id} ${state} ${seats} ${service} ${people.map(({ code }) => code).sort()}`,
    })),
    ...timeOff
      .filter(({ state, code }) => state === 'approved' && resourceOf(code).branch === branch)
      .map(({ id, code, from, to }) => ({ from, to, text: `timeOff ${id} ${code}` })),
    ...diary.standing().flatMap(({ resource, reference, kind, quantity, from, to }) => {
      const code = codeOf.get(resource)
      if (code === undefined || kind === 'timeOff' || told.has(reference)) return []
      return [{ from, to, text: `busy ${kind} ${code} ${quantity}` }]
    }),
  ]
}

async function checkUpcoming(world: BookingWorld, branch: Branch): Promise<void> {
  const { bookings, now, studio } = world
  const { items } = await studio.desks[branch].agenda.upcoming({ limit: 200 })
  const expected = bookings
    .filter((one) => one.branch === branch && one.start >= now && isOpenAt(one, now))
    .toSorted((one, other) => one.start - other.start || (one.id < other.id ? -1 : 1))
  same(
    `what comes next in ${branch}`,
    items.map(({ bookingId }) => bookingId),
    expected.slice(0, 200).map(({ id }) => id),
  )
}
