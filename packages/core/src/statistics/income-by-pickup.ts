/** Net receipts of orders, shared out to the categories of their lines and split by what was picked up. Pure. */
import { Money } from '../values/money.ts'

/** What of a line the share of it follows from. */
export interface SharedLine {
  readonly category: string
  readonly amount: bigint
  readonly pickedUp: boolean
}

export interface IncomeByPickup {
  readonly category: string | null
  readonly pickedUp: Money
  readonly notPickedUp: Money
}

/**
 * One order's net receipts, by what its lines cost; largest remainder first, so that nothing is lost. Where no line costs anything,
 * as in a cancelled order of which the deposit was kept, they belong to no category and were not picked up.
 */
export function shareReceipts(net: Money, lines: readonly SharedLine[]): IncomeByPickup[] {
  const zero = Money.zero(net.currency)
  const weights = new Map<string, { category: string; pickedUp: boolean; amount: bigint }>()
  for (const { category, pickedUp, amount } of lines) {
    const key = JSON.stringify([category, pickedUp])
    const known = weights.get(key)
    if (known === undefined) weights.set(key, { category, pickedUp, amount })
    else known.amount += amount
  }
  const shares = [...weights.values()].filter(({ amount }) => amount > 0n)
  if (shares.length === 0) return [{ category: null, pickedUp: zero, notPickedUp: net }]
  const parts = net.allocate(shares.map(({ amount }) => amount))
  return shares.map(({ category, pickedUp }, at) => {
    const part = parts[at] ?? zero
    return pickedUp ? { category, pickedUp: part, notPickedUp: zero } : { category, pickedUp: zero, notPickedUp: part }
  })
}

/** One row a category, by its name; what belongs to none comes last. */
export function sumByCategory(shares: Iterable<IncomeByPickup>): IncomeByPickup[] {
  const sums = new Map<string | null, IncomeByPickup>()
  for (const share of shares) {
    const known = sums.get(share.category)
    sums.set(
      share.category,
      known === undefined
        ? share
        : {
            category: share.category,
            pickedUp: known.pickedUp.plus(share.pickedUp),
            notPickedUp: known.notPickedUp.plus(share.notPickedUp),
          },
    )
  }
  const named = [...sums.values()].filter(({ category }) => category !== null)
  named.sort((one, other) => ((one.category ?? '') < (other.category ?? '') ? -1 : 1))
  const none = sums.get(null)
  return none === undefined ? named : [...named, none]
}
