/** What stock is worth in each place, where its value is known of all places together. Pure: no I/O. */
import { divideRounded } from '../values/rounding.ts'

/**
 * Shares a value out by quantities so that the parts come to it exactly, one below zero included. All zero where nothing is
 * there in sum.
 */
export function spreadValue(value: bigint, quantities: readonly number[]): readonly bigint[] {
  const whole = quantities.reduce((sum, quantity) => sum + BigInt(quantity), 0n)
  if (whole === 0n) return quantities.map(() => 0n)
  let upTo = 0n
  let given = 0n
  return quantities.map((quantity) => {
    upTo += BigInt(quantity)
    const part = divideRounded(value * upTo, whole, 'half-up') - given
    given += part
    return part
  })
}
