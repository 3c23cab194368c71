/** How a name is read. The dictionary is loaded with the first Chinese name: it takes 50 ms and 10 MB that a start can do without. */
import { foldText, foldWords } from './fold-text.ts'

/** The readings of a name. */
export interface NameReading {
  /** Syllables with blanks between: `zeng li`. A word in Latin letters counts as a syllable. */
  readonly pinyin: string
  /** The same with one syllable read otherwise: `ceng li`. */
  readonly otherPinyin: readonly string[]
}

const han = /\p{Script=Han}/u
const runs = /\p{Script=Han}+|[^\p{Script=Han}]+/gu
const mostSyllables = 24
const mostOthers = 6
/** The longest that the columns hold. */
const longest = 200

/**
 * Reads a name. Its first characters are read as a family name where they can be one (单 shan, 曾 zeng, 尉迟 yu chi);
 * a character without a known reading stands for itself.
 */
export async function readName(name: string): Promise<NameReading> {
  if (!han.test(name)) return { pinyin: joined(foldWords(name)), otherPinyin: [] }
  const { pinyin, polyphonic } = await import('pinyin-pro')
  const syllables: string[] = []
  const others: string[][] = []
  for (const run of name.normalize('NFKC').match(runs) ?? []) {
    if (han.test(run)) {
      const plain = { type: 'array', toneType: 'none', v: true } as const
      syllables.push(...pinyin(run, { ...plain, toneSandhi: false, surname: syllables.length === 0 ? 'head' : 'off' }))
      others.push(...polyphonic(run, plain))
    } else {
      const words = foldWords(run)
      syllables.push(...words)
      others.push(...words.map((word) => [word]))
    }
  }
  const otherPinyin = others.flatMap((readings, at) =>
    readings.filter((reading) => reading !== syllables[at]).map((reading) => joined(syllables.with(at, reading))),
  )
  return { pinyin: joined(syllables), otherPinyin: [...new Set(otherPinyin)].slice(0, mostOthers) }
}

/** A reading that somebody gave by hand, in the same form. */
export function givenReading(pinyin: string): NameReading {
  return { pinyin: joined(foldWords(pinyin)), otherPinyin: [] }
}

function joined(syllables: readonly string[]): string {
  const kept = syllables.slice(0, mostSyllables).map(foldText).join(' ')
  return [...kept].slice(0, longest).join('').trimEnd()
}
