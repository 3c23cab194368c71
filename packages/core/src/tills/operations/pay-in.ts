import { z } from 'zod'
import { currencyUnknown } from '../../values/errors.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown, currencyText } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { type CashMovement, cashMovementSchema, moveCash } from '../cash-movement.ts'
import { TillShiftNotOpen, TillShiftUnknown, TillAccountRefused, TillAmountInvalid } from '../errors.ts'
import { amountText, idText, reasonText } from '../shapes.ts'
import { safeAccount } from '../till-lines.ts'

const schema = z.strictObject({
  /** The caller's own open shift unless told; another's needs the permission tills.actForOthers. */
  shiftId: idText.optional(),
  amount: amountText,
  /** The studio's unless told. Foreign cash comes from and goes to accounts of money only. */
  currency: currencyText.optional(),
  /** Where the cash comes from. */
  account: idText.default(safeAccount),
  reason: reasonText,
})

export interface PayIn extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PayIn> = schema

const errors = [
  TillShiftNotOpen,
  TillShiftUnknown,
  TillAmountInvalid,
  TillAccountRefused,
  AccountUnknown,
  AccountClosed,
  currencyUnknown,
] as const

/** Brings cash into the drawer that no customer paid: change from the safe. */
export const payIn: Operation<'command', PayIn, CashMovement, (typeof errors)[number]> = operation({
  name: 'tills.payIn',
  summary: 'Puts cash into the drawer of a shift, with a reason.',
  kind: 'command',
  input,
  output: cashMovementSchema,
  errors,
  run(context, { shiftId, amount, currency, account, reason: memo }) {
    const of = Money.of(amount, currency ?? context.studio.currency)
    return moveCash(context, { shiftId, kind: 'tillPayIn', amount: of, account, into: true, memo })
  },
})
