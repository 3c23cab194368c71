/** A query made ready: its phases in minutes from the start, and which resources several of its requirements could take. */
import {
  checkQuery,
  minutesTo,
  type PoolMember,
  type RankingPolicy,
  type SearchRequirement,
  type SlotQuery,
} from './query.ts'
import type { SearchResource } from './resource.ts'
import { firstEndingAfter } from './usage.ts'
import { Ways } from './ways.ts'

/** A requirement made ready. */
export interface Part {
  /** Its place among the requirements; its bit in masks is `1 << index`. */
  readonly index: number
  readonly name: string
  readonly pool: readonly PoolMember[]
  readonly count: number
  readonly quantity: number
  /** Minutes from the start of the slot to the beginning and the end of the phase. */
  readonly from: number
  readonly to: number
  readonly ranking: RankingPolicy
}

/** A resource that more than one requirement could take. Bits are those of parts. */
export interface SharedResource {
  readonly index: number
  readonly resource: SearchResource
  /** How it would serve each part, by index. */
  readonly members: (PoolMember | undefined)[]
  /** Of each part, those whose claims on this resource would overlap its own. */
  readonly overlaps: number[]
  /** Of those, the ones that it can never serve together with this part. */
  readonly excludes: number[]
}

export interface Plan {
  readonly query: SlotQuery
  readonly ways: Ways
  readonly parts: readonly Part[]
  readonly shared: ReadonlyMap<string, SharedResource>
  /** The bits of the parts that may want the same resource at the same time. */
  readonly rivals: number
}

export function planSearch(query: SlotQuery): Plan {
  checkQuery(query)
  const { duration, requirements, place = null, travel } = query
  const parts = requirements.map((requirement, index) => partOf(requirement, index, duration))
  const shared = sharedResources(parts)
  let rivals = 0
  for (const { overlaps } of shared.values()) for (const bits of overlaps) rivals |= bits
  for (const part of parts) if (part.count > 1 || (rivals & (1 << part.index)) !== 0) requireEachOnce(part)
  return { query, ways: new Ways(place, travel), parts, shared, rivals }
}

/** Whether a member alone can serve a part of a slot that starts then. */
export function isFree({ ways }: Plan, part: Part, { resource, before, after }: PoolMember, start: number): boolean {
  if (part.quantity > resource.capacity) return false
  const { open } = resource
  const span = firstEndingAfter(open, start + part.to - 1)
  if (span === open.length || (open[span] as number) > start + part.from) return false
  const from = start + part.from - before
  const to = start + part.to + after
  const taken = ways.taken(resource, part.quantity, from, to)
  const next = firstEndingAfter(taken, from)
  return next === taken.length || (taken[next] as number) >= to
}

function partOf(requirement: SearchRequirement, index: number, duration: number): Part {
  const { name, pool, count, quantity, from, to, ranking = 'listed' } = requirement
  return {
    index,
    name,
    pool,
    count,
    quantity,
    from: minutesTo(from, duration),
    to: minutesTo(to, duration),
    ranking,
  }
}

function sharedResources(parts: readonly Part[]): Map<string, SharedResource> {
  const shared = new Map<string, SharedResource>()
  if (parts.length < 2) return shared
  const bySize = parts.toSorted((a, b) => a.pool.length - b.pool.length)
  const firstOf = new Map<string, Part>()
  const ids = new Set<string>()
  for (const part of bySize) {
    const last = part === bySize.at(-1)
    for (const { resource } of part.pool) {
      const first = firstOf.get(resource.id)
      if (first !== undefined && first !== part) ids.add(resource.id)
      // The largest pool is only looked up.
      else if (!last) firstOf.set(resource.id, part)
    }
  }
  if (ids.size === 0) return shared
  for (const part of parts) {
    for (const member of part.pool) {
      const { resource } = member
      if (!ids.has(resource.id)) continue
      let entry = shared.get(resource.id)
      if (entry === undefined) {
        entry = { index: shared.size, resource, members: [], overlaps: [], excludes: [] }
        shared.set(resource.id, entry)
      }
      if (entry.resource !== resource) throw new RangeError(`two different resources are called "${resource.id}"`)
      addMember(entry, part, member, parts)
    }
  }
  return shared
}

function addMember(entry: SharedResource, part: Part, member: PoolMember, parts: readonly Part[]): void {
  const { members, overlaps, excludes, resource } = entry
  const bit = 1 << part.index
  overlaps[part.index] = 0
  excludes[part.index] = 0
  for (const other of parts.slice(0, part.index)) {
    const theirs = members[other.index]
    if (theirs === undefined) continue
    const apart =
      part.to + member.after <= other.from - theirs.before || other.to + theirs.after <= part.from - member.before
    if (apart) continue
    overlaps[part.index] = (overlaps[part.index] ?? 0) | (1 << other.index)
    overlaps[other.index] = (overlaps[other.index] ?? 0) | bit
    if (part.quantity + other.quantity <= resource.capacity) continue
    excludes[part.index] = (excludes[part.index] ?? 0) | (1 << other.index)
    excludes[other.index] = (excludes[other.index] ?? 0) | bit
  }
  members[part.index] = member
}

function requireEachOnce({ name, pool }: Part): void {
  const ids = new Set<string>()
  for (const { resource } of pool) {
    if (ids.has(resource.id)) throw new RangeError(`"${resource.id}" is in the pool of "${name}" twice`)
    ids.add(resource.id)
  }
}
