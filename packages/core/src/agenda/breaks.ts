/** Which rules something that is booked breaks, and when. Pure; whole minutes since 1970-01-01T00:00Z. */
import { outside } from '../resources/spans.ts'
import type { Cell } from './tally.ts'

export const brokenRules = [
  'outsideWorkingTime',
  'closedDay',
  'resourceClosed',
  'timeOff',
  'busyElsewhere',
  'doubleBooked',
  'skillLost',
  'notInPool',
  'unitGone',
  'dailyLimit',
  'weeklyLimit',
] as const
export type BrokenRule = (typeof brokenRules)[number]

/** A claim on a resource. */
export interface Held extends Cell {
  readonly reference: string
  readonly kind: string
  /** Units that it takes: all of them, of who is away or busy elsewhere. */
  readonly units: number
  /** The part of it for which the resource has to work. */
  readonly work: Cell
}

export interface Break extends Cell {
  readonly rule: BrokenRule
  /** References of the claims that are in the way. */
  readonly with: readonly string[]
}

export interface HeldBy {
  readonly capacity: number
  /** When the resource works: sorted, disjoint, flat. */
  readonly working: readonly number[]
  /** Why it does not, of parts of the time in their order. */
  readonly whyNot: readonly (Cell & { readonly rule: BrokenRule })[]
  /** Days and weeks with more bookings than the resource takes: sorted, disjoint, flat. */
  readonly overDays: readonly number[]
  readonly overWeeks: readonly number[]
  /** What the resource is not, or has not, for what it is booked for; null where it still does. */
  readonly unfit: 'skillLost' | 'notInPool' | 'unitGone' | null
}

/** In the order of the rules and of time. `all`: whatever claims the resource meanwhile, the claim included. */
export function breaksOf(claim: Held, all: readonly Held[], by: HeldBy): Break[] {
  const { work } = claim
  const found: Break[] = []
  const add = (rule: BrokenRule, from: number, to: number, others: readonly string[] = []): void => {
    if (from < to) found.push({ rule, from, to, with: others })
  }
  const left = outside(by.working, work.from, work.to)
  for (let at = 0; at < left.length; at += 2) {
    for (const { rule, from, to } of by.whyNot) {
      add(rule, Math.max(from, left[at] as number), Math.min(to, left[at + 1] as number))
    }
  }
  for (const { rule, from, to, others } of overfull(claim, all, by.capacity)) add(rule, from, to, others)
  if (by.unfit !== null) add(by.unfit, work.from, work.to)
  for (const [rule, days] of [
    ['dailyLimit', by.overDays],
    ['weeklyLimit', by.overWeeks],
  ] as const) {
    for (let at = 0; at < days.length; at += 2) {
      add(rule, Math.max(claim.from, days[at] as number), Math.min(claim.to, days[at + 1] as number))
    }
  }
  return joined(found)
}

const awayAs: Readonly<Record<string, BrokenRule | undefined>> = { timeOff: 'timeOff', import: 'busyElsewhere' }

/** The pieces of a claim in which more is taken than there is. Who is away is so with all units, so that any claim meets it. */
function overfull(claim: Held, all: readonly Held[], capacity: number) {
  const near = all.filter(({ from, to }) => from < claim.to && claim.from < to)
  const cuts = new Set([claim.from, claim.to])
  for (const { from, to } of near) for (const at of [from, to]) if (claim.from < at && at < claim.to) cuts.add(at)
  const points = [...cuts].sort((a, b) => a - b)
  return points.slice(0, -1).flatMap((from, place) => {
    const to = points[place + 1] ?? claim.to
    const here = near.filter((one) => one.from <= from && from < one.to)
    const others = here.filter((one) => one !== claim)
    const pieces: { rule: BrokenRule; from: number; to: number; others: string[] }[] = []
    for (const kind of ['timeOff', 'import']) {
      const away = others.filter((one) => one.kind === kind).map(({ reference }) => reference)
      const rule = awayAs[kind]
      if (away.length > 0 && rule !== undefined) pieces.push({ rule, from, to, others: away })
    }
    const booked = here.filter((one) => awayAs[one.kind] === undefined)
    if (booked.reduce((sum, { units }) => sum + units, 0) > capacity) {
      const references = booked.filter((one) => one !== claim).map(({ reference }) => reference)
      pieces.push({ rule: 'doubleBooked', from, to, others: references })
    }
    return pieces
  })
}

/** Neighbours that break the same rule are one. */
export function joined(breaks: readonly Break[]): Break[] {
  return brokenRules.flatMap((rule) => {
    const own = breaks.filter((one) => one.rule === rule).sort((a, b) => a.from - b.from)
    const whole: Break[] = []
    for (const one of own) {
      const last = whole.at(-1)
      if (last !== undefined && last.to >= one.from) {
        const others = [...new Set([...last.with, ...one.with])].sort()
        whole[whole.length - 1] = { ...last, to: Math.max(last.to, one.to), with: others }
      } else whole.push({ ...one, with: [...new Set(one.with)].sort() })
    }
    return whole
  })
}
