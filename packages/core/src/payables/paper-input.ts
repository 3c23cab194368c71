/** What the operations that record bills and credit notes take. */
import type { z } from 'zod'
import type { CommandContext } from '../engine/context.ts'
import { AccountClosed, AccountUnknown, chartAccount, isMoneyAccount, PeriodClosed } from '../ledger/index.ts'
import { Money } from '../values/money.ts'
import {
  PayableAccountRefused,
  PayableAmountInvalid,
  PayableDatesInvalid,
  PayableNumberTaken,
  SupplierInactive,
  SupplierUnknown,
} from './errors.ts'
import type { BillDraft } from './record-document.ts'
import { billLinesSchema, dateText, idText, reasonText, referenceText } from './shapes.ts'

export const paperMembers = {
  supplierId: idText,
  /** The supplier's own number, as it stands on the paper. */
  number: referenceText,
  /** The date on the paper; that of the entry unless told. */
  issuedOn: dateText.optional(),
  /** The date of the entry, in a period that is open; another than today needs the permission payables.backdate. */
  postedOn: dateText.optional(),
  /** By the terms of the supplier unless told. */
  dueOn: dateText.optional(),
  lines: billLinesSchema,
  reference: referenceText.optional(),
  memo: reasonText.optional(),
}

export const paperErrors = [
  SupplierUnknown,
  SupplierInactive,
  PayableNumberTaken,
  PayableAmountInvalid,
  PayableAccountRefused,
  PayableDatesInvalid,
  AccountUnknown,
  AccountClosed,
  PeriodClosed,
] as const

type Given = z.output<z.ZodObject<typeof paperMembers>>

/** @throws PAYABLE_ACCOUNT_REFUSED, PERMISSION_MISSING */
export function paperInput(context: CommandContext, { postedOn, lines, ...given }: Given): BillDraft {
  const { currency } = context.studio
  requireBackdating(context, postedOn)
  return {
    ...given,
    businessDate: postedOn,
    lines: lines.map(({ amount, tax, ...line }, index) => {
      requireBuyable(`lines.${index}.account`, line.account)
      return {
        ...line,
        amount: Money.of(amount, currency),
        tax: tax === undefined ? undefined : Money.of(tax, currency),
      }
    }),
  }
}

/** Dates of the past are for who closes periods. @throws PERMISSION_MISSING */
export function requireBackdating(context: CommandContext, date: string | undefined): void {
  if (date !== undefined && date !== context.businessDate) context.demand('payables.backdate')
}

/** @throws PAYABLE_ACCOUNT_REFUSED */
export function requireBuyable(field: string, account: string): void {
  const refuse = (rule: string) => PayableAccountRefused.create({ field, account, rule })
  if (isMoneyAccount(account)) throw refuse('say what was bought, not where money is')
  const known = chartAccount(account)
  if (known?.control === true) throw refuse('not be a control account')
  if (known?.type === 'equity') throw refuse('not be equity')
}
