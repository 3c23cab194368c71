/** What single units of lines cost, and which come first. Pure. */
import { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'
import type { PricingLine } from './pricing-rule.ts'

/** What `units` of a line cost, in minor units. */
export const amountOfUnits = (line: PricingLine, units: bigint): bigint => percentOfUnits(line, units, '100')

/** So many per cent of what `units` of a line cost, in minor units. */
export function percentOfUnits(line: PricingLine, units: bigint, percent: string): bigint {
  const quantity = line.quantity.toRatio()
  const share = Quantity.of(percent).toRatio()
  return divideRounded(
    line.amount.minor * units * quantity.denominator * share.numerator,
    quantity.numerator * share.denominator * 100n,
    'half-up',
  )
}

/** Works through lines from the dearest unit to the cheapest; answers in the order of the lines. */
export function onDearestFirst(lines: readonly PricingLine[], work: (line: PricingLine) => bigint): bigint[] {
  const places = lines.map((_, at) => at)
  places.sort((a, b) => compareUnits(lines[b], lines[a]) || a - b)
  const off: bigint[] = []
  for (const at of places) {
    const line = lines[at]
    if (line !== undefined) off[at] = work(line)
  }
  return off
}

function compareUnits(a: PricingLine | undefined, b: PricingLine | undefined): number {
  if (a === undefined || b === undefined) return 0
  const [one, other] = [a.quantity.toRatio(), b.quantity.toRatio()]
  const left = a.amount.minor * one.denominator * other.numerator
  const right = b.amount.minor * other.denominator * one.numerator
  return left < right ? -1 : left > right ? 1 : 0
}
