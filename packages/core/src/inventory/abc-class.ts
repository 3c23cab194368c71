/** The few items that most of the money goes through, and the many that little does. Pure: no I/O. */
import { ratioOf } from './ratio.ts'

export interface AbcThresholds {
  /** Items belong to A until so many per cent of the whole are reached. */
  readonly a: number
  /** To B until so many; the rest are C. */
  readonly b: number
}

export type AbcClass = 'A' | 'B' | 'C'

export interface Classed {
  /** Null where nothing was used at all. */
  readonly class: AbcClass | null
  /** Of the whole; null where that is zero. */
  readonly share: string | null
  /** Of the whole, with all before it. */
  readonly cumulative: string | null
}

/**
 * Classes of amounts that are sorted, the highest first. An item is A while those before it come to less than the threshold: the
 * one that crosses it belongs to it, and the first is always A. What is zero or below is C.
 */
export function abcClasses(amounts: readonly bigint[], { a, b }: AbcThresholds): readonly Classed[] {
  const positive = (amount: bigint) => (amount > 0n ? amount : 0n)
  const whole = amounts.reduce((sum, amount) => sum + positive(amount), 0n)
  let before = 0n
  return amounts.map((amount) => {
    const own = positive(amount)
    const reached = before * 100n
    before += own
    const classed = own > 0n && reached < BigInt(a) * whole ? 'A' : own > 0n && reached < BigInt(b) * whole ? 'B' : 'C'
    return { class: whole === 0n ? null : classed, share: ratioOf(own, whole), cumulative: ratioOf(before, whole) }
  })
}
