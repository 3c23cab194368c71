/** The entry of a movement in the books: what stock is worth more or less, against the account of its kind. */
import type { CommandContext } from '../engine/context.ts'
import { credit, debit, type Dimensions, entryPosted, type Line, postEntry } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { correctionAccount, counterAccount, stockDifferencesAccount } from './movement-accounts.ts'
import type { MovementDraft, MovementKind, MovementLineDraft } from './movement-draft.ts'
import type { ValuedLine } from './value-lines.ts'

/** What lines of a movement are for, where that is not the same of all. */
export type LineDimensions = Pick<Dimensions, 'orderId' | 'category' | 'shootType'>

/** Sums by account, and by what they are for; above zero on the debit side. */
export class AccountSums {
  readonly #sums = new Map<string, { account: string; sum: bigint; own: LineDimensions }>()

  add(account: string, amount: bigint, own: LineDimensions = {}): void {
    const key = JSON.stringify([account, own.orderId, own.category, own.shootType])
    const known = this.#sums.get(key) ?? { account, sum: 0n, own }
    this.#sums.set(key, { ...known, sum: known.sum + amount })
  }

  lines(currency: string, dimensionsOf: (account: string) => Dimensions): Line[] {
    return [...this.#sums]
      .filter(([, { sum }]) => sum !== 0n)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { account, sum, own }]) => {
        const amount = Money.ofMinor(sum < 0n ? -sum : sum, currency)
        const dimensions = { ...dimensionsOf(account), ...own }
        return sum > 0n ? debit(account, amount, dimensions) : credit(account, amount, dimensions)
      })
  }
}

/** How the kind of an entry is called: `stockIssue` of an issue. */
export const stockEntryKind = (kind: MovementKind | 'revaluation'): string =>
  `stock${kind.slice(0, 1).toUpperCase()}${kind.slice(1)}`

export interface StockEntry {
  readonly kind: MovementKind | 'revaluation'
  readonly bookedOn: CalendarDate
  readonly sums: AccountSums
  readonly dimensions?: Dimensions | undefined
  readonly memo?: string | undefined
}

/** Posts what the sums come to; null where nothing moved. */
export async function postStockEntry(context: CommandContext, posted: StockEntry): Promise<string | null> {
  const { kind, bookedOn, sums, dimensions = {}, memo } = posted
  const { currency } = context.studio
  const { orderId, customerId, ...costDimensions } = dimensions
  const lines = sums.lines(currency, (account) => (account.startsWith('Inventory:') ? {} : costDimensions))
  if (lines.length === 0) return null
  const amount = lines
    .filter((line) => line.side === 'debit')
    .reduce((sum, line) => sum.plus(line.amount), Money.zero(currency))
  const { entry } = await postEntry(context, {
    kind: stockEntryKind(kind),
    lines,
    amount,
    orderId,
    customerId,
    memo,
    ...(bookedOn === context.businessDate ? {} : { businessDate: bookedOn }),
  })
  const { id: entryId } = entry
  const told = { entryId, kind: entry.kind, orderId: orderId ?? null, currency, amount: amount.toString() }
  context.emit(entryPosted, told)
  return entryId
}

/** What the lines of a movement come to in the books. */
export function movementSums(draft: MovementDraft, valued: readonly ValuedLine[]): AccountSums {
  const { kind } = draft
  const sums = new AccountSums()
  for (const { line, value, variance } of valued) {
    const { item } = line
    const counter = line.against ?? draft.against ?? counterAccount(kind, item)
    sums.add(item.stockAccount, value - variance)
    const own = ownDimensions(line)
    if (variance !== 0n) sums.add(correctionAccount('issue', item), variance, own)
    if (kind === 'production') continue
    if (counter === null) continue
    // What a supplier credits is not what the goods cost: the difference is the studio's.
    const credited = kind === 'supplierReturn' ? -(line.value?.minor ?? -value) : value
    sums.add(counter, -credited, own)
    if (credited !== value) sums.add(stockDifferencesAccount, credited - value, own)
  }
  return sums
}

/** What a line says of itself; what it does not say is that of its movement. */
const ownDimensions = ({ orderId, category, shootType }: MovementLineDraft): LineDimensions => ({
  ...(orderId === undefined ? {} : { orderId }),
  ...(category === undefined ? {} : { category }),
  ...(shootType === undefined ? {} : { shootType }),
})
