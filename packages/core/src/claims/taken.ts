/** What takes a resource, as everybody who decides about claims is told it. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Filter } from '../storage/filter.ts'
import type { Instant } from '../values/instant.ts'
import type { Window } from './peak-overlap.ts'
import { type ClaimRow, claims } from './tables.ts'

/** Why a resource is taken. */
export type ClaimKind = 'rental' | 'block' | 'hold' | 'booking' | 'timeOff' | 'import'

/** The kinds that take a resource as a whole: who is away, or busy elsewhere, has no units left. */
const takingAll: ReadonlySet<string> = new Set<ClaimKind>(['timeOff', 'import'])

/** How many units of a resource that has so many by now a claim takes. */
export const unitsTaken = ({ kind, quantity }: Pick<Taken, 'kind' | 'quantity'>, capacity: number): number =>
  takingAll.has(kind) ? Math.max(capacity, quantity) : quantity

/** What claims a resource, from when until when, buffers included. */
export interface Taken extends Window {
  readonly resource: string
  /** Whose claim it is: the id of a booking, a hold, a rental, a block, a time off. */
  readonly reference: string
  readonly kind: string
  readonly quantity: number
  /** The resource as which it was claimed, where that is a unit of the stock or counted stock. */
  readonly resourceId?: string | null
  /** Where the resource is meanwhile; null where that does not matter. */
  readonly place?: string | null
  /** The part in which it works, without what is around it; null or missing where none is told: then it is all of it. */
  readonly worksFrom?: Instant | null
  readonly worksTo?: Instant | null
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
  resourceId: row.resourceId,
  place: row.place,
  worksFrom: row.worksFrom,
  worksTo: row.worksTo,
  expiresAt: row.expiresAt,
})

/** The part of a claim for which its resource has to work: what is around it need not be working time. */
export const workOf = ({ from, to, worksFrom, worksTo }: Taken): Window => ({
  from: worksFrom ?? from,
  to: worksTo ?? to,
})

/** The rows that take these resources at any moment of the window. */
export const claimsIn = (resources: readonly string[], window: Window): Filter<ClaimRow> => ({
  resource: { in: resources },
  endsAt: { gt: window.from },
  startsAt: { lt: window.to },
})

/** Whether it is a hold whose time is over. */
export const isOver = ({ expiresAt }: Pick<Taken, 'expiresAt'>, now: Instant): boolean =>
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
