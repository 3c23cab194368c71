/** Settings of plugins by studio, read and changed by operation. */
import { definePlugin } from '../../plugin.ts'
import { settingsValues } from '../../records.ts'
import { engineVersion } from '../../version.ts'
import { changeSettings, settingsChanged } from './change-settings.ts'
import { readSettings } from './read-settings.ts'

export const settings = definePlugin({
  name: 'settings',
  version: engineVersion,
  tables: [settingsValues],
  operations: { read: readSettings, change: changeSettings },
  events: [settingsChanged],
  roles: { owner: ['*'], manager: ['settings.*'] },
})
