/** Keeps what happened with an entry: the row as it stands after it, the fact, and the notice of it. */
import type { CommandContext } from '../engine/context.ts'
import { recordFact } from '../ledger/index.ts'
import type { Json } from '../values/json.ts'
import type { ChangeOf, NewRowOf } from '../storage/table.ts'
import type { EntryState, OfferState } from './entry-state.ts'
import {
  waitlistAccepted,
  waitlistChanged,
  waitlistDeclined,
  waitlistExpired,
  waitlistJoined,
  waitlistLeft,
  waitlistOffered,
  waitlistPassed,
} from './events.ts'
import { type EntryRow, type OfferRow, waitlistEntries, waitlistEvents, waitlistOffers } from './tables.ts'

export type EntryEvent = 'joined' | 'changed' | 'offered' | 'accepted' | 'declined' | 'passed' | 'left' | 'expired'

export interface EntryHappened {
  readonly kind: EntryEvent
  readonly offer?: OfferRow | undefined
  readonly reason?: string | undefined
  /** Whether the wish is told with it. */
  readonly withWish?: boolean
}

type NewEntry = Omit<
  NewRowOf<typeof waitlistEntries>,
  'state' | 'rests' | 'wish' | 'offers' | 'unanswered' | 'joinedAt' | 'changedAt'
>

/** Keeps an entry that is new. Statements: none of its own; its rows leave late. */
export function addEntry(context: CommandContext, row: NewEntry): EntryRow {
  const { store, now } = context
  const entry = store.insert(waitlistEntries, {
    ...row,
    ...{ state: 'waiting', rests: false, wish: 0, offers: 0, unanswered: 0, joinedAt: now, changedAt: now },
  })
  keepEvent(context, entry, { kind: 'joined', withWish: true })
  return entry
}

/** Changes an entry that is locked. One statement; the fact leaves late. */
export async function keepEntry(
  context: CommandContext,
  entry: EntryRow,
  change: Omit<ChangeOf<typeof waitlistEntries>, 'changedAt' | 'closedAt'> & { readonly state?: EntryState },
  happened: EntryHappened,
): Promise<EntryRow> {
  const { store, now } = context
  const isOver = change.state === 'booked' || change.state === 'left' || change.state === 'expired'
  const closedAt = isOver ? { closedAt: now } : {}
  const after = await store.update(waitlistEntries, entry, { ...change, ...closedAt, changedAt: now })
  keepEvent(context, after, happened)
  return after
}

/** Ends an offer that is locked. One statement. */
export const endOffer = (
  { store, now }: CommandContext,
  offer: OfferRow,
  state: Exclude<OfferState, 'open'>,
): Promise<OfferRow> => store.update(waitlistOffers, offer, { state, endedAt: now })

function keepEvent(context: CommandContext, entry: EntryRow, happened: EntryHappened): void {
  const { kind, offer, reason, withWish = false } = happened
  const { id: entryId, branch, state, rests, priority, serviceId, unanswered } = entry
  recordFact(context, waitlistEvents, {
    id: context.newId(),
    ...{ branch, entryId, kind, state, rests, priority, serviceId, unanswered },
    at: context.now,
    businessDate: context.businessDate,
    actor: context.actor,
    wish: withWish ? wishTold(entry) : null,
    offerId: offer?.id ?? null,
    bookingId: offer?.bookingId ?? null,
    startsAt: offer?.startsAt ?? null,
    reason: reason ?? null,
  })
  announce(context, entry, happened)
}

const wishTold = ({ windows, sessionId, sessionStart, seats, resources, preferred, endsAt }: EntryRow): Json =>
  ({ windows, sessionId, sessionStart, seats, resources, preferred, endsAt }) as Json

function announce(context: CommandContext, entry: EntryRow, { kind, offer }: EntryHappened): void {
  const { id: entryId, customerId, serviceId, state, unanswered, rests } = entry
  const who = { entryId, customerId, serviceId }
  if (kind === 'joined') context.emit(waitlistJoined, who)
  else if (kind === 'changed') context.emit(waitlistChanged, who)
  else if (kind === 'expired') context.emit(waitlistExpired, who)
  else if (state === 'left') context.emit(waitlistLeft, { ...who, offerId: offer?.id ?? null })
  if (offer === undefined) return
  const { id: offerId, bookingId, startsAt, expiresAt } = offer
  const told = { ...who, offerId, bookingId, startsAt }
  if (kind === 'offered') context.emit(waitlistOffered, { ...told, expiresAt })
  else if (kind === 'accepted') context.emit(waitlistAccepted, told)
  else if (kind === 'declined') context.emit(waitlistDeclined, { ...told, leaves: state === 'left' })
  else if (kind === 'passed') {
    const how = offer.state === 'expired' ? 'unanswered' : 'withdrawn'
    context.emit(waitlistPassed, { ...told, how, unanswered, rests })
  }
}
