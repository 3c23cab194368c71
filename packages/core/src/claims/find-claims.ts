/** Finding the claims of a time without reading all that come after it, or all that came before. */
import type { Filter } from '../storage/filter.ts'
import { addMillis, millisOf } from '../values/instant.ts'
import type { Window } from './peak-overlap.ts'
import type { ClaimRow } from './tables.ts'

/**
 * Hardly anything is claimed for longer, in milliseconds. What is not, and meets a time, begins no longer than this before it: so it is found by when it begins. Longer claims
 * are few, and found by themselves.
 */
const longest = 8 * 86_400_000

export const isLong = ({ from, to }: Window): boolean => millisOf(to) - millisOf(from) > longest

/** What a search reads of a claim: all of it stands in one index. */
export const seenColumns = [
  'resource',
  'startsAt',
  'endsAt',
  'quantity',
  'place',
  'expiresAt',
  'kind',
  'reference',
] as const

export type ClaimSeen = Pick<ClaimRow, (typeof seenColumns)[number]>

/** What is noted of a resource beside its claims. */
export interface ResourceMark {
  /** Its version. */
  readonly stamp: number
  /** Above 0 where it was ever claimed for very long. */
  readonly longs: number
}

export interface ClaimsToFind {
  /** Resources as claims name them. */
  readonly names: readonly string[]
  readonly marks: ReadonlyMap<string, ResourceMark>
  readonly window: Window
}

/** How the claims are read, in the order of resources and times. */
export type ReadClaims<R> = (where: Filter<ClaimRow>) => Promise<R[]>

/** What claims these resources at any moment of the window, in the order of resources and times. One statement, and one more where some were ever claimed for very long. */
export async function findClaims<R extends ClaimSeen>(
  read: ReadClaims<R>,
  { names, marks, window: { from, to } }: ClaimsToFind,
): Promise<R[]> {
  if (names.length === 0) return []
  const endsAt = { gt: from }
  const begins = { gt: addMillis(from, -longest), lt: to }
  const rows = await read({ resource: { in: names }, isLong: false, endsAt, startsAt: begins })
  const withLong = names.filter((name) => (marks.get(name)?.longs ?? 0) > 0)
  if (withLong.length === 0) return rows
  const long = await read({ resource: { in: withLong }, isLong: true, endsAt, startsAt: { lt: to } })
  if (long.length === 0) return rows
  return [...rows, ...long].sort(
    (one, other) =>
      compare(one.resource, other.resource) ||
      compare(one.startsAt, other.startsAt) ||
      compare(one.reference, other.reference),
  )
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
