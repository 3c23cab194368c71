/**
 * Sixteen clients in four processes book, hold, confirm, move, reassign, swap and cancel at the same few times, alone, together, in series and for
 * the same orders, while shifts change, people are away, holds end, calendars of others are read, booked gowns are rented and who waits is
 * offered times: afterwards nobody and nothing was promised twice, and nobody was told of a deadlock. A race in which nobody met fails as well.
 *
 *     pnpm faults bookings-parallel [--store sqlite|postgres|mysql] [--steps 300] [--seed n] [--short]
 */
import { join } from 'node:path'
import { countsTogether } from './bookings/count-of.ts'
import { notProved } from './bookings/proofs.ts'
import { runBookingProcess } from './bookings/run-process.ts'
import { furnish } from './bookings/furnish.ts'
import { openBookedStudio } from './bookings/studio.ts'
import { allRuns, minutesPerStep } from './bookings/workload.ts'
import { choice, number, seed, short } from './run/command-line.ts'
import { temporaryFolder } from './run/folder.ts'
import { type Random, randomOf } from './run/random.ts'
import { report, Violations } from './run/report.ts'
import { onEach } from './stores/on-each-store.ts'
import { adapterOf } from './stores/open.ts'
import type { Place } from './stores/place.ts'

const kinds = ['sqlite', 'postgres', 'mysql'] as const
const only = choice('store', kinds)
const steps = number('steps', short ? 30 : 300)
const processes = 4
const clients = 4
const violations = new Violations()
const all = { attempts: 0, booked: 0, refused: 0, retries: 0, deadlocks: 0, perSecond: 0, doubles: 0 }
const stores: Record<string, unknown> = {}
let seconds = 0

async function raceOn(place: Place, random: Random): Promise<void> {
  const studio = await openBookedStudio(await adapterOf(place))
  await furnish(studio)
  const folder = temporaryFolder()
  const answers = await Promise.all(
    Array.from({ length: processes }, (_, number) => {
      const name = `p${number}`
      const plan = { place, name, seed: random.whole(1, 2 ** 30), clients, steps, now: studio.now() }
      return runBookingProcess({ ...plan, answer: join(folder, name) })
    }),
  )
  const { strange, outcomes, told, made } = allRuns(answers)
  // No clock of the processes is ahead of this one.
  studio.later(clients * steps * minutesPerStep)
  const { broken, doubles, bookings, shared, offers, rentals } = await studio.owner.bookingcheck.rules({
    told: [...told],
  })
  violations.add(place.kind, [...strange, ...broken])
  const count = (which: (outcome: string) => boolean): number =>
    Object.entries(outcomes)
      .filter(([key]) => !key.startsWith('expire '))
      .reduce((sum, [key, times]) => sum + (which(key) ? times : 0), 0)
  const refused = count((key) => !key.endsWith(' done'))
  if (bookings !== made) {
    violations.add(place.kind, [`${bookings} bookings are kept, and ${made} were acknowledged`])
  }
  const took = Math.max(...answers.map(({ milliseconds }) => milliseconds)) / 1000
  const repeats = countsTogether(answers.map((answer) => answer.repeats))
  const own = {
    ...{ attempts: count(() => true), booked: bookings, refused, doubles, offers, rentals },
    importsTold: told.filter(({ by }) => by === 'import').length,
    retries: Object.values(repeats).reduce((sum, times) => sum + times, 0),
    deadlocks: repeats['STORAGE_DEADLOCK'] ?? 0,
    perSecond: took > 0 ? Math.round(count(() => true) / took) : 0,
  }
  violations.add(place.kind, notProved({ ...own, outcomes, sideBySide: place.kind !== 'sqlite' }))
  stores[place.kind] = { ...own, sharedSessions: shared, repeats, outcomes }
  for (const name of ['attempts', 'booked', 'refused', 'retries', 'deadlocks', 'doubles'] as const)
    all[name] += own[name]
  seconds += took
  console.log(`  ${place.kind}: ${JSON.stringify(own)}, ${violations.count} violations so far`)
  await studio.engine.close()
}

await onEach(kinds, only, (place) => raceOn(place, randomOf(seed)))
all.perSecond = seconds > 0 ? Math.round(all.attempts / seconds) : 0
report('bookings-parallel', { ...all, steps, clients: processes * clients, stores }, violations)
