/** Entries and offers as they stand: an offer whose hold is over has expired and its entry waits again, whether that was noted already or not. */
import { isOver } from '../claims/index.ts'
import type { Filter } from '../storage/filter.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Id } from '../values/id.ts'
import type { Instant } from '../values/instant.ts'
import type { EntryState } from './entry-state.ts'
import { type EntryRow, type OfferRow, waitlistOffers } from './tables.ts'

/** Pure. */
export const offerAsItStands = (offer: OfferRow, now: Instant): OfferRow =>
  offer.state === 'open' && isOver(offer, now) ? { ...offer, state: 'expired' } : offer

/** An entry and the offer that it names, as they are to be told. What was not answered counts when it is noted: the settings say what it comes to. Pure. */
export function asItStands(
  entry: EntryRow,
  named: OfferRow | undefined,
  now: Instant,
): { readonly entry: EntryRow; readonly offer: OfferRow | undefined } {
  if (named === undefined || offerAsItStands(named, now) === named) return { entry, offer: named }
  return { entry: { ...entry, state: 'waiting', offerId: null }, offer: undefined }
}

/** The offers that are over and were not noted yet: few, for each has a job that notes it. One statement. */
export async function passedOffers(
  store: ScopedReads,
  { branch, now }: { readonly branch: string | undefined; readonly now: Instant },
): Promise<readonly Id[]> {
  const passed = await store.find(waitlistOffers, {
    where: { ...(branch === undefined ? {} : { branch }), state: 'open', expiresAt: { lte: now } },
    limit: 'all',
  })
  return passed.map(({ id }) => id)
}

/** Whether it matters to them which offers are over. Pure. */
export const tellsApart = (states: readonly EntryState[]): boolean =>
  states.includes('waiting') !== states.includes('offered')

/** Entries that stand in one of these states, where these offers are over. Pure. */
export function inStates(states: readonly EntryState[], passed: readonly Id[]): Filter<EntryRow> {
  const inThese = { state: { in: states } }
  if (passed.length === 0 || !tellsApart(states)) return inThese
  const over: Filter<EntryRow> = { state: 'offered', offerId: { in: passed } }
  // The states stand outside as well, where an index finds them.
  return states.includes('offered')
    ? { ...inThese, not: over }
    : { state: { in: [...states, 'offered'] }, anyOf: [inThese, over] }
}
