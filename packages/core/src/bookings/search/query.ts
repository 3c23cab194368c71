/** What is searched: how long, when, on which grid, where, and what it takes. */
import type { SearchResource } from './resource.ts'

/** A moment of a slot: so many minutes after (or, below 0, before) its start or its end. */
export interface PhaseEdge {
  readonly of: 'start' | 'end'
  readonly minutes: number
}

/** A resource that would do for a requirement. */
export interface PoolMember {
  readonly resource: SearchResource
  /** Minutes before and after the phase that must be free of claims as well; they need not be working time. */
  readonly before: number
  readonly after: number
  /** What the customer asked for: such are taken first. */
  readonly favourite?: boolean
  /** How well it does what is required; 0 unless told. */
  readonly skillLevel?: number
}

/**
 * Favourites come first by every policy. `listed`: in the order of the pool. The others, ties in the order of ids: `leastLoaded`, who is booked for the
 * fewest minutes; `roundRobin`, who was booked the longest ago or never; `lowestSkill` and `highestSkill`, by level.
 */
export type RankingPolicy = 'listed' | 'leastLoaded' | 'roundRobin' | 'lowestSkill' | 'highestSkill'

/** What a slot takes: so many members of a pool, for a part of it. */
export interface SearchRequirement {
  readonly name: string
  /** Each resource once. */
  readonly pool: readonly PoolMember[]
  /** How many different members it takes. */
  readonly count: number
  /** Units of each of them. */
  readonly quantity: number
  /** The phase is [from, to): make-up in the hour before is from 60 minutes before the start to the start. */
  readonly from: PhaseEdge
  readonly to: PhaseEdge
  /** Who is taken where there is a choice; `listed` unless told. */
  readonly ranking?: RankingPolicy
}

/** A stretch of time with one offset of local time from UTC. */
export interface OffsetStretch {
  readonly from: number
  readonly to: number
  /** Local time less UTC. */
  readonly offsetMinutes: number
}

/** Starts are at `anchor` and every `step` minutes before and after it within each local day. */
export interface StartGrid {
  /** 1 to 1440. */
  readonly step: number
  /** A minute of the local day. */
  readonly anchor: number
}

export interface SlotQuery {
  /** Minutes from start to end: 1 or more. */
  readonly duration: number
  /** Starts lie in [from, to). */
  readonly window: { readonly from: number; readonly to: number }
  readonly grid: StartGrid
  /** Sorted and disjoint; where none is, nothing starts. */
  readonly stretches: readonly OffsetStretch[]
  /** Where the slot is; null where that does not matter. */
  readonly place?: string | null
  /** Minutes of the way from one place to another: 0 or more. Without it, ways take no time. */
  readonly travel?: (from: string, to: string) => number
  readonly requirements: readonly SearchRequirement[]
  /** When it is not known whether everybody works, in the order of time; whoever asks for a start in it is told the error. Nowhere unless told. */
  readonly unknown?: readonly UnknownTime[]
}

/** A stretch of time of which nothing can be said yet. */
export interface UnknownTime {
  readonly from: number
  readonly to: number
  readonly error: Error
}

/** A time at which all that is required is free. */
export interface Slot {
  readonly start: number
  readonly end: number
  readonly place: string | null
}

/** The minutes from the start of a slot to an edge of a phase. */
export const minutesTo = ({ of, minutes }: PhaseEdge, duration: number): number =>
  of === 'start' ? minutes : duration + minutes

/** Whoever asks for a start of which nothing can be said yet is told why. */
export function requireKnown({ unknown = [] }: SlotQuery, start: number): void {
  const found = unknown.find(({ from, to }) => from <= start && start < to)
  if (found !== undefined) throw found.error
}

/** Refuses what cannot be meant, with a RangeError that names it. */
export function checkQuery({ duration, window, grid, requirements }: SlotQuery): void {
  whole('the duration', duration, 1)
  whole('the window begins at', window.from)
  whole('the window ends at', window.to)
  whole('the step of the grid', grid.step, 1, minutesOfADay)
  whole('the anchor of the grid', grid.anchor, 0, minutesOfADay - 1)
  if (requirements.length > mostRequirements) {
    throw new RangeError(`a slot has at most ${mostRequirements} requirements, but has ${requirements.length}`)
  }
  for (const { name, count, quantity, from, to, pool } of requirements) {
    whole(`the count of "${name}"`, count, 1)
    whole(`the quantity of "${name}"`, quantity, 1)
    whole(`the beginning of "${name}"`, from.minutes)
    whole(`the end of "${name}"`, to.minutes)
    if (minutesTo(from, duration) >= minutesTo(to, duration)) {
      throw new RangeError(`the phase of "${name}" must begin before it ends in a slot of ${duration} minutes`)
    }
    for (const { resource, before, after } of pool) {
      if (!(Number.isInteger(before) && Number.isInteger(after) && before >= 0 && after >= 0)) {
        throw new RangeError(`the buffers of "${resource.id}" must be 0 or more, but are ${before} and ${after}`)
      }
    }
  }
}

export const minutesOfADay = 1440
/** What has its bit in a number. */
const mostRequirements = 30

function whole(what: string, value: number, least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  const range = least === Number.MIN_SAFE_INTEGER ? '' : ` of ${least} or more`
  throw new RangeError(`${what} must be a whole number${range}, but is ${value}`)
}
