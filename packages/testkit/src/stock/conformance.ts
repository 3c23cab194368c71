/** Whether stock, its value and the books stay right on a store, whatever is done to them: for any test runner or none. */
import type { StorageAdapter } from '@calotype/core'
import type { ConformanceSuite } from '../storage/conformance.ts'
import { failureOf } from '../storage/failure.ts'
import { randomFrom } from '../storage/random-numbers.ts'
import { within } from '../storage/waiting.ts'
import { checkBooks, checkStock } from './stock-checks.ts'
import { StockSteps } from './stock-steps.ts'
import { openStockroom } from './stockroom.ts'

export interface StockConformanceOptions {
  /** A fresh, empty store for one case. */
  newStore(): Promise<{ readonly storage: StorageAdapter; remove(): Promise<void> }>
  /** One case each: what is tried follows from it. 1 to 5 unless told. */
  readonly seeds?: readonly number[]
  /** How much is tried in one case; 40 unless told. */
  readonly steps?: number
  /** How long a case may run before it counts as hung: 120,000 ms unless told. */
  readonly deadlineMs?: number
}

const mend = 'Run the seed again with fewer steps until it passes: the step after those is the one to look at.'

/**
 * Builds the suite: goods are bought, billed, sold, made, cut up, moved, sent, found and corrected at random, at moments of the past and in
 * closed periods, and after each step all is held against a list kept by hand that is counted anew from its beginning.
 *
 * @example
 * for (const { name, run } of stockConformance({ newStore }).cases) it(name, run)
 */
export function stockConformance(options: StockConformanceOptions): ConformanceSuite {
  const { seeds = [1, 2, 3, 4, 5], steps = 40, deadlineMs = 120_000 } = options
  return {
    cases: seeds.map((seed) => {
      const name = `the stock: seed ${seed}`
      const run = async () => {
        const done: string[] = []
        try {
          await within('the case', deadlineMs, tried(options, seed, steps, done))
        } catch (error) {
          throw failureOf(name, [mend, ...done].join('\n'), error)
        }
      }
      return { name, group: 'the stock', run }
    }),
  }
}

async function tried(options: StockConformanceOptions, seed: number, steps: number, done: string[]): Promise<void> {
  const { storage, remove } = await options.newStore()
  const room = await openStockroom(storage)
  try {
    const doing = new StockSteps(room, randomFrom(seed))
    for (let at = 0; at < steps; at += 1) {
      done.push(await doing.step())
      await checkStock(room)
    }
    await checkBooks(room, doing)
  } finally {
    await room.engine.close()
    await remove()
  }
}
