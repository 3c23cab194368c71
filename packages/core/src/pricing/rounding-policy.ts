/** How the amount of a line is rounded at the end: a token that a host may fill. */
import { provide, type Provision, type Token, token } from '../engine/tokens.ts'
import { Money } from '../values/money.ts'
import { divideRounded, type RoundingMode } from '../values/rounding.ts'
import type { PriceWords } from './price-step.ts'

export interface RoundingPolicy {
  /** Stands in the steps of the price. */
  readonly name: string
  readonly version: number
  readonly words: PriceWords
  /** The amount of a line as the customer pays it: zero or more. Pure. */
  round(amount: Money): Money
}

/** To multiples of `unit`, such as `'1.00'` down: the odd cents are dropped (抹零). */
export function roundToUnit(unit: string, mode: RoundingMode): RoundingPolicy {
  return {
    name: `to ${unit}, ${mode}`,
    version: 1,
    words: { zh: `取整到 ${unit}`, en: `Rounded to ${unit}` },
    round(amount) {
      const step = Money.of(unit, amount.currency).minor
      return Money.ofMinor(divideRounded(amount.minor, step, mode) * step, amount.currency)
    },
  }
}

export const roundingPolicyToken: Token<RoundingPolicy> = token<RoundingPolicy>('calotype.rounding-policy')

/** Amounts stay as they are: whole minor units. */
export const noRounding: Provision = provide(roundingPolicyToken, {
  useValue: {
    name: 'none',
    version: 1,
    words: { zh: '不取整', en: 'Not rounded' },
    round: (amount: Money) => amount,
  },
})
