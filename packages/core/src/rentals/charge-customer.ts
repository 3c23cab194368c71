/** Bills the customer of a rental for damage or a late return: out of the bond first, the rest with the order. */
import type { CommandContext } from '../engine/context.ts'
import { changeCommitment, lockCommitment, recogniseRevenue, recordBondReturn } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import { RentalOrderMissing } from './errors.ts'
import { rentalCharged } from './events.ts'
import { type RentalRow, rentalsRentals } from './tables.ts'

export interface Charge {
  readonly kind: 'lateFee' | 'damage'
  readonly amount: Money
  /** Where it is earned. */
  readonly account: string
  /** Whether it is kept of the bond as far as that goes. */
  readonly fromBond: boolean
  /** Stands on the receipt. Never personal data. */
  readonly reason: string
  /** Rentals that come back or are looked at with it: their bonds are needed no more. */
  readonly together: readonly string[]
}

export interface Charged {
  readonly kept: bigint
  readonly owed: bigint
  readonly entryId: string | null
  readonly bondEntryId: string | null
}

const nothing: Charged = { kept: 0n, owed: 0n, entryId: null, bondEntryId: null }

/** What lines of the books call it. */
const categories = { lateFee: 'lateFee', damage: 'rentalDamage' } as const

/**
 * What is kept of the bond is earned by a return of the bond of which nothing goes back. What the customer owes raises the
 * commitment of the order, and is delivered at once: a receivable, or paid by the deposits of the order. The bond of other units
 * that are still out is left alone. Statements: the lock, the other rentals, and as recordBondReturn and recogniseRevenue.
 *
 * @throws RENTAL_ORDER_MISSING, COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, INCOME_ACCOUNT_REFUSED, ACCOUNT_UNKNOWN, VETOED
 */
export async function chargeCustomer(context: CommandContext, rental: RentalRow, charge: Charge): Promise<Charged> {
  const { amount, account, kind, reason } = charge
  if (amount.isZero()) return nothing
  const { orderId } = rental
  if (orderId === null) throw RentalOrderMissing.create({ rentalId: rental.id, amount: amount.toString() })
  const free = charge.fromBond
    ? await freeBond(context, orderId, [rental.id, ...charge.together])
    : Money.zero(amount.currency)
  const kept = free.lessThan(amount) ? free : amount
  const owed = amount.minus(kept)
  const bondReturn = kept.isZero()
    ? null
    : await recordBondReturn(context, {
        orderId,
        kept,
        returned: Money.zero(kept.currency),
        keptAccount: account,
        reason,
      })
  const entry = owed.isZero() ? null : await owe(context, orderId, { ...charge, amount: owed })
  context.emit(rentalCharged, {
    rentalId: rental.id,
    orderId,
    kind,
    currency: amount.currency,
    amount: amount.toString(),
    kept: kept.toString(),
    owed: owed.toString(),
  })
  return { kept: kept.minor, owed: owed.minor, entryId: entry?.id ?? null, bondEntryId: bondReturn?.id ?? null }
}

async function owe(context: CommandContext, orderId: string, { kind, amount, account, reason }: Charge) {
  await changeCommitment(context, orderId, { by: amount })
  const amounts = [{ account, category: categories[kind], amount }]
  return recogniseRevenue(context, { orderId, amounts, memo: reason })
}

/** What of the bond of an order is not needed for its other units that are out. */
async function freeBond(context: CommandContext, orderId: string, back: readonly string[]): Promise<Money> {
  const commitment = await lockCommitment(context, orderId)
  const needed = await bondOfOut(context, orderId, back)
  const free = commitment.bond - needed
  return Money.ofMinor(free > 0n ? free : 0n, commitment.currency)
}

/** The bonds that are expected for the units of an order that are with the customer, but for these rentals. One statement. */
export async function bondOfOut(
  { store }: CommandContext,
  orderId: string,
  without: readonly string[],
): Promise<bigint> {
  const left = new Set(without)
  const out = await store.find(rentalsRentals, {
    where: { orderId, isOpen: true, state: 'handedOut' },
    limit: 'all',
  })
  return out.reduce((sum, one) => (left.has(one.id) ? sum : sum + one.bond), 0n)
}
