/** What can be wrong before a store is opened. Everything later is one of core's storage errors. */
import { defineError } from '@calotype/core/values'

export const SqliteOptionInvalid = defineError<{ option: string; rule: string; value?: string }>({
  code: 'SQLITE_OPTION_INVALID',
  status: 500,
  summary: 'An option of sqlite() cannot be used.',
  message: ({ option, rule, value }) => `sqlite(): ${option} ${rule}${value === undefined ? '' : `, got ${value}`}.`,
  mend: 'Mend the option; the README of @calotype/storage-sqlite lists them all.',
})

export const SqliteNodeTooOld = defineError<{ found: string; needed: string }>({
  code: 'SQLITE_NODE_TOO_OLD',
  status: 500,
  summary: 'This version of Node.js cannot run the SQLite adapter.',
  message: ({ found, needed }) => `@calotype/storage-sqlite needs Node.js ${needed} or newer; this is ${found}.`,
  mend: 'Run the process with a supported line of Node.js: 22, 24 or 26.',
})
