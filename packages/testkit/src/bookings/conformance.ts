/** Whether the diary of a studio stays right on a store, whatever is done to it: for any test runner or none. */
import type { StorageAdapter } from '@calotype/core'
import type { ConformanceSuite } from '../storage/conformance.ts'
import { failureOf } from '../storage/failure.ts'
import { within } from '../storage/waiting.ts'
import { live, shrunk } from './life.ts'

export interface BookingsConformanceOptions {
  /** A fresh, empty store for one case, and for each attempt to fail with fewer steps. */
  newStore(): Promise<{ readonly storage: StorageAdapter; remove(): Promise<void> }>
  /** One case each: what is tried follows from it. 1 to 5 unless told. */
  readonly seeds?: readonly number[]
  /** How much is tried in one case; 80 unless told. */
  readonly steps?: number
  /** In place of `steps`, the numbers of those that are carried out: as a failure names them. */
  readonly only?: readonly number[]
  /** How long a case may run before it counts as hung: 120,000 ms unless told. */
  readonly deadlineMs?: number
  /** Told of every step and what came of it: `done`, or the code with which it was refused. */
  onStep?(step: string, outcome: string): void
}

/**
 * Builds the suite: times are held, confirmed, booked alone, together and in series, moved, reassigned, swapped, cancelled, taken, missed,
 * overbooked, answered and booked again at random, sessions fill and move, services change, people are away by time off, roster and their own
 * calendars, gowns are booked and rented, and others wait for a time. After each step all is held against a diary that is kept on paper: what is
 * claimed of whom, how bookings stand, which steps are carried out and which are refused, with nothing changed; and now and then what is free,
 * what is offered to whom, and what the agenda shows. A life that fails is tried with ever fewer of its steps.
 *
 * @example
 * for (const { name, run } of bookingsConformance({ newStore }).cases) it(name, run)
 */
export function bookingsConformance(options: BookingsConformanceOptions): ConformanceSuite {
  const { seeds = [1, 2, 3, 4, 5], steps = 80, deadlineMs = 120_000, newStore, onStep } = options
  const numbers = options.only ?? Array.from({ length: steps }, (_, at) => at + 1)
  return {
    cases: seeds.map((seed) => {
      const name = `lives of a diary: seed ${seed}`
      const run = async () => {
        const life = { newStore: () => newStore(), seed, numbers, onStep: onStep?.bind(options) }
        const lived = await within('the case', deadlineMs, live(life)).catch((error: unknown) => {
          throw failureOf(name, 'See whether the store hangs: the case did not end.', error)
        })
        if (lived.failed === undefined) return
        const least = await shrunk(life, lived)
        const mend = `Run it again with seeds: [${seed}] and only: [${least.numbers.join(', ')}]. What was done:`
        throw failureOf(name, [mend, ...least.life.done].join('\n'), least.life.failed?.error)
      }
      return { name, group: 'lives of a diary', run }
    }),
  }
}
