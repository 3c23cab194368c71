/** Ends an order's commitment, or a part of it: the studio keeps what is forfeited, and gives the rest back. For rooms above. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { cancellationLines } from './cancellation-lines.ts'
import { type CancellationPolicy, forfeitBy } from './cancellation-policy.ts'
import { lockCommitment } from './commitment.ts'
import { changedColumns } from './commitment-change.ts'
import { CommitmentBelowEarned, CommitmentCancelled } from './errors.ts'
import { entryPosted, refunded } from './events.ts'
import { grantedLines } from './given-value.ts'
import { orderIdsOf } from './merged-commitment.ts'
import { nextLedgerNumber } from './numbering.ts'
import {
  type PlannedPayout,
  payoutDocument,
  payoutNotice,
  planPayouts,
  readRefundableLegs,
  recordRefunds,
} from './pay-out.ts'
import { type Backdating, type PostedEntry, postEntry, timesOf } from './post-entry.ts'
import { documentOf, presentReceipt, type Receipt, storedDocument } from './receipt.ts'
import { payoutTotal } from './refund-lines.ts'
import { type RefundLeg, spreadRefund } from './refund-plan.ts'
import { type Commitment, deliveredOf, depositsOf, overpaidOf, type Standing, standingOf } from './standing.ts'
import { ledgerSettings } from './settings.ts'
import { moveStoredValueOf, toOwners } from './value-owners.ts'
import { ledgerCommitments, ledgerEntries } from './tables.ts'
import { chooseTill } from './till-choice.ts'

export interface Cancellation extends Backdating {
  readonly orderId: string
  /** So much of the contract ends, and the order goes on. The whole of it unless told. */
  readonly part?: Money | undefined
  /**
   * What the studio keeps of the deposits; zero or more. `'byPolicy'`: as the settings say, which tell earnest money from advances.
   * Or who decides once the order is locked.
   */
  readonly forfeit: Money | 'byPolicy' | ((of: Forfeitable) => Money | Promise<Money>)
  /** True: what is kept may go beyond the deposits, and the customer owes the rest. */
  readonly claimed?: boolean | undefined
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

/** What a decision on a forfeit goes by. */
export interface Forfeitable {
  /** What the ledger's settings keep of the deposits. */
  readonly byPolicy: Money
  /** What was paid and not earned. */
  readonly deposits: Money
  /** What another policy keeps of them. */
  by(policy: CancellationPolicy): Money
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
 * Cancels within the caller's command. What was delivered stays recognised and claimed; bonds stay held. Of a part, what is paid
 * too much afterwards stays with the order or goes back. Statements: the lock, the receipts and their refunds (where money goes
 * back), the number, the commitment, and one insert each for entries, lines and refunds; two more where money goes back to stored
 * value.
 *
 * @throws COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, COMMITMENT_BELOW_EARNED, FORFEIT_EXCEEDS_DEPOSITS, and as planPayouts
 */
export async function cancelCommitment(context: CommandContext, given: Cancellation): Promise<Cancelled> {
  const { part, claimed, reason = null } = given
  const times = timesOf(context, given)
  // Where no money goes back the entry finds its till by itself.
  const moves = part === undefined || given.refundLegs !== undefined
  const { till, shift } = moves ? await chooseTill(context, given) : { till: '', shift: undefined }
  const commitment = await lockCommitment(context, given.orderId)
  const { orderId } = commitment
  if (commitment.cancelled) throw CommitmentCancelled.create({ orderId })
  const { customerId, currency } = commitment
  const before = standingOf(commitment)
  const forfeit = await forfeitOf(context, given, commitment)
  const kept = part === undefined ? deliveredOf(before).plus(forfeit) : before.total.minus(part).plus(forfeit)
  const ended = { ...before, total: kept, forfeited: before.forfeited.plus(forfeit) }
  if (kept.lessThan(deliveredOf(ended))) {
    const earned = deliveredOf(ended).toString()
    throw CommitmentBelowEarned.create({ orderId, total: kept.toString(), earned })
  }
  const { payouts, earnest, receipts } = await plannedPayouts(
    context,
    { ...given, commitment },
    restOf(given, ended),
    till,
  )
  const lines = toOwners(cancellationLines(before, forfeit, payouts, claimed), payouts, receipts)
  const amount = payoutTotal(currency, payouts)
  await moveStoredValueOf(context, customerId, lines)
  const after = { ...ended, paid: before.paid.minus(amount) }
  const closed = await context.store.update(ledgerCommitments, commitment, {
    ...changedColumns(commitment, after, times.businessDate),
    earnest: commitment.earnest - earnest.minor,
    cancelled: part === undefined,
  })
  if (lines.length === 0) return { commitment: closed, entryId: null, forfeited: forfeit, refund: null }
  const number = payouts.length === 0 ? undefined : await nextLedgerNumber(context, 'refund', times.businessDate)
  const { entry } = await postEntry(context, {
    kind: 'cancellation',
    lines: [...lines, ...grantedLines(currency, lines)],
    amount: amount.plus(forfeit),
    orderId,
    customerId,
    ...(moves ? { till, shift } : {}),
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

async function forfeitOf(context: CommandContext, given: Cancellation, commitment: Commitment): Promise<Money> {
  const { forfeit, part } = given
  if (typeof forfeit === 'object') return forfeit
  const of = await forfeitableOf(context, commitment, part)
  return forfeit === 'byPolicy' ? of.byPolicy : forfeit(of)
}

/** What a cancellation would go by, of the whole order or a part of it. No statement but for settings that are not known yet. */
export async function forfeitableOf(
  context: CommandContext | QueryContext,
  commitment: Commitment,
  part: Money | undefined,
): Promise<Forfeitable> {
  const standing = standingOf(commitment)
  const { cancellation } = await context.settings(ledgerSettings)
  const of = standing.total.minus(deliveredOf(standing))
  const share = part === undefined ? undefined : { amount: part, of }
  const earnest = Money.ofMinor(commitment.earnest, commitment.currency)
  const by = (policy: CancellationPolicy): Money => forfeitBy(policy, standing, earnest, share)
  return { byPolicy: by(cancellation), deposits: depositsOf(standing), by }
}

/** What would go back of the deposits where so much is kept. */
export function wouldGoBack(commitment: Commitment, part: Money | undefined, kept: Money): Money {
  const before = standingOf(commitment)
  const forfeited = before.forfeited.plus(kept)
  const total = part === undefined ? deliveredOf(before).plus(kept) : before.total.minus(part).plus(kept)
  const back = restOf({ part }, { ...before, total, forfeited })
  return back.isNegative() ? Money.zero(back.currency) : back
}

/** What may go back: of a whole order its deposits, of a part what is then paid too much. */
function restOf({ part }: Pick<Cancellation, 'part'>, ended: Standing): Money {
  return part === undefined ? depositsOf(ended) : overpaidOf(ended)
}

async function plannedPayouts(
  context: CommandContext,
  { commitment, refundLegs = [], method }: Cancellation & { readonly commitment: Commitment },
  rest: Money,
  till: string,
): Promise<{
  readonly payouts: readonly PlannedPayout[]
  readonly earnest: Money
  readonly receipts: readonly PostedEntry[]
}> {
  const nothing = refundLegs === 'rest' ? !rest.isPositive() : refundLegs.length === 0
  const zero = Money.zero(rest.currency)
  if (nothing) return { payouts: [], earnest: zero, receipts: [] }
  const receipts = await context.store.find(ledgerEntries, {
    where: { orderId: { in: [...orderIdsOf(commitment)] }, kind: 'receipt' },
    orderBy: ['-businessDate', '-id'],
    limit: 'all',
  })
  const purposeOf = new Map(receipts.map((receipt) => [receipt.id, documentOf(receipt).purpose]))
  const isEarnest = ({ id }: { readonly id: string }): boolean => purposeOf.get(id) === 'earnest'
  const others = receipts.filter((receipt) => purposeOf.get(receipt.id) !== 'bond' && !isEarnest(receipt))
  // Earnest money last: it is what the studio keeps, so what goes back goes the way the advances came.
  const paying = [...others, ...receipts.filter(isEarnest)]
  const legs = await readRefundableLegs(context, paying)
  const asked = refundLegs === 'rest' ? spreadRefund(legs, rest, paying[0]?.id ?? commitment.orderId) : refundLegs
  const payouts = planPayouts(context, legs, asked, { till, method })
  const ofEarnest = payouts.filter((payout) => isEarnest({ id: payout.receiptId })).map((payout) => payout.amount)
  return { payouts, earnest: Money.sum(rest.currency, ofEarnest), receipts }
}
