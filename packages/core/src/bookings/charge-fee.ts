/** Charges the customer for a late change or for not coming: with the order of the booking. */
import type { CommandContext } from '../engine/context.ts'
import { changeCommitment, recogniseRevenue } from '../ledger/index.ts'
import type { Money } from '../values/money.ts'
import { FeeWithoutOrder } from './errors.ts'
import { type BookingsSettings, bookingsSettings } from './settings.ts'
import type { BookingRow } from './tables.ts'

export interface Fee {
  readonly fee: bigint
  readonly entryId: string | null
}

/**
 * The commitment of the order rises by the fee, which is earned at once: paid by what was paid in advance as far as that goes, and a
 * receivable beyond it. Statements: none for nothing; else the settings, and as changeCommitment and recogniseRevenue.
 *
 * @throws FEE_WITHOUT_ORDER, COMMITMENT_UNKNOWN, COMMITMENT_CANCELLED, ACCOUNT_UNKNOWN, INCOME_ACCOUNT_REFUSED, VETOED
 */
export async function chargeFee(
  context: CommandContext,
  booking: BookingRow,
  amount: Money,
  memo: string,
): Promise<Fee> {
  if (amount.isZero()) return { fee: 0n, entryId: null }
  const { orderId, number } = booking
  if (orderId === null) throw FeeWithoutOrder.create({ number, amount: amount.toString() })
  const { feeAccount: account } = await context.settings<BookingsSettings>(bookingsSettings)
  await changeCommitment(context, orderId, { by: amount })
  const entry = await recogniseRevenue(context, {
    orderId,
    amounts: [{ account, category: 'bookingFee', amount }],
    memo,
  })
  return { fee: amount.minor, entryId: entry?.id ?? null }
}
