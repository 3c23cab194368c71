/** Agrees with a customer to pay what is outstanding in parts. For rooms above: it runs inside the caller's command. */
import type { CommandContext } from '../engine/context.ts'
import { Money } from '../values/money.ts'
import { lockCommitment } from './commitment.ts'
import { InstalmentsInvalid } from './debt-errors.ts'
import { type Instalment, storedInstalments } from './instalments.ts'
import type { Commitment } from './standing.ts'
import { ledgerCommitments } from './tables.ts'

/**
 * Replaces what was agreed before. Statements: the lock and the commitment.
 *
 * @throws COMMITMENT_UNKNOWN, INSTALMENTS_INVALID
 */
export async function agreeInstalments(
  context: CommandContext,
  orderId: string,
  /** Of the outstanding amount; split over the dates in equal parts where it is only dates. */
  agreed: readonly Instalment[] | readonly string[],
): Promise<Commitment> {
  const commitment = await lockCommitment(context, orderId)
  const outstanding = Money.ofMinor(commitment.outstanding, commitment.currency)
  const instalments = withAmounts(agreed, outstanding)
  const [first] = instalments
  const refuse = (rule: string) => InstalmentsInvalid.create({ orderId, rule })
  if (first === undefined) throw refuse('must be one or more')
  for (const [place, { dueDate, amount }] of instalments.entries()) {
    const before = instalments[place - 1]
    if (before !== undefined && dueDate <= before.dueDate) {
      throw refuse(`must each be later than the one before, but ${dueDate} follows ${before.dueDate}`)
    }
    if (!amount.isPositive()) throw refuse(`must be above zero, but the one of ${dueDate} is ${amount.toString()}`)
  }
  const total = Money.sum(
    commitment.currency,
    instalments.map(({ amount }) => amount),
  )
  if (!total.equals(outstanding)) {
    throw refuse(`must come to ${outstanding.toString()}, which is outstanding, but come to ${total.toString()}`)
  }
  return context.store.update(ledgerCommitments, commitment, {
    dueDate: first.dueDate,
    planned: true,
    claim: commitment.outstanding,
    instalments: storedInstalments(instalments),
  })
}

function withAmounts(agreed: readonly Instalment[] | readonly string[], outstanding: Money): readonly Instalment[] {
  const dates = agreed.filter((one) => typeof one === 'string')
  if (dates.length === 0) return agreed.filter((one) => typeof one !== 'string')
  const amounts = outstanding.split(dates.length)
  return dates.map((dueDate, place) => ({ dueDate, amount: amounts[place] ?? Money.zero(outstanding.currency) }))
}
