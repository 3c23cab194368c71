/** A receipt as PDF, with the part of the font that it needs embedded, so that it looks alike everywhere. */
import PDFDocument from 'pdfkit'
import type { Block } from '../block.ts'
import type { ReceiptPaper } from '../document.ts'
import { blocksOf, type PrintableDocument, titleOf } from '../printable.ts'
import { qrModules } from '../qr-modules.ts'
import { type CoveredFont, coveredFont } from './covered-font.ts'
import { type Piece, placeBlocks } from './place-blocks.ts'

export interface PdfOptions {
  /**
   * The bytes of one TrueType or OpenType file. For Chinese it must be a Chinese one, such as Noto Sans SC: none ships with
   * this package, and what a machine has installed cannot be known.
   */
  readonly font: Uint8Array
  /** For what is strong or large; unless told `font`, with an outline. */
  readonly boldFont?: Uint8Array | undefined
  /** Stands in place of characters that the font lacks, such as emoji; an error names them unless told. */
  readonly substitute?: string | undefined
}

interface Page {
  /** Points: 1/72 inch. */
  readonly width: number
  /** Null for a roll, which is as long as it needs to be. */
  readonly height: number | null
  readonly margin: number
  readonly size: number
}

/** A page of PDF has at most 14,400 points (ISO 32000-1, annex C): a longer roll goes on in another. */
const longestStrip = 14_000
const pointsOfMillimetre = 72 / 25.4
const pages: Readonly<Record<ReceiptPaper, Page>> = {
  '58mm': { width: 58 * pointsOfMillimetre, height: null, margin: 5 * pointsOfMillimetre, size: 8 },
  '80mm': { width: 80 * pointsOfMillimetre, height: null, margin: 4 * pointsOfMillimetre, size: 9.5 },
  A5: { width: 148 * pointsOfMillimetre, height: 210 * pointsOfMillimetre, margin: 12 * pointsOfMillimetre, size: 10 },
}

/**
 * The bytes of a PDF on the document's paper. The same document and options give the same bytes.
 *
 * @throws RECEIPT_PAPER_TOO_NARROW, RECEIPT_FONT_LACKS_CHARACTERS, RECEIPT_FONT_UNREADABLE
 */
export async function renderPdf(document: PrintableDocument, options: PdfOptions): Promise<Uint8Array> {
  const page = pages[document.paper]
  const { font, boldFont = font, substitute } = options
  const plain = coveredFont(font, substitute)
  const fonts = { plain, strong: boldFont === font ? plain : coveredFont(boldFont, substitute) }
  const blocks = blocksOf(document).map((block) => drawableBlock(block, fonts))
  const pdf = new PDFDocument({
    autoFirstPage: false,
    // The default would load a font that is never used.
    font: '',
    margin: 0,
    lang: document.language === 'zh' ? 'zh-CN' : 'en',
    info: { Title: titleOf(document), Creator: 'Calotype', CreationDate: timeOf(document) },
  })
  const bytes = collected(pdf)
  // One font has one name: pdfkit would read it anew at every change to its other name.
  const names = { plain: 'plain', strong: boldFont === font ? 'plain' : 'strong' }
  pdf.registerFont(names.plain, Buffer.from(font))
  if (names.strong !== names.plain) pdf.registerFont(names.strong, Buffer.from(boldFont))
  const measure = (text: string, weight: 'plain' | 'strong', size: number): number => fonts[weight].widthOf(text) * size
  const outlined = options.boldFont === undefined
  const inner = page.width - 2 * page.margin
  const placed = placeBlocks(blocks, { width: inner, size: page.size, measure })
  const room = page.height === null ? Math.min(placed.height, longestStrip) : page.height - 2 * page.margin
  let top = Number.NEGATIVE_INFINITY
  for (const piece of placed.pieces) {
    if (top === Number.NEGATIVE_INFINITY || piece.y + piece.height > top + room + 0.01) {
      pdf.addPage({ size: [page.width, room + 2 * page.margin], margin: 0 })
      top = piece.y
    }
    draw(pdf, piece, { left: page.margin, top: page.margin + piece.y - top, width: inner, outlined, names })
  }
  pdf.end()
  return bytes
}

function drawableBlock(block: Block, { plain, strong }: { plain: CoveredFont; strong: CoveredFont }): Block {
  switch (block.block) {
    case 'heading':
      return { ...block, text: strong.drawable(block.text) }
    case 'centre':
      return { ...block, text: (block.strong ? strong : plain).drawable(block.text) }
    case 'text':
      return { ...block, text: plain.drawable(block.text) }
    case 'pair':
      return { ...block, label: plain.drawable(block.label), value: plain.drawable(block.value) }
    case 'amount': {
      const font = block.strong ? strong : plain
      return { ...block, label: font.drawable(block.label), amount: font.drawable(block.amount) }
    }
    case 'signature':
      return { ...block, label: plain.drawable(block.label) }
    default:
      return block
  }
}

/** When the paper says that it was made: the moment of printing would make every file another. */
function timeOf({ time }: PrintableDocument): Date {
  const read = new Date(`${time.replace(' ', 'T')}:00Z`)
  return Number.isNaN(read.getTime()) ? new Date(0) : read
}

function draw(
  pdf: PDFKit.PDFDocument,
  piece: Piece,
  at: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly outlined: boolean
    readonly names: { readonly plain: string; readonly strong: string }
  },
): void {
  if (piece.piece === 'text') {
    pdf.font(at.names[piece.font]).fontSize(piece.size)
    // Without a bold font, what is strong gets an outline of its own colour.
    const outlined = piece.font === 'strong' && at.outlined
    if (outlined) pdf.lineWidth(piece.size * 0.035)
    pdf.text(piece.text, at.left + piece.x, at.top, { lineBreak: false, fill: true, stroke: outlined })
    return
  }
  if (piece.piece === 'rule') {
    const y = at.top + piece.height / 2
    pdf
      .moveTo(at.left, y)
      .lineTo(at.left + at.width, y)
      .lineWidth(0.5)
      .dash(2, { space: 2 })
      .stroke()
      .undash()
    return
  }
  if (piece.piece === 'line') {
    pdf
      .moveTo(at.left, at.top)
      .lineTo(at.left + at.width, at.top)
      .lineWidth(0.5)
      .stroke()
    return
  }
  const { size, runs } = qrModules(piece.text)
  // The white margin of four squares belongs to the code.
  const square = piece.height / (size + 8)
  const left = at.left + piece.x + 4 * square
  for (const { x, y, length } of runs) {
    pdf.rect(left + x * square, at.top + (y + 4) * square, length * square, square)
  }
  pdf.fill('black')
}

function collected(pdf: PDFKit.PDFDocument): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on('error', reject)
  })
}
