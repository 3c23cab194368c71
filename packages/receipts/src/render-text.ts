/** A receipt as plain text: for mail, logs of a printer without graphics, and eyes. Pure. */
import { displayWidth } from './display-width.ts'
import { blocksOf, type PrintableDocument } from './printable.ts'
import { columnsFor, setLines } from './set-lines.ts'

export interface TextOptions {
  /** 24 to 200; those of the document's paper unless told: 32 for 58 mm, 48 for 80 mm, 64 for A5. */
  readonly columns?: number | undefined
}

/**
 * Lines of at most so many columns, each ended by `\n`; a Chinese character or an emoji takes two. A QR code stands as its
 * text.
 *
 * @throws RECEIPT_COLUMNS_INVALID, RECEIPT_PAPER_TOO_NARROW
 */
export function renderText(document: PrintableDocument, options: TextOptions = {}): string {
  const columns = columnsFor(document.paper, options.columns)
  const blocks = blocksOf(document).map((block) =>
    block.block === 'qr' ? ({ block: 'text', text: `QR: ${block.text}` } as const) : block,
  )
  const lines = setLines(blocks, { columns, measure: displayWidth, largeIsDouble: false })
  return lines
    .map((line) => {
      if (line.line === 'qr' || !line.centred) return `${line.text}\n`
      const before = Math.floor((columns - displayWidth(line.text)) / 2)
      return `${' '.repeat(before)}${line.text}\n`
    })
    .join('')
}
