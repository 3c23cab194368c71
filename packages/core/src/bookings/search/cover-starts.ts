/** The hot loop: which starts of a stretch a requirement's pool can serve. No allocation. */
import type { Part, Plan } from './plan.ts'
import type { PoolMember } from './query.ts'
import { takenOf } from './resource.ts'
import { firstEndingAfter } from './usage.ts'

/**
 * Counts into `have`, by the place of each start, how many members of the pool are free for it, up to `enough`. The feasible starts of each
 * member, gap by gap, are laid over the starts that are still short; so free time of two people is never joined to one, and the pool is left
 * as soon as no start is short.
 *
 * @param short Places of the starts to serve, ascending, the first `count`; what is left in it means nothing.
 */
export function coverStarts(
  { ways }: Plan,
  part: Part,
  starts: Int32Array,
  short: Int32Array,
  count: number,
  have: Int32Array,
  enough: number,
): void {
  const { from: phaseFrom, to: phaseTo, quantity, pool } = part
  const anyWays = ways.matter
  let left = count
  for (let at = 0; at < pool.length && left > 0; at++) {
    const { resource, before, after } = pool[at] as PoolMember
    if (quantity > resource.capacity) continue
    const first = starts[short[0] as number] as number
    const last = starts[short[left - 1] as number] as number
    const open = resource.open
    let span = firstEndingAfter(open, first + phaseTo - 1)
    if (span >= open.length) continue
    const claimFrom = phaseFrom - before
    const claimTo = phaseTo + after
    const taken = anyWays
      ? ways.taken(resource, quantity, first + claimFrom, last + claimTo)
      : takenOf(resource, quantity)
    let next = firstEndingAfter(taken, first + claimFrom)
    let read = 0
    let write = 0
    let earliest = first
    while (read < left) {
      // The gap of working time and of claims in which the phase can lie: starts from `earliest` to `latest`.
      while (span < open.length && (open[span + 1] as number) - phaseTo < earliest) span += 2
      if (span >= open.length) break
      earliest = Math.max(earliest, (open[span] as number) - phaseFrom)
      while (next < taken.length && (taken[next + 1] as number) <= earliest + claimFrom) next += 2
      let latest = (open[span + 1] as number) - phaseTo
      if (next < taken.length) {
        const until = (taken[next] as number) - claimTo
        if (until < earliest) {
          earliest = (taken[next + 1] as number) - claimFrom
          if (earliest > last) break
          continue
        }
        latest = Math.min(latest, until)
      }
      if (earliest > last) break
      while (read < left && (starts[short[read] as number] as number) < earliest) {
        short[write++] = short[read++] as number
      }
      while (read < left) {
        const place = short[read] as number
        if ((starts[place] as number) > latest) break
        read++
        const now = (have[place] as number) + 1
        have[place] = now
        if (now < enough) short[write++] = place
      }
      if (read < left) earliest = starts[short[read] as number] as number
    }
    if (write === read) continue
    while (read < left) short[write++] = short[read++] as number
    left = write
  }
}
