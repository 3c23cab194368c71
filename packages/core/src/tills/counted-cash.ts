/** What a count of notes and coins comes to. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { CashCountContradicts, CashCountInvalid } from './errors.ts'
import type { CashCount } from './shapes.ts'

export interface CountedCash {
  readonly amount: Money
  /** The largest first; null where only the sum was given. */
  readonly denominations: { value: string; pieces: number }[] | null
}

/**
 * The amount of a count. `known` are the denominations that a count may name; empty for any.
 *
 * @throws CASH_COUNT_INVALID, CASH_COUNT_CONTRADICTS, MONEY_*
 */
export function countedCash(count: CashCount, currency: string, known: readonly string[] = []): CountedCash {
  const said = count.amount === undefined ? undefined : Money.of(count.amount, currency)
  if (said?.isNegative() === true)
    throw CashCountInvalid.create({ rule: 'must not be below zero', value: said.toString() })
  if (count.denominations === undefined) return { amount: said ?? Money.zero(currency), denominations: null }
  const allowed = new Set(known.map((value) => Money.of(value, currency).minor))
  const seen = new Set<bigint>()
  const piles = count.denominations.map(({ value, pieces }) => {
    const face = Money.of(value, currency)
    const refuse = (rule: string) => CashCountInvalid.create({ rule, value: face.toString() })
    if (!face.isPositive()) throw refuse('must name denominations above zero')
    if (seen.has(face.minor)) throw refuse('must name each denomination once')
    if (allowed.size > 0 && !allowed.has(face.minor)) throw refuse(`must name one of ${known.join(', ')}`)
    seen.add(face.minor)
    return { face, pieces }
  })
  piles.sort((one, other) => other.face.compareTo(one.face))
  const amount = Money.sum(
    currency,
    piles.map(({ face, pieces }) => face.times(BigInt(pieces))),
  )
  if (said !== undefined && !said.equals(amount)) {
    throw CashCountContradicts.create({ amount: said.toString(), sum: amount.toString() })
  }
  return { amount, denominations: piles.map(({ face, pieces }) => ({ value: face.toString(), pieces })) }
}
