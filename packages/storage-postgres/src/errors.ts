/** What can be wrong before a store is opened. Everything later is one of core's storage errors. */
import { defineError } from '@calotype/core/values'

export const PostgresOptionInvalid = defineError<{ option: string; rule: string; value?: string }>({
  code: 'POSTGRES_OPTION_INVALID',
  status: 500,
  summary: 'An option of postgres() cannot be used.',
  message: ({ option, rule, value }) => `postgres(): ${option} ${rule}${value === undefined ? '' : `, got ${value}`}.`,
  mend: 'Mend the option; the README of @calotype/storage-postgres lists them all.',
})
