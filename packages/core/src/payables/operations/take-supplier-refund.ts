import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown, PeriodClosed } from '../../ledger/index.ts'
import { takeSupplierRefund } from '../apply-credit.ts'
import {
  PayableAccountRefused,
  PayableAmountInvalid,
  PayableExceedsOpen,
  PayableNotFitting,
  PayableUnknown,
} from '../errors.ts'
import { requireBackdating } from '../paper-input.ts'
import { type PayableSettlement, presentSettlement, settlementSchema } from '../present-document.ts'
import { dateText, idText, moneyLegsSchema, reasonText, referenceText } from '../shapes.ts'

const schema = z.strictObject({
  /** A credit note or an advance. */
  creditId: idText,
  /** Where the money came in. */
  legs: moneyLegsSchema,
  /** Another date than today needs the permission payables.backdate. */
  receivedOn: dateText.optional(),
  reference: referenceText.optional(),
  memo: reasonText.optional(),
})

export interface TakeSupplierRefund extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TakeSupplierRefund> = schema

const errors = [
  PayableUnknown,
  PayableNotFitting,
  PayableExceedsOpen,
  PayableAmountInvalid,
  PayableAccountRefused,
  AccountUnknown,
  AccountClosed,
  PeriodClosed,
] as const

/** Takes money back from a supplier, for a credit note or an advance. */
export const takeRefund: Operation<'command', TakeSupplierRefund, PayableSettlement, (typeof errors)[number]> =
  operation({
    name: 'payables.takeRefund',
    summary: 'Takes money back from a supplier.',
    kind: 'command',
    input,
    output: settlementSchema,
    errors,
    async run(context, { receivedOn: businessDate, ...given }) {
      requireBackdating(context, businessDate)
      return presentSettlement(await takeSupplierRefund(context, { ...given, businessDate }))
    },
  })
