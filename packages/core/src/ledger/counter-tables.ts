/** What the counter keeps beside orders: customers' stored value, and the vouchers that were used. Both follow from receipts. */
import { backfilled, id, money, nullable, text } from '../storage/column.ts'
import { defineTable, type RowOf } from '../storage/table.ts'

/**
 * What the studio owes each customer in stored value: the sums of the lines on StoredValue and StoredValueGiven that name the customer. Payments
 * lock this row. It has no branch, since it can be spent in every one; and it names no subject, as commitments do: erasing a
 * person must not erase a debt.
 */
export const ledgerStoredValues = defineTable({
  name: 'ledger_stored_values',
  columns: {
    customerId: id(),
    currency: text(3),
    /** What was paid for: the lines on StoredValue. */
    balance: money(),
    /** What was given on top: the lines on StoredValueGiven. */
    given: backfilled(money(), 0n),
    /** The customer that this one was merged into, who has it all; such a row stays at zero. */
    mergedIntoId: nullable(id()),
  },
  key: ['customerId'],
  indexes: [{ name: 'merged', columns: ['mergedIntoId'] }],
  derived: true,
})

/** Which receipt used which voucher of which platform. Without a branch: a voucher used in one cannot be used in another. */
export const ledgerVouchers = defineTable({
  name: 'ledger_vouchers',
  columns: {
    method: id(),
    code: id(),
    /** The number of the receipt; null where that was voided, so that the voucher can be used again. */
    receipt: nullable(text(80)),
  },
  key: ['method', 'code'],
  derived: true,
})

export type StoredValueRow = RowOf<typeof ledgerStoredValues>
