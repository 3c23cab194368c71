/** The time that people need from one place to the next: claims elsewhere are widened by it. */
import { firstClaimEndingAfter, type SearchResource, takenOf } from './resource.ts'
import { type Loads, spansAbove, usageOf } from './usage.ts'

/** Minutes from here to another place, needed before a claim there begins, and back, needed after it ends. */
export interface Way {
  readonly there: number
  readonly back: number
}

const noWay: Way = { there: 0, back: 0 }

/** The ways between the place of a search and those of claims, each asked for once. */
export class Ways {
  readonly #here: string | null
  readonly #travel: ((from: string, to: string) => number) | undefined
  readonly #known = new Map<string, Way>()

  constructor(here: string | null, travel: ((from: string, to: string) => number) | undefined) {
    this.#here = here
    this.#travel = travel
  }

  /** Whether there may be any way at all. */
  get matter(): boolean {
    return this.#here !== null && this.#travel !== undefined
  }

  to(place: string | null): Way {
    const here = this.#here
    if (place === null || here === null || this.#travel === undefined || place === here) return noWay
    const known = this.#known.get(place)
    if (known !== undefined) return known
    const way = { there: this.#travel(here, place), back: this.#travel(place, here) }
    if (!(Number.isInteger(way.there) && Number.isInteger(way.back) && way.there >= 0 && way.back >= 0)) {
      throw new RangeError(`the way between "${here}" and "${place}" must take whole minutes, 0 or more`)
    }
    this.#known.set(place, way)
    return way
  }

  /** Whether any claim of the resource is at a place to which there is a way. */
  concern({ places }: SearchResource): boolean {
    if (!this.matter) return false
    for (const place of places) {
      const { there, back } = this.to(place)
      if (there > 0 || back > 0) return true
    }
    return false
  }

  /** The claims, ways included, that meet [from, to). */
  loads(resource: SearchResource, from: number, to: number): Loads {
    let mostThere = 0
    let mostBack = 0
    for (const place of resource.places) {
      const { there, back } = this.to(place)
      mostThere = Math.max(mostThere, there)
      mostBack = Math.max(mostBack, back)
    }
    const { claims } = resource
    const loads = { from: [] as number[], to: [] as number[], quantity: [] as number[] }
    for (let at = firstClaimEndingAfter(resource, from - mostBack); at < claims.from.length; at++) {
      const begins = claims.from[at] as number
      if (begins - mostThere >= to) break
      const { there, back } = this.to(claims.place[at] ?? null)
      const ends = (claims.to[at] as number) + back
      if (begins - there >= to || ends <= from) continue
      loads.from.push(begins - there)
      loads.to.push(ends)
      loads.quantity.push(claims.quantity[at] as number)
    }
    return loads
  }

  /** When so many units are not free in [from, to), ways included; outside of it the answer says nothing. */
  taken(resource: SearchResource, quantity: number, from: number, to: number): Int32Array {
    if (!this.concern(resource)) return takenOf(resource, quantity)
    return spansAbove(usageOf(this.loads(resource, from, to)), resource.capacity - quantity)
  }
}
