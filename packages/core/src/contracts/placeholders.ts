/** What the clauses of a template leave open. Pure. */

/** Within a sentence. */
export const inlinePlaceholders = [
  'studio',
  'studioAddress',
  'studioPhone',
  'studioRegistration',
  'customer',
  'phone',
  'number',
  'order',
  'date',
  'bookedDate',
  'dueDate',
  'promisedDate',
  'total',
  'discount',
  'paid',
  'earnest',
  'earnestLimit',
  'balanceDue',
  'cancellationPolicy',
] as const
/** Tables, which stand on a line of their own. */
export const blockPlaceholders = ['lines', 'prices', 'entitlements', 'payments', 'paymentPlan', 'changes'] as const

export type InlinePlaceholder = (typeof inlinePlaceholders)[number]
export type BlockPlaceholder = (typeof blockPlaceholders)[number]

export const knownPlaceholders: readonly string[] = [...inlinePlaceholders, ...blockPlaceholders]

/** A part of a paragraph: words, or what is filled in. */
export type Part = { readonly text: string } | { readonly inline: InlinePlaceholder }
/** A paragraph of a clause: a table, or words with what is filled in. */
export type Paragraph = { readonly block: BlockPlaceholder } | { readonly parts: readonly Part[] }

const placeholder = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g

export const isBlock = (name: string): name is BlockPlaceholder =>
  (blockPlaceholders as readonly string[]).includes(name)
const isInline = (name: string): name is InlinePlaceholder => (inlinePlaceholders as readonly string[]).includes(name)

/** The names between double braces, each once, in their order. */
export const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(placeholder)].map(([, name]) => name ?? '')),
]

/** Those that nothing is known of. */
export const unknownIn = (text: string): string[] => namesIn(text).filter((name) => !knownPlaceholders.includes(name))

/** What is wrong with a text whose placeholders are known; undefined where nothing is. */
export function textFault(text: string): string | undefined {
  if (/\{\{|\}\}/.test(text.replace(placeholder, ''))) return 'has double braces that belong to no placeholder'
  for (const line of text.split('\n')) {
    const block = namesIn(line).find(isBlock)
    if (block !== undefined && line.trim().replace(placeholder, '') !== '') {
      return `must have {{${block}}} on a line of its own: it is a table`
    }
    if (block !== undefined && namesIn(line).length > 1) return `must have {{${block}}} alone on its line`
  }
  return undefined
}

/** The paragraphs of a text that {@link textFault} and {@link unknownIn} find nothing wrong with. Empty lines are left out. */
export function paragraphsOf(text: string): Paragraph[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): Paragraph => {
      const [only] = namesIn(line)
      if (only !== undefined && isBlock(only)) return { block: only }
      return { parts: partsOf(line.trim()) }
    })
}

function partsOf(line: string): Part[] {
  const parts: Part[] = []
  let at = 0
  for (const match of line.matchAll(placeholder)) {
    const name = match[1] ?? ''
    if (match.index > at) parts.push({ text: line.slice(at, match.index) })
    parts.push(isInline(name) ? { inline: name } : { text: match[0] })
    at = match.index + match[0].length
  }
  if (at < line.length) parts.push({ text: line.slice(at) })
  return parts
}
