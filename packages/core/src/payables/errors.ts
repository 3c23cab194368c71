/** What the payables refuse. */
import { defineError } from '../values/calotype-error.ts'

export const SupplierUnknown = defineError<{ supplierId: string }>({
  code: 'SUPPLIER_UNKNOWN',
  status: 404,
  summary: 'There is no supplier of this id.',
  message: ({ supplierId }) => `There is no supplier "${supplierId}".`,
  mend: 'Take the id from payables.suppliers, or add the supplier with payables.addSupplier.',
})

export const SupplierInactive = defineError<{ supplierId: string; name: string }>({
  code: 'SUPPLIER_INACTIVE',
  status: 409,
  summary: 'The studio no longer buys from this supplier.',
  message: ({ supplierId, name }) => `Supplier "${name}" (${supplierId}) is not active.`,
  mend: 'Activate the supplier with payables.changeSupplier. What is open can be paid without that.',
})

export const PayableNumberTaken = defineError<{ supplierId: string; kind: string; number: string }>({
  code: 'PAYABLE_NUMBER_TAKEN',
  status: 409,
  summary: 'A bill or credit note of this supplier with this number was recorded already.',
  message: ({ supplierId, kind, number }) => `Supplier "${supplierId}" has a ${kind} with the number "${number}".`,
  mend: 'Look at it with payables.bills. If it was a mistake, void it; its number is free then.',
})

export const PayableUnknown = defineError<{ documentId: string; branch: string }>({
  code: 'PAYABLE_UNKNOWN',
  status: 404,
  summary: 'The branch has no bill, credit note or advance of this id.',
  message: ({ documentId, branch }) => `Branch "${branch}" has no bill, credit note or advance "${documentId}".`,
  mend: 'Take the id from payables.bills, and act in the branch that recorded it.',
})

export const PayableNotFitting = defineError<{ documentId: string; rule: string; value: string }>({
  code: 'PAYABLE_NOT_FITTING',
  status: 422,
  summary: 'A document was named for something that it is not for.',
  message: ({ documentId, rule, value }) => `Document "${documentId}" must ${rule}, but is ${value}.`,
  mend: 'Pay bills; apply or take back credit notes and advances; all of one supplier at a time.',
})

export const PayableExceedsOpen = defineError<{ documentId: string; amount: string; open: string }>({
  code: 'PAYABLE_EXCEEDS_OPEN',
  status: 409,
  summary: 'More was to be paid, applied or written off than is open.',
  message: ({ documentId, amount, open }) => `${amount} was to be settled of "${documentId}", but ${open} is open.`,
  mend: ({ open }) => `Settle at most ${open}; pay the rest as an advance with payables.payAdvance.`,
})

export const PayableUneven = defineError<{ paid: string; settled: string }>({
  code: 'PAYABLE_UNEVEN',
  status: 422,
  summary: 'The money of a payment is not what it pays of the bills.',
  message: ({ paid, settled }) => `The legs come to ${paid}, but the bills to ${settled}.`,
  mend: 'Let both be the same; a discount taken is not paid, and belongs to the bill it is taken of.',
})

export const PayableAmountInvalid = defineError<{ field: string; rule: string; amount: string }>({
  code: 'PAYABLE_AMOUNT_INVALID',
  status: 422,
  summary: 'An amount is not above zero, or is above what it is a part of.',
  message: ({ field, rule, amount }) => `${field} must be ${rule}, but is ${amount}.`,
  mend: 'Give positive decimal strings; what lowers a bill is a credit note or a discount.',
})

export const PayableAccountRefused = defineError<{ field: string; account: string; rule: string }>({
  code: 'PAYABLE_ACCOUNT_REFUSED',
  status: 422,
  summary: 'An account cannot stand in this place of a bill or payment.',
  message: ({ field, account, rule }) => `${field} must ${rule}, but is ${account}.`,
  mend: 'A bill names expenses, stock or other assets; money comes from Bank, Cash:Safe or a till; prepaid costs go through expenses.prepay.',
})

export const PayableDatesInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'PAYABLE_DATES_INVALID',
  status: 422,
  summary: 'The dates of a document contradict each other.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'A bill is issued first, and due on that day or later; nothing is dated ahead.',
})

export const BillNotApproved = defineError<{ documentId: string; amount: string }>({
  code: 'BILL_NOT_APPROVED',
  status: 409,
  summary: 'The bill needs a second person before it can be paid.',
  message: ({ documentId, amount }) => `Bill "${documentId}" over ${amount} is not approved.`,
  mend: 'Let somebody else than who recorded it call payables.approve; the setting approvalLimit says above what.',
})

export const BillNotToApprove = defineError<{ documentId: string; rule: string }>({
  code: 'BILL_NOT_TO_APPROVE',
  status: 409,
  summary: 'The bill cannot be approved, or not by this person.',
  message: ({ documentId, rule }) => `Bill "${documentId}" ${rule}.`,
  mend: 'A bill is approved once, by somebody else than who recorded it.',
})

export const PayableNotVoidable = defineError<{ id: string; rule: string }>({
  code: 'PAYABLE_NOT_VOIDABLE',
  status: 409,
  summary: 'The document or payment cannot be voided as it stands.',
  message: ({ id, rule }) => `"${id}" ${rule}.`,
  mend: 'Void first what was paid or applied of a document, with payables.voidSettlement; each once, in its own branch.',
})

export const SettlementUnknown = defineError<{ settlementId: string; branch: string }>({
  code: 'SETTLEMENT_UNKNOWN',
  status: 404,
  summary: 'The branch has no payment, application, write-off or refund of this id.',
  message: ({ settlementId, branch }) => `Branch "${branch}" has no settlement "${settlementId}".`,
  mend: 'Take the id from payables.history, and act in the branch where it happened.',
})

export const WriteOffExceedsLimit = defineError<{ documentId: string; amount: string; limit: string }>({
  code: 'WRITE_OFF_EXCEEDS_LIMIT',
  status: 403,
  summary: 'More was to be written off than the actor may write off.',
  message: ({ documentId, amount, limit }) =>
    `${amount} was to be written off of "${documentId}", but this actor may write off ${limit}.`,
  mend: 'Ask somebody with the permission payables.writeOffMore, or change the setting writeOffLimit.',
})
