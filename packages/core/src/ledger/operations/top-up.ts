import { z } from 'zod'
import { CustomerUnknown, holdCustomer } from '../../customers/index.ts'
import type { CommandContext } from '../../engine/context.ts'
import { type Operation, operation } from '../../engine/operation.ts'
import { foreignRefusals } from '../foreign-refusals.ts'
import { currencyMismatch } from '../../values/errors.ts'
import { Money } from '../../values/money.ts'
import {
  GivenValueNamed,
  StoredValueRefused,
  VoucherCodeMissing,
  VoucherCodeRefused,
  VoucherUsed,
} from '../counter-errors.ts'
import { AmountNotPositive, ChangeNotGiven, PaymentMethodUnknown, TenderedTooLittle } from '../errors.ts'
import { bonusByRule } from '../given-value.ts'
import { paidByLegs } from '../leg-rates.ts'
import { paymentLegsSchema } from '../payment-input.ts'
import { type Receipt, receiptSchema } from '../receipt.ts'
import { recordTopUp } from '../record-top-up.ts'
import { ledgerSettings } from '../settings.ts'
import { amountText, currencyText, idText, tillText } from '../shapes.ts'

const schema = z.strictObject({
  customerId: idText,
  legs: paymentLegsSchema,
  /**
   * What is given on top, such as 500.00. By the setting `topUpBonuses` unless told; another amount than that needs the
   * permission ledger.giveBonus.
   */
  bonus: amountText.optional(),
  /** The currency that the caller believes in; refused where it is not the studio's. */
  currency: currencyText.optional(),
  till: tillText.optional(),
  /** Stands on the receipt. Never personal data: receipts cannot be blanked. */
  note: z.string().max(500).optional(),
})

export interface TopUp extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, TopUp> = schema

const errors = [
  CustomerUnknown,
  PaymentMethodUnknown,
  AmountNotPositive,
  TenderedTooLittle,
  ChangeNotGiven,
  StoredValueRefused,
  GivenValueNamed,
  VoucherCodeMissing,
  VoucherCodeRefused,
  VoucherUsed,
  currencyMismatch,
  ...foreignRefusals,
] as const

/** Takes money that a customer will spend later (储值): owed by the studio until then, and no revenue. */
export const topUp: Operation<'command', TopUp, Receipt, (typeof errors)[number]> = operation({
  name: 'ledger.topUp',
  summary: "Tops up a customer's stored value, and answers the receipt.",
  kind: 'command',
  input,
  output: receiptSchema,
  errors,
  async run(context, given) {
    const { id: customerId } = await holdCustomer(context, given.customerId)
    return recordTopUp(context, { ...given, customerId, bonus: await bonusOf(context, given) })
  },
})

/** @throws PERMISSION_MISSING where another bonus is given than by rule */
async function bonusOf(context: CommandContext, given: z.output<typeof schema>): Promise<Money> {
  const { currency } = context.studio
  const { topUpBonuses } = await context.settings(ledgerSettings)
  const byRule = bonusByRule(topUpBonuses, await paidByLegs(context, given.legs))
  const bonus = given.bonus === undefined ? byRule : Money.of(given.bonus, currency)
  if (!bonus.equals(byRule)) context.demand('ledger.giveBonus')
  return bonus
}
