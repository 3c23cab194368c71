/** A clock that stands until somebody moves it on: so every run of the day is the same day. */
import { type Clock, type Instant, parseInstant } from '@calotype/core'

/** A Saturday in May, the season of weddings. */
export const day = '2026-05-16'

export class DayClock implements Clock {
  #now: Instant = parseInstant(`${day}T08:00:00+08:00`)

  now(): Instant {
    return this.#now
  }

  /** Moves on to a time of the day, such as `10:30`. */
  moveTo(time: string): string {
    this.#now = parseInstant(`${day}T${time}:00+08:00`)
    return time
  }
}
