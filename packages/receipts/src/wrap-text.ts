/** Breaks a text into lines that fit: Latin words are kept whole, Chinese breaks between characters. Pure. */
import { graphemesOf, isWide } from './display-width.ts'

/** How wide a text is, in columns or points. */
export type Measure = (text: string) => number

// A line does not begin with these (GB/T 15834: 标点符号用法), nor end with an opening one.
const closing = /^[，。、；：！？）】》」』”’,.;:!?)\]}%]$/u
const opening = /^[（【《「『“‘([{]$/u

/** The lines of a text, at least one. A word wider than a line is broken where the line ends. */
export function wrapText(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of piecesOf(text)) {
    if (measure((line + piece).trimEnd()) <= width) {
      line += piece
      continue
    }
    if (line.trim() !== '') lines.push(line.trimEnd())
    line = ''
    for (const grapheme of graphemesOf(piece.trimStart())) {
      if (line !== '' && measure((line + grapheme).trimEnd()) > width) {
        lines.push(line.trimEnd())
        line = ''
      }
      line += grapheme
    }
  }
  return line.trim() === '' && lines.length > 0 ? lines : [...lines, line.trimEnd()]
}

/** What is not broken unless it must: a word with the blanks after it, or one wide character with its punctuation. */
function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let before = ''
  for (const grapheme of graphemesOf(text)) {
    if (before !== '' && mayBreak(before, grapheme)) {
      pieces.push(piece)
      piece = ''
    }
    piece += grapheme
    before = grapheme
  }
  return piece === '' ? pieces : [...pieces, piece]
}

function mayBreak(before: string, after: string): boolean {
  if (after === ' ' || closing.test(after) || opening.test(before)) return false
  // A hyphen within a word; not before digits, which would tear numbers and codes apart.
  if (before === '-' && /^\p{L}/u.test(after)) return true
  return before === ' ' || isWideText(before) || isWideText(after)
}

const isWideText = (grapheme: string): boolean => isWide(grapheme.codePointAt(0) ?? 0)
