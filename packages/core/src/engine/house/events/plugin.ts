/** What became of events and jobs that nobody could handle. */
import { definePlugin } from '../../plugin.ts'
import { deadLetters } from '../../records.ts'
import { engineVersion } from '../../version.ts'
import { listDeadLetters } from './list-dead-letters.ts'
import { redeliver, redelivery } from './redeliver.ts'

export const events = definePlugin({
  name: 'events',
  version: engineVersion,
  tables: [deadLetters],
  operations: { deadLetters: listDeadLetters, redeliver },
  jobs: [redelivery],
  roles: { owner: ['*'], manager: ['events.*'] },
})
