/** Keeps what lines turned out to be worth: as facts, in the books, and in the totals. Lines themselves are never rewritten. */
import type { CommandContext } from '../engine/context.ts'
import { credit, debit, entryPosted, type Line, openDateFrom, postEntry, recordFact } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { Money } from '../values/money.ts'
import { addToTotals } from './add-totals.ts'
import { stockEntryKind } from './book-movement.ts'
import { correctionAccount } from './movement-accounts.ts'
import type { MovementKind } from './movement-draft.ts'
import { inventoryCosts, type MovementLineRow, type MovementRow, type StockItemRow } from './tables.ts'

/** What a line is worth more (above zero) or less than was booked of it. */
export interface Correction {
  readonly row: MovementLineRow
  readonly item: StockItemRow
  /** cost: what it took, brought back or was made of cost otherwise. short: of goods that had left before they came. */
  readonly kind: 'cost' | 'short'
  readonly amount: bigint
}

/**
 * Where a change of cost is booked: where the line itself was. What left for another branch took its cost with it, and a supplier
 * credited what he credited: of these the difference stays here. Null of a production, where stock became stock.
 */
export function accountOf({ row, item, kind }: Correction): string | null {
  const lineKind = row.kind as MovementKind
  if (kind === 'short') return correctionAccount('issue', item)
  if (lineKind === 'production') return null
  if (lineKind === 'transferOut' || lineKind === 'supplierReturn') return correctionAccount(lineKind, item)
  return row.account ?? correctionAccount(lineKind, item)
}

/** The journal lines of corrections: stock against cost, one line for each account and what it is for. Pure. */
export function correctionLines(corrections: readonly Correction[], currency: string): readonly Line[] {
  const sums = new Map<string, { account: string; sum: bigint; dimensions: Partial<Line> }>()
  const add = (account: string, amount: bigint, dimensions: Partial<Line>) => {
    const key = JSON.stringify([account, dimensions.orderId, dimensions.category, dimensions.shootType])
    const known = sums.get(key) ?? { account, sum: 0n, dimensions }
    known.sum += amount
    sums.set(key, known)
  }
  for (const correction of corrections) {
    const { row, item, amount } = correction
    add(item.stockAccount, amount, {})
    const account = accountOf(correction)
    if (account === null) continue
    const { orderId, category, shootType } = row
    add(account, -amount, { orderId, category, shootType })
  }
  return [...sums]
    .filter(([, { sum }]) => sum !== 0n)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { account, sum, dimensions }]) => {
      const amount = Money.ofMinor(sum < 0n ? -sum : sum, currency)
      return sum > 0n ? debit(account, amount, dimensions) : credit(account, amount, dimensions)
    })
}

/**
 * One entry for each day whose books are open, and one today for all days whose books are closed. Statements: as of an entry for
 * each of them, and the inserts.
 */
export async function keepCorrections(
  context: CommandContext,
  cause: MovementRow,
  corrections: readonly Correction[],
): Promise<void> {
  const byDate = new Map<CalendarDate, Correction[]>()
  for (const correction of corrections) {
    const { bookedOn } = correction.row
    const isOpen = (await openDateFrom(context, bookedOn)) === bookedOn
    const date = isOpen ? bookedOn : context.businessDate
    const dated = byDate.get(date)
    if (dated === undefined) byDate.set(date, [correction])
    else dated.push(correction)
  }
  for (const [bookedOn, dated] of [...byDate].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const entryId = await postCorrections(context, cause, bookedOn, dated)
    for (const { row, item, kind, amount } of dated) {
      recordFact(context, inventoryCosts, {
        id: context.newId(),
        branch: context.branch,
        itemId: item.id,
        movementId: row.movementId,
        line: row.line,
        causeId: cause.id,
        bookedOn,
        at: context.now,
        kind,
        currency: row.currency,
        amount,
        entryId,
      })
    }
    addToTotals(
      context,
      dated.map(({ row, amount: value }) => ({ ...row, quantity: 0, value, bookedOn })),
    )
  }
}

async function postCorrections(
  context: CommandContext,
  cause: MovementRow,
  bookedOn: CalendarDate,
  corrections: readonly Correction[],
): Promise<string | null> {
  const { currency } = context.studio
  const lines = correctionLines(corrections, currency)
  if (lines.length === 0) return null
  const debits = lines.filter((line) => line.side === 'debit')
  const amount = Money.sum(
    currency,
    debits.map((line) => line.amount),
  )
  const { entry } = await postEntry(context, {
    kind: stockEntryKind('revaluation'),
    lines,
    amount,
    memo: cause.number,
    ...(bookedOn === context.businessDate ? {} : { businessDate: bookedOn }),
  })
  context.emit(entryPosted, {
    entryId: entry.id,
    kind: entry.kind,
    orderId: null,
    currency,
    amount: amount.toString(),
  })
  return entry.id
}
