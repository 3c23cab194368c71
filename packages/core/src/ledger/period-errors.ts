/** What closed periods refuse. */
import { defineError } from '../values/calotype-error.ts'

export const PeriodClosed = defineError<{ businessDate: string; branch: string; lockedThrough: string }>({
  code: 'PERIOD_CLOSED',
  status: 409,
  summary: 'An entry is dated in a period whose books are closed.',
  message: ({ businessDate, branch, lockedThrough }) =>
    `businessDate must be after ${lockedThrough}, through which the books of branch "${branch}" are closed, but is ${businessDate}.`,
  mend: 'Post it in the open period, as a correction that names the entry it corrects; or open the period again with ledger.reopenPeriod.',
})

export const PeriodNotOver = defineError<{ through: string; latest: string }>({
  code: 'PERIOD_NOT_OVER',
  status: 422,
  summary: 'A period was to be closed that is not over yet.',
  message: ({ through, latest }) =>
    `The books can be closed through ${latest} at the latest, but were to be closed through ${through}.`,
  mend: 'Close a period once its last business day has been over for a quarter of an hour, so that no sale of that day is still under way.',
})

export const PeriodLockedFurther = defineError<{ through: string; branch: string; lockedThrough: string }>({
  code: 'PERIOD_LOCKED_FURTHER',
  status: 409,
  summary: 'A period was to be closed that is closed already.',
  message: ({ through, branch, lockedThrough }) =>
    `The books of branch "${branch}" are closed through ${lockedThrough} already, so nothing through ${through} is open.`,
  mend: 'There is nothing to close. To open a period again, use ledger.reopenPeriod.',
})

export const PeriodNotClosed = defineError<{ through: string; branch: string; lockedThrough: string }>({
  code: 'PERIOD_NOT_CLOSED',
  status: 409,
  summary: 'A period was to be opened again that is not closed.',
  message: ({ through, branch, lockedThrough }) =>
    `through must be before ${lockedThrough}, through which the books of branch "${branch}" are closed, but is ${through}.`,
  mend: 'Give the last date that stays closed, or null to open everything; the query ledger.periods tells how it stands.',
})
