/** What an order costs. Pure. */
import { Money } from '../values/money.ts'
import { OrderTooLarge } from './errors.ts'
import type { Progress } from '../stages/index.ts'

/** As for a line of the ledger: 10^14 minor units. A scanned barcode in the field of the quantity is found here. */
const largestMinor = 10n ** 14n

interface TotalledLine {
  readonly amount: bigint
  readonly progress: string
}

/**
 * The sum of its lines, cancelled ones left out.
 *
 * @throws ORDER_TOO_LARGE, MONEY_OUT_OF_RANGE
 */
export function orderTotal(currency: string, lines: readonly TotalledLine[]): Money {
  const cancelled: Progress = 'cancelled'
  let minor = 0n
  for (const line of lines) if (line.progress !== cancelled) minor += line.amount
  const total = Money.ofMinor(minor, currency)
  if (minor > largestMinor) {
    const most = Money.ofMinor(largestMinor, currency).toString()
    throw OrderTooLarge.create({ total: total.toString(), most })
  }
  return total
}
