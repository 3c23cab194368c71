/** The audit: who did what, when, and what changed. The engine writes it; these operations read it. */
import { definePlugin } from '../../plugin.ts'
import { auditChanges, auditCommands } from '../../records.ts'
import { engineVersion } from '../../version.ts'
import { readCommands } from './read-commands.ts'
import { readHistory } from './read-history.ts'

export const audit = definePlugin({
  name: 'audit',
  version: engineVersion,
  tables: [auditCommands, auditChanges],
  operations: { commands: readCommands, history: readHistory },
  roles: { owner: ['*'], manager: ['audit.*'], accountant: ['audit.*'] },
})
