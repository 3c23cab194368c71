/** Taking hold of entries and offers to change them. */
import { BookingStateRefused, endOverHold } from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import { type EntryState, openStates } from './entry-state.ts'
import {
  WaitlistEntryUnknown,
  WaitlistOfferOver,
  WaitlistOfferUnknown,
  WaitlistOtherBranch,
  WaitlistStateRefused,
} from './errors.ts'
import { type EntryRow, type OfferRow, waitlistEntries, waitlistOffers } from './tables.ts'

/** An entry that is about to change, and the offer that stands, both not locked: whoever takes an offer back takes its hold first. */
export interface EntryAtHand {
  readonly entry: EntryRow
  readonly offer: OfferRow | undefined
}

/**
 * An offer whose hold is over is noted as such first. Statements: the entry; with an offer that one too.
 *
 * @throws WAITLIST_ENTRY_UNKNOWN, WAITLIST_OTHER_BRANCH
 */
export async function entryAtHand(context: CommandContext, entryId: string): Promise<EntryAtHand> {
  const { store, now } = context
  const entry = ownEntry(context, entryId, await store.get(waitlistEntries, entryId))
  if (entry.offerId === null) return { entry, offer: undefined }
  const offer = await store.get(waitlistOffers, entry.offerId)
  if (offer === undefined || offer.expiresAt > now) return { entry, offer }
  await endOverHold(context, offer.bookingId)
  return { entry: ownEntry(context, entryId, await store.get(waitlistEntries, entryId)), offer: undefined }
}

/** Locked until the command ends. @throws WAITLIST_ENTRY_UNKNOWN, WAITLIST_OTHER_BRANCH */
export async function holdEntry(context: CommandContext, entryId: string): Promise<EntryRow> {
  return ownEntry(context, entryId, await context.store.getForUpdate(waitlistEntries, entryId))
}

/** Locks an entry that was read; where somebody changed it meanwhile, the command begins anew. */
export async function holdEntryAsRead(context: CommandContext, before: EntryRow): Promise<EntryRow> {
  const entry = await holdEntry(context, before.id)
  if (entry.version === before.version) return entry
  throw VersionConflict.create({ table: waitlistEntries.name, key: before.id, expected: before.version })
}

function ownEntry({ branch: session }: CommandContext, entryId: string, entry: EntryRow | undefined): EntryRow {
  if (entry === undefined) throw WaitlistEntryUnknown.create({ entryId })
  if (entry.branch !== session) throw WaitlistOtherBranch.create({ entryId, branch: entry.branch, session })
  return entry
}

/** @throws WAITLIST_STATE_REFUSED */
export function requireState(
  { id: entryId, state }: EntryRow,
  step: string,
  states: readonly EntryState[] = openStates,
): void {
  if ((states as readonly string[]).includes(state)) return
  throw WaitlistStateRefused.create({ entryId, state, step, rule: `are ${states.join(' or ')}` })
}

/**
 * An offer that stands, read and not locked: whoever answers it takes its hold first.
 *
 * @throws WAITLIST_OFFER_UNKNOWN, WAITLIST_OTHER_BRANCH, WAITLIST_OFFER_OVER
 */
export async function openOffer(context: CommandContext, offerId: string): Promise<OfferRow> {
  const { branch: session, store, now } = context
  const offer = await store.get(waitlistOffers, offerId)
  if (offer === undefined) throw WaitlistOfferUnknown.create({ offerId })
  const { branch, entryId, state, expiresAt } = offer
  if (branch !== session) throw WaitlistOtherBranch.create({ entryId, branch, session })
  if (state !== 'open') throw WaitlistOfferOver.create({ offerId, state })
  if (expiresAt <= now) throw WaitlistOfferOver.create({ offerId, state: 'expired' })
  return offer
}

/**
 * Answers an offer by its hold, which is locked first. Where somebody answered meanwhile, by the offer or by the hold, that is what is told. One statement where it is so.
 *
 * @throws WAITLIST_OFFER_OVER
 */
export async function answerByHold<R>(context: CommandContext, offerId: string, answer: () => Promise<R>): Promise<R> {
  try {
    return await answer()
  } catch (error) {
    if (!BookingStateRefused.is(error)) throw error
    const offer = await context.store.getForUpdate(waitlistOffers, offerId)
    if (offer === undefined || offer.state === 'open') throw error
    throw WaitlistOfferOver.create({ offerId, state: offer.state })
  }
}
