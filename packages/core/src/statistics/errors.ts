/** What can go wrong with statistics. */
import { defineError } from '../values/calotype-error.ts'

export const PeriodInvalid = defineError<{ from: string; to: string; rule: string }>({
  code: 'STATISTICS_PERIOD_INVALID',
  status: 422,
  summary: 'A period of statistics breaks a rule.',
  message: ({ from, to, rule }) => `The period from ${from} to ${to} ${rule}.`,
  mend: 'Pass from and to as business dates, from first; both ends are included.',
})
