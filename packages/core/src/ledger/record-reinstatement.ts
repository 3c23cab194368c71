/** Claims a debt again that was written off: because the write-off was a mistake, or because the customer pays after all. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { credit } from './balanced-entry.ts'
import { accounts } from './chart-of-accounts.ts'
import { changedColumns } from './commitment-change.ts'
import { lockCommitment } from './commitment.ts'
import { WriteOffLeftExceeded, WriteOffUnknown } from './debt-errors.ts'
import { AmountNotPositive } from './errors.ts'
import { entryPosted } from './events.ts'
import { type PostedEntry, postEntry } from './post-entry.ts'
import { againstCustomer, type Commitment, leastOf, standingOf } from './standing.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'

export interface Reinstatement {
  readonly writeOffId: string
  /** All that is left of the write-off, unless told. */
  readonly amount?: Money | undefined
  /** `reversed` takes the expense back; `recovered` is income, because the customer pays. */
  readonly because: 'reversed' | 'recovered'
  /** Why. Never personal data. */
  readonly reason: string
}

const kinds = { reversed: 'writeOffReversal', recovered: 'debtRecovery' } as const
const incomes = { reversed: accounts.badDebts, recovered: accounts.badDebtsRecovered } as const

/**
 * Claims again within the caller's command; the entry names the write-off. Statements: the write-off, the lock, what was taken
 * back of it before, the commitment, and one insert each for entries and lines.
 *
 * @throws WRITE_OFF_UNKNOWN, WRITE_OFF_LEFT_EXCEEDED, AMOUNT_NOT_POSITIVE, PERIOD_CLOSED, VETOED
 */
export async function recordReinstatement(
  context: CommandContext,
  { writeOffId, because, reason, ...draft }: Reinstatement,
): Promise<{ readonly commitment: Commitment; readonly entry: PostedEntry; readonly amount: Money }> {
  const { store } = context
  const writeOff = await store.get(ledgerEntries, writeOffId)
  const orderId = writeOff?.kind === 'writeOff' ? writeOff.orderId : null
  if (writeOff === undefined || orderId === null) throw WriteOffUnknown.create({ writeOffId })
  const commitment = await lockCommitment(context, orderId)
  const { customerId, currency } = commitment
  const earlier = await store.find(ledgerEntries, {
    where: { orderId, kind: { in: Object.values(kinds) }, correctsId: writeOffId },
    orderBy: ['id'],
    limit: 'all',
  })
  const before = standingOf(commitment)
  const taken = earlier.map((entry) => Money.ofMinor(entry.amount, currency))
  // A delivery that was taken back has taken the bad debt of it back as well.
  const left = leastOf(Money.ofMinor(writeOff.amount, currency).minus(Money.sum(currency, taken)), before.writtenOff)
  const amount = draft.amount ?? left
  if (amount.greaterThan(left) || left.isZero()) {
    throw WriteOffLeftExceeded.create({ writeOffId, amount: amount.toString(), left: left.toString() })
  }
  if (!amount.isPositive()) throw AmountNotPositive.create({ field: 'amount', amount: amount.toString() })
  const after = { ...before, writtenOff: before.writtenOff.minus(amount) }
  const columns = changedColumns(commitment, after, context.businessDate)
  const updated = await store.update(ledgerCommitments, commitment, columns)
  const { entry } = await postEntry(context, {
    kind: kinds[because],
    // Deposits that are held by now pay it at once.
    lines: [...againstCustomer(before, amount), credit(incomes[because], amount)],
    amount,
    orderId,
    customerId,
    correctsId: writeOffId,
    memo: reason,
  })
  context.emit(entryPosted, { entryId: entry.id, kind: entry.kind, orderId, currency, amount: amount.toString() })
  return { commitment: updated, entry, amount }
}
