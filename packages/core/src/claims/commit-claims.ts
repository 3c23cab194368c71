/** The one commit of everything that changes who is free when. */
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import { overlaps, type Window } from './peak-overlap.ts'
import { claims, claimsVersions } from './tables.ts'
import { type ClaimKind, claimsIn, isOver, stands, type Taken, takenOf } from './taken.ts'

/** A claim to be made. */
export interface NewClaim extends Window {
  readonly resource: string
  readonly reference: string
  readonly kind: ClaimKind
  /** 1 unless told. */
  readonly quantity?: number
  readonly expiresAt?: Instant | null
  readonly place?: string | null
}

/** What stands in the way, as of one moment of the store. */
export interface StandingClaims {
  /** Claims that stand, without those that are replaced; in the order of resources and times. */
  readonly taken: readonly Taken[]
  /** How often a resource was changed: with it, whoever keeps what he read of a resource knows whether it still holds. */
  changesOf(resource: string): number
}

/** What a decision comes to: claims that are made, or none. */
export type Decision<R> =
  | {
      readonly claims: readonly NewClaim[]
      /** Resources that were relied on, or that change otherwise, beside those of the claims. */
      readonly touches?: readonly string[]
      readonly result: R
    }
  | { readonly claims: null; readonly result: R }

export interface ClaimsToDecide<R> {
  /** All that may be claimed. */
  readonly resources: readonly string[]
  /** The time of whose claims the decision is told. */
  readonly window: Window
  /** Names whose versions the decision is told as well, without being raised by it: it must not hang on them alone. */
  readonly reads?: readonly string[]
  /** References whose claims give way to the new ones. */
  readonly replaces?: readonly string[]
  /** Free of effects: it may be asked again. It may read. */
  decide(standing: StandingClaims): Decision<R> | Promise<Decision<R>>
}

/** How often a decision is made again in one transaction before the whole of it is repeated. */
const mostDecisions = 5

/**
 * Reads the versions of the resources and then their claims, asks for a decision, and raises the versions of what is claimed:
 * only where each was still the one that was read is the decision kept, else it is made again. So two writers, in whatever processes, never take
 * the same resource for the same time, at whatever isolation the store works; and who does not meet is not kept waiting.
 *
 * Holds that are over and in the way of what is claimed lose all that they still have: who confirms one at that moment by a clock that is behind finds
 * nothing left of it. Statements: versions, claims, and the raising; two more where claims are replaced, and one where holds are over.
 */
export async function commitClaims<R>(
  context: CommandContext,
  { resources, window, reads = [], replaces = [], decide }: ClaimsToDecide<R>,
): Promise<R> {
  const { store, now } = context
  const names = [...new Set(resources)].sort()
  const former =
    replaces.length === 0 ? [] : await store.find(claims, { where: { reference: { in: replaces } }, limit: 'all' })
  const givesWay = new Set(replaces)
  for (let decisions = 1; ; decisions++) {
    const versions = await readVersions(context, [...names, ...reads, ...former.map(({ resource }) => resource)])
    const options = {
      where: claimsIn(names, window),
      limit: 'all',
      orderBy: ['resource', 'startsAt', 'reference', 'id'],
    } as const
    // Made again, it must see what is newest: in a host's own transaction a plain read may answer of a moment before.
    const rows =
      names.length === 0
        ? []
        : decisions === 1
          ? await store.find(claims, options)
          : await store.findForUpdate(claims, options)
    const taken = rows.map(takenOf).filter((one) => !givesWay.has(one.reference) && stands(one, now))
    const decision = await decide({ taken, changesOf: (resource) => versions.get(resource) ?? 0 })
    if (decision.claims === null) return decision.result
    const changed = [
      ...decision.claims.map(({ resource }) => resource),
      ...former.map(({ resource }) => resource),
      ...(decision.touches ?? []),
    ]
    if (await raise(context, changed, versions)) {
      if (former.length > 0) await store.deleteWhere(claims, { reference: { in: replaces } })
      const over = overInTheWay(rows.map(takenOf), decision.claims, now)
      if (over.length > 0) await store.deleteWhere(claims, { reference: { in: over }, expiresAt: { lte: now } })
      for (const claim of decision.claims) insertClaim(context, claim)
      return decision.result
    }
    if (decisions === mostDecisions) {
      throw VersionConflict.create({ table: claimsVersions.name, key: changed.join(', '), expected: 0 })
    }
  }
}

/** Whose holds are over, of those that had any of what is claimed now. */
function overInTheWay(found: readonly Taken[], made: readonly NewClaim[], now: Instant): readonly string[] {
  const over = found.filter(
    (one) => isOver(one, now) && made.some((claim) => claim.resource === one.resource && overlaps(claim, one)),
  )
  return [...new Set(over.map(({ reference }) => reference))].sort()
}

/** Lets go of all that these references claim. Statements: the claims, the raising of their resources, the deletion. */
export async function releaseClaims(context: CommandContext, references: readonly string[]): Promise<void> {
  if (references.length === 0) return
  const { store } = context
  const rows = await store.find(claims, { where: { reference: { in: references } }, limit: 'all' })
  if (rows.length === 0) return
  await touchResources(
    context,
    rows.map(({ resource }) => resource),
  )
  await store.deleteWhere(claims, { reference: { in: references } })
}

/** Tells everybody who decides on these resources that something of them changed: a roster, terms, a claim. One statement. */
export async function touchResources(context: CommandContext, resources: readonly string[]): Promise<void> {
  const names = [...new Set(resources)].sort()
  await context.store.accumulate(
    claimsVersions,
    names.map((resource) => ({ resource, changes: 1 })),
    ['changes'],
  )
}

/** How often each of these resources was changed. One statement. */
export async function readVersions(
  { store }: { readonly store: ScopedReads },
  resources: readonly string[],
): Promise<Map<string, number>> {
  const names = [...new Set(resources)]
  if (names.length === 0) return new Map()
  const rows = await store.find(claimsVersions, { where: { resource: { in: names } }, limit: 'all' })
  return new Map(rows.map(({ resource, changes }) => [resource, changes]))
}

/** Raises the versions of these resources in their order; whether each was the one that was read. Notes them as they then stand. */
async function raise(
  context: CommandContext,
  resources: readonly string[],
  versions: Map<string, number>,
): Promise<boolean> {
  const names = [...new Set(resources)].sort()
  const raised = await context.store.accumulate(
    claimsVersions,
    names.map((resource) => ({ resource, changes: 1 })),
    ['changes'],
  )
  return raised.every(({ resource, changes }) => changes === (versions.get(resource) ?? 0) + 1)
}

function insertClaim(context: CommandContext, claim: NewClaim): void {
  const { resource, reference, kind, quantity = 1, from, to, expiresAt = null, place = null } = claim
  const id = context.newId()
  context.store.insert(claims, {
    id,
    resource,
    reference,
    kind,
    quantity,
    startsAt: from,
    endsAt: to,
    expiresAt,
    place,
  })
}
