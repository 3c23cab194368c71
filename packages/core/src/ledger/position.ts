/** The moving average cost of foreign money, and what is gained or lost by giving it away. Pure: no I/O. */
import { Money } from '../values/money.ts'
import { divideRounded } from '../values/rounding.ts'
import { credit, debit, type Line } from './balanced-entry.ts'
import { accounts, exchangeAccount, exchangedCurrency } from './chart-of-accounts.ts'

/** Foreign money in minor units of its currency, and its cost in minor units of the studio's. Both may be below zero. */
export interface Holding {
  readonly units: bigint
  readonly cost: bigint
}

export interface PositionMove extends Holding {
  readonly currency: string
}

/** What the lines of an entry move, by foreign currency, in the order of their codes. */
export function positionMoves(lines: readonly Line[], home: string): readonly PositionMove[] {
  const moves = new Map<string, PositionMove>()
  for (const { account, side, amount } of lines) {
    const currency = exchangedCurrency(account)
    if (currency === undefined) continue
    const { units, cost } = moves.get(currency) ?? { units: 0n, cost: 0n }
    const moved = side === 'debit' ? amount.minor : -amount.minor
    // What came in is balanced on the other side: a credit in the foreign currency, its worth a debit in the studio's.
    moves.set(
      currency,
      amount.currency === home ? { currency, units, cost: cost + moved } : { currency, units: units - moved, cost },
    )
  }
  return [...moves.values()].sort((one, other) => (one.currency < other.currency ? -1 : 1))
}

/**
 * What a move realises, above zero for a gain: what was got for the foreign money less what it had cost on average. Money
 * that comes in realises nothing. Who gives all of it away gives all of its cost away, so that nothing is ever held at a cost
 * without units. Where more goes out than is held, the part beyond is owed at what was got for it, and what comes in later first pays
 * that back.
 */
export function realisedBy(before: Holding, move: Holding): bigint {
  const grows = before.units === 0n || move.units === 0n || before.units > 0n === move.units > 0n
  if (grows) return 0n
  const [held, moved] = [magnitude(before.units), magnitude(move.units)]
  if (moved <= held) return -divideRounded(before.cost * moved, held, 'half-even') - move.cost
  // Beyond zero: so much of the worth belongs to what was held.
  return -before.cost - divideRounded(move.cost * held, moved, 'half-even')
}

const magnitude = (units: bigint): bigint => (units < 0n ? -units : units)

/** The lines of a realised result, which bring the cost to that of what is left; none for zero. */
export function realisedLines(currency: string, home: string, realised: bigint): readonly Line[] {
  const exchange = exchangeAccount(currency)
  const amount = Money.ofMinor(magnitude(realised), home)
  if (realised === 0n) return []
  return realised > 0n
    ? [debit(exchange, amount), credit(accounts.exchangeGain, amount)]
    : [debit(accounts.exchangeLoss, amount), credit(exchange, amount)]
}
