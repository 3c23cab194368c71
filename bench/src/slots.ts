/**
 * Finding slots, once the arrays of the resources stand: the first 20 of 30 days, all of a day, all of 30 days, and who would
 * serve one; in a studio of 50 staff, 20 rooms and 300 dresses with 100,000 bookings of four years, and in one of 1,000 resources. Each
 * service is asked for in turn, each time from another day on. A measure that is missed ends it with an error.
 *
 *     pnpm bench slots [--searches 20000] [--bookings 100000] [--short]
 */
import { slotSearch } from '@calotype/core'
import { argument, percentile, report, rounded, short } from './measure.ts'
import { chance, daysBooked, fillStudio, firstMinute, type SlotStudio, type StudioSize } from './slot-studio.ts'

const searches = argument('searches', 20_000)
const bookings = argument('bookings', 100_000)
const day = 1440

const studio: StudioSize = { staff: 50, rooms: 20, dresses: 300, bookings }
const chain: StudioSize = { staff: 200, rooms: 80, dresses: 720, bookings: 4 * bookings }

interface Told {
  readonly p50ms: number
  readonly p99ms: number
}

const usual = measured('studio', studio)
const large = short ? undefined : measured('chain', chain)

function measured(name: string, size: StudioSize) {
  const from = performance.now()
  const filled = fillStudio(size)
  const seconds = (performance.now() - from) / 1000
  console.log(
    `${name}: ${filled.resources} resources, ${filled.bookings} bookings (made up in ${seconds.toFixed(1)} s)`,
  )
  const first = first20(filled)
  const wholeDay = timedSearches(filled, 'all of a day', Math.ceil(searches / 4), 1, (query) => all(query))
  const month = timedSearches(filled, 'all of 30 days', Math.ceil(searches / 40), 30, (query) => all(query))
  const served = timedSearches(filled, 'who serves the first slot', Math.ceil(searches / 4), 30, (query) => {
    const [slot] = slotSearch.findSlots(query, 1)
    return slot !== undefined && slotSearch.slotAt(query, slot.start) === null ? Number.NaN : 1
  })
  return { ...first, day: wholeDay, month, served }
}

function first20(filled: SlotStudio) {
  const byService: Record<string, Told> = {}
  for (const [name, requirements] of Object.entries(filled.services)) {
    const only = { ...filled, services: { [name]: requirements } }
    byService[name] = timedSearches(only, `first 20, ${name}`, Math.ceil(searches / 4), 30, find20)
  }
  return { ...timedSearches(filled, 'first 20 of 30 days', searches, 30, find20), byService }
}

function find20(query: slotSearch.SlotQuery): number {
  return slotSearch.findSlots(query, 20).length
}

function all(query: slotSearch.SlotQuery): number {
  let count = 0
  for (const _slot of slotSearch.slots(query)) count++
  return count
}

function timedSearches(
  { services }: SlotStudio,
  what: string,
  times: number,
  days: number,
  search: (query: slotSearch.SlotQuery) => number,
): Told & { readonly found: number } {
  const random = chance(7)
  const lists = Object.values(services)
  const samples: number[] = []
  let found = 0
  const warmUp = Math.ceil(times / 10)
  for (let turn = -warmUp; turn < times; turn++) {
    const begins = firstMinute + random(daysBooked - days) * day
    const query: slotSearch.SlotQuery = {
      duration: 90,
      window: { from: begins, to: begins + days * day },
      grid: { step: 15, anchor: 0 },
      stretches: [{ from: firstMinute, to: firstMinute + daysBooked * day, offsetMinutes: 480 }],
      requirements: lists[(turn + warmUp) % lists.length] ?? [],
    }
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

const measure = (what: string, value: number, most: number): [string, string] => [
  what,
  value <= most ? 'met' : `missed: ${value}`,
]
const targets = Object.fromEntries([
  measure('p50 of the first 20 <= 0.1 ms', usual.p50ms, 0.1),
  measure('p99 of the first 20 <= 3 ms', usual.p99ms, 3),
])
report({
  bench: 'slots',
  searches,
  bookings,
  p50ms: usual.p50ms,
  p99ms: usual.p99ms,
  perSecond: rounded(1000 / usual.p50ms, 0),
  studio: usual,
  ...(large === undefined ? {} : { thousandResources: large }),
  targets,
})
if (Object.values(targets).some((outcome) => outcome !== 'met')) process.exitCode = 1
