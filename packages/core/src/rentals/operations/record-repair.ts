import { z } from 'zod'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { ExpenseCategoryUnknown, ExpensePaymentUnclear, ExpenseUneven, recordExpense } from '../../expenses/index.ts'
import { PeriodClosed } from '../../ledger/index.ts'
import { moneyLegsSchema, PayableAccountRefused, PayableAmountInvalid, payablesOpen } from '../../payables/index.ts'
import { Money } from '../../values/money.ts'
import { RentalAmountInvalid, RentalRepairUnclear, RentalUnknown } from '../errors.ts'
import { keepBlockEvent, keepRental } from '../keep-rental.ts'
import { amountText, idText, noteText, referenceText } from '../shapes.ts'
import { rentalsBlocks, rentalsEvents, rentalsRentals } from '../tables.ts'

const schema = z.strictObject({
  /** The rental after which it was repaired, or the block in which it was. */
  rentalId: idText,
  amount: amountText,
  /** By what the studio paid; posted as an expense. */
  legs: moneyLegsSchema.optional(),
  /** Instead of legs: the employee who paid, and is owed it. */
  claimedBy: idText.optional(),
  /** Instead of both: the bill of the payables that has it. */
  billId: idText.optional(),
  /** A category of expenses. */
  category: z.string().min(1).max(60).default('repairs'),
  /** The number of the receipt. */
  reference: referenceText.optional(),
  /** Never personal data. */
  note: noteText.optional(),
})

export interface RecordRepair extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, RecordRepair> = schema

const outputShape = z.object({
  rentalId: z.string(),
  currency: z.string(),
  amount: z.string(),
  /** All that repairs after this rental, or in this block, have cost. */
  repairCost: z.string(),
  /** The expense or bill. */
  costId: z.string(),
})

export interface RepairRecorded extends z.output<typeof outputShape> {}

const output: z.ZodType<RepairRecorded> = outputShape

const errors = [
  RentalUnknown,
  RentalAmountInvalid,
  RentalRepairUnclear,
  ExpenseCategoryUnknown,
  ExpensePaymentUnclear,
  ExpenseUneven,
  PayableAmountInvalid,
  PayableAccountRefused,
  PeriodClosed,
] as const

type Given = z.output<typeof schema>

/** Records what making a unit good has cost the studio: as an expense, or as a part of a bill that is booked already. */
export const recordRepair: Operation<'command', RecordRepair, RepairRecorded, (typeof errors)[number]> = operation({
  name: 'rentals.recordRepair',
  summary: 'Records the cost of a repair, as an expense or with reference to a bill.',
  kind: 'command',
  input,
  output,
  errors,
  async run(context, given) {
    const { rentalId, note } = given
    const { store, branch } = context
    const amount = Money.of(given.amount, context.studio.currency)
    if (!amount.isPositive()) {
      throw RentalAmountInvalid.create({ field: 'amount', rule: 'be above zero', amount: given.amount })
    }
    const rental = await store.getForUpdate(rentalsRentals, rentalId)
    const block = rental === undefined ? await store.getForUpdate(rentalsBlocks, rentalId) : undefined
    const found = rental ?? block
    if (found?.branch !== branch) throw RentalUnknown.create({ id: rentalId, branch })
    const costId = await costOf(context, given, amount)
    const happened = { kind: 'repaired', repairCost: amount.minor, costId, note }
    const repairCost = found.repairCost + amount.minor
    if (rental !== undefined) await keepRental(context, rental, {}, happened)
    else if (block !== undefined) {
      keepBlockEvent(context, await store.update(rentalsBlocks, block, { repairCost }), happened)
    }
    const { currency } = amount
    const all = Money.ofMinor(repairCost, currency)
    return { rentalId, currency, amount: amount.toString(), repairCost: all.toString(), costId }
  },
})

/** The expense or bill. @throws RENTAL_REPAIR_UNCLEAR, and as recordExpense */
async function costOf(context: CommandContext, given: Given, amount: Money): Promise<string> {
  const { legs, claimedBy, billId, category, reference, note: memo } = given
  if (billId === undefined) {
    const lines = [{ category, amount: amount.toString() }]
    const expense = await recordExpense(context, { lines, legs, claimedBy, reference, memo })
    return expense.id
  }
  if (legs !== undefined || claimedBy !== undefined) {
    throw RentalRepairUnclear.create({ rule: 'be on a bill, or have legs or claimedBy', value: 'both' })
  }
  const { store } = context
  const bill = await store.getForUpdate(payablesOpen, billId)
  if (bill?.kind !== 'bill') {
    throw RentalRepairUnclear.create({ rule: 'name a bill of the payables', value: `"${billId}"` })
  }
  if (bill.voided) throw RentalRepairUnclear.create({ rule: 'be on a bill that stands', value: 'voided' })
  // One bill may be of several repairs, and of no more than it comes to.
  const [sum] = await store.aggregate(rentalsEvents, {
    where: { costId: billId },
    measures: { cost: { of: 'sum', column: 'repairCost' } },
    limit: 1,
  })
  const left = bill.amount - (sum?.cost ?? 0n)
  if (left < amount.minor) {
    const most = Money.ofMinor(left, bill.currency).toString()
    throw RentalRepairUnclear.create({ rule: `be at most what is left of the bill, ${most}`, value: amount.toString() })
  }
  return billId
}
