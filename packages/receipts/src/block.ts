/** What a paper is made of, whatever draws it. Pure. */
import { cleanText } from './clean-text.ts'
import type { ReceiptLanguage } from './document.ts'
import type { Letterhead } from './letterhead.ts'
import { wordings } from './wording.ts'

/** One thing on the paper. */
export type Block =
  /** Large, in the middle. */
  | { readonly block: 'heading'; readonly text: string }
  | { readonly block: 'centre'; readonly text: string; readonly strong: boolean }
  | { readonly block: 'text'; readonly text: string }
  /** What it is to the left, its value to the right. */
  | { readonly block: 'pair'; readonly label: string; readonly value: string }
  /** The same with an amount, which is never cut or wrapped. */
  | { readonly block: 'amount'; readonly label: string; readonly amount: string; readonly strong: boolean }
  /** A line to write on, with room above it. */
  | { readonly block: 'signature'; readonly label: string }
  | { readonly block: 'rule' }
  | { readonly block: 'qr'; readonly text: string }

export const rule: Block = { block: 'rule' }

export const heading = (text: string): Block => ({ block: 'heading', text: cleanText(text) })

export function centred(text: string | null, strong = false): Block[] {
  return text === null ? [] : [{ block: 'centre', text: cleanText(text), strong }]
}

/** Who gives the paper out. */
export function letterhead(header: Letterhead, language: ReceiptLanguage): Block[] {
  const words = wordings[language]
  return [
    ...(header.studio === '' ? [] : [heading(header.studio)]),
    ...centred(header.branch, true),
    ...centred(header.address),
    ...centred(header.phone === null ? null : `${words.phone} ${header.phone}`),
    ...centred(header.taxId === null ? null : `${words.taxId} ${header.taxId}`),
    ...header.lines.flatMap((line) => centred(line)),
  ]
}
