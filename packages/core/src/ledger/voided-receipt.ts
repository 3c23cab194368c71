/** Whether a receipt was voided. */
import type { CommandContext } from '../engine/context.ts'
import { ReceiptVoided } from './counter-errors.ts'
import { ledgerReversals } from './tables.ts'

/** @throws RECEIPT_VOIDED */
export async function refuseVoided(context: CommandContext, receiptId: string): Promise<void> {
  const earlier = await context.store.get(ledgerReversals, receiptId)
  if (earlier !== undefined) throw ReceiptVoided.create({ receiptId, voidId: earlier.reversalId })
}
