/** Who did how much of what passed. Pure. */
import type { WorkShare } from '../orders/index.ts'
import { allocateByWeights } from '../values/allocation.ts'
import { Quantity } from '../values/quantity.ts'

/** A round of those that lead up to one passing check. */
export interface CreditedRound {
  readonly staffId: string | null
  /** Images or spreads that had no fault. */
  readonly passed: number
  readonly minutes: number
  readonly quality: string | null
}

/**
 * One share for each person: the images that passed in their rounds, the minutes of all of them, and the quality that was given
 * last. Weights follow the images, with two decimals, and add up to 100; where nothing passed they are equal.
 */
export function workOf(rounds: readonly CreditedRound[], role: string): WorkShare[] {
  const people = new Map<string, { passed: number; minutes: number; quality: string | null }>()
  for (const { staffId, passed, minutes, quality } of rounds) {
    if (staffId === null) continue
    const before = people.get(staffId) ?? { passed: 0, minutes: 0, quality: null }
    people.set(staffId, {
      passed: before.passed + passed,
      minutes: before.minutes + minutes,
      quality: quality ?? before.quality,
    })
  }
  if (people.size === 0) return []
  const all = [...people.values()]
  const none = all.every(({ passed }) => passed === 0)
  const parts = allocateByWeights(
    10_000n,
    all.map(({ passed }) => (none ? 1n : BigInt(passed))),
  )
  return [...people].map(([staffId, { passed, minutes, quality }], at) => {
    const part = parts[at] ?? 0n
    return {
      staffId,
      role,
      weight: Quantity.of(`${part / 100n}.${String(part % 100n).padStart(2, '0')}`).toString(),
      quantity: String(passed),
      minutes,
      quality: quality === null ? null : Quantity.of(quality).toString(),
    }
  })
}
