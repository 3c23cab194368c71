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
  reason: reasonText.optional(),
})

export interface DropCash extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, DropCash> = schema

const errors = [
  TillShiftNotOpen,
  TillShiftUnknown,
  TillAmountInvalid,
  TillAccountRefused,
  AccountUnknown,
  AccountClosed,
  currencyUnknown,
] as const

/** Takes cash out of the drawer into the safe, so that less lies in it. */
export const drop: Operation<'command', DropCash, CashMovement, (typeof errors)[number]> = operation({
  name: 'tills.drop',
  summary: 'Moves cash from the drawer of a shift to the safe.',
  kind: 'command',
  input,
  output: cashMovementSchema,
  errors,
  run(context, { shiftId, amount, currency, reason: memo }) {
    const of = Money.of(amount, currency ?? context.studio.currency)
    return moveCash(context, { shiftId, kind: 'tillDrop', amount: of, account: safeAccount, into: false, memo })
  },
})
