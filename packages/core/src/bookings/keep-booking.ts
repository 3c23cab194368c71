/** Keeps what happened with a booking: the fact, the row and its assignments as they stand after it, and the notice of it. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { ChangeOf, NewRowOf } from '../storage/table.ts'
import type { Instant } from '../values/instant.ts'
import { bookingChanging } from './booking-points.ts'
import { type BookingState, isOpenState } from './booking-state.ts'
import { bookingChanged } from './events.ts'
import { keepDeposits } from './deposit-book.ts'
import { type AssignmentRow, type BookingRow, bookingsAssignments, bookingsBookings, bookingsEvents } from './tables.ts'

/** Who or what is booked for which part of a booking. */
export interface Assigned {
  readonly requirement: string
  readonly resourceId: string
  readonly resourceCode: string
  readonly resourceKind: string
  readonly quantity: number
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly busyFrom: Instant
  readonly busyTo: Instant
  readonly reason: string
}

/** What an event adds, beside how the booking stands after it. */
export interface Happened {
  readonly kind: string
  readonly fee?: bigint | undefined
  readonly entryId?: string | null | undefined
  readonly reason?: string | undefined
  readonly allowed?: string | null | undefined
}

type Change = Omit<ChangeOf<typeof bookingsBookings>, 'isOpen' | 'changes' | 'changedAt'>

/** Keeps a booking that is new. Statements: one where it has an order and a deposit; its rows leave late. */
export async function addBooking(
  context: CommandContext,
  row: Omit<NewRowOf<typeof bookingsBookings>, 'isOpen' | 'changes' | 'createdAt' | 'changedAt' | 'moves' | 'fee'>,
  assigned: readonly Assigned[],
  happened: Happened,
): Promise<BookingRow> {
  const { now } = context
  const booking = context.store.insert(bookingsBookings, {
    ...row,
    isOpen: isOpenState(row.state as BookingState),
    changes: 0,
    createdAt: now,
    changedAt: now,
    moves: 0,
    fee: 0n,
  })
  await keepDeposits(context, undefined, booking)
  assign(context, booking, assigned)
  keepEvent(context, booking, { ...happened, assigned })
  announce(context, booking, { kind: happened.kind, before: null, movedFrom: null, assigned })
  return booking
}

/**
 * Changes a booking that is locked; with `assigned` others are booked for it. Statements: its update; where assignments change or
 * end, one that ends them; where its deposit or its fees change, one that keeps those of the order; the fact and new assignments leave with those of others.
 */
export async function keepBooking(
  context: CommandContext,
  booking: BookingRow,
  change: Change,
  happened: Happened & {
    readonly assigned?: readonly Assigned[] | undefined
    readonly former: readonly AssignmentRow[]
  },
): Promise<BookingRow> {
  const { store, now } = context
  const state = (change.state ?? booking.state) as BookingState
  const isOpen = isOpenState(state)
  const after = await store.update(bookingsBookings, booking, {
    ...change,
    isOpen,
    changes: booking.changes + 1,
    changedAt: now,
    fee: booking.fee + (happened.fee ?? 0n),
  })
  await keepDeposits(context, booking, after)
  const { assigned, former } = happened
  if (assigned !== undefined) {
    await store.deleteWhere(bookingsAssignments, { bookingId: booking.id })
    assign(context, after, assigned)
  } else if (isOpen !== booking.isOpen && former.length > 0) {
    await store.updateWhere(bookingsAssignments, { bookingId: booking.id }, { isOpen })
  }
  keepEvent(context, after, happened)
  announce(context, after, {
    kind: happened.kind,
    before: booking.state,
    movedFrom: after.startsAt === booking.startsAt ? null : booking.startsAt,
    assigned: assigned ?? former,
  })
  await context.raise(bookingChanging, { kind: happened.kind, before: booking, after })
  return after
}

function assign(context: CommandContext, booking: BookingRow, assigned: readonly Assigned[]): void {
  const { id: bookingId, branch, isOpen } = booking
  for (const [at, one] of assigned.entries()) {
    const {
      requirement,
      resourceId,
      resourceCode,
      resourceKind,
      quantity,
      startsAt,
      endsAt,
      busyFrom,
      busyTo,
      reason,
    } = one
    context.store.insert(bookingsAssignments, {
      ...{ branch, bookingId, place: at + 1, requirement, resourceId, resourceCode, resourceKind, quantity },
      ...{ startsAt, endsAt, busyFrom, busyTo, isOpen, reason },
    })
  }
}

/** What the customer answered counts no more. */
export const unanswered = { answer: null, answeredAt: null } as const

/** Notes of a booking what somebody with more authority let through, beside what happened with it. */
export function noteLetThrough(
  context: CommandContext,
  booking: BookingRow,
  { allowed, reason }: { readonly allowed: string | null; readonly reason: string | undefined },
): void {
  if (allowed !== null) keepEvent(context, booking, { kind: 'letThrough', allowed, reason })
}

function keepEvent(
  context: CommandContext,
  booking: BookingRow,
  happened: Happened & { readonly assigned?: readonly Assigned[] | undefined },
): void {
  const { id: bookingId, branch, state, serviceId, orderId, orderLineId, sessionId, seats } = booking
  const { startsAt, endsAt, localDate, localTime, timeZone, busyFrom, busyTo, currency, price, deposit } = booking
  recordFact(context, bookingsEvents, {
    id: context.newId(),
    branch,
    bookingId,
    kind: happened.kind,
    at: context.now,
    businessDate: context.businessDate,
    actor: context.actor,
    state,
    serviceId,
    orderId,
    orderLineId,
    sessionId,
    seats,
    startsAt,
    endsAt,
    localDate,
    localTime,
    timeZone,
    busyFrom,
    busyTo,
    currency,
    price,
    deposit,
    fee: happened.fee ?? 0n,
    entryId: happened.entryId ?? null,
    assignments: happened.assigned === undefined ? null : told(happened.assigned),
    reason: happened.reason ?? null,
    allowed: happened.allowed ?? null,
  })
}

function announce(
  context: CommandContext,
  booking: BookingRow,
  {
    kind,
    before,
    movedFrom,
    assigned,
  }: {
    readonly kind: string
    readonly before: string | null
    readonly movedFrom: string | null
    readonly assigned: readonly { readonly resourceId: string }[]
  },
): void {
  const { id: bookingId, branch, state, serviceId, customerId, orderId, startsAt, endsAt, changes } = booking
  const resourceIds = [...new Set(assigned.map(({ resourceId }) => resourceId))]
  context.emit(
    bookingChanged,
    {
      bookingId,
      kind,
      state,
      before,
      serviceId,
      customerId,
      orderId,
      startsAt,
      endsAt,
      movedFrom,
      resourceIds,
      changes,
    },
    { branch },
  )
}

/** Who is booked, as a fact keeps it. */
const told = (assigned: readonly Assigned[]) =>
  assigned.map(({ requirement, resourceId, resourceCode, quantity, busyFrom, busyTo, reason }) => ({
    ...{ requirement, resourceId, resourceCode, quantity, busyFrom, busyTo, reason },
  }))
