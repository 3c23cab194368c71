/** Settings of plugins: a schema with defaults, values by studio. */
import type { z } from 'zod'
import { defineError } from '../values/calotype-error.ts'
import { issuesOf } from './schema-check.ts'

/** Names whose settings are meant, and gives them their type. A plugin with settings is one. */
export interface SettingsOf<S> {
  readonly name: string
  readonly settings?: z.ZodType<S> | undefined
}

export const SettingsInvalid = defineError<{ plugin: string; setting: string; rule: string }>({
  code: 'SETTINGS_INVALID',
  status: 422,
  summary: "A plugin's settings break its schema.",
  message: ({ plugin, setting, rule }) =>
    `Setting ${setting === '' ? '' : `"${setting}" `}of plugin "${plugin}": ${rule}.`,
  mend: 'Mend the value; the settings before stay in force.',
})

export const SettingsUnknown = defineError<{ plugin: string; known: readonly string[] }>({
  code: 'SETTINGS_UNKNOWN',
  status: 404,
  summary: 'Settings were asked for of a plugin that is not loaded or has none.',
  message: ({ plugin }) => `Plugin "${plugin}" is not loaded or has no settings.`,
  mend: ({ known }) => `Plugins with settings: ${known.join(', ') || 'none'}.`,
})

/** Parses stored or given settings. What the schema does not know is passed over: an earlier version may have stored it. */
export function parseSettings<S>(plugin: string, schema: z.ZodType<S>, value: unknown): S {
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  const [issue] = issuesOf(parsed.error, value, schema)
  throw SettingsInvalid.create({ plugin, setting: issue?.path ?? '', rule: issue?.rule ?? 'is invalid' })
}

/** Refuses settings that somebody gives now and the plugin does not have: a misspelt one would be silence. */
export function requireKnownSettings(plugin: string, inForce: unknown, given: object): void {
  const known = Object.keys(inForce as object)
  for (const setting of Object.keys(given)) {
    if (known.includes(setting)) continue
    throw SettingsInvalid.create({ plugin, setting, rule: `is not a setting; there are: ${known.join(', ')}` })
  }
}
