/** Some pieces of a line apart from the rest, with their share of its price. Pure. */
import type { PriceStep } from '../pricing/index.ts'
import { Money } from '../values/money.ts'
import { Quantity } from '../values/quantity.ts'
import { divideRounded } from '../values/rounding.ts'
import { LinePartInvalid } from './errors.ts'
import { grossOf } from './line-price.ts'
import type { OrderLineRow } from './tables.ts'

/** What of a line differs in one of its parts. */
export type LinePart = Pick<OrderLineRow, 'quantity' | 'discount' | 'amount' | 'priceTrace'>

export interface SplitLine {
  readonly part: LinePart
  readonly rest: LinePart
}

/**
 * Splits whole pieces off a line. Both parts keep the unit price, so `amount = unitPrice × quantity (half up) − discount` is true of
 * either; together they cost what the line cost, and so does every step of their prices.
 *
 * @throws LINE_PART_INVALID where `pieces` is no whole number between none and all of the line, or the line includes entitlements
 */
export function splitLine(
  of: { readonly number: string; readonly currency: string },
  line: Pick<OrderLineRow, 'line' | 'quantity' | 'discount' | 'amount' | 'priceTrace' | 'entitlements'>,
  pieces: string,
): SplitLine {
  const refuse = (rule: string) => LinePartInvalid.create({ number: of.number, line: line.line, rule, value: pieces })
  const whole = Quantity.of(line.quantity)
  if (!/^[1-9]\d{0,13}$/.test(pieces)) throw refuse('must be a whole number from 1')
  const part = Quantity.of(pieces)
  const rest = whole.minus(part)
  if (!rest.isPositive()) throw refuse(`must be below ${whole.toString()}, which are left`)
  if (includesAnything(line.entitlements))
    throw refuse('cannot be told apart: the line includes entitlements, hand it over whole')
  const { numerator, denominator } = whole.toRatio()
  const ofPart = part.toRatio()
  const share = (minor: bigint): bigint =>
    divideRounded(minor * ofPart.numerator * denominator, ofPart.denominator * numerator, 'half-up')
  const wholeGross = grossOf(line)
  const gross = share(wholeGross)
  // By what the pieces cost, so that neither part has more off than it costs.
  const discount = wholeGross === 0n ? 0n : divideRounded(line.discount * gross, wholeGross, 'down')
  const amount = gross - discount
  const traces = splitTrace(line, amount, of.currency, share)
  return {
    part: { quantity: part.toString(), discount, amount, priceTrace: traces.part },
    rest: {
      quantity: rest.toString(),
      discount: line.discount - discount,
      amount: line.amount - amount,
      priceTrace: traces.rest,
    },
  }
}

/** A package: what it includes is used bit by bit, and belongs to no piece of it. */
function includesAnything(entitlements: OrderLineRow['entitlements']): boolean {
  return entitlements !== null && Object.keys(entitlements as object).length > 0
}

/** Each step in two, so that either part's steps add up to its amount. */
function splitTrace(
  line: Pick<OrderLineRow, 'priceTrace'>,
  amount: bigint,
  currency: string,
  share: (minor: bigint) => bigint,
): { readonly part: OrderLineRow['priceTrace']; readonly rest: OrderLineRow['priceTrace'] } {
  if (line.priceTrace === null) return { part: null, rest: null }
  const steps = line.priceTrace as unknown as readonly PriceStep[]
  const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
  const step = (one: PriceStep, before: bigint, after: bigint): PriceStep => {
    return { ...one, before: shown(before), after: shown(after), change: shown(after - before) }
  }
  const part: PriceStep[] = []
  const rest: PriceStep[] = []
  let whole = 0n
  let ofPart = 0n
  for (const [at, one] of steps.entries()) {
    const next = whole + Money.of(one.change, currency).minor
    const nextOfPart = at === steps.length - 1 ? amount : share(next)
    part.push(step(one, ofPart, nextOfPart))
    rest.push(step(one, whole - ofPart, next - nextOfPart))
    whole = next
    ofPart = nextOfPart
  }
  return { part, rest } as unknown as { part: OrderLineRow['priceTrace']; rest: OrderLineRow['priceTrace'] }
}
