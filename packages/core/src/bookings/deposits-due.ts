/** What is still to be paid before holds can be confirmed: as secureDeposit decides, to be shown. */
import { ledgerCommitments, mergedInto } from '../ledger/index.ts'
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { Money } from '../values/money.ts'
import { decideDeposit } from './deposits.ts'
import { bookingsDeposits } from './tables.ts'

/** A hold, as far as its deposit goes. */
export interface Depositing {
  readonly id: string
  readonly orderId: string | null
  readonly currency: string
  readonly deposit: Money
}

export interface DepositToPay {
  /** What the service asks for. */
  readonly deposit: Money
  /** What of it is still to be paid, by what was paid on the order and what other bookings of it take. */
  readonly due: Money
}

/** By the ids of the holds. Statements: none where nothing asks for a deposit on an order; else two. */
export async function depositsDue(
  store: ScopedReads,
  holds: readonly Depositing[],
): Promise<ReadonlyMap<string, DepositToPay>> {
  const orderIds = [...new Set(holds.flatMap(({ deposit, orderId }) => (deposit.isZero() ? [] : (orderId ?? []))))]
  const where = { orderId: { in: orderIds } }
  const commitments = orderIds.length === 0 ? [] : await store.find(ledgerCommitments, { where, limit: 'all' })
  const taken = orderIds.length === 0 ? [] : await store.find(bookingsDeposits, { where, limit: 'all' })
  const byOrder = new Map(commitments.map((commitment) => [commitment.orderId, commitment]))
  const promisedOf = new Map(taken.map(({ orderId, promised }) => [orderId, promised]))
  return new Map(
    holds.map(({ id, orderId, currency, deposit }): [string, DepositToPay] => {
      const commitment = byOrder.get(orderId ?? '')
      const promised = Money.ofMinor(promisedOf.get(orderId ?? '') ?? 0n, currency)
      const counts = commitment !== undefined && !commitment.cancelled && mergedInto(commitment) === null
      const money = counts
        ? { total: Money.ofMinor(commitment.total, currency), paid: Money.ofMinor(commitment.paid, currency), promised }
        : { total: null, paid: Money.zero(currency), promised }
      return [id, { deposit, due: decideDeposit(deposit, money).missing }]
    }),
  )
}
