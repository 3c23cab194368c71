/** Clients who do whatever can be done with bookings, at the same few times, so that they meet. */
import { isCalotypeError } from '@calotype/core'
import type { Random } from '../run/random.ts'
import { countsTogether } from './count-of.ts'
import { readAround } from './around.ts'
import { deedsAround } from './deeds-around.ts'
import { type Deeds, deedsOf, nothing } from './deeds.ts'
import type { ToldConflict } from './rules.ts'
import type { BookedStudio } from './studio.ts'

export interface BookingClientOptions {
  readonly random: Random
  readonly steps: number
}

export interface BookingRun {
  /** What the client was told that is no answer of the trade. */
  readonly strange: readonly string[]
  /** How often each deed became what: `book done`, `book SLOT_TAKEN`. */
  readonly outcomes: Readonly<Record<string, number>>
  /** How many bookings were acknowledged. */
  readonly made: number
  /** What changes of working time were told of. */
  readonly told: readonly ToldConflict[]
}

/** Times are taken and given up more often than anything else is done: so there is always one to fight for. */
const often = ['book', 'hold', 'cancel'] as const

/** How far the clock goes with each step: holds end under way. */
export const minutesPerStep = 0.25

/** What the trade may say to any deed; whatever else is said is the store's doing, or ours. */
const mayHear: ReadonlySet<string> = new Set([
  'SLOT_TAKEN',
  'SERIES_TAKEN',
  'SEATS_SHORT',
  'BOOKING_STATE_REFUSED',
  'SWAP_REFUSED',
  'SERIES_INVALID',
  'WANTED_REFUSED',
  'TIME_OFF_MEETS_BOOKINGS',
  'TIME_OFF_OVERLAPS',
  'DEPOSIT_DUE',
  'RENTAL_UNIT_TAKEN',
  'RENTAL_STATE_REFUSED',
  'WAITLIST_WISH_TWICE',
  'WAITLIST_OFFER_OVER',
  'WAITLIST_STATE_REFUSED',
])

/** Clocks run ahead here, so that one engine may think that another has been at a job for too long. */
const lostTurn = 'LEASE_LOST'

export async function client(studio: BookedStudio, { random, steps }: BookingClientOptions): Promise<BookingRun> {
  const told: ToldConflict[] = []
  let made = 0
  const around = await readAround(studio)
  const shared: Deeds = {
    ...{ studio, random, around, told },
    made(more) {
      made += more
    },
  }
  const deeds = { ...deedsOf(shared), ...deedsAround(shared) }
  const names = Object.keys(deeds) as [string, ...string[]]
  const strange: string[] = []
  const outcomes: Record<string, number> = {}
  for (let step = 0; step < steps; step++) {
    studio.later(minutesPerStep)
    const name = random.fraction() < 0.4 ? random.pick(often) : random.pick(names)
    const outcome = await (async () => {
      try {
        return (await deeds[name]?.()) === nothing ? 'nothing' : 'done'
      } catch (error) {
        const code = isCalotypeError(error) ? error.code : String(error)
        if (!mayHear.has(code) && !(name === 'expire' && code === lostTurn)) strange.push(`${name}: ${String(error)}`)
        return code
      }
    })()
    if (outcome !== 'nothing') outcomes[`${name} ${outcome}`] = (outcomes[`${name} ${outcome}`] ?? 0) + 1
  }
  return { strange, outcomes, made, told }
}

/** Of many clients together. */
export function allRuns(runs: readonly BookingRun[]): BookingRun {
  return {
    ...{
      outcomes: countsTogether(runs.map(({ outcomes }) => outcomes)),
      made: runs.reduce((sum, { made }) => sum + made, 0),
    },
    ...{ strange: runs.flatMap(({ strange }) => strange), told: runs.flatMap(({ told }) => told) },
  }
}
