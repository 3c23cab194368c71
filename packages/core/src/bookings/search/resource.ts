/** A person, room, place or thing as the search sees it: when it works, and what takes it. */
import { spansAbove, type Usage, usageOf } from './usage.ts'

/** What takes a resource for a time, buffers included. */
export interface SearchClaim {
  readonly reference: string
  readonly from: number
  readonly to: number
  /** 1 unless told. */
  readonly quantity?: number
  /** Where the resource is meanwhile; null or not told where that does not matter. */
  readonly place?: string | null
  /** What it is, in a word of whoever asks: the search tells it again and goes by nothing of it. Empty unless told. */
  readonly kind?: string
}

/** What is told of a resource. */
export interface ResourceTimes {
  readonly id: string
  /** How many units there are of it; 1 unless told. */
  readonly capacity?: number
  /** Why it cannot be had at any time, in words such as `is in branch "york"`; null where it can. */
  readonly closed?: string | null
  /** When it works: sorted, disjoint half-open spans, flat: from, to, from, to… Spans that touch are one. */
  readonly open: ArrayLike<number>
  /** In any order; they may overlap. One that is empty takes nothing. */
  readonly claims: readonly SearchClaim[]
  /** Minutes for which it is booked in the time by which its load is judged; 0 unless told. */
  readonly load?: number
  /** When it was booked last, as any number that grows with time; null where it never was. */
  readonly lastBookedAt?: number | null
}

/** A resource whose arrays stand: made once by `searchResource`, and good for any number of searches. */
export interface SearchResource {
  readonly id: string
  readonly capacity: number
  readonly load: number
  readonly lastBookedAt: number | null
  readonly closed: string | null
  readonly open: Int32Array
  /** The claims, side by side, in the order of their beginnings. */
  readonly claims: {
    readonly reference: readonly string[]
    readonly place: readonly (string | null)[]
    readonly kind: readonly string[]
    readonly from: Int32Array
    readonly to: Int32Array
    readonly quantity: Int32Array
    /** The latest end of this claim and all before it: it never falls, so claims are found by it. */
    readonly reach: Int32Array
  }
  /** The places of the claims, each once. */
  readonly places: readonly string[]
  readonly usage: Usage
  /** When so many units are not free, where that was asked before: flat, sorted, disjoint spans. */
  readonly takenByQuantity: Map<number, Int32Array>
}

/** Sorts what is told of a resource into arrays. A RangeError names what is not whole, not in order or less than it may be. */
export function searchResource(told: ResourceTimes): SearchResource {
  const { id, capacity = 1, load = 0, lastBookedAt = null, closed = null } = told
  if (!Number.isInteger(capacity) || capacity < 1) {
    throw new RangeError(`the capacity of "${id}" must be a whole number of 1 or more, but is ${capacity}`)
  }
  const claims = columnsOf(inOrder(id, told.claims))
  return {
    id,
    capacity,
    load,
    lastBookedAt,
    closed,
    open: joined(id, closed === null ? told.open : []),
    claims,
    places: placesOf(claims.place),
    usage: usageOf(claims),
    takenByQuantity: new Map(),
  }
}

/** Claims that take something, in the order of their beginnings. */
function inOrder(id: string, claims: readonly SearchClaim[]): readonly SearchClaim[] {
  const taking = claims.filter((claim) => checked(id, claim).from < claim.to)
  // Stores answer in this order, and there is a resource for each of hundreds.
  return taking.every((claim, at) => at === 0 || byBeginning(taking[at - 1] as SearchClaim, claim) <= 0)
    ? taking
    : taking.sort(byBeginning)
}

const byBeginning = (one: SearchClaim, other: SearchClaim): number =>
  one.from - other.from || one.to - other.to || (one.reference < other.reference ? -1 : 1)

function columnsOf(claims: readonly SearchClaim[]): SearchResource['claims'] {
  const count = claims.length
  const [from, to, quantity, reach] = [
    new Int32Array(count),
    new Int32Array(count),
    new Int32Array(count),
    new Int32Array(count),
  ]
  const reference: string[] = []
  const place: (string | null)[] = []
  const kind: string[] = []
  let latest = -Infinity
  for (let at = 0; at < count; at++) {
    const claim = claims[at] as SearchClaim
    latest = Math.max(latest, claim.to)
    from[at] = claim.from
    to[at] = claim.to
    quantity[at] = claim.quantity ?? 1
    reach[at] = latest
    reference.push(claim.reference)
    place.push(claim.place ?? null)
    kind.push(claim.kind ?? '')
  }
  return { reference, place, kind, from, to, quantity, reach }
}

function placesOf(place: readonly (string | null)[]): readonly string[] {
  const places: string[] = []
  for (const one of place) if (one !== null && !places.includes(one)) places.push(one)
  return places
}

/** When `quantity` units, no more than there are, are not free: flat, sorted and disjoint spans. */
export function takenOf(resource: SearchResource, quantity: number): Int32Array {
  const known = resource.takenByQuantity.get(quantity)
  if (known !== undefined) return known
  const taken = spansAbove(resource.usage, resource.capacity - quantity)
  resource.takenByQuantity.set(quantity, taken)
  return taken
}

/** The place of the first claim that may end after the minute: none before it does. */
export function firstClaimEndingAfter({ claims: { reach } }: SearchResource, minute: number): number {
  let low = 0
  let high = reach.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((reach[middle] as number) > minute) high = middle
    else low = middle + 1
  }
  return low
}

/** The claim at a place of the arrays. */
export function claimAt({ claims }: SearchResource, at: number): Required<SearchClaim> {
  return {
    reference: claims.reference[at] as string,
    from: claims.from[at] as number,
    to: claims.to[at] as number,
    quantity: claims.quantity[at] as number,
    place: claims.place[at] ?? null,
    kind: claims.kind[at] ?? '',
  }
}

function checked(id: string, claim: SearchClaim): SearchClaim {
  const { reference, from, to, quantity = 1 } = claim
  if (!Number.isInteger(from) || !Number.isInteger(to)) {
    throw new RangeError(`the claim "${reference}" of "${id}" must lie on whole minutes, but is ${from} to ${to}`)
  }
  if (!Number.isInteger(quantity) || quantity < 1) {
    throw new RangeError(`the claim "${reference}" of "${id}" must take 1 or more, but takes ${quantity}`)
  }
  return claim
}

/** Open spans without empty ones, those that touch made one. */
function joined(id: string, open: ArrayLike<number>): Int32Array {
  const spans = new Int32Array(open.length)
  let count = 0
  for (let at = 0; at < open.length; at += 2) {
    const from = open[at] as number
    const to = open[at + 1]
    const last = at === 0 ? from : (open[at - 1] as number)
    if (to === undefined || !Number.isInteger(from) || !Number.isInteger(to) || to < from || from < last) {
      throw new RangeError(`the open spans of "${id}" must be whole, sorted and disjoint, but have ${from} to ${to}`)
    }
    if (from === to) continue
    if (count > 0 && spans[count - 1] === from) spans[count - 1] = to
    else {
      spans[count++] = from
      spans[count++] = to
    }
  }
  return spans.subarray(0, count)
}

/** A resource whose arrays are made when a search first looks at them: of a large pool it looks at few. */
export function laterMade(
  { id, capacity }: { readonly id: string; readonly capacity: number },
  make: () => SearchResource,
): SearchResource {
  return new LaterMade(id, capacity, make)
}

class LaterMade implements SearchResource {
  readonly id: string
  readonly capacity: number
  readonly #make: () => SearchResource
  #made: SearchResource | undefined

  constructor(id: string, capacity: number, make: () => SearchResource) {
    this.id = id
    this.capacity = capacity
    this.#make = make
  }

  get #times(): SearchResource {
    this.#made ??= this.#make()
    return this.#made
  }

  get load() {
    return this.#times.load
  }

  get lastBookedAt() {
    return this.#times.lastBookedAt
  }

  get closed() {
    return this.#times.closed
  }

  get open() {
    return this.#times.open
  }

  get claims() {
    return this.#times.claims
  }

  get places() {
    return this.#times.places
  }

  get usage() {
    return this.#times.usage
  }

  get takenByQuantity() {
    return this.#times.takenByQuantity
  }
}
