/** What the agenda refuses. */
import { defineError } from '../values/calotype-error.ts'

export const AgendaPeriodInvalid = defineError<{ field: string; rule: string; value: string }>({
  code: 'AGENDA_PERIOD_INVALID',
  status: 422,
  summary: 'The days that an agenda was asked for break a rule.',
  message: ({ field, rule, value }) => `${field} must ${rule}, but is ${value}.`,
  mend: 'Pass a view (day, week or month) and a date in it, or from and to: local days, both included, no more than the rule says; or ask for less of them.',
})
