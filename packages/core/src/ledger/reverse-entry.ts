/** Takes a whole entry back by another on its other sides. For entries that nothing else follows from. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { EntryNotReversible, EntryReversed, EntryUnknown } from './counter-errors.ts'
import { entryPosted } from './events.ts'
import { type Posted, postEntry } from './post-entry.ts'
import { postedLines } from './posted-lines.ts'
import { ledgerEntries, ledgerReversals } from './tables.ts'
import { mirrored } from './void-lines.ts'

export interface ReversalDraft {
  readonly entryId: string
  /** The kinds that the caller takes back, such as `manual`. Never a kind from which balances of orders or customers follow. */
  readonly kinds: readonly string[]
  /** Why. Never personal data. */
  readonly reason: string
}

/**
 * Reverses an entry within the caller's command: today, in the branch of the entry, linked to it, once. Statements: the lock,
 * the entry, an earlier reversal, its lines, and one insert each for entries, lines and reversals.
 *
 * @throws ENTRY_UNKNOWN, ENTRY_NOT_REVERSIBLE, ENTRY_REVERSED, ACCOUNT_CLOSED, PERIOD_CLOSED, VETOED
 */
export async function reverseEntry(context: CommandContext, draft: ReversalDraft): Promise<Posted> {
  const { entryId, kinds, reason } = draft
  const { store, branch } = context
  await store.lock([`ledger.reverse:${entryId}`])
  const entry = await store.get(ledgerEntries, entryId)
  if (entry === undefined) throw EntryUnknown.create({ entryId })
  const { kind, currency, orderId, customerId, till } = entry
  if (!kinds.includes(kind))
    throw EntryNotReversible.create({ entryId, kind, rule: `be of kind ${kinds.join(' or ')}` })
  if (entry.branch !== branch) {
    throw EntryNotReversible.create({ entryId, kind: `${kind} of ${entry.branch}`, rule: `be of branch ${branch}` })
  }
  const earlier = await store.get(ledgerReversals, entryId)
  if (earlier !== undefined) throw EntryReversed.create({ entryId, reversalId: earlier.reversalId })
  const amount = Money.ofMinor(entry.amount, currency)
  const posted = await postEntry(context, {
    kind: 'reversal',
    lines: mirrored(await postedLines(context, entryId)),
    amount,
    orderId,
    customerId,
    correctsId: entryId,
    till: till ?? undefined,
    memo: reason,
  })
  const reversalId = posted.entry.id
  store.insert(ledgerReversals, { entryId, reversalId })
  context.emit(entryPosted, { entryId: reversalId, kind: 'reversal', orderId, currency, amount: amount.toString() })
  return posted
}
