/** A wish as it is kept: checked against the service, the branch and the clock. */
import { bookingsBookings, inStates, openBookingStates, requireWanted, type Service } from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { Json } from '../values/json.ts'
import { businessDays } from '../values/business-day.ts'
import { addDays, type CalendarDate, earlierDate } from '../values/calendar-date.ts'
import type { Instant } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import type { z } from 'zod'
import { wishFault } from './check-wish.ts'
import { openStates } from './entry-state.ts'
import { WaitlistWishInvalid, WaitlistWishTwice } from './errors.ts'
import type { windowShape } from './shapes.ts'
import { type EntryRow, waitlistEntries } from './tables.ts'
import { windowsOf, wishText, type WishedWindow } from './wish.ts'

export interface WishGiven {
  readonly windows?: readonly z.output<typeof windowShape>[] | undefined
  readonly sessionId?: string | undefined
  readonly seats?: number | undefined
  readonly resources?: Readonly<Record<string, readonly string[]>> | undefined
  readonly preferred?: readonly string[] | undefined
  /** The last local day on which it stands. */
  readonly until?: CalendarDate | undefined
}

/** What of an entry follows from its wish. */
export interface WishKept {
  readonly windows: Json
  readonly firstDay: CalendarDate
  readonly lastDay: CalendarDate
  readonly sessionId: string | null
  readonly sessionStart: Instant | null
  readonly seats: number
  readonly resources: Json
  readonly preferred: Json
  readonly endsAt: Instant
}

/**
 * Statements: the version of the resources; one more for a session.
 *
 * @throws WAITLIST_WISH_INVALID, WANTED_REFUSED
 */
export async function makeWish(context: CommandContext, service: Service, given: WishGiven): Promise<WishKept> {
  const { branch, studio, now } = context
  const { timeZone } = studio.days(branch)
  const { seats = 1, resources, preferred, until } = given
  const most = service.definition.seats
  if (seats > most) refuse({ field: 'seats', rule: `be ${most} at most, as the service has`, value: `${seats}` })
  const known = await requireWanted(context, service, { wanted: resources ?? {}, preferred: preferred ?? [] })
  const { date: today, time } = localTimeAt(now, timeZone)
  const when = await whenOf(context, service, given, { today, time })
  if (until !== undefined && until < today) {
    refuse({ field: 'until', rule: `not lie in the past, before ${today}`, value: until })
  }
  const days = businessDays({ timeZone, dayStartsAt: '00:00' })
  const end = days.startOf(addDays(until === undefined ? when.lastDay : earlierDate(until, when.lastDay), 1))
  return {
    ...when,
    seats,
    // Codes may change while somebody waits.
    resources: (resources === undefined ? null : known.wanted) as Json,
    preferred: (preferred === undefined ? null : known.preferred) as Json,
    endsAt: when.sessionStart !== null && when.sessionStart < end ? when.sessionStart : end,
  }
}

type When = Pick<WishKept, 'windows' | 'firstDay' | 'lastDay' | 'sessionId' | 'sessionStart'>

async function whenOf(
  context: CommandContext,
  service: Service,
  { windows, sessionId }: WishGiven,
  local: { readonly today: CalendarDate; readonly time: string },
): Promise<When> {
  if (sessionId !== undefined) return sessionWanted(context, service, sessionId)
  const wished = windowsOf(windows ?? [])
  const { grid, horizon } = service.definition
  // Faults name the place in the list that was given.
  const fault = wishFault(
    (windows ?? []).flatMap((one) => windowsOf([one])),
    { ...local, grid, horizon },
  )
  if (fault !== undefined) refuse(fault)
  const days = (pick: (window: WishedWindow) => CalendarDate) => wished.map(pick).sort()
  return {
    windows: wished as unknown as Json,
    firstDay: days(({ from }) => from)[0] ?? local.today,
    lastDay: days(({ to }) => to).at(-1) ?? local.today,
    sessionId: null,
    sessionStart: null,
  }
}

/** One statement. */
async function sessionWanted(
  { store, branch, now }: CommandContext,
  service: Service,
  sessionId: string,
): Promise<When> {
  const [seat] = await store.find(bookingsBookings, {
    where: {
      ...{ sessionId, branch, serviceId: service.row.id, isOpen: true, startsAt: { gt: now } },
      allOf: [inStates(openBookingStates, now)],
    },
    orderBy: ['startsAt', 'id'],
    limit: 1,
  })
  if (seat === undefined) {
    const rule = `be a session of ${service.row.code} in this branch that is to come`
    return refuse({ field: 'sessionId', rule, value: `"${sessionId}"` })
  }
  const { localDate, startsAt } = seat
  return { windows: [], firstDay: localDate, lastDay: localDate, sessionId, sessionStart: startsAt }
}

function refuse(fault: { readonly field: string; readonly rule: string; readonly value: string }): never {
  throw WaitlistWishInvalid.create(fault)
}

/** The customer is locked. One statement. @throws WAITLIST_WISH_TWICE */
export async function requireNewWish(
  { store }: CommandContext,
  entry: Pick<EntryRow, 'branch' | 'customerId' | 'serviceId'> & WishKept & { readonly id?: string },
): Promise<void> {
  const { branch, customerId, serviceId } = entry
  const open = await store.find(waitlistEntries, {
    where: { customerId, serviceId, branch, state: { in: openStates } },
    orderBy: ['id'],
    limit: 'all',
  })
  const same = open.find((other) => other.id !== entry.id && wishText(other) === wishText(entry))
  if (same !== undefined) throw WaitlistWishTwice.create({ entryId: same.id })
}
