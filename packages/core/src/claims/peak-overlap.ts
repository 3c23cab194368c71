/** How many units are in use at once: a sweep over half-open intervals, so that neighbours touch and never overlap. Pure. */
import type { Instant } from '../values/instant.ts'

/** A stretch of time [from, to). */
export interface Window {
  readonly from: Instant
  readonly to: Instant
}

/** So many units in use for a time. */
export interface Occupied extends Window {
  readonly quantity: number
}

/** A stretch in which nothing begins or ends, with all that is in use. */
export interface Stretch<O extends Occupied> extends Window {
  readonly quantity: number
  readonly of: readonly O[]
}

export const earlierOf = (one: Instant, other: Instant): Instant => (one < other ? one : other)
export const laterOf = (one: Instant, other: Instant): Instant => (one > other ? one : other)

/** The shortest stretch that holds all of them; there is one at least. */
export const hullOf = (windows: readonly Window[]): Window => ({
  from: windows.map(({ from }) => from).reduce(earlierOf),
  to: windows.map(({ to }) => to).reduce(laterOf),
})

/** Whether the two share any time. */
export const overlaps = (one: Window, other: Window): boolean => one.from < other.to && other.from < one.to

/** The most units that are in use at one moment of the window. */
export function peakOverlap(occupied: readonly Occupied[], window: Window): number {
  const steps = occupied
    .filter((one) => one.from < one.to && overlaps(one, window))
    .flatMap(({ from, to, quantity }) => [
      { at: from, by: quantity },
      { at: to, by: -quantity },
    ])
  // What ends makes room before what begins at the same moment.
  steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.by - b.by))
  let now = 0
  let most = 0
  for (const { by } of steps) {
    now += by
    most = Math.max(most, now)
  }
  return most
}

/**
 * Until when `quantity` more units fit beside what is in use, from the beginning of the window on: its end where they fit
 * throughout.
 */
export function freeUntil(occupied: readonly Occupied[], window: Window, quantity: number, capacity: number): Instant {
  const [first] = overflows(occupied, window, capacity - quantity)
  return first?.from ?? window.to
}

/** The stretches of the window in which more is in use than there is, in the order of time. */
export function overflows<O extends Occupied>(
  occupied: readonly O[],
  window: Window,
  capacity: number,
): readonly Stretch<O>[] {
  const within = occupied.filter((one) => one.from < one.to && overlaps(one, window))
  const cuts = new Set<Instant>([window.from, window.to])
  for (const { from, to } of within) for (const at of [from, to]) if (window.from < at && at < window.to) cuts.add(at)
  const points = [...cuts].sort()
  return points.slice(0, -1).flatMap((from, place) => {
    const to = points[place + 1] ?? window.to
    const of = within.filter((one) => overlaps(one, { from, to }))
    const quantity = of.reduce((sum, one) => sum + one.quantity, 0)
    return quantity > capacity ? [{ from, to, quantity, of }] : []
  })
}
