/** What a cancellation keeps and gives back, by the policy of the studio or by hand. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { cancelCommitment, type Receipt } from '../ledger/index.ts'
import { openFlowBook } from '../stages/index.ts'
import type { Json } from '../values/json.ts'
import { Money } from '../values/money.ts'
import { approveForfeit } from './approve-forfeit.ts'
import { chargedPercent, chargeOf } from './cancellation-charge.ts'
import type { AgreedRules, CancellationRules } from './cancellation-rules.ts'
import { type ChargedByRules, type KeptByRules, leastKept } from './kept-by-rules.ts'
import { moneyOf } from './open-order.ts'
import type { OrderCancellation } from './present-cancellation.ts'
import { rulesOf } from './rules-in-force.ts'
import { type OrderLineRow, type OrderRow, ordersCancellations } from './tables.ts'

export interface CancellationTerms {
  /** What is kept: an amount, or what the policy says. */
  readonly forfeit: Money | 'byPolicy'
  readonly approver: string | undefined
  /** Gives back at once what is then paid too much. */
  readonly refund: boolean
  readonly till: string | undefined
  /** Of lines, why; that of a whole order stands on the order. */
  readonly reason: string | null
}

export interface SettledCancellation {
  readonly cancellation: OrderCancellation
  readonly forfeited: Money
  readonly refund: Receipt | null
}

/** What the work on lines costs that are cancelled, by all rules of their order. No statement but for flows of versions no longer in force. */
export async function chargedLines(
  context: CommandContext | QueryContext,
  order: OrderRow,
  lines: readonly OrderLineRow[],
): Promise<{ readonly by: AgreedRules['by']; readonly charges: readonly [ChargedByRules, ...ChargedByRules[]] }> {
  const { by, rules } = await rulesOf(context, order)
  const flowOf = await (await openFlowBook(context)).walked(lines)
  const chargesBy = (rule: CancellationRules): ChargedByRules => {
    const charged = lines.map((line) => {
      const amount = moneyOf(order, line.amount)
      const percent = chargedPercent(flowOf(line), line, rule.charges)
      return { line, amount, percent, charge: chargeOf(amount, percent) }
    })
    const { currency } = order
    return {
      rules: rule,
      amount: Money.sum(
        currency,
        charged.map(({ amount }) => amount),
      ),
      charged: Money.sum(
        currency,
        charged.map(({ charge }) => charge),
      ),
      lines: charged.map(({ line: { id: lineId, line, stage }, amount, percent, charge }) => {
        return { lineId, line, amount: amount.toString(), stage, percent, charge: charge.toString() }
      }),
    }
  }
  const [first, ...others] = rules
  return { by, charges: [chargesBy(first), ...others.map(chargesBy)] }
}

/**
 * Ends the commitment to lines that are cancelled, or to the whole order, and keeps how it came about. Expects `order` as it was
 * before the change.
 *
 * @throws PERMISSION_MISSING, FORFEIT_BEYOND_LIMIT, APPROVER_REFUSED, FLOW_VERSION_UNKNOWN, and as `cancelCommitment`
 */
export async function settleCancellation(
  context: CommandContext,
  order: OrderRow,
  lines: readonly OrderLineRow[],
  { whole, forfeit, approver, refund, till, reason }: CancellationTerms & { readonly whole: boolean },
): Promise<SettledCancellation> {
  const { branch, currency, customerId, id: orderId } = order
  const { by, charges } = await chargedLines(context, order, lines)
  const [{ amount }] = charges
  let worked: KeptByRules = { ...charges[0], kept: Money.zero(currency) }
  let approved: string | null = null
  const settled = await cancelCommitment(context, {
    orderId,
    part: whole ? undefined : amount,
    claimed: charges.every(({ rules }) => rules.claimBeyondPaid),
    till,
    ...(reason === null ? {} : { reason }),
    ...(refund ? { refundLegs: 'rest' as const } : {}),
    forfeit: async (of) => {
      worked = leastKept(charges, of)
      if (forfeit === 'byPolicy') return worked.kept
      const byHand = { byPolicy: worked.kept, forfeit, amount }
      approved = await approveForfeit(context, byHand, { branch, orderId, approver })
      return forfeit
    },
  })
  const { forfeited, entryId } = settled
  context.store.insert(ordersCancellations, {
    id: context.newId(),
    branch,
    orderId,
    customerId,
    revision: order.revision + 1,
    whole,
    lines: worked.lines as unknown as Json,
    currency,
    amount: amount.minor,
    byPolicy: worked.kept.minor,
    forfeited: forfeited.minor,
    refunded: settled.refund === null ? 0n : Money.of(settled.refund.amount, currency).minor,
    entryId,
    reason,
    approver: approved,
    actor: context.actor,
    at: context.now,
    businessDate: context.businessDate,
  })
  return {
    forfeited,
    refund: settled.refund,
    cancellation: {
      lines: [...worked.lines],
      amount: amount.toString(),
      charged: worked.charged.toString(),
      rulesOf: by,
      byPolicy: worked.kept.toString(),
      forfeited: forfeited.toString(),
      approver: approved,
    },
  }
}
