import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { applyCredit as apply } from '../apply-credit.ts'
import {
  BillNotApproved,
  PayableAmountInvalid,
  PayableExceedsOpen,
  PayableNotFitting,
  PayableUnknown,
} from '../errors.ts'
import { type PayableSettlement, presentSettlement, settlementSchema } from '../present-document.ts'
import { documentAmounts, idText } from '../shapes.ts'

const schema = z.strictObject({
  /** A credit note or an advance. */
  creditId: idText,
  bills: z.array(z.strictObject(documentAmounts)).min(1).max(100),
})

export interface ApplySupplierCredit extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ApplySupplierCredit> = schema

const errors = [PayableUnknown, PayableNotFitting, BillNotApproved, PayableExceedsOpen, PayableAmountInvalid] as const

/** Pays bills with a credit note or an advance of their supplier. */
export const applyCredit: Operation<'command', ApplySupplierCredit, PayableSettlement, (typeof errors)[number]> =
  operation({
    name: 'payables.applyCredit',
    summary: 'Applies a credit note or an advance to bills.',
    kind: 'command',
    input,
    output: settlementSchema,
    errors,
    async run(context, { creditId, bills }) {
      const { currency } = context.studio
      const wanted = bills.map(({ documentId, amount }) => ({
        documentId,
        amount: amount === undefined ? undefined : Money.of(amount, currency),
      }))
      return presentSettlement(await apply(context, { creditId, bills: wanted }))
    },
  })
