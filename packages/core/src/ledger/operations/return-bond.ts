import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { BondExceedsHeld, StoredValueNeedsCustomer } from '../counter-errors.ts'
import {
  AccountUnknown,
  AmountNotPositive,
  CommitmentUnknown,
  IncomeAccountRefused,
  PaymentMethodUnknown,
  RefundMethodRefused,
} from '../errors.ts'
import { type Receipt, receiptSchema } from '../receipt.ts'
import { recordBondReturn } from '../record-bond-return.ts'
import { amountText, idText, tillText } from '../shapes.ts'

const schema = z.strictObject({
  orderId: idText,
  /** What the studio keeps for damage; nothing unless told. */
  kept: amountText.default('0'),
  /** What goes back; all that is held and not kept, unless told. */
  returned: amountText.optional(),
  /** Where what is kept is earned. */
  keptAccount: idText.default('Income:DressRental'),
  reason: z.string().min(1).max(200),
  /** Another way than the money came; needs the permission ledger.refundByOtherMethod. */
  method: z.string().min(1).max(20).optional(),
  till: tillText.optional(),
})

export interface ReturnBond extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReturnBond> = schema

const errors = [
  CommitmentUnknown,
  BondExceedsHeld,
  AmountNotPositive,
  AccountUnknown,
  IncomeAccountRefused,
  PaymentMethodUnknown,
  RefundMethodRefused,
  StoredValueNeedsCustomer,
] as const

/** Gives a rental bond (押金) back, less what is kept for damage; never more than is held. */
export const returnBond: Operation<'command', ReturnBond, Receipt, (typeof errors)[number]> = operation({
  name: 'ledger.returnBond',
  summary: 'Returns the bond of an order, in full or in part, and keeps what damage costs.',
  kind: 'command',
  input,
  output: receiptSchema,
  errors,
  run(context, { kept, returned, ...rest }) {
    const { currency } = context.studio
    const back = returned === undefined ? undefined : Money.of(returned, currency)
    return recordBondReturn(context, { ...rest, kept: Money.of(kept, currency), returned: back })
  },
})
