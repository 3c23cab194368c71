/** Changes what a plugin's own operations keep for a studio. */
import type { CommandContext } from '../../context.ts'
import { settingsValues } from '../../records.ts'
import type { SettingsOf } from '../../settings.ts'
import { settingsCacheToken } from '../../settings-cache.ts'
import type { Json } from '../../../values/json.ts'
import { settingsChanged } from './change-settings.ts'

/**
 * Puts `value` in the place of a document that the plugin declares in `documents`. Read it with `context.settings(document)`:
 * it costs no statement where it is kept, and other processes hear of a change within five seconds, as of settings.
 * Whoever reads a document to change it locks a name first (`context.store.lock`), so that no change is lost.
 *
 * @throws SETTINGS_INVALID, SETTINGS_UNKNOWN
 */
export async function changeDocument<S extends object>(
  context: CommandContext,
  document: SettingsOf<S>,
  value: NoInfer<S>,
): Promise<void> {
  context.resolve(settingsCacheToken).parse(document.name, value)
  const standing = await context.store.getForUpdate(settingsValues, document.name)
  const row = { plugin: document.name, value: value as unknown as Json }
  if (standing === undefined) context.store.insert(settingsValues, row)
  else await context.store.update(settingsValues, standing, row)
  context.emit(settingsChanged, { plugin: document.name })
}
