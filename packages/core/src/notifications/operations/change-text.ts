/** Writes the studio's own text of a template. */
import { z } from 'zod'
import { changeDocument } from '../../engine/house/index.ts'
import { operation } from '../../engine/operation.ts'
import { NotificationPlaceholderUnknown, NotificationTemplateUnknown } from '../errors.ts'
import { notificationTextChanged } from '../events.ts'
import { findTemplate } from '../find-entries.ts'
import { placeholdersOf } from '../message-text.ts'
import { localeText, templateText } from '../shapes.ts'
import { textBook } from '../text-book.ts'

const inputSchema = z.strictObject({
  template: templateText,
  /** A language of the template, or another that the studio adds. */
  locale: localeText,
  /** With the names of values in braces, such as `{name}`; null takes the studio's text back. */
  text: z
    .strictObject({ subject: z.string().trim().min(1).max(200).nullish(), body: z.string().trim().min(1).max(4000) })
    .nullable(),
})

const outputSchema = z.object({ template: z.string(), locale: z.string(), own: z.boolean() })

export interface ChangeText extends z.input<typeof inputSchema> {}
/** Whether the studio has a text of its own now. */
export interface ChangedText extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ChangeText> = inputSchema
const output: z.ZodType<ChangedText> = outputSchema

/** Messages that are queued already keep their text. */
export const changeText = operation({
  name: 'notifications.changeText',
  summary: "Writes the studio's own text of a template in a language, or takes it back.",
  kind: 'command',
  input,
  output,
  errors: [NotificationTemplateUnknown, NotificationPlaceholderUnknown],
  async run(context, { template, locale, text }) {
    const { values: known } = findTemplate(context, template)
    const own = text === null ? [] : [{ template, locale, subject: text.subject ?? null, body: text.body }]
    const unknown = own.flatMap(placeholdersOf).find((placeholder) => !known.includes(placeholder))
    if (unknown !== undefined) {
      throw NotificationPlaceholderUnknown.create({ template, locale, placeholder: unknown, known })
    }
    await context.store.lock(['notifications.texts'])
    const { texts } = await context.settings(textBook)
    const others = texts.filter((one) => one.template !== template || one.locale !== locale)
    await changeDocument(context, textBook, { texts: [...others, ...own] })
    context.emit(notificationTextChanged, { template, locale })
    return { template, locale, own: own.length > 0 }
  },
})
