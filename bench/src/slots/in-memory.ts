/** Finding slots once the arrays of the resources stand: the search alone. */
import { slotSearch } from '@calotype/core'
import { percentile, rounded } from '../measure.ts'
import { chance, daysBooked, firstMinute, minutesPerDay } from './made-up-bookings.ts'
import type { ServicesInMemory } from './studio-in-memory.ts'

/** A service from a moment on, for so many days, as the made-up studio offers it. */
export const queryOf = (
  requirements: readonly slotSearch.SearchRequirement[],
  begins: number,
  days: number,
): slotSearch.SlotQuery => ({
  duration: 90,
  window: { from: begins, to: begins + days * minutesPerDay },
  grid: { step: 15, anchor: 0 },
  stretches: [{ from: firstMinute, to: firstMinute + daysBooked * minutesPerDay, offsetMinutes: 480 }],
  requirements,
})

/** The first 20 of 30 days, all of a day, all of 30 days, and who would serve one; each service in turn, each time from another day on. */
export function measureInMemory(services: ServicesInMemory, searches: number) {
  const byService: Record<string, Told> = {}
  for (const [name, requirements] of Object.entries(services)) {
    byService[name] = timedSearches({ [name]: requirements }, `first 20, ${name}`, Math.ceil(searches / 4), 30, find20)
  }
  const first = timedSearches(services, 'first 20 of 30 days', searches, 30, find20)
  const day = timedSearches(services, 'all of a day', Math.ceil(searches / 4), 1, all)
  const month = timedSearches(services, 'all of 30 days', Math.ceil(searches / 40), 30, all)
  const served = timedSearches(services, 'who serves the first slot', Math.ceil(searches / 4), 30, (query) => {
    const [slot] = slotSearch.findSlots(query, 1)
    return slot !== undefined && slotSearch.slotAt(query, slot.start) === null ? Number.NaN : 1
  })
  return { ...first, byService, day, month, served }
}

interface Told {
  readonly p50ms: number
  readonly p99ms: number
  /** Slots of a search, on average. */
  readonly found: number
}

const find20 = (query: slotSearch.SlotQuery): number => slotSearch.findSlots(query, 20).length

function all(query: slotSearch.SlotQuery): number {
  let count = 0
  for (const _slot of slotSearch.slots(query)) count++
  return count
}

function timedSearches(
  services: ServicesInMemory,
  what: string,
  times: number,
  days: number,
  search: (query: slotSearch.SlotQuery) => number,
): Told {
  const random = chance(7)
  const lists = Object.values(services)
  const samples: number[] = []
  let found = 0
  const warmUp = Math.ceil(times / 10)
  for (let turn = -warmUp; turn < times; turn++) {
    const begins = firstMinute + random(daysBooked - days) * minutesPerDay
    const query = queryOf(lists[(turn + warmUp) % lists.length] ?? [], begins, days)
    const from = performance.now()
    const count = search(query)
    const took = performance.now() - from
    if (turn < 0) continue
    samples.push(took)
    found += count
  }
  if (!(found > 0)) throw new Error(`"${what}" found nothing in ${times} searches, or nobody to serve what it found`)
  const told = { p50ms: rounded(percentile(samples, 0.5), 4), p99ms: rounded(percentile(samples, 0.99), 4) }
  console.log(
    `  ${what.padEnd(26)} p50 ${told.p50ms} ms, p99 ${told.p99ms} ms; ${rounded(found / times, 1)} found on average`,
  )
  return { ...told, found: rounded(found / times, 1) }
}
