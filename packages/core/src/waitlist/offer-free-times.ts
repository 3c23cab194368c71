/** Offers the times that are free to those who wait, in the order in which it is their turn. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { type Job, job } from '../engine/job.ts'
import type { JobKind } from '../engine/job-kind.ts'
import type { Instant } from '../values/instant.ts'
import { localTimeAt } from '../values/local-time.ts'
import { endWhatIsOver } from './end-entries.ts'
import { openStates } from './entry-state.ts'
import { type FreeStarts, freeStarts } from './free-starts.ts'
import { offer } from './operations/offer.ts'
import { type WaitlistSettings, waitlistSettings } from './settings.ts'
import { type EntryRow, waitlistEntries, waitlistOffers } from './tables.ts'
import { wishText } from './wish.ts'

/** Offers of one transaction: until it ends, nobody else takes any of the people whom it holds. */
const offersAtOnce = 10
/** How many times that somebody else took at the same moment are tried for one entry. */
const triesForOne = 5

export interface OfferedFree {
  /** How many offers were made. */
  readonly offered: number
  /** Whether it is not through: it goes on from the beginning. */
  readonly more: boolean
}

const nothing = z.strictObject({})

/** Looks through the list of the branch of its session. */
export const offerFreeKind: JobKind<Record<never, never>> = { name: 'waitlist.offerFree', input: nothing }

export const offerFreeJob: Job<Record<never, never>> = job({
  ...offerFreeKind,
  async run(context) {
    await offerFreeTimes(context)
  },
})

/**
 * Everybody who waits is looked at in order: the higher priority, then who joined first. Each is offered the first free time of the wish, and only then the next is
 * looked at; so a later one never gets what an earlier one wishes for. One pass at a time in a branch. What it does not reach in one transaction a job goes on with, from the first
 * again. Statements: a lock, what is over (two), who waits, what was offered to them, and those of freeStarts: the same for one who waits and for many;
 * more for each offer.
 */
export async function offerFreeTimes(context: CommandContext): Promise<OfferedFree> {
  const { store, branch } = context
  await store.lock([`waitlist:${branch}`])
  const isMoreOver = await endWhatIsOver(context)
  const settings = await context.settings(waitlistSettings)
  const { offered, more } = isOfferingTime(context, settings) ? await offerInOrder(context, settings) : none
  const goesOn = more || isMoreOver
  if (goesOn) context.schedule(offerFreeKind, {})
  return { offered, more: goesOn }
}

const none: OfferedFree = { offered: 0, more: false }

function isOfferingTime({ studio, branch, now }: CommandContext, { hours }: WaitlistSettings): boolean {
  if (hours === null) return true
  const { time } = localTimeAt(now, studio.days(branch).timeZone)
  return hours.from <= time && time < hours.to
}

async function offerInOrder(context: CommandContext, { leastMinutes }: WaitlistSettings): Promise<OfferedFree> {
  const { store, branch } = context
  const open = await store.find(waitlistEntries, {
    where: { branch, state: { in: openStates } },
    orderBy: ['-priority', 'joinedAt', 'id'],
    limit: 'all',
  })
  const turn = inTurn(open)
  if (turn.length === 0) return none
  const refused = await readRefused(context, turn)
  const free = await freeStarts(context, turn, leastMinutes)
  let offered = 0
  for (const entry of turn) {
    if (offered === offersAtOnce) return { offered, more: true }
    if (await offerFirst(context, entry, { free, refused: refused.get(entry.id) ?? new Set() })) offered++
  }
  return { offered, more: false }
}

/** Who is offered something, in order; of the same wish of one customer only the first. Pure. */
export function inTurn(open: readonly EntryRow[]): readonly EntryRow[] {
  const wishes = new Set<string>()
  return open.filter((entry) => {
    const wish = `${entry.customerId} ${wishText(entry)}`
    const isFirst = !wishes.has(wish)
    wishes.add(wish)
    return isFirst && entry.state === 'waiting' && !entry.rests
  })
}

/** What was offered of the same wish before: it is the next one's. One statement. */
async function readRefused(
  { store }: CommandContext,
  waiting: readonly EntryRow[],
): Promise<ReadonlyMap<string, Set<Instant>>> {
  const wishOf = new Map(waiting.flatMap(({ id, wish, offers }) => (offers > 0 ? [[id, wish]] : [])))
  const refused = new Map<string, Set<Instant>>()
  if (wishOf.size === 0) return refused
  const where = { entryId: { in: [...wishOf.keys()] } }
  const offers = await store.find(waitlistOffers, { where, orderBy: ['id'], limit: 'all' })
  for (const { entryId, wish, startsAt } of offers) {
    if (wishOf.get(entryId) !== wish) continue
    const starts = refused.get(entryId) ?? new Set()
    refused.set(entryId, starts.add(startsAt))
  }
  return refused
}

/** Whether the entry was offered a time. */
async function offerFirst(
  context: CommandContext,
  { id: entryId, ...entry }: EntryRow,
  { free, refused }: { readonly free: FreeStarts; readonly refused: Set<Instant> },
): Promise<boolean> {
  for (let tries = 0; tries < triesForOne; tries++) {
    const startsAt = await free.firstOf({ id: entryId, ...entry }, refused)
    if (startsAt === undefined) return false
    const made = await context.attempt(offer, { entryId, startsAt })
    free.forget()
    if (made.ok) return true
    // Somebody was faster: what is free now is the next time, or the next one's.
    refused.add(startsAt)
  }
  return false
}
