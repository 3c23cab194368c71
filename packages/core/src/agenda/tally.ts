/** How much of somebody's time is worked and booked, by day or hour. Pure; whole minutes since 1970-01-01T00:00Z. */
import { appendWithin, merged, outside } from '../resources/spans.ts'

/** A day or an hour. Cells follow each other without a gap. */
export interface Cell {
  readonly from: number
  readonly to: number
}

/** A phase of a booking, and what is around it. */
export interface Phase extends Cell {
  readonly bookingId: string
  readonly busyFrom: number
  readonly busyTo: number
}

export interface Times {
  /** When the resource works, time off included: sorted, disjoint, flat. */
  readonly planned: readonly number[]
  readonly timeOff: readonly Cell[]
  readonly phases: readonly Phase[]
}

/** A minute of a resource counts once, however many bookings share it. */
export interface Tally {
  /** Minutes of working time without time off. */
  working: number
  /** Minutes of working time that are time off. */
  timeOff: number
  /** Minutes of the phases of bookings. */
  booked: number
  /** Of these, minutes within `working`. */
  bookedWorking: number
  /** Minutes of the phases with what is around them. */
  busy: number
  /** Bookings with a phase in it. */
  readonly bookings: Set<string>
  /** Booked minutes × the cost of an hour in minor units. */
  cost: bigint
}

export const emptyTally = (): Tally => ({
  working: 0,
  timeOff: 0,
  booked: 0,
  bookedWorking: 0,
  busy: 0,
  bookings: new Set(),
  cost: 0n,
})

export function addTally(into: Tally, from: Tally): void {
  into.working += from.working
  into.timeOff += from.timeOff
  into.booked += from.booked
  into.bookedWorking += from.bookedWorking
  into.busy += from.busy
  into.cost += from.cost
  for (const booking of from.bookings) into.bookings.add(booking)
}

const spansIn = (of: readonly Cell[]): number[] =>
  merged(of.filter(({ from, to }) => from < to).map(({ from, to }) => [from, to]))

/** What of the planned time is no time off, and no other of these spans. */
export function without(planned: readonly number[], off: readonly Cell[]): number[] {
  const away = spansIn(off)
  const left: number[] = []
  for (let at = 0; at < planned.length; at += 2) left.push(...outside(away, planned[at] ?? 0, planned[at + 1] ?? 0))
  return left
}

function common(some: readonly number[], others: readonly number[]): number[] {
  const both: number[] = []
  for (let at = 0; at < some.length; at += 2) appendWithin(both, others, some[at] ?? 0, some[at + 1] ?? 0)
  return both
}

/** The minutes of the spans that lie in each cell. */
export function minutesIn(cells: readonly Cell[], spans: readonly number[]): number[] {
  let first = 0
  return cells.map(({ from, to }) => {
    while (first < spans.length && (spans[first + 1] ?? 0) <= from) first += 2
    let minutes = 0
    for (let at = first; at < spans.length && (spans[at] ?? 0) < to; at += 2) {
      minutes += Math.min(spans[at + 1] ?? 0, to) - Math.max(spans[at] ?? 0, from)
    }
    return minutes
  })
}

/** One tally a cell. `costPerHour` in minor units. */
export function tallies(cells: readonly Cell[], { planned, timeOff, phases }: Times, costPerHour: bigint): Tally[] {
  const worked = without(planned, timeOff)
  const booked = spansIn(phases)
  const working = minutesIn(cells, worked)
  const all = minutesIn(cells, planned)
  const bookedIn = minutesIn(cells, booked)
  const bookedWorking = minutesIn(cells, common(worked, booked))
  const busy = minutesIn(cells, spansIn(phases.map(({ busyFrom: from, busyTo: to }) => ({ from, to }))))
  const found = cells.map((_, place): Tally => {
    const minutes = bookedIn[place] ?? 0
    return {
      working: working[place] ?? 0,
      timeOff: (all[place] ?? 0) - (working[place] ?? 0),
      booked: minutes,
      bookedWorking: bookedWorking[place] ?? 0,
      busy: busy[place] ?? 0,
      bookings: new Set(),
      cost: BigInt(minutes) * costPerHour,
    }
  })
  for (const { bookingId, from, to } of phases) {
    for (let place = firstEndingAfter(cells, from); place < cells.length; place++) {
      if ((cells[place]?.from ?? to) >= to) break
      if (from < to) found[place]?.bookings.add(bookingId)
    }
  }
  return found
}

function firstEndingAfter(cells: readonly Cell[], minute: number): number {
  let [low, high] = [0, cells.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((cells[middle]?.to ?? 0) > minute) high = middle
    else low = middle + 1
  }
  return low
}
