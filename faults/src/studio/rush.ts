/** Several counters at work at the same time, until they have done enough or are told to stop. */
import { setTimeout as pause } from 'node:timers/promises'
import { randomOf } from '../run/random.ts'
import { Counter, type CounterOptions } from './counter.ts'

export interface RushOptions extends Omit<CounterOptions, 'random' | 'name'> {
  /** Begins the name of every counter. */
  readonly name: string
  readonly counters: number
  readonly seed: number
  /** How many customers each serves; until it is stopped unless told. */
  readonly customers?: number
  /** How long each rests between customers. */
  readonly paceMs?: number
}

export interface Rush {
  /** Resolves when every counter has ended; answers what no client should have seen. */
  readonly ended: Promise<readonly string[]>
  /** Each counter ends after the customer whom it serves. */
  stop(): void
  readonly acknowledged: number
  readonly repeats: number
}

export function startRush({ name, counters, seed, customers = Infinity, paceMs = 0, ...shared }: RushOptions): Rush {
  let stopped = false
  const failures: string[] = []
  const all = Array.from({ length: counters }, (_, place) => {
    const random = randomOf(seed + 7919 * place)
    return new Counter({ ...shared, random, name: `${name}${place}` })
  })
  const work = async (counter: Counter): Promise<void> => {
    for (let served = 0; served < customers && !stopped; served++) {
      try {
        await counter.serve()
        if (paceMs > 0) await pause(paceMs)
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error))
        // One is a finding; a hundred of the same kind are not.
        if (failures.length > 20) return
      }
    }
  }
  return {
    ended: Promise.all(all.map(work)).then(() => failures),
    stop() {
      stopped = true
    },
    get acknowledged() {
      return all.reduce((sum, counter) => sum + counter.done, 0)
    },
    get repeats() {
      return all.reduce((sum, counter) => sum + counter.repeats, 0)
    },
  }
}
