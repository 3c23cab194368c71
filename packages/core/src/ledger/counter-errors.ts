/** What the counter refuses beyond payments and refunds: voids, reversals, bonds, waivers, stored value, vouchers. */
import { defineError } from '../values/calotype-error.ts'

export const ReceiptVoided = defineError<{ receiptId: string; voidId: string }>({
  code: 'RECEIPT_VOIDED',
  status: 409,
  summary: 'The receipt was voided already.',
  message: ({ receiptId, voidId }) => `Receipt "${receiptId}" was voided by "${voidId}".`,
  mend: 'There is nothing left of it to void or refund; take the payment anew where the void was the mistake.',
})

export const ReceiptNotVoidable = defineError<{ receiptId: string; rule: string }>({
  code: 'RECEIPT_NOT_VOIDABLE',
  status: 409,
  summary: 'The receipt can no longer be voided, or never could.',
  message: ({ receiptId, rule }) => `A receipt that is voided must ${rule}; "${receiptId}" does not.`,
  mend: 'Refund what is left of it with ledger.refund.',
})

export const ApproverMissing = defineError<{ permission: string; actor: string }>({
  code: 'APPROVER_MISSING',
  status: 403,
  summary: 'Somebody with more authority must approve this.',
  message: ({ permission, actor }) => `"${actor}" may not do this alone: it needs the permission ${permission}.`,
  mend: ({ permission }) => `Name as approver somebody who has the permission ${permission}.`,
})

export const ApproverRefused = defineError<{ permission: string; approver: string; rule: string }>({
  code: 'APPROVER_REFUSED',
  status: 403,
  summary: 'The approver who was named cannot approve this.',
  message: ({ approver, rule }) => `approver ${rule}, but is "${approver}".`,
  mend: ({ permission }) =>
    `Name another person with the permission ${permission}; a plugin must vouch for approvers at the hook point ledger.approving.`,
})

export const EntryUnknown = defineError<{ entryId: string }>({
  code: 'ENTRY_UNKNOWN',
  status: 404,
  summary: 'The journal has no entry of this id.',
  message: ({ entryId }) => `The journal has no entry "${entryId}".`,
  mend: "Check the id, and that the actor's roles reach its branch.",
})

export const EntryNotReversible = defineError<{ entryId: string; kind: string; rule: string }>({
  code: 'ENTRY_NOT_REVERSIBLE',
  status: 409,
  summary: 'The entry is not one that this operation takes back.',
  message: ({ entryId, kind, rule }) => `An entry that is taken back must ${rule}; "${entryId}" is a ${kind}.`,
  mend: 'Take it back where it came from: void or refund a receipt, reverse a pickup with the order.',
})

export const EntryReversed = defineError<{ entryId: string; reversalId: string }>({
  code: 'ENTRY_REVERSED',
  status: 409,
  summary: 'The entry was taken back already.',
  message: ({ entryId, reversalId }) => `Entry "${entryId}" was taken back already by "${reversalId}".`,
  mend: 'There is nothing to do; where the reversal was the mistake, post the entry anew.',
})

export const CorrectionElsewhere = defineError<{ entryId: string; of: string; branch: string }>({
  code: 'CORRECTION_ELSEWHERE',
  status: 409,
  summary: 'The entry to be corrected belongs to another branch.',
  message: ({ entryId, of, branch }) =>
    `Entry "${entryId}" is of branch "${of}" and cannot be corrected in "${branch}".`,
  mend: ({ of }) => `Post the correction in a session of branch "${of}", so that each branch stays even by itself.`,
})

export const BondExceedsHeld = defineError<{ orderId: string; amount: string; held: string }>({
  code: 'BOND_EXCEEDS_HELD',
  status: 409,
  summary: 'More of a bond was to be returned or kept than the studio holds.',
  message: ({ orderId, amount, held }) =>
    `${amount} was to be returned or kept of the bond of order "${orderId}", but ${held} is held.`,
  mend: ({ held }) => `Return and keep at most ${held} together; damage beyond the bond belongs on an order line.`,
})

export const WaiverExceedsReceivable = defineError<{ orderId: string; amount: string; receivable: string }>({
  code: 'WAIVER_EXCEEDS_RECEIVABLE',
  status: 409,
  summary: 'More was to be waived than the customer owes for what was delivered.',
  message: ({ orderId, amount, receivable }) =>
    `${amount} was to be waived for order "${orderId}", but only ${receivable} is owed for what was delivered.`,
  mend: ({ receivable }) => `Waive at most ${receivable}; before delivery, give a discount on the order instead.`,
})

export const WaiverExceedsLimit = defineError<{ orderId: string; waived: string; limit: string }>({
  code: 'WAIVER_EXCEEDS_LIMIT',
  status: 403,
  summary: 'More was to be waived for one order than the actor may waive.',
  message: ({ orderId, waived, limit }) =>
    `Order "${orderId}" would have ${waived} waived in all, but this actor may waive ${limit}.`,
  mend: 'Ask somebody with the permission ledger.waiveMore, or change the settings waiverLimit and waiverLimitRaised.',
})

export const WaiverUndone = defineError<{ entryId: string; orderId: string }>({
  code: 'WAIVER_UNDONE',
  status: 409,
  summary: 'Nothing of the waiver stands any more.',
  message: ({ entryId, orderId }) =>
    `Waiver "${entryId}" of order "${orderId}" was undone when what it let go was taken back.`,
  mend: 'There is nothing to do: what was waived is owed again as soon as it is delivered again.',
})

export const StoredValueTooLow = defineError<{ customerId: string; amount: string; balance: string }>({
  code: 'STORED_VALUE_TOO_LOW',
  status: 409,
  summary: "More was to be taken out of a customer's stored value than it holds.",
  message: ({ customerId, amount, balance }) =>
    `${amount} was to be taken from the stored value of customer "${customerId}", which is ${balance}.`,
  mend: ({ balance }) => `Take at most ${balance}, and the rest by another method; or top it up first.`,
})

export const StoredValueNeedsCustomer = defineError<Record<never, never>>({
  code: 'STORED_VALUE_NEEDS_CUSTOMER',
  status: 422,
  summary: 'Stored value was to move, but there is no customer to whom it belongs.',
  message: () => 'An order that pays from stored value, or refunds to it, must have a customer, but has none.',
  mend: 'Use another method, or place the order for a customer.',
})

export const StoredValueRefused = defineError<{ method: string }>({
  code: 'STORED_VALUE_REFUSED',
  status: 422,
  summary: 'Stored value was to be topped up or paid out by itself.',
  message: ({ method }) => `method of a top-up must bring money in from outside, but is "${method}".`,
  mend: 'Use cash, a card or another method that is not stored value.',
})

export const GivenValueNamed = defineError<{ field: string; method: string }>({
  code: 'GIVEN_VALUE_NAMED',
  status: 422,
  summary: 'Given value was named as a method, but moves by itself only.',
  message: ({ field, method }) => `${field} must not be "${method}": given value is spent last, and goes back as such.`,
  mend: 'Name storedValue: what was paid for is spent first, and what was given after it.',
})

export const TopUpBonusSpent = defineError<{ receiptId: string; bonus: string; left: string }>({
  code: 'TOP_UP_BONUS_SPENT',
  status: 409,
  summary: 'A top-up was to be given back, but what was given on top of it is spent.',
  message: ({ receiptId, bonus, left }) =>
    `With top-up "${receiptId}" goes a bonus of ${bonus}, but the customer has ${left} of given value left.`,
  mend: 'Give back less, so that what is left of the bonus covers its share; or refund first what the bonus paid for.',
})

export const VoucherCodeMissing = defineError<{ leg: number; method: string }>({
  code: 'VOUCHER_CODE_MISSING',
  status: 422,
  summary: 'A leg is paid by a platform voucher whose code was not given.',
  message: ({ leg, method }) => `Leg ${leg} is paid by ${method} and must have the code of the voucher.`,
  mend: 'Give the code that the platform printed on the voucher; one leg for each voucher.',
})

export const VoucherCodeRefused = defineError<{ leg: number; method: string }>({
  code: 'VOUCHER_CODE_REFUSED',
  status: 422,
  summary: 'A voucher code was given for a method that has none.',
  message: ({ leg, method }) => `Leg ${leg} is paid by ${method}, which takes no code.`,
  mend: 'Leave code out, or use the method of the platform that issued the voucher.',
})

export const VoucherUsed = defineError<{ method: string; code: string; receipt: string }>({
  code: 'VOUCHER_USED',
  status: 409,
  summary: 'The voucher was used already.',
  message: ({ method, code, receipt }) => `Voucher "${code}" of ${method} was used already on receipt ${receipt}.`,
  mend: 'Ask for another voucher. If the receipt was a mistake, void it: its vouchers can then be used again.',
})
