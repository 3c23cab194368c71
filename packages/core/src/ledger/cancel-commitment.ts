/** Ends an order's commitment: the studio keeps what is forfeited, and gives the rest back. For rooms above. */
import type { CommandContext } from '../engine/context.ts'
import type { Money } from '../values/money.ts'
import { cancellationLines } from './cancellation-lines.ts'
import { lockCommitment } from './commitment.ts'
import { CommitmentCancelled } from './errors.ts'
import { entryPosted, refunded } from './events.ts'
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
import { documentOf, presentReceipt, type Receipt } from './receipt.ts'
import { payoutTotal } from './refund-lines.ts'
import { type RefundLeg, spreadRefund } from './refund-plan.ts'
import { type Commitment, depositsOf, earnedOf, standingColumns, standingOf } from './standing.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'

export interface Cancellation extends Backdating {
  readonly orderId: string
  /** What the studio keeps of the deposits; zero or more. */
  readonly forfeit: Money
  /**
   * What goes back now, of which legs; or `'rest'`: all deposits that are not forfeited, the newest receipts first, each leg
   * the way it came. Without it, the rest stays a deposit that can be refunded later.
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
  /** For the customer, where money went back. */
  readonly refund: Receipt | null
}

/**
 * Cancels within the caller's command. What was delivered stays recognised and claimed; bonds stay held. Statements: the
 * lock, the receipts and their refunds (where money goes back), the number, the commitment, and one insert each for entries,
 * lines and refunds.
 *
 * @throws COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, FORFEIT_EXCEEDS_DEPOSITS, and as planPayouts
 */
export async function cancelCommitment(context: CommandContext, given: Cancellation): Promise<Cancelled> {
  const { orderId, forfeit, reason = null, shift, till = context.branch } = given
  const times = timesOf(context, given)
  const commitment = await lockCommitment(context, orderId)
  if (commitment.cancelled) throw CommitmentCancelled.create({ orderId })
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const payouts = await plannedPayouts(context, given, depositsOf(before).minus(forfeit), till)
  const lines = cancellationLines(before, forfeit, payouts)
  const amount = payoutTotal(currency, payouts)
  const forfeited = before.forfeited.plus(forfeit)
  const kept = earnedOf(before).plus(forfeit)
  const after = { ...before, total: kept, paid: before.paid.minus(amount), forfeited }
  const closed = await context.store.update(ledgerCommitments, commitment, {
    ...standingColumns(after),
    cancelled: true,
  })
  if (lines.length === 0) return { commitment: closed, entryId: null, refund: null }
  const number = payouts.length === 0 ? undefined : await nextLedgerNumber(context, 'refund', times.businessDate)
  const { entry } = await postEntry(context, {
    kind: 'cancellation',
    lines,
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
          document: payoutDocument(payouts, after, { reason, purpose: null }),
        }),
    ...times,
  })
  if (number === undefined) {
    const { id: entryId, kind } = entry
    context.emit(entryPosted, { entryId, kind, orderId, currency, amount: forfeit.toString() })
    return { commitment: closed, entryId, refund: null }
  }
  recordRefunds(context, entry.id, payouts)
  const notice = payoutNotice(entry, number, payouts)
  context.emit(refunded, { ...notice, orderId, purpose: null, forfeited: forfeit.toString() })
  return { commitment: closed, entryId: entry.id, refund: presentReceipt(entry) }
}

async function plannedPayouts(
  context: CommandContext,
  { orderId, refundLegs = [], method }: Cancellation,
  rest: Money,
  till: string,
): Promise<readonly PlannedPayout[]> {
  const nothing = refundLegs === 'rest' ? !rest.isPositive() : refundLegs.length === 0
  if (nothing) return []
  const receipts = await context.store.find(ledgerEntries, {
    where: { orderId, kind: 'receipt' },
    orderBy: ['-businessDate', '-id'],
    limit: 'all',
  })
  const paying = receipts.filter((receipt) => documentOf(receipt).purpose !== 'bond')
  const legs = await readRefundableLegs(context, paying)
  const asked = refundLegs === 'rest' ? spreadRefund(legs, rest, paying[0]?.id ?? orderId) : refundLegs
  return planPayouts(context, legs, asked, { till, method })
}
