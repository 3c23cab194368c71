/** Ends entries that no longer stand: their time is over, or what they are of is gone. */
import { z } from 'zod'
import { endOverHold } from '../bookings/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import { openStates } from './entry-state.ts'
import { type EntryAtHand, entryAtHand, holdEntryAsRead } from './hold-entry.ts'
import { keepEntry } from './keep-entry.ts'
import { type EntryRow, waitlistEntries, waitlistOffers } from './tables.ts'
import { takeBackOffer } from './take-back-offer.ts'

/** Entries and offers that one transaction ends. */
export const endedAtOnce = 50

/**
 * Notes which offers and entries of the branch are over; whether there are more. Statements: two, and those of each end.
 */
export async function endWhatIsOver(context: CommandContext): Promise<boolean> {
  const { store, branch, now } = context
  const over = await store.find(waitlistOffers, {
    where: { branch, state: 'open', expiresAt: { lte: now } },
    orderBy: ['expiresAt', 'id'],
    limit: endedAtOnce,
  })
  for (const { bookingId } of over) await endOverHold(context, bookingId)
  const ended = await store.findForUpdate(waitlistEntries, {
    where: { branch, state: 'waiting', endsAt: { lte: now } },
    orderBy: ['id'],
    limit: endedAtOnce,
  })
  for (const entry of ended) await keepEntry(context, entry, { state: 'expired', rests: false }, { kind: 'expired' })
  return over.length === endedAtOnce || ended.length === endedAtOnce
}

/** Lets an entry leave, with the offer that stands. */
export async function leaveList(
  context: CommandContext,
  { entry: before, offer }: EntryAtHand,
  reason?: string,
): Promise<EntryRow> {
  if (offer !== undefined) {
    return takeBackOffer(context, offer, { offerState: 'withdrawn', state: 'left', kind: 'left', reason })
  }
  const entry = await holdEntryAsRead(context, before)
  return keepEntry(context, entry, { state: 'left', rests: false }, { kind: 'left', reason })
}

const leaving = z.strictObject({ entryId: z.string(), reason: z.string() })

interface Leaving extends z.output<typeof leaving> {}

const leavingKind: JobKind<Leaving> = { name: 'waitlist.endEntry', input: leaving }

/** In the branch of the entry, whose books are sealed by themselves. */
export const endEntry: Job<Leaving> = job({
  ...leavingKind,
  async run(context, { entryId, reason }) {
    const known = await context.store.get(waitlistEntries, entryId)
    if (known === undefined) return
    const atHand = await entryAtHand(context, entryId)
    if ((openStates as readonly string[]).includes(atHand.entry.state)) await leaveList(context, atHand, reason)
  },
})

/** Ends them after this transaction, each in its branch. */
export function endLater(context: CommandContext, entries: readonly EntryRow[], reason: string): void {
  for (const { id: entryId, branch } of entries) context.schedule(leavingKind, { entryId, reason }, { branch })
}
