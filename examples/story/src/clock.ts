/** A clock that stands until somebody moves it on: so every run is the same. */
import { type Clock, type Instant, parseInstant } from '@calotype/core'

/** A time of a day in the studio of the stories, which is in Shanghai. */
export const at = (date: string, time: string): Instant => parseInstant(`${date}T${time}:00+08:00`)

export class StoryClock implements Clock {
  #date: string
  #now: Instant

  constructor(date: string, time = '08:00') {
    this.#date = date
    this.#now = at(date, time)
  }

  now(): Instant {
    return this.#now
  }

  /** Another day begins. */
  startDay(date: string): void {
    this.#date = date
    this.moveTo('08:00')
  }

  /** A second passes. */
  goOn(): void {
    this.#now = parseInstant(new Date(Date.parse(this.#now) + 1000).toISOString())
  }

  /** Moves on to a time of the day, such as `10:30`. */
  moveTo(time: string): string {
    this.#now = at(this.#date, time)
    return time
  }
}
