/** From a template and its values to the text that is sent. Pure. */
import { NotificationValueMissing } from './errors.ts'
import { filled, type MessageText } from './message-text.ts'
import type { NotificationTemplate } from './notification-template.ts'
import { pickLocale } from './pick-locale.ts'
import type { TextBook } from './text-book.ts'

/** A text with the language it is in. */
export interface RenderedText extends MessageText {
  readonly locale: string
  /** Those of the template and no others. */
  readonly values: Readonly<Record<string, string>>
}

/** The languages in which a template can be sent: those of its own, then what the studio added. */
export function localesOf(template: NotificationTemplate, { texts }: TextBook): readonly string[] {
  const own = texts.filter((text) => text.template === template.name).map((text) => text.locale)
  return [...new Set([...Object.keys(template.texts), ...own])]
}

/** @throws NOTIFICATION_VALUE_MISSING, which names what is not there */
export function renderText(
  template: NotificationTemplate,
  given: Readonly<Record<string, string>>,
  wish: { readonly locale: string; readonly studioLocale: string; readonly book: TextBook },
): RenderedText {
  const { name, values: known, texts } = template
  const missing = known.filter((value) => !Object.hasOwn(given, value))
  if (missing.length > 0) throw NotificationValueMissing.create({ template: name, missing, known })
  const values = Object.fromEntries(known.map((value) => [value, given[value] ?? '']))
  const locale = pickLocale(wish.locale, localesOf(template, wish.book), [wish.studioLocale, 'en']) ?? wish.locale
  const own = wish.book.texts.find((text) => text.template === name && text.locale === locale)
  const text = own === undefined ? texts[locale]?.(values) : filled(own, values)
  return { subject: text?.subject ?? null, body: text?.body ?? '', locale, values }
}
