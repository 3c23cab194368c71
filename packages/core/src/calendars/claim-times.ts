/** Puts the busy times of a source in the place of those that it had. */
import {
  claimName,
  claims,
  commitClaims,
  hullOf,
  laterOf,
  overlaps,
  releaseClaims,
  termsName,
  type Window,
} from '../claims/index.ts'
import type { CommandContext } from '../engine/context.ts'
import { type MetClaim, requireSameName, resourceConflictsFound, type resources } from '../resources/index.ts'
import type { RowOf } from '../storage/table.ts'
import { sameTimes } from './imported-times.ts'

/** The kinds of claims that somebody waits for. */
const booked: ReadonlySet<string> = new Set(['booking', 'hold', 'rental'])

export interface ClaimedTimes {
  /** Whether anything is busy or free now that was not before. */
  readonly changed: boolean
  /** What is booked in the times, buffers included: all of it where anything changed. */
  readonly conflicts: readonly MetClaim[]
}

/**
 * All of the times in one commit, whatever is booked: an import refuses nothing. Nothing is written where the times are
 * those that stand. Statements: one, and those of a commit of claims.
 *
 * @param times merged, from `since` on
 */
export async function claimTimes(
  context: CommandContext,
  sourceId: string,
  row: RowOf<typeof resources>,
  times: readonly Window[],
  since: string,
): Promise<ClaimedTimes> {
  const { store } = context
  const resourceId = row.id
  const resource = claimName(row)
  const terms = termsName(resourceId)
  const former = await store.find(claims, {
    where: { reference: sourceId },
    orderBy: ['startsAt', 'id'],
    limit: 'all',
  })
  const standing = former
    .filter(({ endsAt }) => endsAt > since)
    .map(({ startsAt, endsAt }) => ({ from: laterOf(startsAt, since), to: endsAt }))
  if (sameTimes(standing, times)) return { changed: false, conflicts: [] }
  if (times.length === 0) {
    await releaseClaims(context, [sourceId])
    return { changed: true, conflicts: [] }
  }
  const conflicts = await commitClaims<MetClaim[]>(context, {
    resources: [resource, terms],
    window: hullOf(times),
    replaces: [sourceId],
    async decide({ taken }) {
      await requireSameName(context, row)
      const met = taken
        .filter((one) => booked.has(one.kind) && meetsAny(one, times))
        .map(({ reference, kind, from, to }): MetClaim => ({ reference, kind, from, to }))
      // Of a kind that takes all units of the resource, however many it has.
      const as = { resource, resourceId: resource === terms ? null : resourceId }
      const made = times.map(({ from, to }) => ({ ...as, reference: sourceId, kind: 'import' as const, from, to }))
      return { claims: made, touches: [terms], result: met }
    },
  })
  const found = conflicts.filter((one) => !meetsAny(one, standing))
  if (found.length > 0) {
    context.emit(resourceConflictsFound, { conflicts: found.map((one) => ({ resourceId, ...one })) })
  }
  return { changed: true, conflicts }
}

/** Whether a time meets any of a list that is in order and apart. */
function meetsAny(one: Window, times: readonly Window[]): boolean {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as Window).to <= one.from) low = middle + 1
    else high = middle
  }
  const first = times[low]
  return first !== undefined && overlaps(one, first)
}
