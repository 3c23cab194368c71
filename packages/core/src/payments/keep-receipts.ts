/** A receipt of money at a provider is not voided: that would say it never came, while the provider still holds it. */
import { type Hook, on, veto } from '../engine/hook.ts'
import { voiding } from '../ledger/index.ts'
import { paymentsReceipts } from './tables.ts'

export const keepReceipts: Hook = on(voiding, async (context, { receiptId }) => {
  if ((await context.store.get(paymentsReceipts, receiptId)) === undefined) return
  throw veto('The money came by a payment provider: give it back with payments.refund.')
})
