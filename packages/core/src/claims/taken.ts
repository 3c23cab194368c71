/** What takes a resource, as everybody who decides about claims is told it. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Filter } from '../storage/filter.ts'
import type { Instant } from '../values/instant.ts'
import type { Window } from './peak-overlap.ts'
import { type ClaimRow, claims } from './tables.ts'

/** Why a resource is taken. */
export type ClaimKind = 'rental' | 'block' | 'hold' | 'booking' | 'timeOff' | 'import'

/** What claims a resource, from when until when, buffers included. */
export interface Taken extends Window {
  readonly resource: string
  /** Whose claim it is: the id of a booking, a hold, a rental, a block, a time off. */
  readonly reference: string
  readonly kind: string
  readonly quantity: number
  /** Where the resource is meanwhile; null where that does not matter. */
  readonly place?: string | null
  /** From then on it claims nothing. */
  readonly expiresAt?: Instant | null
}

export const takenOf = (row: ClaimRow): Taken => ({
  resource: row.resource,
  reference: row.reference,
  kind: row.kind,
  from: row.startsAt,
  to: row.endsAt,
  quantity: row.quantity,
  place: row.place,
  expiresAt: row.expiresAt,
})

/** The rows that take these resources at any moment of the window. */
export const claimsIn = (resources: readonly string[], window: Window): Filter<ClaimRow> => ({
  resource: { in: resources },
  endsAt: { gt: window.from },
  startsAt: { lt: window.to },
})

/** Whether it is a hold whose time is over. */
export const isOver = ({ expiresAt }: Taken, now: Instant): boolean =>
  expiresAt !== undefined && expiresAt !== null && expiresAt <= now

/** A claim of no time is one that is over: its owner still holds it, to claim more when it must. */
export const stands = (taken: Taken, now: Instant): boolean => taken.from < taken.to && !isOver(taken, now)

/** What is taken of these resources at any moment of the window; holds that expired by `now` take nothing. One statement. */
export async function readTaken(
  store: ScopedReads,
  resources: readonly string[],
  window: Window,
  now: Instant,
): Promise<readonly Taken[]> {
  if (resources.length === 0) return []
  const rows = await store.find(claims, {
    where: claimsIn(resources, window),
    orderBy: ['resource', 'startsAt', 'reference', 'id'],
    limit: 'all',
  })
  return rows.map(takenOf).filter((taken) => stands(taken, now))
}
