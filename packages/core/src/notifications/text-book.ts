/** The texts that a studio wrote in the place of those of its templates: one document, kept in memory like settings. */
import { z } from 'zod'
import type { SettingsOf } from '../engine/settings.ts'

const schema = z.object({
  texts: z
    .array(z.object({ template: z.string(), locale: z.string(), subject: z.string().nullable(), body: z.string() }))
    .default([]),
})

/** Every text of the studio's own, by template and language. */
export interface TextBook extends z.output<typeof schema> {}

const settings: z.ZodType<TextBook> = schema

export const textBook: SettingsOf<TextBook> = { name: 'notifications.texts', settings }
