/** Amounts that a cancellation keeps by hand: who may name them, and who approves what is beyond a limit. */
import type { CommandContext } from '../engine/context.ts'
import { requireApproval } from '../ledger/index.ts'
import { limitOf } from '../pricing/index.ts'
import { ForfeitBeyondLimit } from './errors.ts'
import { beyondForfeitLimit, type ForfeitByHand } from './forfeit-limit.ts'
import { ordersSettings } from './settings.ts'

/**
 * Answers who approved; null where nobody was needed. What the policy keeps needs nobody.
 *
 * @throws PERMISSION_MISSING, FORFEIT_BEYOND_LIMIT, APPROVER_REFUSED, VETOED
 */
export async function approveForfeit(
  context: CommandContext,
  byHand: ForfeitByHand,
  of: { readonly branch: string; readonly orderId: string; readonly approver: string | undefined },
): Promise<string | null> {
  const { branch, orderId, approver } = of
  if (byHand.forfeit.equals(byHand.byPolicy)) return null
  const permission = 'orders.setForfeit'
  const { forfeitLimits } = await context.settings(ordersSettings)
  const rule = beyondForfeitLimit(limitOf(context.roles(branch), forfeitLimits), byHand)
  if (rule !== undefined) {
    if (approver === undefined) throw ForfeitBeyondLimit.create({ actor: context.actor, rule })
    return requireApproval(context, {
      permission: 'orders.approveForfeit',
      approver,
      entryId: orderId,
      always: true,
    })
  }
  if (approver === undefined || context.may(permission, branch)) {
    context.demand(permission, branch)
    return null
  }
  return requireApproval(context, { permission, approver, entryId: orderId })
}
