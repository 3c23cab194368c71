/** Posts an entry of this room, with the one event that every entry has. */
import type { CommandContext } from '../engine/context.ts'
import { type EntryDraft, entryPosted, type PostedEntry, postEntry } from '../ledger/index.ts'
import type { CalendarDate } from '../values/calendar-date.ts'

export interface ExpenseEntry extends Pick<EntryDraft, 'kind' | 'lines' | 'amount' | 'memo' | 'correctsId'> {
  readonly businessDate: CalendarDate
}

/** @throws as postEntry */
export async function postExpenseEntry(
  context: CommandContext,
  { businessDate, ...draft }: ExpenseEntry,
): Promise<PostedEntry> {
  const dated = businessDate === context.businessDate ? {} : { businessDate }
  const { entry } = await postEntry(context, { ...draft, ...dated })
  const { id: entryId, kind, currency } = entry
  context.emit(entryPosted, { entryId, kind, orderId: null, currency, amount: draft.amount.toString() })
  return entry
}
