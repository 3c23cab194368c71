/** How much of a resource is taken and free, by day or hour. Pure; whole minutes since 1970-01-01T00:00Z. */
import { appendWithin } from '../resources/spans.ts'
import type { Cell } from './tally.ts'

/** A resource as the search for slots sees it. */
export interface Times {
  readonly capacity: number
  /** When it works: sorted, disjoint, flat. */
  readonly planned: ArrayLike<number>
  /** The same without days on which it has as many bookings as it takes. */
  readonly open: ArrayLike<number>
  /** From `at[n]` until the next step `used[n]` units are taken. */
  readonly usage: { readonly at: ArrayLike<number>; readonly used: ArrayLike<number> }
}

/** Minutes of working time, times how many there are of the resource: `working` is the sum of the others. */
export interface Free {
  working: number
  /** Claimed, with what is around bookings; or away, or busy elsewhere. */
  taken: number
  /** Neither claimed nor to be booked: its limit of bookings for the day or week is reached. */
  closed: number
  free: number
}

export const nothingFree = (): Free => ({ working: 0, taken: 0, closed: 0, free: 0 })

export function addFree(into: Free, from: Free): void {
  into.working += from.working
  into.taken += from.taken
  into.closed += from.closed
  into.free += from.free
}

/** One answer a cell. Cells are in the order of time and do not overlap. */
export function freeIn(cells: readonly Cell[], times: Times): Free[] {
  const { capacity, usage } = times
  const planned = Array.from(times.planned)
  const open = Array.from(times.open)
  const answer = cells.map(nothingFree)
  let step = 0
  for (const [place, { from, to }] of cells.entries()) {
    const into = answer[place] as Free
    const works: number[] = []
    appendWithin(works, planned, from, to)
    for (let at = 0; at < works.length; at += 2) {
      const end = works[at + 1] as number
      let begin = works[at] as number
      while (begin < end) {
        while (step < usage.at.length && (usage.at[step] as number) <= begin) step++
        const until = step < usage.at.length ? Math.min(end, usage.at[step] as number) : end
        const used = Math.min(capacity, step === 0 ? 0 : (usage.used[step - 1] as number))
        const minutes = until - begin
        const bookable: number[] = []
        appendWithin(bookable, open, begin, until)
        const left = capacity - used
        const free = left * lengthOf(bookable)
        into.working += capacity * minutes
        into.taken += used * minutes
        into.free += free
        into.closed += left * minutes - free
        begin = until
      }
    }
  }
  return answer
}

function lengthOf(spans: readonly number[]): number {
  let minutes = 0
  for (let at = 0; at < spans.length; at += 2) minutes += (spans[at + 1] ?? 0) - (spans[at] ?? 0)
  return minutes
}
