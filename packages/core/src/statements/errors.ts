/** What the statements refuse. */
import { defineError } from '../values/calotype-error.ts'

export const StatementPeriodInvalid = defineError<{ from: string; to: string; rule: string }>({
  code: 'STATEMENT_PERIOD_INVALID',
  status: 422,
  summary: 'The period of a statement breaks a rule.',
  message: ({ from, to, rule }) => `The period from ${from} to ${to} ${rule}.`,
  mend: 'Pass from and to as business dates, from first; both ends are included. For many years, ask for longer intervals.',
})

export const StatementOrderUnknown = defineError<{ orderId: string }>({
  code: 'STATEMENT_ORDER_UNKNOWN',
  status: 404,
  summary: 'The ledger knows no order of this id, or the actor reaches none.',
  message: ({ orderId }) => `orderId must be an order that the ledger knows, but is "${orderId}".`,
  mend: 'Pass the id of an order, not its number, and see that the roles of the actor reach its branch.',
})

export const StatementAccountNotMoney = defineError<{ account: string }>({
  code: 'STATEMENT_ACCOUNT_NOT_MONEY',
  status: 422,
  summary: 'A cash journal was asked of an account that holds no money.',
  message: ({ account }) => `account must be one of cash, bank or clearing, but is "${account}".`,
  mend: 'Name an account such as Cash:Safe or Bank:icbc, or ask statements.generalLedger for other accounts.',
})
