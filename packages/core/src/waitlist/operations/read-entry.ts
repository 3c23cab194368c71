/** An entry of the waitlist with its offers and everything that happened to it. */
import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import type { ScopedReads } from '../../storage/scoped-reads.ts'
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

/** Statements: three; one more for who waits, and those of depositsOf for who is offered something. */
export const read: Operation<'query', ReadWaitlistEntry, WaitlistEntryWithHistory, (typeof errors)[number]> = operation(
  {
    name: 'waitlist.read',
    summary: 'An entry of the waitlist: how many come before, what was offered, and everything that happened to it.',
    kind: 'query',
    input,
    output,
    errors,
    async run({ store }, { entryId }) {
      const row = await store.get(waitlistEntries, entryId)
      if (row === undefined) throw WaitlistEntryUnknown.create({ entryId })
      const offers = await store.find(waitlistOffers, { where: { entryId }, orderBy: ['id'], limit: 'all' })
      const facts = await store.find(waitlistEvents, { where: { entryId }, orderBy: ['id'], limit: 'all' })
      const standing = offers.find(({ id }) => id === row.offerId)
      const toPay = await depositsOf(store, offers)
      return {
        ...presentEntry(row, standing, toPay.get(standing?.bookingId ?? '')),
        ahead: row.state === 'waiting' ? await countAhead(store, row) : null,
        offersMade: offers.map((one) => presentOffer(one, toPay.get(one.bookingId))),
        events: facts.map(({ kind, at, actor, state, rests, priority, offerId, startsAt, reason }) => ({
          ...{ kind, at, actor, state, rests, priority, offerId, startsAt, reason },
        })),
      }
    },
  },
)

async function countAhead(store: ScopedReads, row: EntryRow): Promise<number> {
  const { branch, serviceId, priority, joinedAt, id } = row
  const [counted] = await store.aggregate(waitlistEntries, {
    where: {
      ...{ branch, serviceId, state: 'waiting', rests: false },
      anyOf: [
        { priority: { gt: priority } },
        { priority, joinedAt: { lt: joinedAt } },
        { priority, joinedAt, id: { lt: id } },
      ],
    },
    measures: { entries: { of: 'count' } },
    limit: 1,
  })
  return counted?.entries ?? 0
}
