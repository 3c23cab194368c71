/** What a renderer can draw: a receipt, or a paper of a till. */
import { arrange } from './arrange.ts'
import { arrangeTill } from './arrange-till.ts'
import type { Block } from './block.ts'
import type { ReceiptDocument } from './document.ts'
import type { TillDocument } from './till-document.ts'
import { wordings } from './wording.ts'

/** Any document that the renderers take. */
export type PrintableDocument = ReceiptDocument | TillDocument

const isTill = (document: PrintableDocument): document is TillDocument => 'sections' in document

/** Its blocks, their texts cleaned of what could command a printer. */
export const blocksOf = (document: PrintableDocument): readonly Block[] =>
  isTill(document) ? arrangeTill(document) : arrange(document)

/** The name of the page or file. */
export function titleOf(document: PrintableDocument): string {
  const title = isTill(document) ? document.title : wordings[document.language].titles[document.kind]
  return document.number === null ? title : `${title} ${document.number}`
}
