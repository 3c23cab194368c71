/** When nothing of a resource is left. Pure. */
import { type Taken, unitsTaken } from '../claims/index.ts'
import type { Instant } from '../values/instant.ts'

/** In order; what touches may be told as two. */
export function fullTimes(taken: readonly Taken[], capacity: number): { from: Instant; to: Instant }[] {
  const changes = new Map<Instant, number>()
  for (const one of taken) {
    const { from, to } = one
    const quantity = unitsTaken(one, capacity)
    changes.set(from, (changes.get(from) ?? 0) + quantity)
    changes.set(to, (changes.get(to) ?? 0) - quantity)
  }
  const full: { from: Instant; to: Instant }[] = []
  let inUse = 0
  let since: Instant | undefined
  for (const at of [...changes.keys()].sort()) {
    inUse += changes.get(at) ?? 0
    if (inUse >= capacity) since ??= at
    else if (since !== undefined) {
      full.push({ from: since, to: at })
      since = undefined
    }
  }
  return full
}
