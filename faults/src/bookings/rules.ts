/** What must hold of bookings, whoever raced for them: told naively, from the rows alone. Pure. */
import type { BookingFacts } from './facts.ts'

/** What stands although it should not, and was told of by what came in its way: it was there before. */
export interface ToldConflict {
  readonly reference: string
  readonly resourceId: string
  /** A change of working time, or a calendar of somebody else. */
  readonly by: 'workingTime' | 'import'
}

type Booking = BookingFacts['bookings'][number]
type Claim = BookingFacts['claims'][number]
type Assignment = BookingFacts['assignments'][number]

const minute = 60_000
/** Shanghai has had one offset since 1991. */
const offset = 8 * 60 * minute

/** In words; nothing where all is well. */
export function brokenRules(facts: BookingFacts, told: readonly ToldConflict[]): readonly string[] {
  return [
    ...doubles(facts),
    ...differences(facts),
    ...wrongAssignments(facts),
    ...overrun(facts, told),
    ...busyElsewhere(facts, told),
    ...history(facts),
    ...wrongDeposits(facts),
  ]
}

const stands = ({ startsAt, endsAt, expiresAt }: Claim, now: string): boolean =>
  startsAt < endsAt && (expiresAt === null || expiresAt > now)

const isAlive = ({ state, expiresAt }: Booking, now: string): boolean =>
  state === 'confirmed' || state === 'checkedIn' || (state === 'held' && expiresAt !== null && expiresAt > now)

/** Moments at which more is promised than there is. */
export function doubles(facts: BookingFacts): readonly string[] {
  const { claims, resources, bookings, assignments, rentals, services, now } = facts
  const capacity = new Map(resources.map((one) => [claimedAs(facts, one.id), one.capacity]))
  for (const { serialId } of rentals) if (serialId !== null) capacity.set(`unit:${serialId}`, 1)
  for (const { resourceId } of assignments) {
    const name = claimedAs(facts, resourceId)
    if (name.startsWith('unit:')) capacity.set(name, 1)
  }
  for (const { sessionId, serviceId } of bookings) {
    if (sessionId !== null) capacity.set(`group-session:${sessionId}`, services.get(serviceId)?.seats ?? 0)
  }
  const byResource = groupedBy(
    claims.filter((claim) => claim.kind !== 'import' && stands(claim, now)),
    ({ resource }) => resource,
  )
  return [...byResource].flatMap(([resource, own]) => {
    const limit = services.get(resource.split(':')[2] ?? '')?.dailyLimit
    if (resource.startsWith('service:')) {
      const days = groupedBy(own, ({ startsAt }) => localDay(startsAt))
      return [...days]
        .filter(([, ofDay]) => ofDay.length > (limit ?? Number.POSITIVE_INFINITY))
        .map(([day, ofDay]) => `${resource} was promised ${ofDay.length} times on ${day}, of ${limit}`)
    }
    return own.flatMap(({ startsAt }) => {
      const then = own.filter((one) => one.startsAt <= startsAt && startsAt < one.endsAt)
      const quantity = then.reduce((sum, one) => sum + one.quantity, 0)
      if (quantity <= (capacity.get(resource) ?? 0)) return []
      const whose = then.map(({ reference, kind }) => `${kind} ${reference}`).join(', ')
      return [`${resource} is promised ${quantity} times of ${capacity.get(resource)} at ${startsAt}: ${whose}`]
    })
  })
}

const claimText = (claim: Pick<Claim, 'resource' | 'startsAt' | 'endsAt' | 'quantity' | 'reference'>): string =>
  `${claim.reference} has ${claim.quantity} of ${claim.resource} from ${claim.startsAt} to ${claim.endsAt}`

/** What is claimed and should not be, or should be and is not. */
function differences(facts: BookingFacts): readonly string[] {
  const { bookings, claims, rentals, now } = facts
  const expected = new Set([
    ...bookings.filter((booking) => isAlive(booking, now)).flatMap((one) => claimedBy(one, facts)),
    ...rentals
      .filter(({ isOpen }) => isOpen)
      .map(({ id: reference, serialId, quantity, busyFrom: startsAt, busyTo: endsAt }) =>
        claimText({ reference, resource: `unit:${serialId}`, quantity, startsAt, endsAt }),
      ),
  ])
  // Those of holds that are over lie about until somebody clears them away: they claim nothing. So do the people of a session
  // of which nobody is left but who held it.
  const overdue = new Set(
    bookings
      .filter((booking) => booking.isOpen && !isAlive(booking, now))
      .flatMap(({ id, sessionId }) => [id, ...(sessionId === null ? [] : [sessionId])]),
  )
  const standing = claims.filter(
    (claim) =>
      claim.kind !== 'timeOff' &&
      claim.kind !== 'import' &&
      claim.startsAt < claim.endsAt &&
      !overdue.has(claim.reference),
  )
  const found = new Set(claims.filter((claim) => stands(claim, now)).map(claimText))
  return [
    ...[...expected].filter((one) => !found.has(one)).map((one) => `not claimed: ${one}`),
    ...standing
      .map(claimText)
      .filter((one) => !expected.has(one))
      .map((one) => `claimed for nobody: ${one}`),
    ...(claims.length === new Set(claims.map(({ id }) => id)).size ? [] : ['a claim stands twice']),
    ...wrongEnds(facts),
  ]
}

/** Claims of bookings end when their holds do, and never else. */
function wrongEnds({ bookings, claims, now }: BookingFacts): readonly string[] {
  return bookings
    .filter((booking) => isAlive(booking, now))
    .flatMap((booking) =>
      claims
        .filter(({ reference }) => reference === booking.id)
        .filter(
          ({ expiresAt, kind }) =>
            expiresAt !== booking.expiresAt || kind !== (booking.state === 'held' ? 'hold' : 'booking'),
        )
        .map(({ kind, expiresAt }) => `${booking.state} booking ${booking.id} has a ${kind} until ${expiresAt}`),
    )
}

/** The name under which a resource is claimed: that of the unit of the stock that it is, or that nobody entered as a resource. */
function claimedAs({ resources }: BookingFacts, resourceId: string): string {
  const resource = resources.find(({ id }) => id === resourceId)
  if (resource === undefined) return `unit:${resourceId}`
  return resource.serialId === null ? `resource:${resourceId}` : `unit:${resource.serialId}`
}

/** What a booking must claim, its session included. */
function claimedBy(booking: Booking, facts: BookingFacts): readonly string[] {
  const { assignments, services } = facts
  const { id, sessionId, branch, serviceId, startsAt, endsAt, seats } = booking
  const reference = sessionId ?? id
  const definition = services.get(serviceId)
  const own = assignments.filter(({ bookingId }) => bookingId === id)
  const limited = definition?.dailyLimit !== undefined || definition?.weeklyLimit !== undefined
  return [
    ...own.map(({ resourceId, quantity, busyFrom, busyTo }) =>
      claimText({ reference, resource: claimedAs(facts, resourceId), quantity, startsAt: busyFrom, endsAt: busyTo }),
    ),
    ...(limited
      ? [claimText({ reference, resource: `service:${branch}:${serviceId}`, quantity: 1, startsAt, endsAt })]
      : []),
    ...(sessionId === null
      ? []
      : [claimText({ reference: id, resource: `group-session:${sessionId}`, quantity: seats, startsAt, endsAt })]),
  ]
}

/** Each requirement has as many as it needs, for its part of the time. */
function wrongAssignments({ bookings, assignments, services }: BookingFacts): readonly string[] {
  const byBooking = groupedBy(assignments, ({ bookingId }) => bookingId)
  return bookings.flatMap((booking) => {
    const own = byBooking.get(booking.id) ?? []
    const definition = services.get(booking.serviceId)
    const requirements = definition?.requirements ?? []
    const wrong = own.filter(({ isOpen }) => isOpen !== booking.isOpen).map(() => 'somebody is booked as it is not')
    for (const { name, count, from, to } of requirements) {
      const at = ({ anchor, minutes }: typeof from): number =>
        Date.parse(anchor === 'start' ? booking.startsAt : booking.endsAt) + minutes * minute
      const filled = own.filter(
        (one) => one.requirement === name && Date.parse(one.startsAt) === at(from) && Date.parse(one.endsAt) === at(to),
      )
      const different = new Set(filled.map(({ resourceId }) => resourceId)).size
      if (different !== count) wrong.push(`${different} of ${count} for ${name}`)
    }
    if (own.length !== requirements.reduce((sum, { count }) => sum + count, 0)) wrong.push(`${own.length} are booked`)
    return wrong.map((one) => `booking ${booking.number}, ${booking.state}: ${one}`)
  })
}

/** Who works on no such time, although no change of working time was told of the booking: it came after the change. */
function overrun(
  { bookings, assignments, shifts, now, resources }: BookingFacts,
  told: readonly ToldConflict[],
): readonly string[] {
  const alive = new Map(bookings.filter((one) => isAlive(one, now)).map((one) => [one.id, one]))
  const known = knownBy('workingTime', told)
  const codes = new Map(resources.map(({ id, code }) => [id, code]))
  const works = ({ resourceId, startsAt, endsAt }: Assignment): boolean => {
    const day = localDay(startsAt)
    const shift = shifts.find((one) => one.resourceId === resourceId && one.day === day)
    const spans =
      shift === undefined ? [{ from: '09:00', to: '18:00' }] : (shift.spans as { from: string; to: string }[])
    return spans.some(({ from, to }) => from <= localTime(startsAt) && localTime(endsAt) <= to)
  }
  return assignments.flatMap((assignment) => {
    const booking = alive.get(assignment.bookingId)
    if (booking === undefined || works(assignment)) return []
    const { resourceId, startsAt, endsAt } = assignment
    if (known.has(`${booking.sessionId ?? booking.id} ${resourceId}`)) return []
    return [
      `booking ${booking.number} has ${codes.get(resourceId)} from ${startsAt} to ${endsAt}, outside of working time`,
    ]
  })
}

const knownBy = (why: ToldConflict['by'], told: readonly ToldConflict[]): ReadonlySet<string> =>
  new Set(told.filter(({ by }) => by === why).map(({ reference, resourceId }) => `${reference} ${resourceId}`))

/** Who is busy by a calendar of somebody else, although no import was told of the booking: it came after the import. */
function busyElsewhere({ claims, now }: BookingFacts, told: readonly ToldConflict[]): readonly string[] {
  const known = knownBy('import', told)
  const standing = claims.filter((claim) => stands(claim, now))
  const booked = standing.filter(({ kind }) => kind === 'booking' || kind === 'hold')
  return standing
    .filter(({ kind }) => kind === 'import')
    .flatMap((busy) =>
      booked
        .filter((one) => one.resource === busy.resource && one.startsAt < busy.endsAt && busy.startsAt < one.endsAt)
        .filter(({ reference, resource }) => !known.has(`${reference} ${resource.slice('resource:'.length)}`))
        .map(
          ({ reference, resource }) => `${reference} has ${resource}, which is busy elsewhere from ${busy.startsAt}`,
        ),
    )
}

/** What bookings take of the money of an order is what is kept of it. */
function wrongDeposits({ bookings, deposits }: BookingFacts): readonly string[] {
  const secured: readonly string[] = ['confirmed', 'checkedIn', 'completed']
  const byOrder = groupedBy(
    bookings.filter(({ orderId }) => orderId !== null),
    ({ orderId }) => orderId ?? '',
  )
  const kept = new Map(deposits.map(({ orderId, promised }) => [orderId, promised]))
  return [...new Set([...byOrder.keys(), ...kept.keys()])].flatMap((orderId) => {
    const taken = (byOrder.get(orderId) ?? []).reduce(
      (sum, { state, deposit, fee }) => sum + (secured.includes(state) ? deposit : 0n) + fee,
      0n,
    )
    const promised = kept.get(orderId) ?? 0n
    return promised === taken ? [] : [`the bookings of order ${orderId} take ${taken}, and ${promised} is kept of it`]
  })
}

/** The last fact of a booking says how it stands. */
function history({ bookings, events }: BookingFacts): readonly string[] {
  const last = new Map(events.map((event) => [event.bookingId, event]))
  return bookings
    .filter(({ id, state, startsAt, seats, sessionId }) => {
      const event = last.get(id)
      return (
        event?.state !== state || event.startsAt !== startsAt || event.seats !== seats || event.sessionId !== sessionId
      )
    })
    .map(({ number, state }) => `booking ${number} is ${state}, and its last fact is ${last.get(number)?.state}`)
}

const local = (instant: string): string => new Date(Date.parse(instant) + offset).toISOString()
const localDay = (instant: string): string => local(instant).slice(0, 10)
const localTime = (instant: string): string => local(instant).slice(11, 16)

function groupedBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return groups
}
