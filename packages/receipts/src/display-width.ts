/**
 * How many columns a text takes on a terminal or on paper with letters of one width. Source: Unicode Standard Annex 11,
 * East Asian Width (wide and fullwidth: 2), and Unicode Technical Standard 51 for emoji.
 */
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
// As text: the target of the sources knows no flag v in a literal, every Node that we run on does.
const emojiSequence = '^\\p{RGI_Emoji}$'
const emoji = new RegExp(emojiSequence, 'v')
const shownWide = /^\p{Emoji_Presentation}$/u
const takesNothing = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u

// Latin letters and Chinese: what nearly every receipt is made of, where each character stands alone. Finding out what
// belongs together takes ten times as long.
const alone = /^[\u0020-\u00ac\u00ae-\u02ff\u3000-\u3029\u4e00-\u9fff\uff01-\uff60]*$/

/** First and last code points of what is wide or fullwidth, emoji apart. */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2329, 0x232a],
  [0x2630, 0x2637],
  [0x268a, 0x268f],
  [0x2e80, 0x303e],
  [0x3041, 0x3247],
  [0x3250, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x18d00, 0x18df2],
  [0x1aff0, 0x1b2fb],
  [0x1d300, 0x1d376],
  [0x1f200, 0x1f265],
  [0x20000, 0x3fffd],
]

/** What a reader takes for one character: a letter with its accents, a flag, a family. */
export function graphemesOf(text: string): string[] {
  if (alone.test(text)) return Array.from(text)
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

/** Columns of a text. */
export function displayWidth(text: string): number {
  let width = 0
  if (alone.test(text)) {
    for (const character of text) width += widthOfCharacter(character)
    return width
  }
  for (const grapheme of graphemesOf(text)) width += widthOfGrapheme(grapheme)
  return width
}

function widthOfGrapheme(grapheme: string): number {
  if (emoji.test(grapheme)) return 2
  let width = 0
  for (const character of grapheme) width += widthOfCharacter(character)
  return width
}

function widthOfCharacter(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x300) return code === 0xad ? 0 : 1
  if (takesNothing.test(character)) return 0
  return isWide(code) || shownWide.test(character) ? 2 : 1
}

/** Whether a code point is wide or fullwidth. */
export function isWide(code: number): boolean {
  return code >= 0x1100 && wideRanges.some(([first, last]) => code >= first && code <= last)
}
