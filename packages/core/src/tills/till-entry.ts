/** Posts what happens in a drawer beside sales, bound to its shift. */
import type { CommandContext } from '../engine/context.ts'
import { entryPosted, type Line, postEntry } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import type { ShiftRow } from './tables.ts'

export type TillEntryKind = 'tillFloat' | 'tillPayIn' | 'tillPayOut' | 'tillDrop' | 'tillDifference'

/** The kinds of this room's own entries, which name their shift themselves. */
export const tillEntryKinds: ReadonlySet<string> = new Set<TillEntryKind>([
  'tillFloat',
  'tillPayIn',
  'tillPayOut',
  'tillDrop',
  'tillDifference',
])

/** Answers the id of the entry; null where nothing moves. The till is locked by the caller. */
export async function postTillEntry(
  context: CommandContext,
  shift: Pick<ShiftRow, 'id' | 'till'>,
  kind: TillEntryKind,
  lines: readonly Line[],
  memo?: string,
): Promise<string | null> {
  const [first] = lines
  if (first === undefined) return null
  // The currency of the drawer's cash, in which an entry of foreign cash has all its debits but that of its worth.
  const { currency } = first.amount
  const debits = lines
    .filter((line) => line.side === 'debit' && line.amount.currency === currency)
    .map((line) => line.amount)
  const amount = Money.sum(currency, debits)
  const { entry } = await postEntry(context, { kind, lines, amount, memo, till: shift.till, shift: shift.id })
  context.emit(entryPosted, { entryId: entry.id, kind, orderId: null, currency, amount: amount.toString() })
  return entry.id
}
