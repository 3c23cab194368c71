/** The engine's own operations: they stand on every desk, and are plugins like any other. */
import { audit } from './audit/plugin.ts'
import { events } from './events/plugin.ts'
import { people } from './people/plugin.ts'
import { settings } from './settings/plugin.ts'

export type { AuditedCommand, AuditedCommands, ReadCommands } from './audit/read-commands.ts'
export type { AuditedChange, ReadHistory, RecordHistory } from './audit/read-history.ts'
export type { DeadLetter, DeadLetters, ListDeadLetters } from './events/list-dead-letters.ts'
export { DeadLetterUnknown, HandlerGone, type Redeliver, type Redelivered } from './events/redeliver.ts'
export {
  ErasureBeyondBranches,
  type ErasePerson,
  erasePerson,
  erasingPerson,
  type PersonErased,
  PersonUnknown,
  peopleErasures,
  personErased,
} from './people/erase-person.ts'
export { type ExportPerson, exportPerson, type PersonExport, PersonKindUnknown } from './people/export-person.ts'
export { type PersonIdentities, personIdentities } from './people/person-identities.ts'
export { type ChangeSettings, changeSettings, settingsChanged } from './settings/change-settings.ts'
export { changeDocument } from './settings/change-document.ts'
export { type PluginSettings, type ReadSettings, readSettings } from './settings/read-settings.ts'
export { audit, events, people, settings }

/** Loaded first by every engine. */
export const housePlugins = [audit, settings, events, people] as const
