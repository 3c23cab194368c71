/** Takes hold of what a payment spends before the caller takes numbers or a till, so that everybody locks in one order. */
import type { CommandContext } from '../engine/context.ts'
import { accounts } from './chart-of-accounts.ts'
import { paymentMethods } from './payment-method.ts'
import { lockStoredValue } from './stored-value.ts'
import type { PaymentLeg } from './tender.ts'
import { lockVouchers } from './voucher.ts'
import { voucherCode } from './voucher-code.ts'

export interface Means {
  /** Whose stored value it is. */
  readonly customerId: string | null
  readonly legs: readonly PaymentLeg[]
  /** Whether the customer's stored value changes even if no leg is paid from it. */
  readonly credited?: boolean | undefined
}

/**
 * Locks the vouchers and the stored value that legs of a payment are paid with, until the command ends. For whoever passes
 * `recordPayment` a number taken beforehand, or records a second receipt: numbers and tills are locked last. Nothing where
 * the legs are paid otherwise; one statement for vouchers, one for stored value (three for a customer's first).
 */
export async function holdMeans(context: CommandContext, { customerId, legs, credited }: Means): Promise<void> {
  const methods = new Map(context.entries(paymentMethods).map((method) => [method.code, method]))
  const vouchers = legs.flatMap(({ method, code }) =>
    code === undefined || methods.get(method)?.coded !== true ? [] : [{ method, code: voucherCode(code) }],
  )
  if (vouchers.length > 0) await lockVouchers(context, vouchers)
  const stored = legs.some(({ method }) => methods.get(method)?.account(context.branch) === accounts.storedValue)
  if (customerId !== null && (stored || credited === true)) await lockStoredValue(context, customerId)
}
