/** What an order costs. Pure. */
import { Money } from '../values/money.ts'
import type { LineStage } from './order-status.ts'

interface TotalledLine {
  readonly amount: bigint
  readonly stage: string
}

/**
 * The sum of its lines, cancelled ones left out.
 *
 * @throws MONEY_OUT_OF_RANGE
 */
export function orderTotal(currency: string, lines: readonly TotalledLine[]): Money {
  const cancelled: LineStage = 'cancelled'
  let minor = 0n
  for (const line of lines) if (line.stage !== cancelled) minor += line.amount
  return Money.ofMinor(minor, currency)
}
