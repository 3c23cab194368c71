/** Told of what may have freed a time, after its commit: the list is looked through. */
import { bookingChanged, serviceSaved } from '../bookings/index.ts'
import { calendarImported, calendarSourceChanged } from '../calendars/index.ts'
import type { CommandContext } from '../engine/context.ts'
import type { Event } from '../engine/event.ts'
import { z } from 'zod'
import { type Job, job } from '../engine/job.ts'
import { type Subscriber, subscribeInBatches } from '../engine/subscriber.ts'
import {
  openingHoursSet,
  resourceAdded,
  resourceBook,
  resourceChanged,
  rosterSet,
  shiftsSet,
  timeOffDecided,
  timeOffWithdrawn,
} from '../resources/index.ts'
import { openStates } from './entry-state.ts'
import { waitlistChanged, waitlistJoined } from './events.ts'
import { offerFreeKind } from './offer-free-times.ts'
import { waitlistEntries } from './tables.ts'

const told = [
  bookingChanged,
  serviceSaved,
  waitlistJoined,
  waitlistChanged,
  resourceAdded,
  resourceChanged,
  rosterSet,
  shiftsSet,
  openingHoursSet,
  timeOffDecided,
  timeOffWithdrawn,
  calendarImported,
  calendarSourceChanged,
] as const

/** What only takes a time, or nothing. */
const takingKinds: Readonly<Record<string, ReadonlySet<unknown>>> = {
  [bookingChanged.name]: new Set(['held', 'booked', 'confirmed', 'checkedIn', 'linked']),
  [calendarSourceChanged.name]: new Set(['saved']),
}

/** Many events at once are one look. */
export const followFreedTimes: Subscriber = subscribeInBatches({
  name: 'followFreedTimes',
  to: told,
  // Nobody waited before there was a list.
  from: 'now',
  async handleAll(context, events) {
    const freeing = events.filter(({ name, data }) => takingKinds[name]?.has(kindOf(data)) !== true)
    if (freeing.length === 0) return
    const waiting = await branchesWaiting(context)
    if (waiting.length === 0) return
    const branches = await branchesOf(context, freeing)
    for (const branch of waiting) if (branches.has(branch)) context.schedule(offerFreeKind, {}, { branch })
  },
})

const kindOf = (data: unknown): unknown => (data as { readonly kind?: unknown }).kind

/** The branches in which somebody waits. One statement. */
async function branchesWaiting({ store }: CommandContext): Promise<readonly string[]> {
  const rows = await store.aggregate(waitlistEntries, {
    where: { state: { in: openStates } },
    groupBy: ['branch'],
    measures: { entries: { of: 'count' } },
    orderBy: ['branch'],
    limit: 'all',
  })
  return rows.map(({ branch }) => branch)
}

/** Where each of them happened, which of resources is their branch. One statement where they tell of resources. */
async function branchesOf(context: CommandContext, events: readonly Event[]): Promise<ReadonlySet<string>> {
  const branches = new Set([context.branch])
  const resourceIds = new Set<string>()
  for (const { data } of events) {
    const told = data as { resourceId?: string; resourceIds?: readonly string[]; branch?: string }
    if (told.branch !== undefined) branches.add(told.branch)
    if (told.resourceId !== undefined) resourceIds.add(told.resourceId)
  }
  for (const { name, data } of events) {
    if (name !== shiftsSet.name) continue
    for (const id of (data as { resourceIds: readonly string[] }).resourceIds) resourceIds.add(id)
  }
  if (resourceIds.size === 0) return branches
  const book = await resourceBook(context)
  for (const id of resourceIds) {
    const branch = book.byId.get(id)?.branch
    if (branch !== undefined) branches.add(branch)
  }
  return branches
}

/** For everything that nobody tells of: rentals that come back, days that come into reach, hours in which offers are made. */
export const lookAgain: Job<Record<never, never>> = job({
  name: 'waitlist.lookAgain',
  input: z.object({}),
  cron: '*/10 * * * *',
  async run(context) {
    for (const branch of await branchesWaiting(context)) context.schedule(offerFreeKind, {}, { branch })
  },
})
