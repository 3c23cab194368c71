/** Lists templates with the texts in force. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { notificationTemplates } from '../notification-template.ts'
import { localesOf, renderText } from '../render-text.ts'
import { textBook } from '../text-book.ts'

const inputSchema = z.strictObject({})

const templateSchema = z.object({
  name: z.string(),
  version: z.int(),
  summary: z.string(),
  /** The names that may stand in braces. */
  values: z.array(z.string()),
  texts: z.array(
    z.object({
      locale: z.string(),
      /** With the names of the values in braces. */
      subject: z.string().nullable(),
      body: z.string(),
      /** Whether the studio wrote it. */
      own: z.boolean(),
    }),
  ),
})

const outputSchema = z.object({ items: z.array(templateSchema) })

export interface ListTemplates extends z.input<typeof inputSchema> {}
/** The templates of the engine, with the texts that this studio sends. */
export interface TemplateList extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListTemplates> = inputSchema
const output: z.ZodType<TemplateList> = outputSchema

/** No statement where the settings are known. */
export const listTemplates = operation({
  name: 'notifications.templates',
  summary: 'Lists the templates of messages with the texts that the studio sends.',
  kind: 'query',
  input,
  output,
  async run(context) {
    const book = await context.settings(textBook)
    const items = context.entries(notificationTemplates).map((template) => {
      const { name, version, summary, values } = template
      const braces = Object.fromEntries(values.map((value) => [value, `{${value}}`]))
      const texts = localesOf(template, book).map((locale) => {
        const { subject, body } = renderText(template, braces, { locale, studioLocale: locale, book })
        const own = book.texts.some((text) => text.template === name && text.locale === locale)
        return { locale, subject, body, own }
      })
      return { name, version, summary, values: [...values], texts }
    })
    return { items }
  },
})
