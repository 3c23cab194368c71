/** Money at a provider that is nobody's payment: it is owed to the customer until it has gone back. */
import type { CommandContext } from '../engine/context.ts'
import { credit, debit, entryPosted, paymentMethods, postEntry } from '../ledger/index.ts'
import { PaymentMethodUnknown } from '../ledger/errors.ts'
import type { Money } from '../values/money.ts'
import type { AttemptRow } from './present-attempt.ts'

/** What customers are owed of payments that could not be applied. */
export const unappliedAccount = 'UnappliedPayments'

/** The clearing account where the money of an attempt stands. @throws PAYMENT_METHOD_UNKNOWN */
export function clearingAccount(context: CommandContext, attempt: { method: string; till: string | null }): string {
  const methods = context.entries(paymentMethods)
  const found = methods.find((method) => method.code === attempt.method)
  if (found === undefined) {
    throw PaymentMethodUnknown.create({ method: attempt.method, known: methods.map((one) => one.code) })
  }
  return found.account(attempt.till ?? context.branch)
}

/**
 * Posts money that came to the provider (`in`) or left it (`out`) against what is owed to the customer. Answers the entry's id.
 *
 * @throws as postEntry
 */
export async function postUnapplied(
  context: CommandContext,
  attempt: AttemptRow,
  amount: Money,
  way: 'in' | 'out',
): Promise<string> {
  const clearing = clearingAccount(context, attempt)
  const { method, orderId } = attempt
  const lines =
    way === 'in'
      ? [debit(clearing, amount, { method }), credit(unappliedAccount, amount)]
      : [debit(unappliedAccount, amount), credit(clearing, amount, { method })]
  const kind = way === 'in' ? 'unapplied' : 'unappliedReturn'
  const { entry } = await postEntry(context, { kind, lines, amount, orderId, methods: [method] })
  const { currency } = amount
  context.emit(entryPosted, { entryId: entry.id, kind, orderId, currency, amount: amount.toString() })
  return entry.id
}
