/** Sets blocks into lines of equal columns: what plain text and receipt printers have in common. Pure. */
import type { Block } from './block.ts'
import type { ReceiptPaper } from './document.ts'
import { ReceiptColumnsInvalid, ReceiptPaperTooNarrow } from './errors.ts'
import { type Measure, wrapText } from './wrap-text.ts'

/** A line of at most the paper's columns, or a QR code between lines. */
export type SetLine =
  | { readonly line: 'text'; readonly text: string; readonly centred: boolean; readonly style: LineStyle }
  | { readonly line: 'qr'; readonly text: string }

/** `large` has letters of twice the size where the paper has such. */
export type LineStyle = 'plain' | 'strong' | 'large'

/** What the lines are set for. */
export interface Setting {
  readonly columns: number
  readonly measure: Measure
  /** Whether a large letter takes the columns of two. */
  readonly largeIsDouble: boolean
}

/** Of a value that has lines of its own. */
const indent = 2

const leastColumns = 24
const mostColumns = 200

/** Letters of 12 dots (font A of receipt printers) on paper of 58 and 80 mm; about 10 points on A5. */
const columnsOfPaper: Readonly<Record<ReceiptPaper, number>> = { '58mm': 32, '80mm': 48, A5: 64 }

/** The columns to print: those asked for, or those of the paper. @throws RECEIPT_COLUMNS_INVALID */
export function columnsFor(paper: ReceiptPaper, asked: number | undefined): number {
  const columns = asked ?? columnsOfPaper[paper]
  if (!Number.isInteger(columns) || columns < leastColumns || columns > mostColumns) {
    throw ReceiptColumnsInvalid.create({ columns, least: leastColumns, most: mostColumns })
  }
  return columns
}

/** @throws RECEIPT_PAPER_TOO_NARROW where an amount is wider than the paper */
export function setLines(blocks: readonly Block[], setting: Setting): SetLine[] {
  return blocks.flatMap((block) => setBlock(block, setting))
}

function setBlock(block: Block, setting: Setting): SetLine[] {
  const { columns, measure, largeIsDouble } = setting
  switch (block.block) {
    case 'rule':
      return [plain('-'.repeat(columns))]
    case 'qr':
      return [{ line: 'qr', text: block.text }]
    case 'heading': {
      const width = largeIsDouble ? Math.floor(columns / 2) : columns
      return wrapText(block.text, width, measure).map((text) => ({ line: 'text', text, centred: true, style: 'large' }))
    }
    case 'centre': {
      const style = block.strong ? 'strong' : 'plain'
      return wrapText(block.text, columns, measure).map((text) => ({ line: 'text', text, centred: true, style }))
    }
    case 'text':
      return wrapText(block.text, columns, measure).map((text) => plain(text))
    case 'pair':
      return setPair(block.label, block.value, setting).map((text) => plain(text))
    case 'signature':
      return ['', '', ...setSignature(block.label, setting)].map((text) => plain(text))
    case 'amount': {
      const { amount } = block
      if (measure(amount) > columns) {
        throw ReceiptPaperTooNarrow.create({
          amount,
          needs: `${measure(amount)} columns`,
          width: `${columns} columns`,
        })
      }
      return setPair(block.label, amount, setting).map((text) => plain(text, block.strong ? 'strong' : 'plain'))
    }
  }
}

/** The label to the left; the value to the right of its last line, or below it where there is no room. */
function setPair(label: string, value: string, { columns, measure }: Setting): string[] {
  const lines = wrapText(label, columns, measure)
  const last = lines.at(-1) ?? ''
  const gap = columns - measure(last) - measure(value)
  if (gap >= 1) return [...lines.slice(0, -1), last + ' '.repeat(gap) + value]
  const below = wrapText(value, columns - indent, measure)
  // What takes several lines is read from the left; one line stays to the right.
  const set = below.map((text) => ' '.repeat(below.length > 1 ? indent : columns - measure(text)) + text)
  return [...lines, ...set]
}

/** Who signs, and a line for it as long as the paper leaves. */
function setSignature(label: string, { columns, measure }: Setting): string[] {
  const lines = wrapText(`${label}:`, columns, measure)
  const last = lines.at(-1) ?? ''
  const left = columns - measure(last) - 1
  return left < 8 ? [...lines, '_'.repeat(columns)] : [...lines.slice(0, -1), `${last} ${'_'.repeat(left)}`]
}

function plain(text: string, style: LineStyle = 'plain'): SetLine {
  return { line: 'text', text, centred: false, style }
}
