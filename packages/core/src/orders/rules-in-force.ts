/** The rules of cancellation that a studio has now. */
import type { CommandContext, QueryContext } from '../engine/context.ts'
import { ledgerSettings } from '../ledger/index.ts'
import { type AgreedRules, agreedRules, type CancellationRules } from './cancellation-rules.ts'
import { ordersSettings } from './settings.ts'
import type { OrderRow } from './tables.ts'

/** No statement but for settings that are not known yet. */
export async function rulesInForce(context: CommandContext | QueryContext): Promise<CancellationRules> {
  const { earnestKept, earnestCap, otherKept } = (await context.settings(ledgerSettings)).cancellation
  const { cancellationCharges: charges, claimBeyondPaid } = await context.settings(ordersSettings)
  return { earnestKept, earnestCap, otherKept, charges, claimBeyondPaid }
}

/** The rules of an order: those that were agreed to, else those of today. */
export async function rulesOf(
  context: CommandContext | QueryContext,
  order: Pick<OrderRow, 'rulesPlaced' | 'rulesSigned'>,
): Promise<AgreedRules> {
  return agreedRules(order) ?? { by: 'settings', rules: [await rulesInForce(context)] }
}
