/** Holds a handover against the studio's rule of arrears: who may go beyond it, why, and who approves. */
import type { CommandContext } from '../engine/context.ts'
import { requireApproval } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { arrearsRuleInWords, missingByRule, type OwedOfOrder } from './arrears-at-pickup.ts'
import { BalanceDue, ReasonMissing } from './errors.ts'
import type { PickupWanted } from './pickup-input.ts'
import type { OrdersSettings } from './settings.ts'
import type { OrderRow } from './tables.ts'

const permission = 'orders.pickUpWithArrears'

/**
 * Answers who let it go; null where the rule is kept.
 *
 * @throws BALANCE_DUE, REASON_MISSING, PERMISSION_MISSING, APPROVER_MISSING, APPROVER_REFUSED, VETOED
 */
export async function demandArrears(
  context: CommandContext,
  settings: OrdersSettings,
  of: { readonly order: OrderRow; readonly owed: OwedOfOrder; readonly balanceDue: Money },
  wanted: Pick<PickupWanted, 'arrearsAllowed' | 'arrearsReason' | 'approver'>,
): Promise<string | null> {
  const { order, owed, balanceDue } = of
  const { number, currency, branch } = order
  const rule = settings.arrearsAtPickup
  const missing = missingByRule(rule, owed)
  if (!missing.isPositive()) return null
  if (!wanted.arrearsAllowed) {
    throw BalanceDue.create({
      number,
      balanceDue: balanceDue.toString(),
      currency,
      rule: arrearsRuleInWords(rule, currency),
      missing: missing.toString(),
    })
  }
  if (settings.arrearsReasonNeeded && wanted.arrearsReason === undefined) {
    throw ReasonMissing.create({ action: 'hand over with a balance due (arrearsReason)' })
  }
  const limit = settings.arrearsApprovedAbove
  const always = limit !== null && missing.greaterThan(Money.of(limit, currency))
  const { approver } = wanted
  if (!always && (approver === undefined || context.may(permission, branch))) {
    context.demand(permission, branch)
    return context.actor
  }
  return requireApproval(context, { permission, approver, entryId: order.id, always: true })
}
