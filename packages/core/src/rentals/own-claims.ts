/** Claims as the rentals keep them by themselves. */
import type { CommandContext } from '../engine/context.ts'
import { type Provision, provide } from '../engine/tokens.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { type ClaimOutcome, type ClaimWish, claimsToken, type ResourceClaims, type Taken } from './claims-token.ts'
import { freeUntil, hullOf, laterOf, overlaps, peakOverlap, type Window } from './peak-overlap.ts'
import { type ClaimRow, rentalsClaims } from './tables.ts'

/**
 * Guards what does not exist yet: whoever claims holds the names of the resources, so claims that are read afterwards are all
 * there are. Names are locked in their order; rows of claims only by who holds their name, or who only gives up.
 */
async function lockResources(context: CommandContext, resources: readonly string[]): Promise<void> {
  if (resources.length > 0) await context.store.lock(resources.map((resource) => `rentals.claim:${resource}`))
}

const takenOf = (row: ClaimRow): Taken => ({
  resource: row.resource,
  reference: row.reference,
  kind: row.kind,
  from: row.startsAt,
  to: row.endsAt,
  quantity: row.quantity,
})

async function readTaken(store: ScopedReads, resources: readonly string[], window: Window): Promise<readonly Taken[]> {
  if (resources.length === 0) return []
  const rows = await store.find(rentalsClaims, {
    where: { resource: { in: resources }, endsAt: { gt: window.from }, startsAt: { lt: window.to } },
    orderBy: ['resource', 'startsAt', 'reference'],
    limit: 'all',
  })
  // A claim of no time is one that is over: its rental still holds it, to claim more when it must.
  return rows.map(takenOf).filter(({ from, to }) => from < to)
}

/** Of what is in use, that which no claim of the same reference covers. Pure. */
export function beyondClaims(uses: readonly Taken[], claims: readonly Taken[]): readonly Taken[] {
  const ends = new Map(claims.map((claim) => [`${claim.reference} ${claim.resource}`, claim.to]))
  return uses.flatMap((use) => {
    const from = ends.get(`${use.reference} ${use.resource}`) ?? use.from
    return from < use.to ? [{ ...use, from }] : []
  })
}

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
    const freeOf = choices.map((choice) => choice.capacity - peakOverlap(byResource.get(choice.resource) ?? [], choice))
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

export const ownClaims: ResourceClaims = {
  async claim(context, wishes, { replaces = [], uses = [] } = {}) {
    const choices = wishes.flatMap((wish) => wish.choices)
    const resources = [...new Set(choices.map((choice) => choice.resource))].sort()
    await lockResources(context, resources)
    const standing = choices.length === 0 ? [] : await readTaken(context.store, resources, hullOf(choices))
    const givesWay = new Set(replaces)
    const others = standing.filter((taken) => !givesWay.has(taken.reference))
    const outcome = fill(wishes, [...others, ...beyondClaims(uses, others)])
    if (!outcome.ok) return outcome
    await this.release(context, replaces)
    for (const [place, { reference, kind, quantity }] of wishes.entries()) {
      const choice = outcome.chosen[place]
      if (choice === undefined) continue
      const { resource, from: startsAt, to: endsAt } = choice
      context.store.insert(rentalsClaims, { reference, resource, kind, quantity, startsAt, endsAt })
    }
    return outcome
  },

  async release({ store }, references) {
    if (references.length > 0) await store.deleteWhere(rentalsClaims, { reference: { in: references } })
  },

  async prolong(context, { reference, resource, capacity }, to) {
    const { store } = context
    await lockResources(context, [resource])
    const claim = await store.get(rentalsClaims, { reference, resource })
    if (claim === undefined) return { to, standing: [] }
    if (to <= claim.endsAt) {
      await store.update(rentalsClaims, claim, { endsAt: laterOf(to, claim.startsAt) })
      return { to, standing: [] }
    }
    // What it had before is over, and others may have had the resource since then.
    const from = laterOf(claim.endsAt, context.now)
    const startsAt = from === claim.endsAt ? claim.startsAt : from
    const more = { from, to: laterOf(from, to) }
    const others = (await readTaken(store, [resource], more)).filter((taken) => taken.reference !== reference)
    const endsAt = freeUntil(others, more, claim.quantity, capacity)
    await store.update(rentalsClaims, claim, { startsAt, endsAt })
    return { to: endsAt, standing: endsAt < to ? others : [] }
  },

  async split({ store }, reference, other, quantity) {
    const claims = await store.find(rentalsClaims, { where: { reference }, limit: 'all' })
    for (const claim of claims) {
      const { resource, kind, startsAt, endsAt } = claim
      await store.update(rentalsClaims, claim, { quantity: claim.quantity - quantity })
      store.insert(rentalsClaims, { reference: other, resource, kind, quantity, startsAt, endsAt })
    }
  },

  taken: readTaken,
}

export const defaultClaims: Provision = provide(claimsToken, { useValue: ownClaims })
