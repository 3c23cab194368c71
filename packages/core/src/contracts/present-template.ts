/** Templates as callers see them. */
import { z } from 'zod'
import { type KeptTemplate, templateSchema } from './template.ts'

export const savedTemplateSchema = templateSchema.extend({
  /** Rises with every change; pass it as `expectedVersion`. */
  version: z.int(),
})

export interface SavedTemplate extends z.output<typeof savedTemplateSchema> {}

export const presentTemplate = (template: KeptTemplate): SavedTemplate => ({ ...template })
