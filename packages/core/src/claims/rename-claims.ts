/** Claims of a resource that is known as a unit of the stock from now on, or no longer. */
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { commitClaims, readMarks, touchLong } from './commit-claims.ts'
import { beyondClaims } from './first-free.ts'
import { overflows, type Window } from './peak-overlap.ts'
import { termsName } from './resource-names.ts'
import { claims } from './tables.ts'
import { type Taken, unitsTaken } from './taken.ts'

export interface ClaimsToRename {
  readonly resourceId: string
  /** The names under which it is claimed until now, and from now on. */
  readonly from: string
  readonly to: string
  /** How many units there are under the new name. */
  readonly capacity: number
  /** What is in use under the new name, whatever is claimed for it. */
  readonly uses: readonly Taken[]
}

/** A time in which more would be claimed under one name than there is. */
export interface ClaimsThatMeet extends Window {
  /** Of the resource. */
  readonly own: readonly Taken[]
  /** What is claimed under the new name already. */
  readonly others: readonly Taken[]
}

const foreverAfter: Instant = '9999-12-31T00:00:00.000Z'

/**
 * Moves all claims of a resource under another name in one commit, past ones included: whoever decides on either name at this moment decides again. Where
 * there would be more claimed than there is from now on nothing is moved, and the answer says what meets. Statements: versions, claims, their
 * raising, what is noted of the former name, the move; one more where it was ever claimed for very long.
 */
export async function renameClaims(
  context: CommandContext,
  { resourceId, from, to, capacity, uses }: ClaimsToRename,
): Promise<readonly ClaimsThatMeet[]> {
  const { store, now } = context
  if (from === to) return []
  const ownName = termsName(resourceId)
  const isOwn = (taken: Taken): boolean =>
    taken.resource === from && (from === ownName || taken.resourceId === resourceId)
  const window = { from: now, to: foreverAfter }
  const meeting = await commitClaims<readonly ClaimsThatMeet[]>(context, {
    resources: [from, to],
    window,
    decide({ taken }) {
      const own = taken.filter(isOwn)
      const standing = taken.filter(({ resource }) => resource === to)
      const others = [...standing, ...beyondClaims(uses, standing)]
      const result = meetingIn(own, others, window, capacity)
      return result.length > 0 ? { claims: null, result } : { claims: [], touches: [from, to], result }
    },
  })
  if (meeting.length > 0) return meeting
  // Long claims are looked for where there were any: also under the new name.
  const longs = (await readMarks(context, [from])).get(from)?.longs ?? 0
  if (longs > 0) await touchLong(context, [to])
  const where = from === ownName ? { resource: from } : { resource: from, resourceId }
  await store.updateWhere(claims, where, { resource: to, resourceId: to === ownName ? null : resourceId })
  return meeting
}

/** Times in which what is moved is a part of more than there is. Pure. */
function meetingIn(
  own: readonly Taken[],
  others: readonly Taken[],
  window: Window,
  capacity: number,
): readonly ClaimsThatMeet[] {
  if (own.length === 0) return []
  const ofResource = new Set(own)
  const inUnits = (taken: Taken) => ({ ...taken, quantity: unitsTaken(taken, capacity), taken })
  return overflows([...own, ...others].map(inUnits), window, capacity).flatMap((stretch) => {
    const all = stretch.of.map(({ taken }) => taken)
    const mine = all.filter((taken) => ofResource.has(taken))
    const theirs = all.filter((taken) => !ofResource.has(taken))
    return mine.length === 0 ? [] : [{ from: stretch.from, to: stretch.to, own: mine, others: theirs }]
  })
}
