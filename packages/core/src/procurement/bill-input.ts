/** Bills and credit notes for goods, as callers give them. */
import { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import {
  type BillLine,
  type BillLineInput,
  billLinesSchema,
  PayableAmountInvalid,
  requireBuyable,
} from '../payables/index.ts'
import { Money } from '../values/money.ts'
import { amountText, dateText, idText, reasonText, referenceText, units, unitsOrNone } from './shapes.ts'

const billed = z.strictObject({
  /** A line of a delivery, or a charge that came with one. */
  openId: idText,
  /** Units that it bills and that were received; all of which no bill has come unless told, 0 for a difference billed by itself. */
  quantity: unitsOrNone.optional(),
  /** Units that it bills besides and that never came: the supplier owes them. Needs the permission procurement.exceedTolerance. */
  overbilled: unitsOrNone.optional(),
  /** For all of these units, without tax where tax is given; what was expected unless told. */
  amount: amountText.optional(),
  tax: amountText.optional(),
})

export interface BilledInput extends z.output<typeof billed> {}

const credited = z.strictObject({
  /** A claim; or a line of a delivery or a charge that was billed and turns out cheaper. */
  openId: idText,
  /** Units of the claim; all of it unless told. */
  quantity: units.optional(),
  /** Without tax where tax is given; what is claimed unless told. */
  amount: amountText.optional(),
  tax: amountText.optional(),
})

export interface CreditedInput extends z.output<typeof credited> {}

const paper = {
  supplierId: idText,
  /** The supplier's own number, as it stands on the paper. */
  number: referenceText,
  /** The date on the paper; that of the entry unless told. */
  issuedOn: dateText.optional(),
  /** The date of the entry, in a period that is open; another than today needs the permission payables.backdate. */
  postedOn: dateText.optional(),
  /** By the terms of the supplier unless told. */
  dueOn: dateText.optional(),
  reference: referenceText.optional(),
  /** Never personal data. */
  memo: reasonText.optional(),
  /** Who approved what is beyond the tolerance, where the actor lacks the permission procurement.exceedTolerance. */
  approver: idText.optional(),
}

export const billedLinesSchema: z.ZodType<BilledInput[], BilledInput[]> = z.array(billed).min(1).max(80)

export const billMembers = {
  ...paper,
  lines: billedLinesSchema,
  /** What else stands on the bill, such as a fee: as lines of payables.recordBill. */
  others: billLinesSchema.optional(),
}

export const labPaperMembers = {
  ...paper,
  lines: z
    .array(
      z.strictObject({
        jobId: idText,
        /** Without tax where tax is given; of a bill what was agreed, of a credit note all that was billed, unless told. */
        amount: amountText.optional(),
        tax: amountText.optional(),
      }),
    )
    .min(1)
    .max(100),
}

export const creditNoteMembers = { ...paper, lines: z.array(credited).min(1).max(80) }

/** An amount with its tax, and what of the two is cost. */
export interface GivenAmount {
  readonly amount: Money
  readonly tax: Money | undefined
  readonly cost: Money
}

/**
 * The amount of a line, or what was expected. Tax that the studio does not deduct is a part of the cost.
 *
 * @throws PAYABLE_AMOUNT_INVALID
 */
export function givenAmount(
  given: { readonly amount?: string | undefined; readonly tax?: string | undefined },
  field: string,
  expected: Money,
  inputVat: boolean,
): GivenAmount {
  const { currency } = expected
  const refuse = (member: string, rule: string, amount: string) =>
    PayableAmountInvalid.create({ field: `${field}.${member}`, rule, amount })
  if (given.amount === undefined) {
    if (given.tax !== undefined) throw refuse('amount', 'given where tax is', 'missing')
    return { amount: expected, tax: undefined, cost: expected }
  }
  const amount = Money.of(given.amount, currency)
  const tax = given.tax === undefined ? undefined : Money.of(given.tax, currency)
  if (amount.isNegative()) throw refuse('amount', 'zero or above', given.amount)
  if (tax?.isNegative() === true) throw refuse('tax', 'zero or above', `${given.tax}`)
  return { amount, tax, cost: inputVat || tax === undefined ? amount : amount.plus(tax) }
}

/** @throws PAYABLE_ACCOUNT_REFUSED */
export function otherLines({ studio }: CommandContext, others: readonly BillLineInput[]): BillLine[] {
  const { currency } = studio
  return others.map(({ amount, tax, ...line }, index) => {
    requireBuyable(`others.${index}.account`, line.account)
    return {
      ...line,
      amount: Money.of(amount, currency),
      tax: tax === undefined ? undefined : Money.of(tax, currency),
    }
  })
}
