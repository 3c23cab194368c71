/** A receipt as the bytes that a receipt printer takes. Pure: who sends them, and where to, is the host's. */
import { blocksOf, type PrintableDocument } from '../printable.ts'
import { columnsFor, type LineStyle, type SetLine, setLines } from '../set-lines.ts'
import { align, bold, chineseOn, cut, doubleSize, initialise, kickDrawer, lineFeed, qrCode } from './commands.ts'
import { encodeGb18030, isTwoByteCharacter } from './gb18030.ts'

export interface EscPosOptions {
  /** 24 to 200; those of font A on the document's paper unless told: 32 for 58 mm, 48 for 80 mm. */
  readonly columns?: number | undefined
  /** What to do with the paper at the end; `partial` unless told. */
  readonly cut?: 'full' | 'partial' | 'none' | undefined
  /** Opens the cash drawer by the plug's pin 2 or 5. A copy never opens it: no money moves with a copy. */
  readonly openDrawer?: 2 | 5 | undefined
  /** Dots along a square of the QR code, 1 to 16; 6 unless told. */
  readonly qrDots?: number | undefined
  /** For printers that know GBK and no codes of four bytes: such characters are printed as `??`, in the same two columns. */
  readonly twoByteOnly?: boolean | undefined
}

/**
 * Initialisation, Chinese mode, the lines, the QR code as UTF-8, drawer and cut. Text is GB18030: ASCII takes one column,
 * everything else two, as the printer's own letters do.
 *
 * @throws RECEIPT_COLUMNS_INVALID, RECEIPT_PAPER_TOO_NARROW
 */
export function renderEscPos(document: PrintableDocument, options: EscPosOptions = {}): Uint8Array {
  const columns = columnsFor(document.paper, options.columns)
  const lines = setLines(blocksOf(document), { columns, measure: printerWidth, largeIsDouble: true })
  const bytes: number[] = [...initialise, ...chineseOn]
  const opens = options.openDrawer !== undefined && document.copy === 0
  if (opens && options.openDrawer !== undefined) bytes.push(...kickDrawer(options.openDrawer))
  for (const line of lines) pushLine(bytes, line, options)
  const how = options.cut ?? 'partial'
  if (how === 'none') bytes.push(lineFeed, lineFeed, lineFeed)
  else bytes.push(...cut(how, 100))
  return Uint8Array.from(bytes)
}

/** Columns of font A: a code of several bytes is set as wide as a Chinese character. */
export function printerWidth(text: string): number {
  let width = 0
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x80 ? 1 : 2
  return width
}

function pushLine(bytes: number[], line: SetLine, options: EscPosOptions): void {
  if (line.line === 'qr') {
    const data = new TextEncoder().encode(line.text)
    bytes.push(...align('centre'), ...qrCode(data, options.qrDots ?? 6), lineFeed, ...align('left'))
    return
  }
  const { before, after } = styles[line.style]
  if (line.centred) bytes.push(...align('centre'))
  bytes.push(...before, ...encodeGb18030(printable(line.text, options.twoByteOnly === true)), ...after, lineFeed)
  if (line.centred) bytes.push(...align('left'))
}

const styles: Readonly<Record<LineStyle, { readonly before: readonly number[]; readonly after: readonly number[] }>> = {
  plain: { before: [], after: [] },
  strong: { before: bold(true), after: bold(false) },
  large: { before: doubleSize(true), after: doubleSize(false) },
}

function printable(text: string, twoByteOnly: boolean): string {
  if (!twoByteOnly) return text
  return Array.from(text, (character) => (isTwoByteCharacter(character) ? character : '??')).join('')
}
