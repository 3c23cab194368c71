/** Texts with `{placeholders}`. Pure. */

/** A text as it is sent: the subject is null where the channel or the text has none. */
export interface MessageText {
  readonly subject: string | null
  readonly body: string
}

/** How values of templates are named. */
export const valueName: RegExp = /^[a-z][A-Za-z0-9]{0,39}$/

const placeholder = /\{([^{}]*)\}/g

/** What stands in braces in a text, each once and in its order; whether anybody knows it is not asked. */
export function placeholdersOf({ subject, body }: MessageText): readonly string[] {
  const found = [...`${subject ?? ''}\n${body}`.matchAll(placeholder)].map(([, name = '']) => name)
  return [...new Set(found)]
}

/** The text with its values in the place of their names. Braces within a value stay as they are. */
export function filled({ subject, body }: MessageText, values: Readonly<Record<string, string>>): MessageText {
  const fill = (text: string): string =>
    text.replace(placeholder, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole))
  return { subject: subject === null ? null : fill(subject), body: fill(body) }
}

/** The length as people count it: in Unicode code points. */
export function lengthOf(text: string): number {
  let length = 0
  for (const _ of text) length++
  return length
}
