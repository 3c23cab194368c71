/** In which order the paper of a till says what it says. Pure. */
import { amountText } from './amount-text.ts'
import { type Block, centred, heading, letterhead, rule } from './block.ts'
import { cleanText, cleanLabel } from './clean-text.ts'
import type { TillDocument, TillRow } from './till-document.ts'
import { wordings } from './wording.ts'

export function arrangeTill(document: TillDocument): readonly Block[] {
  const words = wordings[document.language]
  const mark = document.copy === 0 ? [] : [heading(words.copy(document.copy))]
  const number = document.number === null ? [] : [pair(words.number, document.number)]
  return [
    ...letterhead(document.header, document.language),
    heading(document.title),
    ...mark,
    rule,
    ...number,
    ...document.facts.map(({ label, value }) => pair(label, value)),
    ...document.sections.flatMap(({ title, rows }) => [rule, ...centred(title, true), ...rows.map(rowBlock)]),
    ...(document.headHash === null
      ? []
      : [rule, { block: 'text', text: `${words.headHash}: ${cleanText(document.headHash)}` } as const]),
    ...document.signatures.map((label): Block => ({ block: 'signature', label: cleanText(label) })),
    ...mark,
  ]
}

const rowBlock = (row: TillRow): Block =>
  'value' in row
    ? pair(row.label, row.value)
    : { block: 'amount', label: cleanLabel(row.label), amount: amountText(row.amount), strong: row.strong }

const pair = (label: string, value: string): Block => ({
  block: 'pair',
  label: cleanLabel(label),
  value: cleanText(value),
})
