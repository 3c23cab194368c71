/** The one commit of everything that changes who is free when. */
import type { CommandContext } from '../engine/context.ts'
import { VersionConflict } from '../storage/errors.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { Instant } from '../values/instant.ts'
import { overlaps, type Window } from './peak-overlap.ts'
import { isLong, type ResourceMark } from './find-claims.ts'
import { claimsOf } from './newest-claims.ts'
import { holdWanted, noteClaimed, raiseVersions } from './raise-versions.ts'
import { type ClaimRow, claims, claimsVersions } from './tables.ts'
import { type ClaimKind, isOver, stands, type Taken, takenOf } from './taken.ts'

/** A claim to be made. */
export interface NewClaim extends Window {
  readonly resource: string
  readonly reference: string
  readonly kind: ClaimKind
  /** 1 unless told. */
  readonly quantity?: number
  /** The resource as which it is claimed, where `resource` is the name of a unit of the stock or of counted stock. */
  readonly resourceId?: string | null
  readonly expiresAt?: Instant | null
  readonly place?: string | null
  /** The part of it for which the resource has to work, where there are buffers around it; all of it unless told. */
  readonly worksFrom?: Instant | null
  readonly worksTo?: Instant | null
}

/** What stands in the way, as of one moment of the store. */
export interface StandingClaims {
  /** Claims that stand, without those that are replaced; in the order of resources and times. */
  readonly taken: readonly Taken[]
  /** The version of a resource: whoever keeps what he read of it knows by this whether it still holds. */
  versionOf(resource: string): number
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
 * nothing left of it. Statements: versions, claims, and the raising; two more where claims are replaced, one where holds are over, and one
 * where a resource was ever claimed for very long.
 */
export async function commitClaims<R>(
  context: CommandContext,
  { resources, window, reads = [], replaces = [], decide }: ClaimsToDecide<R>,
): Promise<R> {
  const { store, now } = context
  const names = [...new Set(resources)].sort()
  await holdWanted(context)
  const former =
    replaces.length === 0 ? [] : await store.find(claims, { where: { reference: { in: replaces } }, limit: 'all' })
  const givesWay = new Set(replaces)
  for (let decisions = 1; ; decisions++) {
    const marks = await readMarks(context, [...names, ...reads, ...former.map(({ resource }) => resource)])
    const rows = await claimsOf(store, names, { window, marks })
    const taken = rows.map(takenOf).filter((one) => !givesWay.has(one.reference) && stands(one, now))
    const decision = await decide({ taken, versionOf: (resource) => marks.get(resource)?.stamp ?? 0 })
    if (decision.claims === null) return decision.result
    const changed = [
      ...decision.claims.map(({ resource }) => resource),
      ...former.map(({ resource }) => resource),
      ...(decision.touches ?? []),
    ]
    const long = decision.claims.filter(isLong).map(({ resource }) => resource)
    if (await raise(context, changed, marks, long)) {
      if (former.length > 0) await deleteClaims(context, former, replaces)
      const over = overInTheWay(rows.map(takenOf), decision.claims, now)
      if (over.length > 0) await store.deleteWhere(claims, { reference: { in: over }, expiresAt: { lte: now } })
      for (const claim of decision.claims) insertClaim(context, claim)
      noteClaimed(store)
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
  await deleteClaims(context, rows, references)
}

/** What goes under another name by now is let go by another commit, whose versions are those of the new name. */
async function deleteClaims(
  { store }: CommandContext,
  rows: readonly ClaimRow[],
  references: readonly string[],
): Promise<void> {
  const names = [...new Set(rows.map(({ resource }) => resource))].sort()
  const deleted = await store.deleteWhere(claims, { reference: { in: references }, resource: { in: names } })
  if (deleted < rows.length) {
    throw VersionConflict.create({ table: claims.name, key: references.join(', '), expected: 0 })
  }
}

/** Tells everybody who decides on these resources that something of them changed: a roster, terms, a claim. One statement. */
export async function touchResources(context: CommandContext, resources: readonly string[]): Promise<void> {
  await raiseVersions(context, resources, { step: versionStep() })
}

/** As touchResources, where a claim of each of these becomes long. One statement. */
export async function touchLong(context: CommandContext, resources: readonly string[]): Promise<void> {
  await raiseVersions(context, resources, { step: versionStep(), long: resources })
}

/** The highest step from one version to the next: a resource may change eight thousand million times before its version is no exact number. */
const highestStep = 2 ** 20

/**
 * Versions rise by steps that nobody can foretell: what was read within a transaction which is undone later, or before a store went back to a backup, is never
 * taken for what another change made of it.
 */
const versionStep = (): number => 1 + ((crypto.getRandomValues(new Uint32Array(1))[0] as number) % highestStep)

/** The version of each of these resources that ever changed. One statement. */
export async function readVersions(
  { store }: { readonly store: ScopedReads },
  resources: readonly string[],
): Promise<Map<string, number>> {
  const marks = await readMarks({ store }, resources)
  return new Map([...marks].map(([resource, { stamp }]) => [resource, stamp]))
}

/** What is noted of each of these resources that ever changed. One statement. */
export async function readMarks(
  { store }: { readonly store: ScopedReads },
  resources: readonly string[],
): Promise<Map<string, ResourceMark>> {
  const names = [...new Set(resources)]
  const marks = new Map<string, ResourceMark>()
  if (names.length === 0) return marks
  const where = { resource: { in: names } }
  const rows = await store.findColumns(claimsVersions, ['resource', 'stamp', 'longs'], { where, limit: 'all' })
  for (const row of rows) marks.set(row.resource, row)
  return marks
}

/** Raises the versions of these resources in their order; whether each was the one that was read. Notes them as they then stand. */
async function raise(
  context: CommandContext,
  resources: readonly string[],
  marks: ReadonlyMap<string, ResourceMark>,
  long: readonly string[],
): Promise<boolean> {
  const step = versionStep()
  const raised = await raiseVersions(context, resources, { step, long })
  return raised.every(({ resource, stamp }) => stamp === (marks.get(resource)?.stamp ?? 0) + step)
}

function insertClaim(context: CommandContext, claim: NewClaim): void {
  const {
    resource,
    reference,
    kind,
    quantity = 1,
    resourceId = null,
    from,
    to,
    expiresAt = null,
    place = null,
    worksFrom = null,
    worksTo = null,
  } = claim
  const id = context.newId()
  context.store.insert(claims, {
    id,
    resource,
    reference,
    kind,
    quantity,
    resourceId,
    startsAt: from,
    endsAt: to,
    isLong: isLong(claim),
    worksFrom,
    worksTo,
    expiresAt,
    place,
  })
}
