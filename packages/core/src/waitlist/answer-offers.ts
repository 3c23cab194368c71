/** What becomes of an offer and its entry where the hold that it is becomes a booking, or ends. */
import { type BookingChanging, bookingChanging } from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { afterUnanswered, openStates } from './entry-state.ts'
import { endOffer, keepEntry } from './keep-entry.ts'
import { waitlistSettings } from './settings.ts'
import { type EntryRow, type OfferRow, waitlistEntries, waitlistOffers } from './tables.ts'
import { wishText } from './wish.ts'

/**
 * Whoever changes the hold of an offer, at the desk of the bookings or here, changes the offer in the same transaction. Bookings are locked before entries and
 * offers. No statement for bookings that are no offers.
 */
export const followHolds: Hook = on(bookingChanging, async (context, { before, after }: BookingChanging) => {
  if (before.source !== 'waitlist' || before.state === 'confirmed') return
  const offer = await holdOfferOf(context, before.id)
  if (offer === undefined) return
  if (after.state === 'confirmed') await accepted(context, offer)
  else if (offer.state !== 'open') return
  else if (after.state === 'expired') await passed(context, offer, 'expired')
  else if (after.state === 'cancelled') await passed(context, offer, 'withdrawn')
  else await changed(context, offer, after)
})

async function holdOfferOf({ store }: CommandContext, bookingId: string): Promise<OfferRow | undefined> {
  const [offer] = await store.findForUpdate(waitlistOffers, { where: { bookingId }, limit: 1 })
  return offer
}

/** The hold was moved, or tied to an order. Statements: the entry, and what changed. */
async function changed({ store }: CommandContext, offer: OfferRow, after: BookingChanging['after']): Promise<void> {
  const { startsAt, endsAt, orderId, orderLineId } = after
  await store.update(waitlistOffers, offer, { startsAt, endsAt })
  const entry = await store.getForUpdate(waitlistEntries, offer.entryId)
  if (entry !== undefined) await store.update(waitlistEntries, entry, { orderId, orderLineId })
}

/** Also of one that was over, and was confirmed late because its time was still free. */
async function accepted(context: CommandContext, offer: OfferRow): Promise<void> {
  const { store } = context
  const entry = await store.getForUpdate(waitlistEntries, offer.entryId)
  const ended = await endOffer(context, offer, 'accepted')
  const isOpen = entry?.state === 'waiting' || (entry?.state === 'offered' && entry.offerId === offer.id)
  if (entry === undefined || !isOpen) return
  const booked = { state: 'booked', rests: false, unanswered: 0, offerId: null, bookingId: offer.bookingId } as const
  await keepEntry(context, entry, booked, { kind: 'accepted', offer: ended })
  await endSameWishes(context, entry)
}

/** Who was two customers may wish for the same twice: what is fulfilled is not waited for. One statement. */
async function endSameWishes(context: CommandContext, { id, branch, customerId, ...wish }: EntryRow): Promise<void> {
  const { serviceId } = wish
  const others = await context.store.findForUpdate(waitlistEntries, {
    where: { customerId, serviceId, branch, state: 'waiting', id: { ne: id } },
    orderBy: ['id'],
    limit: 'all',
  })
  for (const other of others) {
    if (wishText(other) !== wishText(wish)) continue
    await keepEntry(context, other, { state: 'left' }, { kind: 'left', reason: 'the same wish was fulfilled' })
  }
}

/** The entry waits again at its old place; what was not answered counts. */
async function passed(context: CommandContext, offer: OfferRow, state: 'expired' | 'withdrawn'): Promise<void> {
  const entry = await context.store.getForUpdate(waitlistEntries, offer.entryId)
  const ended = await endOffer(context, offer, state)
  if (entry === undefined || !(openStates as readonly string[]).includes(entry.state) || entry.offerId !== offer.id)
    return
  const { mostUnanswered } = await context.settings(waitlistSettings)
  const counted = state === 'expired' ? afterUnanswered(entry.unanswered, mostUnanswered) : {}
  await keepEntry(context, entry, { state: 'waiting', offerId: null, ...counted }, { kind: 'passed', offer: ended })
}
