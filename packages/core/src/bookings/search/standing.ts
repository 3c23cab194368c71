/** What stands in the way of one resource at one time. Pure; it looks at claims one by one, for people to read. */
import type { Part } from './plan.ts'
import type { PoolMember } from './query.ts'
import { claimAt, firstClaimEndingAfter, type SearchClaim, type SearchResource } from './resource.ts'
import { spansAbove, usageOf } from './usage.ts'
import type { Ways } from './ways.ts'

export type ClaimInTheWay = Required<SearchClaim>

/** A claim at another place, and the time from leaving for it to being back. */
export interface WayInTheWay extends ClaimInTheWay {
  readonly awayFrom: number
  readonly awayTo: number
}

/** A span [from, to). */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Why a member is not free for a phase; all times are as they stand, not cut to the phase. */
export type WhyNotFree =
  /** It cannot be had at any time. */
  | { readonly kind: 'gone'; readonly why: string }
  /** The parts of the phase that are no working time. */
  | { readonly kind: 'notWorking'; readonly spans: readonly Span[] }
  /** A single resource is claimed in the phase or its buffers. */
  | { readonly kind: 'taken'; readonly claims: readonly ClaimInTheWay[] }
  /** Of several units fewer are free throughout than are needed: these claims stand when it is too few. */
  | {
      readonly kind: 'capacity'
      readonly needed: number
      readonly free: number
      readonly claims: readonly ClaimInTheWay[]
    }
  /** Free then, but on the way to or from another place. */
  | { readonly kind: 'travel'; readonly claims: readonly WayInTheWay[] }
  /** Free then, but these requirements cannot do without. */
  | { readonly kind: 'neededElsewhere'; readonly requirements: readonly string[] }

/** All that keeps a member from serving a part of a slot that starts then; nothing where it is free. */
export function standingInTheWay(ways: Ways, part: Part, member: PoolMember, start: number): WhyNotFree[] {
  const { resource, before, after } = member
  if (resource.closed !== null) return [{ kind: 'gone', why: resource.closed }]
  const reasons: WhyNotFree[] = []
  const spans = closedWithin(resource, { from: start + part.from, to: start + part.to })
  if (spans.length > 0) reasons.push({ kind: 'notWorking', spans })
  const claimed = { from: start + part.from - before, to: start + part.to + after }
  reasons.push(
    ...(resource.capacity === 1 ? ofOne(ways, part, resource, claimed) : ofMany(ways, part, resource, claimed)),
  )
  return reasons
}

function ofOne(ways: Ways, { quantity }: Part, resource: SearchResource, span: Span): WhyNotFree[] {
  if (quantity > 1) return [{ kind: 'capacity', needed: quantity, free: 1, claims: [] }]
  const met = claimsMeeting(ways, resource, span)
  const taken = met.filter((claim) => meets(claim, span)).map(plain)
  const away = met.filter((claim) => !meets(claim, span))
  return [
    ...(taken.length > 0 ? [{ kind: 'taken', claims: taken } as const] : []),
    ...(away.length > 0 ? [{ kind: 'travel', claims: away } as const] : []),
  ]
}

function ofMany(ways: Ways, { quantity }: Part, resource: SearchResource, span: Span): WhyNotFree[] {
  const { capacity } = resource
  if (quantity > capacity) return [{ kind: 'capacity', needed: quantity, free: capacity, claims: [] }]
  const met = claimsMeeting(ways, resource, span)
  const standing = met.filter((claim) => meets(claim, span))
  const over = overfull(standing, capacity - quantity, span)
  if (over.length > 0) {
    const free = Math.max(0, capacity - mostUsed(standing, span))
    const claims = standing.filter((claim) => over.some((one) => meets(claim, one))).map(plain)
    return [{ kind: 'capacity', needed: quantity, free, claims }]
  }
  const withWays = met.map((claim) => ({ ...claim, from: claim.awayFrom, to: claim.awayTo }))
  const overWithWays = overfull(withWays, capacity - quantity, span)
  if (overWithWays.length === 0) return []
  const claims = met.filter(
    ({ from, to, awayFrom, awayTo }) =>
      (awayFrom < from || to < awayTo) && overWithWays.some((one) => meets({ from: awayFrom, to: awayTo }, one)),
  )
  return [{ kind: 'travel', claims }]
}

const meets = (one: Span, other: Span): boolean => one.from < other.to && other.from < one.to

const plain = ({ reference, from, to, quantity, place, kind }: ClaimInTheWay): ClaimInTheWay => ({
  reference,
  from,
  to,
  quantity,
  place,
  kind,
})

/** The claims that meet a span when the ways to and from them are counted. */
function claimsMeeting(ways: Ways, resource: SearchResource, span: Span): WayInTheWay[] {
  const most = Math.max(0, ...resource.places.map((place) => ways.to(place).back))
  const met: WayInTheWay[] = []
  for (let at = firstClaimEndingAfter(resource, span.from - most); at < resource.claims.from.length; at++) {
    const claim = claimAt(resource, at)
    const { there, back } = ways.to(claim.place)
    const away = { ...claim, awayFrom: claim.from - there, awayTo: claim.to + back }
    if (meets({ from: away.awayFrom, to: away.awayTo }, span)) met.push(away)
  }
  return met
}

/** The parts of a span in which more than `most` is in use. */
function overfull(loads: readonly (Span & { readonly quantity: number })[], most: number, span: Span): Span[] {
  const spans = spansAbove(stepsOf(loads), most)
  const found: Span[] = []
  for (let at = 0; at < spans.length; at += 2) {
    const from = Math.max(span.from, spans[at] as number)
    const to = Math.min(span.to, spans[at + 1] as number)
    if (from < to) found.push({ from, to })
  }
  return found
}

function mostUsed(loads: readonly (Span & { readonly quantity: number })[], span: Span): number {
  const { at, used } = stepsOf(loads)
  let most = 0
  for (let step = 0; step < at.length; step++) {
    const until = at[step + 1] ?? Number.POSITIVE_INFINITY
    if ((at[step] as number) < span.to && span.from < until) most = Math.max(most, used[step] as number)
  }
  return most
}

const stepsOf = (loads: readonly (Span & { readonly quantity: number })[]) =>
  usageOf({
    from: loads.map(({ from }) => from),
    to: loads.map(({ to }) => to),
    quantity: loads.map(({ quantity }) => quantity),
  })

/** The parts of a span that are no working time. */
function closedWithin({ open }: SearchResource, { from, to }: Span): Span[] {
  const closed: Span[] = []
  let at = from
  for (let span = 0; span < open.length; span += 2) {
    const [begins, ends] = [open[span] as number, open[span + 1] as number]
    if (ends <= at) continue
    if (begins >= to) break
    if (begins > at) closed.push({ from: at, to: begins })
    at = ends
  }
  if (at < to) closed.push({ from: at, to })
  return closed
}
