/** A studio as a child would search it: minute by minute, trying every way to choose. */
import {
  type OffsetStretch,
  type PhaseEdge,
  type RankingPolicy,
  type ResourceTimes,
  type SearchClaim,
  searchResource,
  type SlotQuery,
  type StartGrid,
} from '../../../src/bookings/search/index.ts'

export interface NaiveMember {
  /** The place of the resource among those of the studio. */
  readonly of: number
  readonly before: number
  readonly after: number
  readonly favourite: boolean
  readonly skillLevel: number
}

export interface NaiveRequirement {
  readonly name: string
  readonly pool: readonly NaiveMember[]
  readonly count: number
  readonly quantity: number
  readonly from: PhaseEdge
  readonly to: PhaseEdge
  readonly ranking: RankingPolicy
}

export interface Studio {
  readonly resources: readonly Required<Omit<ResourceTimes, 'closed'>>[]
  readonly requirements: readonly NaiveRequirement[]
  readonly duration: number
  readonly window: { readonly from: number; readonly to: number }
  readonly grid: StartGrid
  readonly stretches: readonly OffsetStretch[]
  readonly place: string | null
  /** Minutes from one place to another: `ways.P.Q`. */
  readonly ways: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** The same studio as the search wants it. */
export function queryOf(studio: Studio): SlotQuery {
  const resources = studio.resources.map((times) => searchResource(times))
  const { duration, window, grid, stretches, place, ways } = studio
  const requirements = studio.requirements.map(({ pool, ...requirement }) => ({
    ...requirement,
    pool: pool.map(({ of, ...member }) => {
      const resource = resources[of]
      if (resource === undefined) throw new Error(`there is no resource ${of}`)
      return { ...member, resource }
    }),
  }))
  const travel = (from: string, to: string): number => ways[from]?.[to] ?? 0
  return { duration, window, grid, stretches, place, travel, requirements }
}

/** For each requirement, the members that serve it, the preferred first. */
export type Choice = readonly (readonly NaiveMember[])[]

export class NaiveStudio {
  readonly studio: Studio
  readonly #used = new Map<string, number>()

  constructor(studio: Studio) {
    this.studio = studio
  }

  resource({ of }: NaiveMember): Required<Omit<ResourceTimes, 'closed'>> {
    const resource = this.studio.resources[of]
    if (resource === undefined) throw new Error(`there is no resource ${of}`)
    return resource
  }

  isOpen(member: NaiveMember, minute: number): boolean {
    const { open } = this.resource(member)
    for (let at = 0; at < open.length; at += 2) {
      if ((open[at] ?? 0) <= minute && minute < (open[at + 1] ?? 0)) return true
    }
    return false
  }

  /** When the claim keeps the resource from the place of the search. */
  away({ from, to, place }: SearchClaim): { readonly from: number; readonly to: number } {
    const here = this.studio.place
    if (from >= to || here === null || place === null || place === undefined || place === here) return { from, to }
    return { from: from - (this.studio.ways[here]?.[place] ?? 0), to: to + (this.studio.ways[place]?.[here] ?? 0) }
  }

  used(member: NaiveMember, minute: number, withWays = true): number {
    const key = `${member.of} ${minute} ${withWays}`
    const known = this.#used.get(key)
    if (known !== undefined) return known
    let sum = 0
    for (const claim of this.resource(member).claims) {
      const { from, to } = withWays ? this.away(claim) : claim
      if (from <= minute && minute < to) sum += claim.quantity ?? 1
    }
    this.#used.set(key, sum)
    return sum
  }

  phase({ from, to }: NaiveRequirement, start: number): { readonly from: number; readonly to: number } {
    const at = (edge: PhaseEdge) => start + edge.minutes + (edge.of === 'end' ? this.studio.duration : 0)
    return { from: at(from), to: at(to) }
  }

  /** The phase with the member's buffers. */
  claimed(requirement: NaiveRequirement, member: NaiveMember, start: number) {
    const { from, to } = this.phase(requirement, start)
    return { from: from - member.before, to: to + member.after }
  }

  isFree(requirement: NaiveRequirement, member: NaiveMember, start: number): boolean {
    const { from, to } = this.phase(requirement, start)
    for (let minute = from; minute < to; minute++) if (!this.isOpen(member, minute)) return false
    const { capacity } = this.resource(member)
    const claimed = this.claimed(requirement, member, start)
    for (let minute = claimed.from; minute < claimed.to; minute++) {
      if (this.used(member, minute) + requirement.quantity > capacity) return false
    }
    return true
  }

  /** Whether all that a choice claims fits beside what stands; each is free alone. */
  fits(choice: Choice, start: number): boolean {
    const claims = choice.flatMap((members, at) =>
      members.map((member) => {
        const requirement = this.requirement(at)
        return { member, quantity: requirement.quantity, ...this.claimed(requirement, member, start) }
      }),
    )
    return claims.every(({ member, from, to }) => {
      const same = claims.filter((claim) => claim.member.of === member.of)
      if (same.length === 1) return true
      for (let minute = from; minute < to; minute++) {
        const wanted = same.reduce((sum, one) => (one.from <= minute && minute < one.to ? sum + one.quantity : sum), 0)
        if (this.used(member, minute) + wanted > this.resource(member).capacity) return false
      }
      return true
    })
  }

  requirement(at: number): NaiveRequirement {
    const requirement = this.studio.requirements[at]
    if (requirement === undefined) throw new Error(`there is no requirement ${at}`)
    return requirement
  }

  /** Who is free for a requirement alone, the preferred first. */
  freeInOrder(requirement: NaiveRequirement, start: number): readonly NaiveMember[] {
    const free = requirement.pool.filter((member) => this.isFree(requirement, member, start))
    return free.sort((a, b) => {
      const [one, other] = [this.standing(requirement, a), this.standing(requirement, b)]
      for (const [at, mine] of one.entries()) {
        const theirs = other[at] ?? 0
        if (mine !== theirs) return mine < theirs ? -1 : 1
      }
      return 0
    })
  }

  /** By what members are put into order, the weightiest first; the lower, the sooner. */
  standing({ ranking, pool }: NaiveRequirement, member: NaiveMember): readonly (number | string)[] {
    const { id, load, lastBookedAt } = this.resource(member)
    const judged = {
      listed: 0,
      leastLoaded: load,
      roundRobin: lastBookedAt ?? Number.NEGATIVE_INFINITY,
      lowestSkill: member.skillLevel,
      highestSkill: -member.skillLevel,
    }[ranking]
    return [member.favourite ? 0 : 1, judged, ranking === 'listed' ? pool.indexOf(member) : id]
  }

  /** Every valid choice, for the first so many requirements with the counts that are told; earlier preferences first. */
  *choices(start: number, counts: readonly number[], chosen: Choice = []): Generator<Choice> {
    const count = counts[chosen.length]
    if (count === undefined) {
      yield chosen
      return
    }
    const options = this.freeInOrder(this.requirement(chosen.length), start)
    for (const members of subsets(options, count)) {
      const choice = [...chosen, members]
      if (this.fits(choice, start)) yield* this.choices(start, counts, choice)
    }
  }

  get counts(): readonly number[] {
    return this.studio.requirements.map(({ count }) => count)
  }

  isOnGrid(start: number): boolean {
    const stretch = this.studio.stretches.find(({ from, to }) => from <= start && start < to)
    if (stretch === undefined) return false
    const local = (((start + stretch.offsetMinutes) % 1440) + 1440) % 1440
    return (local - this.studio.grid.anchor) % this.studio.grid.step === 0
  }

  starts(): number[] {
    const { from, to } = this.studio.window
    const found: number[] = []
    for (let start = from; start < to; start++) {
      if (this.isOnGrid(start) && !this.choices(start, this.counts).next().done) found.push(start)
    }
    return found
  }

  /** The choice whose places in the orders of preference add up to the least; of several, the first. */
  best(start: number): Choice | null {
    const orders = this.studio.requirements.map((requirement) => this.freeInOrder(requirement, start))
    let best: Choice | null = null
    let least = Number.POSITIVE_INFINITY
    for (const choice of this.choices(start, this.counts)) {
      let cost = 0
      for (const [at, members] of choice.entries()) {
        for (const member of members) cost += orders[at]?.indexOf(member) ?? 0
      }
      if (cost < least) {
        best = choice
        least = cost
      }
    }
    return best
  }
}

/** All ways to take so many of a list, in the order of the list. */
function* subsets<T>(list: readonly T[], count: number, from = 0): Generator<readonly T[]> {
  if (count === 0) {
    yield []
    return
  }
  for (let at = from; at < list.length; at++) {
    const one = list[at] as T
    for (const rest of subsets(list, count - 1, at + 1)) yield [one, ...rest]
  }
}
