/** Ends an offer that stands because its customer said so: its hold is let go, and its time is the next one's. */
import { bookingToChange, releaseHold } from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { OfferState } from './entry-state.ts'
import { WaitlistOfferOver } from './errors.ts'
import { answerByHold, holdEntry } from './hold-entry.ts'
import { endOffer, type EntryEvent, keepEntry } from './keep-entry.ts'
import { type EntryRow, type OfferRow, waitlistOffers } from './tables.ts'

interface TakingBack {
  readonly offerState: Exclude<OfferState, 'open' | 'accepted' | 'expired'>
  readonly state: 'waiting' | 'left'
  readonly kind: EntryEvent
  readonly reason?: string | undefined
}

/**
 * Locks the hold, then the entry and the offer. Statements: those of bookingToChange, the entry, the offer, the two updates, and letting the hold go.
 *
 * @throws WAITLIST_OFFER_OVER
 */
export async function takeBackOffer(
  context: CommandContext,
  { id: offerId, bookingId, entryId }: OfferRow,
  { offerState, state, kind, reason }: TakingBack,
): Promise<EntryRow> {
  const held = await answerByHold(context, offerId, () => bookingToChange(context, bookingId, 'cancel'))
  const entry = await holdEntry(context, entryId)
  const offer = await context.store.getForUpdate(waitlistOffers, offerId)
  if (offer?.state !== 'open') throw WaitlistOfferOver.create({ offerId, state: offer?.state ?? 'gone' })
  const ended = await endOffer(context, offer, offerState)
  // Who declines has answered.
  const after = await keepEntry(context, entry, { state, offerId: null, unanswered: 0 }, { kind, offer: ended, reason })
  const { booking, assignments } = held
  await releaseHold(context, booking, assignments, {
    state: 'cancelled',
    kind: 'cancelled',
    reason: `offer ${offerState}`,
  })
  return after
}
