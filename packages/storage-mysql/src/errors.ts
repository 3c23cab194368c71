/** What can be wrong before a store is opened. Everything later is one of core's storage errors. */
import { defineError } from '@calotype/core/values'

export const MysqlOptionInvalid = defineError<{ option: string; rule: string; value?: string }>({
  code: 'MYSQL_OPTION_INVALID',
  status: 500,
  summary: 'An option of mysql() cannot be used.',
  message: ({ option, rule, value }) => `mysql(): ${option} ${rule}${value === undefined ? '' : `, got ${value}`}.`,
  mend: 'Mend the option; the README of @calotype/storage-mysql lists them all.',
})
