/** Claims of things that have several choices each: the first that is free is taken. */
import type { CommandContext } from '../engine/context.ts'
import type { Instant } from '../values/instant.ts'
import { commitClaims, releaseClaims, touchLong, touchResources } from './commit-claims.ts'
import { isLong } from './find-claims.ts'
import { freeUntil, hullOf, laterOf, overlaps, peakOverlap, type Window } from './peak-overlap.ts'
import { claims } from './tables.ts'
import { type ClaimKind, type Taken, unitsTaken } from './taken.ts'

/** A resource that would do, and for what time: each has buffers of its own. */
export interface ClaimChoice extends Window {
  readonly resource: string
  /** How many there are of it: 1 of a single thing. */
  readonly capacity: number
}

export interface ClaimWish {
  readonly reference: string
  readonly kind: ClaimKind
  readonly quantity: number
  /** The first of these that is free is claimed. */
  readonly choices: readonly ClaimChoice[]
}

export type ClaimOutcome =
  | { readonly ok: true; readonly chosen: readonly ClaimChoice[] }
  | {
      readonly ok: false
      /** The place of the wish that none of its choices could fill. */
      readonly wish: number
      /** How many are free in its time at most, of any one choice. */
      readonly free: number
      /** What stands in the way of its choices. */
      readonly standing: readonly Taken[]
    }

/** Where a claim ends now, and what keeps it from a later end. */
export interface Prolonged {
  readonly to: Instant
  readonly standing: readonly Taken[]
}

/** Of what is in use, that which no claim of the same reference covers. Pure. */
export function beyondClaims(uses: readonly Taken[], taken: readonly Taken[]): readonly Taken[] {
  const ends = new Map(taken.map((claim) => [`${claim.reference} ${claim.resource}`, claim.to]))
  return uses.flatMap((use) => {
    const from = ends.get(`${use.reference} ${use.resource}`) ?? use.from
    return from < use.to ? [{ ...use, from }] : []
  })
}

/** What is taken of a resource with so many units. */
const inUnits = (taken: readonly Taken[], capacity: number): readonly Taken[] =>
  taken.map((one) => ({ ...one, quantity: unitsTaken(one, capacity) }))

/** Fills the wishes one after the other; each counts against those after it. Pure. */
function fill(wishes: readonly ClaimWish[], standing: readonly Taken[]): ClaimOutcome {
  const byResource = new Map<string, Taken[]>()
  const add = (taken: Taken): void => {
    const list = byResource.get(taken.resource)
    if (list === undefined) byResource.set(taken.resource, [taken])
    else list.push(taken)
  }
  for (const taken of standing) add(taken)
  const chosen = []
  for (const [wish, { reference, kind, quantity, choices }] of wishes.entries()) {
    const freeOf = choices.map((choice) => {
      const inUse = inUnits(byResource.get(choice.resource) ?? [], choice.capacity)
      return choice.capacity - peakOverlap(inUse, choice)
    })
    const choice = choices[freeOf.findIndex((free) => free >= quantity)]
    if (choice === undefined) {
      const inTheWay = choices.flatMap((one) =>
        (byResource.get(one.resource) ?? []).filter((taken) => overlaps(taken, one)),
      )
      return { ok: false, wish, free: Math.max(0, ...freeOf), standing: inTheWay }
    }
    add({ resource: choice.resource, reference, kind, from: choice.from, to: choice.to, quantity })
    chosen.push(choice)
  }
  return { ok: true, chosen }
}

/** Claims all wishes or none, in their order; where one cannot be met nothing is written, and the answer says why. */
export async function claimFirstFree(
  context: CommandContext,
  wishes: readonly ClaimWish[],
  {
    replaces = [],
    uses = [],
  }: {
    /** References whose claims give way to these. */
    readonly replaces?: readonly string[]
    /** What is in use, by whom it may: what runs over a claim of the same reference counts too. */
    readonly uses?: readonly Taken[]
  } = {},
): Promise<ClaimOutcome> {
  const choices = wishes.flatMap((wish) => wish.choices)
  if (choices.length === 0 && wishes.length === 0) {
    await releaseClaims(context, replaces)
    return { ok: true, chosen: [] }
  }
  return commitClaims<ClaimOutcome>(context, {
    resources: choices.map(({ resource }) => resource),
    window: choices.length === 0 ? { from: context.now, to: context.now } : hullOf(choices),
    replaces,
    decide({ taken }) {
      const outcome = fill(wishes, [...taken, ...beyondClaims(uses, taken)])
      if (!outcome.ok) return { claims: null, result: outcome }
      const made = wishes.flatMap(({ reference, kind, quantity }, place) => {
        const choice = outcome.chosen[place]
        return choice === undefined
          ? []
          : [{ resource: choice.resource, reference, kind, quantity, from: choice.from, to: choice.to }]
      })
      return { claims: made, result: outcome }
    },
  })
}

/** Moves the end of a claim: to an earlier moment always, to a later one as far as the resource is free. */
export async function prolongClaim(
  context: CommandContext,
  {
    reference,
    resource,
    capacity,
  }: { readonly reference: string; readonly resource: string; readonly capacity: number },
  to: Instant,
): Promise<Prolonged> {
  const { store } = context
  const [claim] = await store.find(claims, { where: { reference, resource }, orderBy: ['startsAt', 'id'], limit: 1 })
  if (claim === undefined) return { to, standing: [] }
  if (to === claim.endsAt) return { to, standing: [] }
  if (to < claim.endsAt) {
    await touchResources(context, [resource])
    const endsAt = laterOf(to, claim.startsAt)
    await store.update(claims, claim, { endsAt, isLong: isLong({ from: claim.startsAt, to: endsAt }) })
    return { to, standing: [] }
  }
  // What it had before is over, and others may have had the resource since then.
  const from = laterOf(claim.endsAt, context.now)
  const startsAt = from === claim.endsAt ? claim.startsAt : from
  const more = { from, to: laterOf(from, to) }
  const prolonged = await commitClaims<Prolonged>(context, {
    resources: [resource],
    window: more,
    decide({ taken }) {
      const others = taken.filter((one) => one.reference !== reference)
      const endsAt = freeUntil(inUnits(others, capacity), more, claim.quantity, capacity)
      const standing = endsAt < to ? others : []
      return { claims: [], touches: [resource], result: { to: endsAt, standing } }
    },
  })
  const lastsLong = isLong({ from: startsAt, to: prolonged.to })
  if (lastsLong && !claim.isLong) await touchLong(context, [resource])
  await store.update(claims, claim, { startsAt, endsAt: prolonged.to, isLong: lastsLong })
  return prolonged
}

/** Gives `quantity` units of a claim to another reference, for the same time: nobody else has less or more for it. */
export async function splitClaims(
  context: CommandContext,
  reference: string,
  other: string,
  quantity: number,
): Promise<void> {
  const { store } = context
  const rows = await store.find(claims, { where: { reference }, limit: 'all' })
  for (const claim of rows) {
    const { resource, kind, startsAt, endsAt, isLong: lastsLong } = claim
    await store.update(claims, claim, { quantity: claim.quantity - quantity })
    store.insert(claims, {
      id: context.newId(),
      reference: other,
      resource,
      kind,
      quantity,
      startsAt,
      endsAt,
      isLong: lastsLong,
    })
  }
}
