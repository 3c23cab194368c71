/** Money that came by a provider goes back by it, whatever gives it back: a refund, a cancellation, a bond. */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type PayingOut, payingOut } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import { PaymentNotRefundable, PaymentNotSentBack } from './errors.ts'
import { findProvider, openAttempt } from './open-attempt.ts'
import { paymentProviders } from './payment-provider.ts'
import type { AttemptRow } from './present-attempt.ts'
import { paymentsAttempts, paymentsReceipts } from './tables.ts'

/**
 * Begins a refund for each receipt of a provider of which money goes back the way it came. What goes another way, such as cash
 * from the till, a person pays out. Two statements where something may have come by a provider, none otherwise.
 */
async function beginRefunds(context: CommandContext, given: PayingOut): Promise<void> {
  const amounts = new Map<string, Money>()
  const methods = new Set(context.entries(paymentProviders).map((provider) => provider.method))
  for (const { receiptId, cameBy, method, amount } of given.payouts) {
    if (cameBy !== method || !methods.has(method)) continue
    amounts.set(receiptId, amounts.get(receiptId)?.plus(amount) ?? amount)
  }
  if (amounts.size === 0) return
  const receiptId = { in: [...amounts.keys()] }
  const receipts = await context.store.find(paymentsReceipts, { where: { receiptId }, limit: 'all' })
  if (receipts.length === 0) return
  const attempts = await context.store.find(paymentsAttempts, {
    where: { id: { in: receipts.map((receipt) => receipt.attemptId) } },
    limit: 'all',
  })
  const paymentOf = new Map(attempts.map((attempt) => [attempt.id, attempt]))
  for (const receipt of receipts) {
    const payment = paymentOf.get(receipt.attemptId)
    const amount = amounts.get(receipt.receiptId)
    if (amount === undefined) continue
    if (payment === undefined) {
      const rule = 'came by a payment that this actor cannot see'
      throw PaymentNotRefundable.create({ receiptId: receipt.receiptId, rule })
    }
    if (!findProvider(context, payment.provider).can.refund) {
      throw PaymentNotSentBack.create({ receiptId: receipt.receiptId, provider: payment.provider })
    }
    openRefund(context, payment, { amount, ...given })
  }
}

/** A refund that stands in the books, to be sent by its provider. */
export function openRefund(
  context: CommandContext,
  payment: AttemptRow,
  { amount, entryId, reason }: { readonly amount: Money; readonly entryId: string; readonly reason: string | null },
): AttemptRow {
  const { provider, method, orderId, purpose, till, id: paymentId } = payment
  const outcome = 'refunded'
  const expiresAt = context.now
  const intended = { provider, method, orderId, amount, expiresAt, outcome, entryId, purpose, reason, till } as const
  return openAttempt(context, { kind: 'refund', paymentId, ...intended })
}

export const sendBack: Hook = on(payingOut, beginRefunds)
