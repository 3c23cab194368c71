/** What the tills refuse. */
import { defineError } from '../values/calotype-error.ts'

export const TillUnknown = defineError<{ till: string; branch: string; known: readonly string[] }>({
  code: 'TILL_UNKNOWN',
  status: 404,
  summary: 'The branch has no till of this code.',
  message: ({ till, branch }) => `till must be one of branch "${branch}", but is "${till}".`,
  mend: ({ known }) => `Its tills are: ${known.join(', ') || 'none'}; tills.define adds one.`,
})

export const TillTaken = defineError<{ till: string }>({
  code: 'TILL_TAKEN',
  status: 409,
  summary: 'Another branch has a till of this code.',
  message: ({ till }) => `code "${till}" is that of a till in another branch; a till's code stands in its account.`,
  mend: 'Choose a code that no other branch uses, such as the branch and the place of the till.',
})

export const TillNotNamed = defineError<{ branch: string; known: readonly string[] }>({
  code: 'TILL_NOT_NAMED',
  status: 422,
  summary: 'No till was named in a branch that has several, or none.',
  message: ({ branch, known }) => `till must be given: branch "${branch}" has ${known.join(', ') || 'none'}.`,
  mend: 'Name one of them; tills.define adds one.',
})

export const TillInUse = defineError<{ till: string; cashier: string }>({
  code: 'TILL_IN_USE',
  status: 409,
  summary: 'The till has a shift that is open.',
  message: ({ till, cashier }) => `Till "${till}" has an open shift of "${cashier}".`,
  mend: 'Close that shift or hand it over first.',
})

export const TillInactive = defineError<{ till: string }>({
  code: 'TILL_INACTIVE',
  status: 409,
  summary: 'The till is no longer in use.',
  message: ({ till }) => `Till "${till}" is not active.`,
  mend: 'Use another till, or activate it with tills.define.',
})

export const CashierBusy = defineError<{ cashier: string; till: string }>({
  code: 'CASHIER_BUSY',
  status: 409,
  summary: 'The cashier has an open shift at another till of the branch.',
  message: ({ cashier, till }) => `"${cashier}" has an open shift at till "${till}".`,
  mend: 'Close it first: a cashier works one till at a time, so that every receipt has one shift.',
})

export const TillShiftUnknown = defineError<{ shiftId: string }>({
  code: 'TILL_SHIFT_UNKNOWN',
  status: 404,
  summary: 'The branch has no shift of this id.',
  message: ({ shiftId }) => `There is no shift "${shiftId}" in this branch.`,
  mend: 'Take the id from tills.shifts, and act in the branch of the shift.',
})

export const TillShiftNotOpen = defineError<{ cashier: string; shiftId: string | null }>({
  code: 'TILL_SHIFT_NOT_OPEN',
  status: 409,
  summary: 'The shift is closed, or the cashier has none.',
  message: ({ cashier, shiftId }) =>
    shiftId === null ? `"${cashier}" has no open shift in this branch.` : `Shift "${shiftId}" is closed.`,
  mend: 'Open a shift with tills.openShift, or name that of another cashier.',
})

export const CashWithoutShift = defineError<{ till: string; branch: string; known: readonly string[] }>({
  code: 'CASH_WITHOUT_SHIFT',
  status: 409,
  summary: 'Cash was to come or go at a till without an open shift.',
  message: ({ till, branch }) => `Cash at till "${till}" of branch "${branch}" needs an open shift, and there is none.`,
  mend: ({ known }) =>
    `Open a shift (tills.openShift), or name a till that has one; the tills are: ${known.join(', ')}.`,
})

export const CashOfTwoTills = defineError<{ tills: readonly string[] }>({
  code: 'CASH_OF_TWO_TILLS',
  status: 422,
  summary: 'One entry was to move the cash of two tills.',
  message: ({ tills }) => `An entry must move the cash of one till, but moves that of ${tills.join(', ')}.`,
  mend: 'Drop the cash to the safe from one till and pay it in at the other.',
})

export const CashCountInvalid = defineError<{ rule: string; value: string }>({
  code: 'CASH_COUNT_INVALID',
  status: 422,
  summary: 'A count of cash breaks a rule.',
  message: ({ rule, value }) => `A count ${rule}, but has ${value}.`,
  mend: 'Count each note and coin once, by its face value; the setting denominations of the tills lists those allowed.',
})

export const CashCountContradicts = defineError<{ amount: string; sum: string }>({
  code: 'CASH_COUNT_CONTRADICTS',
  status: 422,
  summary: 'The sum of a count is not that of its denominations.',
  message: ({ amount, sum }) => `amount is ${amount}, but the denominations come to ${sum}.`,
  mend: 'Count again, or leave the amount out.',
})

export const CountTooSmall = defineError<{ toSafe: string; counted: string }>({
  code: 'COUNT_TOO_SMALL',
  status: 422,
  summary: 'More was to go to the safe than was counted.',
  message: ({ toSafe, counted }) => `toSafe must be at most the ${counted} that was counted, but is ${toSafe}.`,
  mend: 'Take at most what is in the drawer.',
})

export const TillAmountInvalid = defineError<{ field: string; rule: string; amount: string }>({
  code: 'TILL_AMOUNT_INVALID',
  status: 422,
  summary: 'An amount of cash is zero or below zero.',
  message: ({ field, rule, amount }) => `${field} ${rule}, but is ${amount}.`,
  mend: 'Give a positive decimal string; the operation says which way the cash goes.',
})

export const TillAccountRefused = defineError<{ account: string; rule: string }>({
  code: 'TILL_ACCOUNT_REFUSED',
  status: 422,
  summary: 'Cash was to be paid in or out against an account that is not for it.',
  message: ({ account, rule }) => `account ${rule}, but is ${account}.`,
  mend: 'Pay out to an expense such as Utilities, pay in from Cash:Safe or Capital; customers pay with ledger.takePayment.',
})

export const ReviewOfOwnReceipt = defineError<{ number: string; actor: string }>({
  code: 'REVIEW_OF_OWN_RECEIPT',
  status: 409,
  summary: 'A receipt was to be reviewed by who made it.',
  message: ({ number, actor }) => `Receipt ${number} was made by "${actor}" and needs a second person.`,
  mend: 'Let somebody else review it.',
})

export const ReviewDone = defineError<{ number: string }>({
  code: 'REVIEW_DONE',
  status: 409,
  summary: 'The receipt was reviewed already.',
  message: ({ number }) => `Receipt ${number} was reviewed already; a review is never changed.`,
  mend: 'Look at it with tills.receiptsToReview; correct the receipt itself in the ledger.',
})

export const ReviewRefused = defineError<{ receiptId: string; rule: string }>({
  code: 'REVIEW_REFUSED',
  status: 422,
  summary: 'A review breaks a rule.',
  message: ({ receiptId, rule }) => `The review of "${receiptId}" ${rule}.`,
  mend: 'Give the reason with which a receipt is rejected, and name a receipt of this branch.',
})

export const TillDayHasOpenShifts = defineError<{ date: string; shifts: readonly string[] }>({
  code: 'TILL_DAY_HAS_OPEN_SHIFTS',
  status: 409,
  summary: 'A day was to be closed while shifts of it are open.',
  message: ({ date, shifts }) => `${date} cannot be closed: open are ${shifts.join('; ')}.`,
  mend: 'Close these shifts first; with the permission tills.actForOthers also those of others.',
})

export const TillDayClosed = defineError<{ date: string; branch: string }>({
  code: 'TILL_DAY_CLOSED',
  status: 409,
  summary: "The branch's day is closed.",
  message: ({ date, branch }) => `${date} is closed in branch "${branch}".`,
  mend: 'Reopen it with tills.reopenDay, which needs a reason, and close it again afterwards.',
})

export const TillDayNotClosed = defineError<{ date: string; branch: string }>({
  code: 'TILL_DAY_NOT_CLOSED',
  status: 409,
  summary: "The branch's day is not closed.",
  message: ({ date, branch }) => `${date} is not closed in branch "${branch}".`,
  mend: 'Close it with tills.closeDay.',
})

export const TillDayAhead = defineError<{ date: string; today: string }>({
  code: 'TILL_DAY_AHEAD',
  status: 422,
  summary: 'A day that has not begun was to be closed.',
  message: ({ date, today }) => `date must not be after ${today}, but is ${date}.`,
  mend: 'Close the day when its work is done.',
})
