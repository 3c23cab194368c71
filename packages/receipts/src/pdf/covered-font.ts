/** A font for a PDF, and which characters it can draw: what it cannot would be blank on the paper, and nobody would know. */
import * as fontkit from 'fontkit'
import { ReceiptFontLacksCharacters, ReceiptFontUnreadable } from '../errors.ts'

/** Draws a text, or replaces what the font lacks. */
export interface CoveredFont {
  /** @throws RECEIPT_FONT_LACKS_CHARACTERS unless there is a substitute */
  drawable(text: string): string
  /**
   * How wide a text is at size 1. The sum of its characters: to set it with kerning for every place where a line might break
   * took most of the time, for less than a point.
   */
  widthOf(text: string): number
}

/** @throws RECEIPT_FONT_UNREADABLE, RECEIPT_FONT_LACKS_CHARACTERS for a substitute that is not in the font */
export function coveredFont(bytes: Uint8Array, substitute: string | undefined): CoveredFont {
  const font = read(bytes)
  const has = (character: string): boolean => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)
  const lacking = (text: string): string => [...new Set(text)].filter((character) => !has(character)).join(' ')
  if (substitute !== undefined && lacking(substitute) !== '') {
    throw ReceiptFontLacksCharacters.create({ characters: lacking(substitute) })
  }
  const widths = new Map<string, number>()
  const widthOfCharacter = (character: string): number => {
    const known = widths.get(character)
    if (known !== undefined) return known
    const width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
    widths.set(character, width)
    return width
  }
  return {
    widthOf(text) {
      let width = 0
      for (const character of text) width += widthOfCharacter(character)
      return width
    },
    drawable(text) {
      const characters = lacking(text)
      if (characters === '') return text
      if (substitute === undefined) throw ReceiptFontLacksCharacters.create({ characters })
      return Array.from(text, (character) => (has(character) ? character : substitute)).join('')
    },
  }
}

function read(bytes: Uint8Array): fontkit.Font {
  let made: fontkit.Font | fontkit.FontCollection
  try {
    made = fontkit.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  } catch (cause) {
    throw ReceiptFontUnreadable.create({ rule: 'must be the bytes of a font file' }, { cause })
  }
  if ('fonts' in made) throw ReceiptFontUnreadable.create({ rule: 'must be one font, but is a collection' })
  return made
}
