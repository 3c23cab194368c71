import { z } from 'zod'
import { currencyUnknown } from '../../values/errors.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { AccountClosed, AccountUnknown, currencyText } from '../../ledger/index.ts'
import { Money } from '../../values/money.ts'
import { type CashMovement, cashMovementSchema, moveCash } from '../cash-movement.ts'
import { TillShiftNotOpen, TillShiftUnknown, TillAccountRefused, TillAmountInvalid } from '../errors.ts'
import { tillSettings } from '../settings.ts'
import { amountText, idText, reasonText } from '../shapes.ts'

const schema = z.strictObject({
  /** The caller's own open shift unless told; another's needs the permission tills.actForOthers. */
  shiftId: idText.optional(),
  amount: amountText,
  /** The studio's unless told. Foreign cash comes from and goes to accounts of money only. */
  currency: currencyText.optional(),
  /** What it is paid for: an expense such as Utilities. */
  account: idText,
  reason: reasonText,
})

export interface PayOut extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, PayOut> = schema

const errors = [
  TillShiftNotOpen,
  TillShiftUnknown,
  TillAmountInvalid,
  TillAccountRefused,
  AccountUnknown,
  AccountClosed,
  currencyUnknown,
] as const

/** Pays a small expense from the drawer. Above the setting payOutLimit it needs the permission tills.payOutAboveLimit. */
export const payOut: Operation<'command', PayOut, CashMovement, (typeof errors)[number]> = operation({
  name: 'tills.payOut',
  summary: 'Pays something from the drawer of a shift, with a reason.',
  kind: 'command',
  input,
  output: cashMovementSchema,
  errors,
  async run(context, { shiftId, amount, account, reason: memo, ...given }) {
    const { currency } = context.studio
    const of = Money.of(amount, given.currency ?? currency)
    const { payOutLimit } = await context.settings(tillSettings)
    // The limit is an amount of the studio's currency: with one, foreign cash is not a cashier's to pay out.
    const beyond = (limit: string) => of.currency !== currency || of.greaterThan(Money.of(limit, currency))
    if (payOutLimit !== null && beyond(payOutLimit)) {
      context.demand('tills.payOutAboveLimit')
    }
    return moveCash(context, { shiftId, kind: 'tillPayOut', amount: of, account, into: false, memo })
  },
})
