/** An entry of the waitlist with its offers and everything that happened to it. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { ScopedReads } from '../../storage/scoped-reads.ts'
import type { Instant } from '../../values/instant.ts'
import { asItStands, inStates, offerAsItStands, passedOffers } from '../as-it-stands.ts'
import { WaitlistEntryUnknown } from '../errors.ts'
import {
  depositsOf,
  entrySchema,
  offerSchema,
  presentEntry,
  presentOffer,
  type WaitlistEntry,
  type WaitlistOffer,
} from '../present-entry.ts'
import { idText } from '../shapes.ts'
import { type EntryRow, waitlistEntries, waitlistEvents, waitlistOffers } from '../tables.ts'

const schema = z.strictObject({ entryId: idText })

export interface ReadWaitlistEntry extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadWaitlistEntry> = schema

export interface WaitlistHappened {
  /** joined, changed, offered, accepted, declined, passed, left or expired. */
  kind: string
  at: string
  actor: string
  /** How the entry stood after it. */
  state: string
  rests: boolean
  priority: number
  offerId: string | null
  startsAt: string | null
  reason: string | null
}

export interface WaitlistEntryWithHistory extends WaitlistEntry {
  /** How many who wait for the same service in the branch come before; null for who does not wait. */
  ahead: number | null
  /** All that were made, the oldest first. */
  offersMade: WaitlistOffer[]
  events: WaitlistHappened[]
}

const output: z.ZodType<WaitlistEntryWithHistory> = z.intersection(
  entrySchema,
  z.object({
    ahead: z.int().nullable(),
    offersMade: z.array(offerSchema),
    events: z.array(
      z.object({
        kind: z.string(),
        at: z.string(),
        actor: z.string(),
        state: z.string(),
        rests: z.boolean(),
        priority: z.int(),
        offerId: z.string().nullable(),
        startsAt: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
  }),
)

const errors = [WaitlistEntryUnknown] as const

/** Statements: three; two more for who waits, and those of depositsOf for who is offered something. */
export const read: Operation<'query', ReadWaitlistEntry, WaitlistEntryWithHistory, (typeof errors)[number]> = operation(
  {
    name: 'waitlist.read',
    summary: 'An entry of the waitlist: how many come before, what was offered, and everything that happened to it.',
    kind: 'query',
    input,
    output,
    errors,
    async run({ store, now }, { entryId }) {
      const row = await store.get(waitlistEntries, entryId)
      if (row === undefined) throw WaitlistEntryUnknown.create({ entryId })
      const kept = await store.find(waitlistOffers, { where: { entryId }, orderBy: ['id'], limit: 'all' })
      const facts = await store.find(waitlistEvents, { where: { entryId }, orderBy: ['id'], limit: 'all' })
      const named = kept.find(({ id }) => id === row.offerId)
      const { entry, offer } = asItStands(row, named, now)
      const offers = kept.map((one) => offerAsItStands(one, now))
      const toPay = await depositsOf(store, offers)
      return {
        ...presentEntry(entry, offer, toPay.get(offer?.bookingId ?? '')),
        ahead: entry.state === 'waiting' ? await countAhead(store, entry, now) : null,
        offersMade: offers.map((one) => presentOffer(one, toPay.get(one.bookingId))),
        events: facts.map(({ kind, at, actor, state, rests, priority, offerId, startsAt, reason }) => ({
          ...{ kind, at, actor, state, rests, priority, offerId, startsAt, reason },
        })),
      }
    },
  },
)

async function countAhead(store: ScopedReads, row: EntryRow, now: Instant): Promise<number> {
  const { branch, serviceId, priority, joinedAt, id } = row
  const passed = await passedOffers(store, { branch, now })
  const [counted] = await store.aggregate(waitlistEntries, {
    where: {
      ...{ branch, serviceId, rests: false },
      allOf: [
        inStates(['waiting'], passed),
        {
          anyOf: [
            { priority: { gt: priority } },
            { priority, joinedAt: { lt: joinedAt } },
            { priority, joinedAt, id: { lt: id } },
          ],
        },
      ],
    },
    measures: { entries: { of: 'count' } },
    limit: 1,
  })
  return counted?.entries ?? 0
}
