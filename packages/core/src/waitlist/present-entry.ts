/** An entry of the waitlist as it is answered, with the offer that stands. */
import { z } from 'zod'
import { bookingsBookings, depositsDue, type DepositToPay } from '../bookings/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import { Money } from '../values/money.ts'
import { asItStands } from './as-it-stands.ts'
import { type EntryState, entryStates, type OfferState, offerStates } from './entry-state.ts'
import { type EntryRow, type OfferRow, waitlistOffers } from './tables.ts'
import type { WishedWindow } from './wish.ts'

export interface WaitlistOffer {
  id: string
  /** The hold, and what it becomes. */
  bookingId: string
  state: OfferState
  startsAt: string
  endsAt: string
  /** The time is held until then. */
  expiresAt: string
  madeAt: string
  endedAt: string | null
  /** What the service asks for before it can be accepted, and what of it is still to be paid; null of an offer that no longer stands. */
  deposit: string | null
  depositDue: string | null
}

export interface WaitlistEntry {
  id: string
  branch: string
  customerId: string
  serviceId: string
  service: string
  serviceName: string
  state: EntryState
  /** Whether it is offered nothing by itself, because too many offers were not answered. */
  rests: boolean
  priority: number
  /** When it may be; empty for a seat of a session. */
  windows: {
    from: string
    to: string
    times: { from: string; to: string } | null
    weekdays: number[] | null
  }[]
  sessionId: string | null
  sessionStart: string | null
  seats: number
  /** Ids, by requirement. */
  resources: Record<string, string[]> | null
  preferred: string[] | null
  orderId: string | null
  orderLineId: string | null
  note: string | null
  /** From then on it no longer stands. */
  endsAt: string
  joinedAt: string
  closedAt: string | null
  /** How many offers were made, and how many in a row were not answered. */
  offers: number
  unanswered: number
  /** The offer that stands; null where there is none. */
  offer: WaitlistOffer | null
  /** What it became. */
  bookingId: string | null
}

const nullableText = z.string().nullable()
const span = z.object({ from: z.string(), to: z.string() })

export const offerSchema: z.ZodType<WaitlistOffer> = z.object({
  id: z.string(),
  bookingId: z.string(),
  state: z.enum(offerStates),
  startsAt: z.string(),
  endsAt: z.string(),
  expiresAt: z.string(),
  madeAt: z.string(),
  endedAt: nullableText,
  deposit: nullableText,
  depositDue: nullableText,
})

export const entrySchema: z.ZodType<WaitlistEntry> = z.object({
  id: z.string(),
  branch: z.string(),
  customerId: z.string(),
  serviceId: z.string(),
  service: z.string(),
  serviceName: z.string(),
  state: z.enum(entryStates),
  rests: z.boolean(),
  priority: z.int(),
  windows: z.array(
    z.object({ from: z.string(), to: z.string(), times: span.nullable(), weekdays: z.array(z.int()).nullable() }),
  ),
  sessionId: nullableText,
  sessionStart: nullableText,
  seats: z.int(),
  resources: z.record(z.string(), z.array(z.string())).nullable(),
  preferred: z.array(z.string()).nullable(),
  orderId: nullableText,
  orderLineId: nullableText,
  note: nullableText,
  endsAt: z.string(),
  joinedAt: z.string(),
  closedAt: nullableText,
  offers: z.int(),
  unanswered: z.int(),
  offer: offerSchema.nullable(),
  bookingId: nullableText,
})

export const presentOffer = (row: OfferRow, toPay?: DepositToPay): WaitlistOffer => ({
  ...{ id: row.id, bookingId: row.bookingId, state: row.state as OfferState },
  ...{ startsAt: row.startsAt, endsAt: row.endsAt, expiresAt: row.expiresAt },
  ...{ madeAt: row.madeAt, endedAt: row.endedAt },
  ...{ deposit: toPay?.deposit.toString() ?? null, depositDue: toPay?.due.toString() ?? null },
})

/** What is to be paid for offers that stand, given as they stand, by the ids of their holds. Statements: none where none stands; else the holds, and those of depositsDue. */
export async function depositsOf(
  store: ScopedReads,
  offers: readonly OfferRow[],
): Promise<ReadonlyMap<string, DepositToPay>> {
  const ids = offers.flatMap(({ state, bookingId }) => (state === 'open' ? bookingId : []))
  if (ids.length === 0) return new Map()
  const holds = await store.find(bookingsBookings, { where: { id: { in: ids } }, limit: 'all' })
  return depositsDue(
    store,
    holds.map((hold) => ({ ...hold, deposit: Money.ofMinor(hold.deposit, hold.currency) })),
  )
}

export const presentEntry = (row: EntryRow, offer: OfferRow | undefined, toPay?: DepositToPay): WaitlistEntry => ({
  ...{ id: row.id, branch: row.branch, customerId: row.customerId },
  ...{ serviceId: row.serviceId, service: row.serviceCode, serviceName: row.serviceName },
  ...{ state: row.state as EntryState, rests: row.rests, priority: row.priority },
  windows: (row.windows as unknown as readonly WishedWindow[]).map(({ from, to, times, weekdays }) => ({
    ...{ from, to, times: times === null ? null : { ...times } },
    weekdays: weekdays === null ? null : [...weekdays],
  })),
  ...{ sessionId: row.sessionId, sessionStart: row.sessionStart, seats: row.seats },
  resources: row.resources as Record<string, string[]> | null,
  preferred: row.preferred as string[] | null,
  ...{ orderId: row.orderId, orderLineId: row.orderLineId, note: row.note },
  ...{ endsAt: row.endsAt, joinedAt: row.joinedAt, closedAt: row.closedAt },
  ...{ offers: row.offers, unanswered: row.unanswered, bookingId: row.bookingId },
  offer: offer === undefined ? null : presentOffer(offer, toPay),
})

/** Entries with the offers that stand by now. Statements: none where nothing is offered; else the offers, and those of depositsOf. */
export async function presentEntries(
  store: ScopedReads,
  rows: readonly EntryRow[],
  now: Instant,
): Promise<WaitlistEntry[]> {
  const ids = rows.flatMap(({ offerId }) => offerId ?? [])
  const offers = ids.length === 0 ? [] : await store.find(waitlistOffers, { where: { id: { in: ids } }, limit: 'all' })
  const byId = new Map(offers.map((offer) => [offer.id, offer]))
  const standing = rows.map((row) => asItStands(row, byId.get(row.offerId ?? ''), now))
  const toPay = await depositsOf(
    store,
    standing.flatMap(({ offer }) => offer ?? []),
  )
  return standing.map(({ entry, offer }) => presentEntry(entry, offer, toPay.get(offer?.bookingId ?? '')))
}
