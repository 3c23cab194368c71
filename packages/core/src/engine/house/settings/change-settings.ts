/** Changes some of the settings of a plugin. */
import { z } from 'zod'
import { defineEvent } from '../../event.ts'
import { operation } from '../../operation.ts'
import { settingsValues } from '../../records.ts'
import { requireKnownSettings, SettingsInvalid, SettingsUnknown } from '../../settings.ts'
import { settingsCacheToken } from '../../settings-cache.ts'
import type { PluginSettings } from './read-settings.ts'

const inputSchema = z.strictObject({
  plugin: z.string().max(40),
  /** Members to set; null takes one back to its default. */
  set: z.record(z.string().max(100), z.json()),
})
const outputSchema = z.object({ plugin: z.string(), value: z.record(z.string(), z.json()) })

export interface ChangeSettings extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ChangeSettings> = inputSchema
const output: z.ZodType<PluginSettings> = outputSchema

export const settingsChanged = defineEvent({
  name: 'settings.changed',
  version: 1,
  schema: z.object({ plugin: z.string() }),
})

export const changeSettings = operation({
  name: 'settings.change',
  summary: 'Changes settings of a plugin for this studio.',
  kind: 'command',
  input,
  output,
  errors: [SettingsUnknown, SettingsInvalid],
  async run(context, { plugin, set }) {
    const cache = context.resolve(settingsCacheToken)
    const standing = await context.store.getForUpdate(settingsValues, plugin)
    const value: Record<string, PluginSettings['value'][string]> = { ...(standing?.value as PluginSettings['value']) }
    for (const [name, wanted] of Object.entries(set)) {
      if (wanted === null) delete value[name]
      else value[name] = wanted
    }
    requireKnownSettings(plugin, cache.parsePlugin(plugin, {}), set)
    const inForce = cache.parsePlugin(plugin, value) as PluginSettings['value']
    if (standing === undefined) context.store.insert(settingsValues, { plugin, value })
    else await context.store.update(settingsValues, standing, { value })
    context.emit(settingsChanged, { plugin })
    return { plugin, value: inForce }
  },
})
