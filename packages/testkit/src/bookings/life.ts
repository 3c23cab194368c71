/** A life of a booked studio: its steps, each of which follows from the seed and its own number, whatever came before it. */
import type { StorageAdapter } from '@calotype/core'
import { type Random, randomFrom } from '../storage/random-numbers.ts'
import { checkAgenda, checkDiary, checkWaiting } from './booking-checks.ts'
import { bookingSteps } from './booking-steps.ts'
import { BookingWorld } from './booking-world.ts'
import { settle } from './waiting.ts'

export interface LifeOptions {
  readonly newStore: () => Promise<{ readonly storage: StorageAdapter; remove(): Promise<void> }>
  readonly seed: number
  /** The numbers of the steps that are carried out. */
  readonly numbers: readonly number[]
  readonly onStep?: ((step: string, outcome: string) => void) | undefined
}

/** What was done, and with what it failed: nothing where it did not. */
export interface Lived {
  readonly done: readonly string[]
  readonly failed: { readonly number: number; readonly error: unknown } | undefined
}

const inTurn = bookingSteps.flatMap((step) => Array.from({ length: step.weight ?? 1 }, () => step))
/** So far apart are the seeds of two steps. */
const apart = 7_919

/** Minutes go by always, hours rarely; now and then a night, or until somebody comes. */
function minutesOf({ random, untilNext }: { readonly random: Random; readonly untilNext: number | undefined }): number {
  if (random.chance(0.03)) return 600 + random.below(500)
  if (untilNext !== undefined && random.chance(0.12)) return Math.max(0, untilNext - 60 + random.below(90))
  return random.chance(0.15) ? 30 + random.below(150) : random.below(20)
}

export async function live({ newStore, seed, numbers, onStep }: LifeOptions): Promise<Lived> {
  const { storage, remove } = await newStore()
  const done: string[] = []
  const world = await BookingWorld.open(storage, randomFrom(seed))
  let number = 0
  try {
    const carriedOut = new Set(numbers)
    for (number = 1; number <= Math.max(0, ...numbers); number++) {
      const own = seed * 1_000_003 + number * apart
      // Time goes by also where nothing is done: what is left of a life that is tried with less happens when it did.
      world.later(minutesOf({ random: randomFrom(own), untilNext: world.untilNext() }))
      if (!carriedOut.has(number)) continue
      const random = randomFrom(own + 1)
      world.random = random
      const step = random.pick(inTurn)
      world.outcome = null
      done.push(`${number} ${step.name}`)
      done[done.length - 1] = `${number} ${step.name}: ${await step.act(world)}`
      if (world.outcome !== null) onStep?.(step.name, world.outcome)
      await checkDiary(world)
      if (!random.chance(0.3)) continue
      done.push('and everybody followed')
      await settle(world)
      await checkDiary(world)
      await checkWaiting(world)
      if (random.chance(0.5)) await checkAgenda(world)
    }
    await settle(world)
    await checkDiary(world)
    await checkWaiting(world)
    await checkAgenda(world)
    return { done, failed: undefined }
  } catch (error) {
    return { done, failed: { number, error } }
  } finally {
    await world.studio.engine.close()
    await remove()
  }
}

/** How often a life that failed is tried with less. */
const mostTries = 60

/** Leaves out what is not needed for a life to fail: first all after the step that failed, then parts, ever smaller ones. */
export async function shrunk(
  options: LifeOptions,
  failed: Lived,
): Promise<{ numbers: readonly number[]; life: Lived }> {
  let life = failed
  let numbers = upTo(options.numbers, failed)
  let size = Math.ceil(numbers.length / 2)
  let tries = 0
  while (size >= 1) {
    let isSmaller = false
    for (let at = 0; at < numbers.length && tries < mostTries; tries++) {
      const fewer = [...numbers.slice(0, at), ...numbers.slice(at + size)]
      const again = fewer.length === 0 ? undefined : await live({ ...options, numbers: fewer, onStep: undefined })
      if (again?.failed === undefined) {
        at += size
        continue
      }
      life = again
      numbers = upTo(fewer, again)
      isSmaller = true
    }
    if (tries >= mostTries) break
    if (!isSmaller || size > numbers.length) size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return { numbers, life }
}

const upTo = (numbers: readonly number[], { failed }: Lived): readonly number[] =>
  failed === undefined ? numbers : numbers.filter((number) => number <= failed.number)
