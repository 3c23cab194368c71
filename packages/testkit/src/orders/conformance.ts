/** Whether the lives of orders stay right on a store, whatever is done to them: for any test runner or none. */
import type { StorageAdapter } from '@calotype/core'
import type { ConformanceSuite } from '../storage/conformance.ts'
import { failureOf } from '../storage/failure.ts'
import { randomFrom } from '../storage/random-numbers.ts'
import { within } from '../storage/waiting.ts'
import { checkCosts, checkGoods } from './goods-checks.ts'
import { checkEverything } from './order-books.ts'
import { checkClientele, checkOrders } from './order-checks.ts'
import { orderSteps } from './order-steps.ts'
import { OrderWorld } from './order-world.ts'
import { place } from './steps/place.ts'
import { registerImages } from './steps/select.ts'

export interface OrderConformanceOptions {
  /** A fresh, empty store for one case. */
  newStore(): Promise<{ readonly storage: StorageAdapter; remove(): Promise<void> }>
  /** One case each: what is tried follows from it. 1 to 5 unless told. */
  readonly seeds?: readonly number[]
  /** How much is tried in one case; 80 unless told. */
  readonly steps?: number
  /** How long a case may run before it counts as hung: 120,000 ms unless told. */
  readonly deadlineMs?: number
  /** Told of every step and what came of it: `done`, or the code with which it was refused. */
  onStep?(step: string, outcome: string): void
}

const mend = 'Run the seed again with fewer steps until it passes: the step after those is the one to look at.'
/** So often everybody who follows orders is waited for. */
const clienteleEvery = 10

/**
 * Builds the suite: orders are placed, paid, changed, exchanged, moved, selected for, sent back, picked up, taken back, refunded,
 * given away and cancelled at random, with the goods that they need, in two branches, for customers who are merged and parted, over weeks.
 * After each step all is held against orders that are kept on paper: which steps are carried out and which are refused, with
 * nothing changed; status, money, stages, tasks, work, packages, stock and statistics.
 *
 * @example
 * for (const { name, run } of orderConformance({ newStore }).cases) it(name, run)
 */
export function orderConformance(options: OrderConformanceOptions): ConformanceSuite {
  const { seeds = [1, 2, 3, 4, 5], steps = 80, deadlineMs = 120_000 } = options
  return {
    cases: seeds.map((seed) => {
      const name = `lives of orders: seed ${seed}`
      const run = async () => {
        const done: string[] = []
        try {
          await within('the case', deadlineMs, lived(options, seed, steps, done))
        } catch (error) {
          throw failureOf(name, [mend, ...done].join('\n'), error)
        }
      }
      return { name, group: 'lives of orders', run }
    }),
  }
}

/** What every life begins with. */
const opening = [place, place, registerImages]
const inTurn = orderSteps.flatMap((step) => Array.from({ length: step.weight ?? 1 }, () => step))

async function lived(options: OrderConformanceOptions, seed: number, steps: number, done: string[]): Promise<void> {
  const { storage, remove } = await options.newStore()
  const random = randomFrom(seed)
  const world = await OrderWorld.open(storage, random)
  try {
    for (let at = 1; at <= steps; at += 1) {
      world.later(1 + random.below(40))
      const step = opening[at - 1] ?? random.pick(inTurn)
      world.outcome = null
      done.push(step.name)
      done[done.length - 1] = `${step.name}: ${await step.act(world)}`
      if (world.outcome !== null) options.onStep?.(step.name, world.outcome)
      await checkOrders(world)
      await checkGoods(world)
      if (at % clienteleEvery === 0) {
        await checkClientele(world)
        await checkGoods(world)
        await checkCosts(world)
      }
    }
    await checkEverything(world)
  } finally {
    await world.studio.engine.close()
    await remove()
  }
}
