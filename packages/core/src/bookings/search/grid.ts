/** The starts that the local clock allows, also where it is put forward or back. Pure integers. */
import { minutesOfADay, type OffsetStretch, type StartGrid } from './query.ts'

/** Minutes until the next start of the grid, 0 at one, given the minute of the local day. */
function untilNext({ step, anchor }: StartGrid, minute: number): number {
  const first = anchor % step
  const over = (minute - first) % step
  const wait = over === 0 ? 0 : over < 0 ? -over : step - over
  // The grid begins anew at every local midnight.
  return minute + wait < minutesOfADay ? wait : minutesOfADay - minute + first
}

const minuteOfDay = (local: number): number => local - Math.floor(local / minutesOfADay) * minutesOfADay

/** More starts than a day can have: at midnight and where the offset changes, two may lie closer than a step. */
export const mostStartsOfADay = ({ step }: StartGrid, stretches: readonly OffsetStretch[]): number =>
  Math.min(minutesOfADay, Math.ceil(minutesOfADay / step) + 3 * stretches.length)

/** Writes the starts in [from, to) into `starts`, in their order; how many there are. */
export function startsBetween(
  grid: StartGrid,
  stretches: readonly OffsetStretch[],
  from: number,
  to: number,
  starts: Int32Array,
): number {
  let count = 0
  for (const stretch of stretches) {
    const end = Math.min(to, stretch.to)
    for (let at = Math.max(from, stretch.from); at < end; at++) {
      at += untilNext(grid, minuteOfDay(at + stretch.offsetMinutes))
      if (at < end) starts[count++] = at
    }
  }
  return count
}

/** Whether the local clock allows a start then. */
export function isOnGrid(grid: StartGrid, stretches: readonly OffsetStretch[], start: number): boolean {
  const stretch = stretches.find(({ from, to }) => from <= start && start < to)
  return stretch !== undefined && untilNext(grid, minuteOfDay(start + stretch.offsetMinutes)) === 0
}
