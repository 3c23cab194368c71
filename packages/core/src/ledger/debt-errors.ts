/** What the ledger refuses of debts: instalments, write-offs and their return. */
import { defineError } from '../values/calotype-error.ts'

export const InstalmentsInvalid = defineError<{ orderId: string; rule: string }>({
  code: 'INSTALMENTS_INVALID',
  status: 422,
  summary: 'The instalments do not fit what is outstanding of the order.',
  message: ({ orderId, rule }) => `instalments of order "${orderId}" ${rule}.`,
  mend: 'Give each a later date than the one before and an amount above zero, together exactly what is outstanding.',
})

export const WriteOffExceedsReceivable = defineError<{ orderId: string; amount: string; receivable: string }>({
  code: 'WRITE_OFF_EXCEEDS_RECEIVABLE',
  status: 409,
  summary: 'More was to be written off than the customer owes for what was delivered.',
  message: ({ orderId, amount, receivable }) =>
    `${amount} of order "${orderId}" was to be written off, but only ${receivable} is owed for what was delivered.`,
  mend: ({ receivable }) => `Write off at most ${receivable}; what was not delivered ends by cancelling the order.`,
})

export const WriteOffUnknown = defineError<{ writeOffId: string }>({
  code: 'WRITE_OFF_UNKNOWN',
  status: 404,
  summary: 'There is no write-off with this id.',
  message: ({ writeOffId }) => `writeOffId "${writeOffId}" is not the entry of a write-off.`,
  mend: 'Use the entryId that receivables.writeOff answered.',
})

export const WriteOffLeftExceeded = defineError<{ writeOffId: string; amount: string; left: string }>({
  code: 'WRITE_OFF_LEFT_EXCEEDED',
  status: 409,
  summary: 'More was to be taken back or recovered of a write-off than is left of it.',
  message: ({ writeOffId, amount, left }) =>
    `${amount} was to be taken back of the write-off "${writeOffId}", of which ${left} is left.`,
  mend: ({ left }) => `Take back at most ${left}; more money than that belongs to the order itself.`,
})
