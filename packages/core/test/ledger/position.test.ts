import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { credit, debit } from '../../src/ledger/balanced-entry.ts'
import { foreignOf, paidBack } from '../../src/ledger/refund-share.ts'
import { positionMoves, realisedBy } from '../../src/ledger/position.ts'
import { Money } from '../../src/values/money.ts'

const money = (minor: bigint, currency = 'CNY') => Money.ofMinor(minor, currency)
const abs = (value: bigint) => (value < 0n ? -value : value)

/** A naive position with fractions: the exact average cost of a minor unit is numerator / denominator. */
class Naive {
  units = 0n
  numerator = 0n
  denominator = 1n

  /** Moves, and answers what it realises as a fraction. */
  move(units: bigint, cost: bigint): { numerator: bigint; denominator: bigint } {
    const before = this.units
    const closing = before === 0n || before > 0n === units > 0n ? 0n : abs(units) < abs(before) ? units : -before
    // What is closed leaves at the average; the same share of the worth was got for it.
    const average = { numerator: this.numerator, denominator: this.denominator }
    const share = { numerator: cost * closing, denominator: units }
    const realised = {
      numerator: closing * average.numerator * share.denominator - share.numerator * average.denominator,
      denominator: average.denominator * share.denominator,
    }
    const left = before + closing
    const opening = units - closing
    const openingCost = { numerator: cost * opening, denominator: units }
    this.units = left + opening
    const total = {
      numerator: left * average.numerator * openingCost.denominator + openingCost.numerator * average.denominator,
      denominator: average.denominator * openingCost.denominator,
    }
    this.numerator = this.units === 0n ? 0n : total.numerator
    this.denominator = this.units === 0n ? 1n : total.denominator * this.units
    this.#reduce()
    return realised
  }

  #reduce() {
    let [a, b] = [abs(this.numerator), abs(this.denominator)]
    while (b !== 0n) [a, b] = [b, a % b]
    if (a > 1n) [this.numerator, this.denominator] = [this.numerator / a, this.denominator / a]
    if (this.denominator < 0n) [this.numerator, this.denominator] = [-this.numerator, -this.denominator]
  }
}

const move = fc
  .tuple(fc.bigInt(1n, 5_000n), fc.bigInt(0n, 40_000n), fc.boolean())
  .map(([units, cost, comes]) => (comes ? { units, cost } : { units: -units, cost: -cost }))

describe('a position', () => {
  it('keeps the average of exact fractions, but for half a minor unit a step', () => {
    fc.assert(
      fc.property(fc.array(move, { minLength: 1, maxLength: 25 }), (moves) => {
        const naive = new Naive()
        let [units, cost, realised] = [0n, 0n, 0n]
        let steps = 0n
        let exact = { numerator: 0n, denominator: 1n }
        for (const one of moves) {
          const result = realisedBy({ units, cost }, one)
          const fraction = naive.move(one.units, one.cost)
          exact = {
            numerator: exact.numerator * fraction.denominator + fraction.numerator * exact.denominator,
            denominator: exact.denominator * fraction.denominator,
          }
          ;[units, cost, realised] = [units + one.units, cost + one.cost + result, realised + result]
          steps += 1n
          expect(units).toBe(naive.units)
          // Nothing is held at a cost without units; cost never has another sign than units.
          if (units === 0n) expect(cost).toBe(0n)
          else expect(cost === 0n || cost > 0n === units > 0n).toBe(true)
          // All the money: what was paid and got, and what is left of it.
          const paid = moves.slice(0, Number(steps)).reduce((sum, { cost: each }) => sum + each, 0n)
          expect(cost - realised).toBe(paid)
          // Each step rounds once, by half a minor unit at most.
          const off = realised * exact.denominator - exact.numerator
          expect(2n * abs(off) <= steps * abs(exact.denominator)).toBe(true)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('moves by the lines of its own account, on their other sides', () => {
    const lines = [
      debit('Cash:Till:front', money(100n, 'USD')),
      credit('CurrencyExchange:USD', money(100n, 'USD')),
      debit('CurrencyExchange:USD', money(712n)),
      debit('CurrencyExchange:EUR', money(5n, 'EUR')),
      credit('CurrencyExchange:EUR', money(39n)),
      credit('CustomerDeposits', money(712n)),
    ]
    expect(positionMoves(lines, 'CNY')).toEqual([
      { currency: 'EUR', units: -5n, cost: -39n },
      { currency: 'USD', units: 100n, cost: 712n },
    ])
    expect(positionMoves([debit('Rent', money(1n)), credit('Cash:Safe', money(1n))], 'CNY')).toEqual([])
  })
})

describe('the shares of a refund', () => {
  it('never exceed what is left in either currency, whichever is asked for, and use both up together', () => {
    fc.assert(
      fc.property(
        fc.bigInt(1n, 50_000n),
        fc.bigInt(1n, 50_000n),
        fc.array(fc.tuple(fc.bigInt(1n, 60_000n), fc.boolean()), { maxLength: 12 }),
        (paid, units, asks) => {
          let left = { amount: money(paid), foreign: money(units, 'USD') }
          const take = (amount: Money, foreign: Money) => {
            left = { amount: left.amount.minus(amount), foreign: left.foreign.minus(foreign) }
            expect(left.amount.isNegative() || left.foreign.isNegative()).toBe(false)
          }
          for (const [ask, inForeign] of asks) {
            const limit = inForeign ? left.foreign : left.amount
            if (limit.minor < ask) continue
            if (inForeign) take(paidBack(left, money(ask, 'USD')), money(ask, 'USD'))
            else take(money(ask), foreignOf(left, money(ask)))
          }
          if (left.amount.isZero()) return
          take(left.amount, foreignOf(left, left.amount))
          expect(left.amount.isZero() && left.foreign.isZero()).toBe(true)
        },
      ),
    )
  })
})
