/** What the ledger refuses. */
import { defineError } from '../values/calotype-error.ts'

export const CommitmentUnknown = defineError<{ orderId: string }>({
  code: 'COMMITMENT_UNKNOWN',
  status: 404,
  summary: 'The ledger knows no order of this id.',
  message: ({ orderId }) => `orderId must be an order that was placed; the ledger knows no "${orderId}".`,
  mend: "Check the id, and that the actor's roles reach the order's branch.",
})

export const CommitmentCancelled = defineError<{ orderId: string }>({
  code: 'COMMITMENT_CANCELLED',
  status: 409,
  summary: 'The order was cancelled, so its contract can no longer change.',
  message: ({ orderId }) => `Order "${orderId}" is cancelled: its total and due date stay as they are.`,
  mend: 'Place a new order; what is left of the deposits can be refunded.',
})

export const CommitmentBelowEarned = defineError<{ orderId: string; total: string; earned: string }>({
  code: 'COMMITMENT_BELOW_EARNED',
  status: 409,
  summary: "An order's total would fall below what was delivered and recognised as revenue.",
  message: ({ orderId, total, earned }) =>
    `total of order "${orderId}" must be at least ${earned}, which is delivered already, but is ${total}.`,
  mend: 'Reverse the recognition first, then change the total and recognise what remains.',
})

export const CommitmentTotalInvalid = defineError<{ total: string; rule: string }>({
  code: 'COMMITMENT_TOTAL_INVALID',
  status: 422,
  summary: "An order's total is negative or in another currency than the studio's.",
  message: ({ total, rule }) => `total ${rule}, but is ${total}.`,
  mend: "Give the total of the contract in the studio's currency; zero for an order that costs nothing.",
})

export const CommitmentsNotAlike = defineError<{ survivorId: string; mergedId: string; rule: string }>({
  code: 'COMMITMENTS_NOT_ALIKE',
  status: 409,
  summary: 'The money of two orders cannot become that of one.',
  message: ({ survivorId, mergedId, rule }) => `Orders "${survivorId}" and "${mergedId}" ${rule} to be merged.`,
  mend: 'Bring them together first (orders.transferToBranch, orders.transferToCustomer), or name the one that was delivered from as the survivor.',
})

export const AmountNotPositive = defineError<{ field: string; amount: string }>({
  code: 'AMOUNT_NOT_POSITIVE',
  status: 422,
  summary: 'An amount that must be above zero is not.',
  message: ({ field, amount }) => `${field} must be above zero, but is ${amount}.`,
  mend: 'Give the amount as a positive decimal string; an order with nothing due takes no payment.',
})

export const PaymentExceedsDue = defineError<{ orderId: string; amount: string; due: string }>({
  code: 'PAYMENT_EXCEEDS_DUE',
  status: 409,
  summary: 'A payment is higher than what is still to be paid.',
  message: ({ orderId, amount, due }) => `The legs pay ${amount}, but only ${due} is due for order "${orderId}".`,
  mend: ({ due }) =>
    `Pay at most ${due}. For cash, give what was handed over as tendered, and change is given; for a card that was charged more, add changeInCash.`,
})

export const PaymentMethodUnknown = defineError<{ method: string; known: readonly string[] }>({
  code: 'PAYMENT_METHOD_UNKNOWN',
  status: 422,
  summary: 'A payment method was named that nobody provides.',
  message: ({ method }) => `method must be a known payment method, but is "${method}".`,
  mend: ({ known }) => `Use one of: ${known.join(', ')}; or load a plugin that adds it to ledger.paymentMethods.`,
})

export const TenderedTooLittle = defineError<{ leg: number; method: string; amount: string; tendered: string }>({
  code: 'PAYMENT_TENDERED_TOO_LITTLE',
  status: 422,
  summary: 'Less was tendered than the leg pays.',
  message: ({ leg, amount, tendered }) => `Leg ${leg} pays ${amount}, but only ${tendered} was tendered.`,
  mend: ({ tendered }) => `Make the leg's amount ${tendered}, and add another leg for the rest.`,
})

export const ChangeNotGiven = defineError<{ leg: number; method: string; amount: string; tendered: string }>({
  code: 'PAYMENT_CHANGE_NOT_GIVEN',
  status: 422,
  summary: 'More was tendered by a method that gives no change.',
  message: ({ leg, method, amount, tendered }) =>
    `Leg ${leg} pays ${amount} by ${method}, which gives no change, but ${tendered} was tendered.`,
  mend: 'Charge exactly the amount; or pass changeInCash: true to give the difference from the till.',
})

export const ReceiptUnknown = defineError<{ receipt: string }>({
  code: 'RECEIPT_UNKNOWN',
  status: 404,
  summary: 'The ledger knows no receipt of this id or number.',
  message: ({ receipt }) => `There is no receipt "${receipt}".`,
  mend: "Check the id or number, and that the actor's roles reach the branch that gave the receipt.",
})

export const ReceiptNotRefundable = defineError<{ receiptId: string; kind: string }>({
  code: 'RECEIPT_NOT_REFUNDABLE',
  status: 409,
  summary: 'Only a receipt of a payment can be refunded; a refund cannot.',
  message: ({ receiptId, kind }) => `"${receiptId}" is a ${kind}, and only the receipt of a payment can be refunded.`,
  mend: 'Name the receipt of the payment. To undo a refund, take the payment again.',
})

export const RefundLegUnknown = defineError<{ receiptId: string; leg: number; known: readonly number[] }>({
  code: 'REFUND_LEG_UNKNOWN',
  status: 422,
  summary: 'The receipt has no leg of this number.',
  message: ({ receiptId, leg }) => `Receipt "${receiptId}" has no leg ${leg}.`,
  mend: ({ known }) => `Its legs are: ${known.join(', ') || 'none'}.`,
})

export const RefundExceedsLeft = defineError<{ receiptId: string; leg: number | null; amount: string; left: string }>({
  code: 'REFUND_EXCEEDS_LEFT',
  status: 409,
  summary: 'More was to be refunded than is left of what was paid.',
  message: ({ receiptId, leg, amount, left }) =>
    `${amount} was to be refunded of ${leg === null ? 'receipt' : `leg ${leg} of receipt`} "${receiptId}", but ${left} is left.`,
  mend: ({ left }) => `Refund at most ${left}; earlier refunds of the receipt count.`,
})

export const RefundExceedsDeposits = defineError<{ orderId: string; amount: string; deposits: string }>({
  code: 'REFUND_EXCEEDS_DEPOSITS',
  status: 409,
  summary: 'More was to be refunded of a cancelled order than is left of its deposits.',
  message: ({ orderId, amount, deposits }) =>
    `${amount} was to be refunded of the cancelled order "${orderId}", but only ${deposits} of its deposits is left: the rest was forfeited or delivered.`,
  mend: ({ deposits }) => `Refund at most ${deposits}.`,
})

export const RefundMethodRefused = defineError<{ method: string }>({
  code: 'REFUND_METHOD_REFUSED',
  status: 422,
  summary: 'Money cannot go back by this payment method.',
  message: ({ method }) => `method "${method}" takes payments, but no refunds.`,
  mend: 'Refund by another method: pass method, which needs the permission ledger.refundByOtherMethod.',
})

export const RecognitionNegative = defineError<{ account: string; amount: string; discount: string }>({
  code: 'RECOGNITION_NEGATIVE',
  status: 422,
  summary: 'Revenue was to be recognised with an amount or discount below zero.',
  message: ({ account, amount, discount }) =>
    `amount and discount on ${account} must not be below zero, but are ${amount} and ${discount || 'none'}.`,
  mend: 'Recognise what was delivered; to take a recognition back, reverse it.',
})

export const DiscountTooHigh = defineError<{ account: string; amount: string; discount: string }>({
  code: 'RECOGNITION_DISCOUNT_TOO_HIGH',
  status: 422,
  summary: 'A discount is higher than the price it is given on.',
  message: ({ account, amount, discount }) => `discount on ${account} must be at most ${amount}, but is ${discount}.`,
  mend: 'Spread the discount over the lines it was given on.',
})

export const RecognitionExceedsTotal = defineError<{ amount: string; left: string; total: string }>({
  code: 'RECOGNITION_EXCEEDS_TOTAL',
  status: 409,
  summary: "More revenue was to be recognised than the order's total leaves.",
  message: ({ amount, left, total }) =>
    `${amount} was to be recognised, but of the order's total of ${total} only ${left} is not yet recognised.`,
  mend: "Recognise each line once, less its discount; or raise the order's total first.",
})

export const RecognitionUnknown = defineError<{ recognitionId: string; orderId: string }>({
  code: 'RECOGNITION_UNKNOWN',
  status: 404,
  summary: 'The order has no recognition of this id.',
  message: ({ recognitionId, orderId }) => `Order "${orderId}" has no recognition "${recognitionId}".`,
  mend: 'Name the entry that recogniseRevenue answered for this order.',
})

export const RecognitionReversed = defineError<{ recognitionId: string; reversalId: string }>({
  code: 'RECOGNITION_REVERSED',
  status: 409,
  summary: 'The recognition was taken back already.',
  message: ({ recognitionId, reversalId }) =>
    `Recognition "${recognitionId}" was taken back already by "${reversalId}".`,
  mend: 'There is nothing to do; recognise anew when the order is delivered.',
})

export const ForfeitExceedsDeposits = defineError<{ forfeit: string; refund: string; deposits: string }>({
  code: 'FORFEIT_EXCEEDS_DEPOSITS',
  status: 409,
  summary: 'A cancellation was to keep and pay back more than the deposits.',
  message: ({ forfeit, refund, deposits }) =>
    `forfeit ${forfeit} and refund ${refund} must come out of the deposits, which are ${deposits}.`,
  mend: 'Lower the forfeit or the refund; a fee beyond what was paid belongs on a new order.',
})

export const EntryEmpty = defineError<Record<never, never>>({
  code: 'ENTRY_EMPTY',
  status: 422,
  summary: 'A journal entry has no lines.',
  message: () => 'lines of an entry must be at least two, but there are none.',
  mend: 'Give a debit and a credit.',
})

export const EntryLineNotPositive = defineError<{ account: string; side: string; amount: string }>({
  code: 'ENTRY_LINE_NOT_POSITIVE',
  status: 422,
  summary: 'A line of a journal entry is not above zero.',
  message: ({ account, side, amount }) => `${side} of ${account} must be above zero, but is ${amount}.`,
  mend: 'Put a negative amount on the other side, and leave lines of zero out.',
})

export const EntryUnbalanced = defineError<{ currency: string; debit: string; credit: string }>({
  code: 'ENTRY_UNBALANCED',
  status: 422,
  summary: 'The debits of a journal entry are not its credits.',
  message: ({ currency, debit, credit }) => `Debits are ${debit} ${currency} and credits ${credit} ${currency}.`,
  mend: 'Mend the lines until both sides are equal to the last minor unit, in each currency.',
})

export const EntryDatedAhead = defineError<{ field: string; value: string; now: string }>({
  code: 'ENTRY_DATED_AHEAD',
  status: 422,
  summary: 'An entry is dated later than now.',
  message: ({ field, value, now }) => `${field} must not be later than ${now}, but is ${value}.`,
  mend: 'Post it when it happens; only history can be given a date.',
})

export const AccountUnknown = defineError<{ accounts: readonly string[] }>({
  code: 'ACCOUNT_UNKNOWN',
  status: 422,
  summary: 'An entry names an account that is not in the chart.',
  message: ({ accounts }) => `account must be in the chart of accounts, but these are not: ${accounts.join(', ')}.`,
  mend: 'Check the spelling with ledger.accounts, or open the account with ledger.openAccount.',
})

export const AccountClosed = defineError<{ account: string }>({
  code: 'ACCOUNT_CLOSED',
  status: 409,
  summary: 'The account takes no postings any more.',
  message: ({ account }) => `Account ${account} is closed.`,
  mend: 'Post to another account, or open it again with ledger.openAccount.',
})

export const AccountControlled = defineError<{ account: string }>({
  code: 'ACCOUNT_CONTROLLED',
  status: 422,
  summary: 'A manual entry names an account whose balance is the sum of something kept elsewhere.',
  message: ({ account }) => `${account} is a control account: it moves only with payments, refunds and deliveries.`,
  mend: 'Use the operation for what happened, such as ledger.takePayment or ledger.refund.',
})

export const AccountCodeInvalid = defineError<{ code: string; rule: string }>({
  code: 'ACCOUNT_CODE_INVALID',
  status: 422,
  summary: 'The code of a new account breaks a rule.',
  message: ({ code, rule }) => `code ${rule}, but is "${code}".`,
  mend: 'Write parts of letters and digits joined by colons, the first with a capital, such as Income:Printing; the name may be in any language.',
})

export const AccountFixed = defineError<{ account: string; rule: string }>({
  code: 'ACCOUNT_FIXED',
  status: 409,
  summary: 'Something of an account was to change that is fixed.',
  message: ({ account, rule }) => `Account ${account} ${rule}.`,
  mend: "Open an account with another code; only names change, and whether the studio's own accounts are active.",
})

export const EntryAmountTooLarge = defineError<{ account: string; amount: string; most: string }>({
  code: 'ENTRY_AMOUNT_TOO_LARGE',
  status: 422,
  summary: 'A line of an entry is larger than the books can add up.',
  message: ({ account, amount, most }) => `A line on ${account} must be at most ${most}, but is ${amount}.`,
  mend: 'Look for a quantity or price that was mistyped; nothing was posted.',
})

export const IncomeAccountRefused = defineError<{ account: string; type: string }>({
  code: 'INCOME_ACCOUNT_REFUSED',
  status: 422,
  summary: 'What is sold was to be earned on an account that is not for sales.',
  message: ({ account, type }) => `incomeAccount must be an account of income for sales, but ${account} is ${type}.`,
  mend: 'Name an account such as Income:Package, or open one of type income with ledger.openAccount.',
})
