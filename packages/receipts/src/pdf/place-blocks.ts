/** Places blocks on a strip of paper, in points from its top left. Pure but for the measure it is given. */
import type { Block } from '../block.ts'
import { ReceiptPaperTooNarrow } from '../errors.ts'
import { wrapText } from '../wrap-text.ts'

/** What is drawn at one height. `x` is from the left of the strip. */
export type Piece =
  | {
      readonly piece: 'text'
      readonly text: string
      readonly x: number
      readonly y: number
      readonly height: number
      readonly font: 'plain' | 'strong'
      readonly size: number
    }
  | { readonly piece: 'rule'; readonly y: number; readonly height: number }
  | { readonly piece: 'line'; readonly y: number; readonly height: number }
  | { readonly piece: 'qr'; readonly text: string; readonly x: number; readonly y: number; readonly height: number }

interface Strip {
  readonly width: number
  /** Of plain letters. */
  readonly size: number
  readonly measure: (text: string, font: 'plain' | 'strong', size: number) => number
}

/** A hundredth of a point is no overlap that anybody sees; sums of widths are not exact. */
const slack = 0.01
const lineHeight = 1.45
const qrSide = 80
/** Of a value that has lines of its own, in letters. */
const indent = 1

/** @throws RECEIPT_PAPER_TOO_NARROW where an amount is wider than the strip */
export function placeBlocks(
  blocks: readonly Block[],
  strip: Strip,
): { readonly pieces: Piece[]; readonly height: number } {
  const pieces: Piece[] = []
  let y = 0
  for (const block of blocks) {
    const placed = placeBlock(block, strip, y)
    pieces.push(...placed)
    y = placed.reduce((lowest, piece) => Math.max(lowest, piece.y + piece.height), y)
  }
  return { pieces, height: y }
}

function placeBlock(block: Block, strip: Strip, y: number): Piece[] {
  switch (block.block) {
    case 'rule':
      return [{ piece: 'rule', y, height: strip.size }]
    case 'qr':
      return [{ piece: 'qr', text: block.text, x: (strip.width - qrSide) / 2, y, height: qrSide }]
    case 'heading':
      return placeLines(block.text, { strip, y, font: 'strong', size: strip.size * 1.4, to: 'centre' })
    case 'centre':
      return placeLines(block.text, {
        strip,
        y,
        font: block.strong ? 'strong' : 'plain',
        size: strip.size,
        to: 'centre',
      })
    case 'text':
      return placeLines(block.text, { strip, y, font: 'plain', size: strip.size, to: 'left' })
    case 'signature': {
      const room = 2.5 * strip.size
      return [
        { piece: 'line', y: y + room, height: strip.size / 2 },
        ...placeLines(block.label, {
          strip,
          y: y + room + strip.size / 2,
          font: 'plain',
          size: strip.size,
          to: 'left',
        }),
      ]
    }
    case 'pair':
      return placePair(block.label, block.value, { strip, y, font: 'plain' })
    case 'amount': {
      const font = block.strong ? 'strong' : 'plain'
      const needs = strip.measure(block.amount, font, strip.size)
      if (needs > strip.width) {
        const points = (number: number) => `${Math.ceil(number)} points`
        throw ReceiptPaperTooNarrow.create({ amount: block.amount, needs: points(needs), width: points(strip.width) })
      }
      return placePair(block.label, block.amount, { strip, y, font })
    }
  }
}

interface Place {
  readonly strip: Strip
  readonly y: number
  readonly font: 'plain' | 'strong'
}

function placeLines(
  text: string,
  { strip, y, font, size, to }: Place & { readonly size: number; readonly to: 'left' | 'centre' | 'right' },
): Piece[] {
  const measure = (line: string): number => strip.measure(line, font, size)
  const height = size * lineHeight
  return wrapText(text, strip.width + slack, measure).map((line, index) => {
    const left = strip.width - measure(line)
    const x = to === 'left' ? 0 : to === 'right' ? left : left / 2
    return { piece: 'text', text: line, x, y: y + index * height, height, font, size }
  })
}

/** The label to the left; the value to the right of its last line, or below it where there is no room. */
function placePair(label: string, value: string, { strip, y, font }: Place): Piece[] {
  const { size, width } = strip
  const labels = placeLines(label, { strip, y, font, size, to: 'left' })
  const last = labels.at(-1)
  const lastWidth = last?.piece === 'text' ? strip.measure(last.text, font, size) : 0
  const fits = lastWidth + size / 2 + strip.measure(value, font, size) <= width
  const below = last === undefined ? y : last.y + last.height
  const beside = fits && last !== undefined
  const right = placeLines(value, { strip, y: beside ? last.y : below, font, size, to: 'right' })
  if (beside || right.length === 1) return [...labels, ...right]
  // What takes several lines is read from the left.
  const set = size * indent
  const narrow = { ...strip, width: width - set }
  const left = placeLines(value, { strip: narrow, y: below, font, size, to: 'left' })
  return [...labels, ...left.map((piece) => (piece.piece === 'text' ? { ...piece, x: set } : piece))]
}
