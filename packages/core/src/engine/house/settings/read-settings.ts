/** Reads the settings of a plugin as they are in force. */
import { z } from 'zod'
import { operation } from '../../operation.ts'
import { SettingsUnknown } from '../../settings.ts'
import { settingsCacheToken } from '../../settings-cache.ts'

const inputSchema = z.strictObject({ plugin: z.string().max(40) })
const outputSchema = z.object({ plugin: z.string(), value: z.record(z.string(), z.json()) })

export interface ReadSettings extends z.input<typeof inputSchema> {}
/** The settings of a plugin, defaults included. */
export interface PluginSettings extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ReadSettings> = inputSchema
const output: z.ZodType<PluginSettings> = outputSchema

export const readSettings = operation({
  name: 'settings.read',
  summary: 'Reads the settings of a plugin for this studio, defaults included.',
  kind: 'query',
  input,
  output,
  errors: [SettingsUnknown],
  async run(context, { plugin }) {
    context.resolve(settingsCacheToken).parsePlugin(plugin, {})
    return { plugin, value: (await context.settings({ name: plugin })) as PluginSettings['value'] }
  },
})
