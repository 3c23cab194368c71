/** What reading a file may cost in all, in steps as `BusyLimits.work` counts them. */
import { millisPerDay } from '../../values/civil-day.ts'
import type { LocalClock } from './local-clock.ts'

/** Asking the runtime for a zone costs about this much for each year that was not asked for. */
const workOfYear = 20

/** Of a rule whose search passed its bounds. */
export const workOfBounds = 5_000

export class Work {
  #left: number
  /** Years of clocks that were paid for: they are remembered, and cost nothing more. */
  readonly #years = new Map<LocalClock, Set<number>>()

  constructor(limit: number) {
    this.#left = limit
  }

  /** Whether there was so much left, which is then taken. */
  take(steps: number): boolean {
    if (steps > this.#left) return false
    this.#left -= steps
    return true
  }

  /** What was done already, whether it was left or not. */
  charge(steps: number): void {
    this.#left = Math.max(0, this.#left - steps)
  }

  /** Whether clocks may be asked about a moment of their own. */
  mayAsk(clock: LocalClock, millis: number): boolean {
    if (clock.timeZone === undefined || clock.timeZone === 'UTC') return true
    const years = this.#years.get(clock) ?? new Set<number>()
    this.#years.set(clock, years)
    const year = Math.floor(millis / (366 * millisPerDay))
    if (years.has(year)) return true
    if (!this.take(workOfYear)) return false
    years.add(year)
    return true
  }
}
