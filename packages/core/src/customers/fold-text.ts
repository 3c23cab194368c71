/** Folds text so that what sounds or looks the same compares the same. Pure. */

/**
 * Text for comparison: compatibility forms and case folded, accents of Latin letters, blanks and punctuation dropped;
 * `ü` after l or n is `v`, as on a Chinese keyboard.
 */
export function foldText(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/([ln])[üǖǘǚǜ]/g, '$1v')
      .normalize('NFKD')
      // Punctuation first: a mark that it carried stands on the letter before it then, and goes with that letter's own.
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, '')
      .replace(/([a-z])\p{Mn}+/gu, '$1')
      .normalize('NFC')
  )
}

/** The words of a text, each folded. */
export function foldWords(text: string): string[] {
  return text.split(/[^\p{L}\p{N}\p{M}]+/u).flatMap((word) => foldText(word) || [])
}

/**
 * Pinyin as those hear it who do not tell apart zh/z, ch/c, sh/s, n/l at the front and n/ng at the end (模糊音); `v` is
 * `u`. It looks at no syllable's bounds and only drops or replaces letters by what stands before them, so the fold of a
 * beginning is always the beginning of the fold: what is typed so far finds what it is the beginning of. Folding
 * twice folds no more, for what is typed may be misheard itself.
 */
export function foldSound(pinyin: string): string {
  return pinyin
    .replaceAll('v', 'u')
    .replaceAll('l', 'n')
    .replace(/([zcs])h+/g, '$1')
    .replace(/ng+/g, 'n')
}

/** The code points of a text. */
export function codePoints(text: string): string[] {
  return [...text]
}

/** Whether `a` stands before `b` by code point, the order of every store. */
export function before(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
}
