import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown, PeriodClosed } from '../../ledger/index.ts'
import { PayableAccountRefused, PayableAmountInvalid, SupplierUnknown } from '../errors.ts'
import { requireBackdating } from '../paper-input.ts'
import { payAdvance as record } from '../pay-bills.ts'
import { documentSchema, type PayableDocument, presentDocument } from '../present-document.ts'
import { dateText, idText, moneyLegsSchema, reasonText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  supplierId: idText,
  legs: moneyLegsSchema,
  /** Another date than today needs the permission payables.backdate. */
  paidOn: dateText.optional(),
  reference: referenceText.optional(),
  memo: reasonText.optional(),
})

export interface PayAdvance extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PayAdvance> = schema

const errors = [
  SupplierUnknown,
  PayableAmountInvalid,
  PayableAccountRefused,
  AccountUnknown,
  AccountClosed,
  PeriodClosed,
] as const

/** Pays a supplier ahead of the bill: an asset until it is applied with payables.applyCredit, or comes back. */
export const payAdvance: Operation<'command', PayAdvance, PayableDocument, (typeof errors)[number]> = operation({
  name: 'payables.payAdvance',
  summary: 'Pays a supplier ahead of the bill.',
  kind: 'command',
  input,
  output: documentSchema,
  errors,
  async run(context, { paidOn: businessDate, ...given }) {
    requireBackdating(context, businessDate)
    const { document, open } = await record(context, { ...given, businessDate })
    return presentDocument(document, open)
  },
})
