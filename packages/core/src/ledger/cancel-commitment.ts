/** Ends an order's commitment: the studio keeps what is forfeited, and gives the rest back. For rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { cancellationLines } from './cancellation-lines.ts'
import { forfeitBy } from './cancellation-policy.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { CommitmentCancelled } from './errors.ts'
import { entryPosted, refunded } from './events.ts'
import { grantedLines } from './given-value.ts'
import { nextLedgerNumber } from './numbering.ts'
import {
  type PlannedPayout,
  payoutDocument,
  payoutNotice,
  planPayouts,
  readRefundableLegs,
  recordRefunds,
} from './pay-out.ts'
import { type Backdating, postEntry, timesOf } from './post-entry.ts'
import { documentOf, presentReceipt, type Receipt, storedDocument } from './receipt.ts'
import { payoutTotal } from './refund-lines.ts'
import { type RefundLeg, spreadRefund } from './refund-plan.ts'
import { type Commitment, deliveredOf, depositsOf, standingOf } from './standing.ts'
import { ledgerSettings } from './settings.ts'
import { moveStoredValue } from './stored-value.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'
import { chooseTill } from './till-choice.ts'

export interface Cancellation extends Backdating {
  readonly orderId: string
  /** What the studio keeps of the deposits; zero or more. `'byPolicy'`: as the settings say, which tell earnest money from advances. */
  readonly forfeit: Money | 'byPolicy'
  /**
   * What goes back now, of which legs; or `'rest'`: all deposits that are not forfeited, advances before earnest money and
   * the newest receipts first, each leg the way it came. Without it, the rest stays a deposit that can be refunded later.
   */
  readonly refundLegs?: readonly RefundLeg[] | 'rest' | undefined
  /** Another way than the money came: needs the permission ledger.refundByOtherMethod. */
  readonly method?: string | undefined
  readonly till?: string | undefined
  readonly shift?: string | undefined
  /** Stands on the receipt of the refund. Never personal data. */
  readonly reason?: string | undefined
}

export interface Cancelled {
  readonly commitment: Commitment
  /** The entry that was posted; null where nothing moved. */
  readonly entryId: string | null
  /** What the studio kept. */
  readonly forfeited: Money
  /** For the customer, where money went back. */
  readonly refund: Receipt | null
}

/**
 * Cancels within the caller's command. What was delivered stays recognised and claimed; bonds stay held. Statements: the
 * lock, the receipts and their refunds (where money goes back), the number, the commitment, and one insert each for entries,
 * lines and refunds; two more where money goes back to stored value.
 *
 * @throws COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, FORFEIT_EXCEEDS_DEPOSITS, and as planPayouts
 */
export async function cancelCommitment(context: CommandContext, given: Cancellation): Promise<Cancelled> {
  const { orderId, reason = null } = given
  const times = timesOf(context, given)
  const { till, shift } = await chooseTill(context, given)
  const commitment = await lockCommitment(context, orderId)
  if (commitment.cancelled) throw CommitmentCancelled.create({ orderId })
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const forfeit =
    given.forfeit === 'byPolicy'
      ? forfeitBy(
          (await context.settings(ledgerSettings)).cancellation,
          before,
          Money.ofMinor(commitment.earnest, currency),
        )
      : given.forfeit
  const { payouts, earnest } = await plannedPayouts(context, given, depositsOf(before).minus(forfeit), till)
  const lines = cancellationLines(before, forfeit, payouts)
  const amount = payoutTotal(currency, payouts)
  const forfeited = before.forfeited.plus(forfeit)
  const kept = deliveredOf(before).plus(forfeit)
  await moveStoredValue(context, customerId, lines)
  const after = { ...before, total: kept, paid: before.paid.minus(amount), forfeited }
  const closed = await context.store.update(ledgerCommitments, commitment, {
    ...changedColumns(commitment, after, times.businessDate),
    earnest: commitment.earnest - earnest.minor,
    cancelled: true,
  })
  if (lines.length === 0) return { commitment: closed, entryId: null, forfeited: forfeit, refund: null }
  const number = payouts.length === 0 ? undefined : await nextLedgerNumber(context, 'refund', times.businessDate)
  const { entry } = await postEntry(context, {
    kind: 'cancellation',
    lines: [...lines, ...grantedLines(currency, lines)],
    amount: amount.plus(forfeit),
    orderId,
    customerId,
    till,
    shift,
    ...(number === undefined
      ? {}
      : {
          number,
          methods: payouts.map((payout) => payout.method),
          document: storedDocument(payoutDocument(payouts, after, { reason, purpose: null })),
        }),
    ...times,
  })
  if (number === undefined) {
    const { id: entryId, kind } = entry
    context.emit(entryPosted, { entryId, kind, orderId, currency, amount: forfeit.toString() })
    return { commitment: closed, entryId, forfeited: forfeit, refund: null }
  }
  await recordRefunds(context, entry, payouts, { reason })
  const notice = payoutNotice(entry, number, payouts)
  context.emit(refunded, { ...notice, orderId, purpose: null, forfeited: forfeit.toString() })
  return { commitment: closed, entryId: entry.id, forfeited: forfeit, refund: presentReceipt(entry) }
}

async function plannedPayouts(
  context: CommandContext,
  { orderId, refundLegs = [], method }: Cancellation,
  rest: Money,
  till: string,
): Promise<{ readonly payouts: readonly PlannedPayout[]; readonly earnest: Money }> {
  const nothing = refundLegs === 'rest' ? !rest.isPositive() : refundLegs.length === 0
  const zero = Money.zero(rest.currency)
  if (nothing) return { payouts: [], earnest: zero }
  const receipts = await context.store.find(ledgerEntries, {
    where: { orderId, kind: 'receipt' },
    orderBy: ['-businessDate', '-id'],
    limit: 'all',
  })
  const purposeOf = new Map(receipts.map((receipt) => [receipt.id, documentOf(receipt).purpose]))
  const isEarnest = ({ id }: { readonly id: string }): boolean => purposeOf.get(id) === 'earnest'
  const others = receipts.filter((receipt) => purposeOf.get(receipt.id) !== 'bond' && !isEarnest(receipt))
  // Earnest money last: it is what the studio keeps, so what goes back goes the way the advances came.
  const paying = [...others, ...receipts.filter(isEarnest)]
  const legs = await readRefundableLegs(context, paying)
  const asked = refundLegs === 'rest' ? spreadRefund(legs, rest, paying[0]?.id ?? orderId) : refundLegs
  const payouts = planPayouts(context, legs, asked, { till, method })
  const ofEarnest = payouts.filter((payout) => isEarnest({ id: payout.receiptId })).map((payout) => payout.amount)
  return { payouts, earnest: Money.sum(rest.currency, ofEarnest) }
}
