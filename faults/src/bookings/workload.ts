/** Clients who do whatever can be done with bookings, at the same few times, so that they meet. */
import { addMillis, type Booking, isCalotypeError } from '@calotype/core'
import type { Random } from '../run/random.ts'
import { noon } from '../studio/two-branches.ts'
import type { ToldConflict } from './rules.ts'
import { type BookedStudio, services } from './studio.ts'

export interface BookingClientOptions {
  readonly random: Random
  readonly steps: number
}

export interface BookingRun {
  /** What the client was told that is no answer of the trade. */
  readonly strange: readonly string[]
  /** How often each deed became what: `book done`, `book SLOT_TAKEN`. */
  readonly outcomes: Readonly<Record<string, number>>
  /** What changes of working time were told of. */
  readonly told: readonly ToldConflict[]
}

/** How far the clock goes with each step: holds end under way. */
export const minutesPerStep = 0.25

const hour = 3_600_000

/** What the trade may say to any deed; whatever else is said is the store's doing, or ours. */
const mayHear: ReadonlySet<string> = new Set([
  'SLOT_TAKEN',
  'SEATS_SHORT',
  'BOOKING_STATE_REFUSED',
  'SWAP_REFUSED',
  'WANTED_REFUSED',
  'TIME_OFF_MEETS_BOOKINGS',
  'TIME_OFF_OVERLAPS',
])

/** Clocks run ahead here, so that one engine may think that another has been at a job for too long. */
const lostTurn = 'LEASE_LOST'

/** Deeds with nothing to be done to: nobody was asked. */
const nothing = Symbol('nothing')

export async function client(studio: BookedStudio, { random, steps }: BookingClientOptions): Promise<BookingRun> {
  const told: ToldConflict[] = []
  const deeds = deedsOf(studio, random, told)
  const names = Object.keys(deeds) as [string, ...string[]]
  const strange: string[] = []
  const outcomes: Record<string, number> = {}
  for (let step = 0; step < steps; step++) {
    studio.later(minutesPerStep)
    // Half of all is to take times: what else there is to do needs some that are taken.
    const name = random.fraction() < 0.4 ? random.pick(['book', 'hold']) : random.pick(names)
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
  return { strange, outcomes, told }
}

/** Of many clients together. */
export function allRuns(runs: readonly BookingRun[]): BookingRun {
  const outcomes: Record<string, number> = {}
  for (const run of runs) {
    for (const [key, count] of Object.entries(run.outcomes)) outcomes[key] = (outcomes[key] ?? 0) + count
  }
  return { outcomes, strange: runs.flatMap(({ strange }) => strange), told: runs.flatMap(({ told }) => told) }
}

function deedsOf(
  { owner, engine }: BookedStudio,
  random: Random,
  told: ToldConflict[],
): Readonly<Record<string, () => Promise<unknown>>> {
  const { bookings, resources } = owner
  /** Of two days, from ten to one, every half hour. */
  const startsAt = (): string => addMillis(noon, (random.whole(2, 3) * 24 - 2 + random.whole(0, 6) / 2) * hour)
  const time = () => ({ service: random.pick(services), startsAt: startsAt() })
  const asked = () => {
    const { service, startsAt } = time()
    const seats = service === 'class' ? random.whole(1, 3) : 1
    const who = { resources: { photographer: [random.pick(['anna', 'ben'])] } }
    return { service, startsAt, seats, ...(random.fraction() < 0.2 ? who : {}) }
  }
  const some = async (state: 'held' | 'confirmed' | 'expired'): Promise<Booking | undefined> => {
    const { items } = await bookings.list({ states: [state], limit: 200 })
    return items[random.whole(0, Math.max(0, items.length - 1))]
  }
  const alive = () => some(random.pick(['confirmed', 'confirmed', 'held']))
  const day = () => addMillis(noon, random.whole(2, 3) * 24 * hour).slice(0, 10)
  const resource = async (): Promise<string> => {
    const { items } = await resources.list({ kind: random.pick(['person', 'person', 'room']) })
    return items[random.whole(0, items.length - 1)]?.id ?? ''
  }
  return {
    book: () => bookings.book(asked()),
    hold: () => bookings.hold({ ...asked(), minutes: random.whole(1, 6) }),
    async confirm() {
      const found = await some('held')
      return found === undefined ? nothing : bookings.confirm({ bookingId: found.id })
    },
    async confirmLate() {
      const found = await some('expired')
      return found === undefined ? nothing : bookings.confirm({ bookingId: found.id })
    },
    async move() {
      const found = await alive()
      return found === undefined ? nothing : bookings.move({ bookingId: found.id, startsAt: startsAt() })
    },
    async reassign() {
      const found = await alive()
      if (found === undefined) return nothing
      const given = random.fraction() < 0.5 ? [] : [random.pick(['anna', 'ben'])]
      return bookings.reassign({ bookingId: found.id, resources: { photographer: given }, reason: 'race' })
    },
    async swap() {
      const { items } = await bookings.list({ states: ['confirmed', 'held'], limit: 200 })
      const one = items[random.whole(0, Math.max(0, items.length - 1))]
      const others = items.filter(({ id }) => id !== one?.id)
      // At the same time each has whom the other wants.
      const other = others.find(({ startsAt }) => startsAt === one?.startsAt) ?? others[0]
      if (one === undefined || other === undefined) return nothing
      return bookings.swap({ bookings: [one.id, other.id], requirement: 'photographer', reason: 'race' })
    },
    async cancel() {
      const found = await alive()
      return found === undefined ? nothing : bookings.cancel({ bookingId: found.id, reason: 'race' })
    },
    /** What is due is done: holds that are over end. */
    expire: () => engine.settle(),
    async shift() {
      const spans = random.pick([null, null, [], [{ from: '09:00', to: '11:30' }], [{ from: '11:00', to: '18:00' }]])
      const shift = { resourceId: await resource(), day: day(), spans }
      const { conflicts } = await resources.setShifts({ shifts: [shift] })
      for (const { reference, resourceId } of conflicts) told.push({ reference, resourceId })
    },
    /** Somebody is sick for an hour, and then is not. */
    async away() {
      const from = startsAt()
      const sick = { kind: 'sick' as const, approved: true, from, to: addMillis(from, hour) }
      const { timeOff } = await resources.requestTimeOff({ ...sick, resourceId: await resource() })
      if (random.fraction() < 0.8) await resources.withdrawTimeOff({ timeOffId: timeOff.id })
    },
  }
}
