/** The errors that most operations of this room share. */
import { AccountClosed, AccountUnknown, PeriodClosed } from '../ledger/index.ts'
import { PayableAccountRefused, PayableAmountInvalid } from '../payables/index.ts'
import { ExpenseCategoryUnknown, ExpensePaymentUnclear, ExpenseUneven } from './errors.ts'

/** Of moving money and posting. */
export const moneyErrors = [
  PayableAmountInvalid,
  PayableAccountRefused,
  AccountUnknown,
  AccountClosed,
  PeriodClosed,
] as const

export const spendingErrors = [ExpenseCategoryUnknown, ExpensePaymentUnclear, ExpenseUneven, ...moneyErrors] as const
