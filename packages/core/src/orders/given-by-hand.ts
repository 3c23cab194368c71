/** Prices and discounts given by hand: who may give them, how much, and who approves what goes beyond. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { requireApproval } from '../ledger/index.ts'
import {
  beyondLimit,
  DiscountBeyondLimit,
  type GivenByHand,
  limitOf,
  type PriceStep,
  pricingSettings,
} from '../pricing/index.ts'
import { givenOff } from './price-trace.ts'
import type { OrderLineRow } from './tables.ts'

/** The permission that whoever approves must have. */
const beyond = 'orders.approveDiscount'

interface Approval {
  readonly branch: string
  readonly orderId: string
  readonly approver: string | undefined
}

/**
 * Holds what is wanted by hand against the actor's permissions; a discount without the permission needs an approver.
 * Answers who approved.
 *
 * @throws PERMISSION_MISSING, APPROVER_REFUSED
 */
export async function demandByHand(
  context: CommandContext,
  wanted: readonly { readonly unitPrice?: unknown; readonly discount?: unknown }[],
  { branch, orderId, approver }: Approval,
): Promise<string | null> {
  if (wanted.some((line) => line.unitPrice !== undefined)) context.demand('orders.setPrice', branch)
  if (!wanted.some((line) => line.discount !== undefined)) return null
  const permission = 'orders.giveDiscount'
  if (approver === undefined || context.may(permission, branch)) {
    context.demand(permission, branch)
    return null
  }
  return requireApproval(context, { permission, approver, entryId: orderId })
}

/** Why what was given by hand needs approval, in words; undefined where it is within the actor's limit. */
export async function whyApproved(
  context: CommandContext | QueryContext,
  given: readonly GivenByHand[],
  of: { readonly branch: string; readonly standing: readonly OrderLineRow[] },
): Promise<string | undefined> {
  if (!given.some(({ off }) => off.isPositive())) return undefined
  const { discountLimits } = await context.settings(pricingSettings)
  const limit = limitOf(context.roles(of.branch), discountLimits)
  const { currency } = context.studio
  // What stands was within some limit line by line; what counts of it is the sum.
  const before = of.standing
    .filter((line) => line.stage !== 'cancelled')
    .map((line): GivenByHand => ({ line: line.line, from: givenOff(line, currency), off: givenOff(line, currency) }))
  return (
    beyondLimit(currency, { ...limit, amount: null }, given) ??
    beyondLimit(currency, { ...limit, percent: null }, [...before, ...given])
  )
}

/**
 * Lets a second person approve what is beyond the actor's limit; answers who did, null where nobody is needed.
 *
 * @throws DISCOUNT_BEYOND_LIMIT, APPROVER_REFUSED, VETOED
 */
export async function approveByHand(
  context: CommandContext,
  given: readonly GivenByHand[],
  of: Approval & { readonly standing: readonly OrderLineRow[] },
): Promise<string | null> {
  const rule = await whyApproved(context, given, of)
  if (rule === undefined) return null
  const { approver, orderId: entryId } = of
  if (approver === undefined) throw DiscountBeyondLimit.create({ actor: context.actor, rule })
  return requireApproval(context, { permission: beyond, approver, entryId, always: true })
}

/** The steps with the approver named on those by hand. */
export function withApprover(steps: readonly PriceStep[], approver: string | null): readonly PriceStep[] {
  if (approver === null) return steps
  return steps.map((step) =>
    step.stage === 'manual' ? { ...step, audit: `${step.audit}, approved by ${approver}` } : step,
  )
}
