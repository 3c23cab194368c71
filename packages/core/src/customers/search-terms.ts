/** What finds a customer. Pure: worked out from the customer's row alone. */
import { codePoints, foldSound, foldText, foldWords } from './fold-text.ts'
import { distinctDigits } from './phone.ts'
import type { CustomerRow } from './tables.ts'

export type TermKind = 'name' | 'pinyin' | 'initials' | 'phone' | 'code' | 'tag'

export interface SearchTerm {
  /** Its mark, and what is compared with what somebody types. */
  readonly term: string
  readonly kind: TermKind
  /** For a term that is folded by sound: the texts that it was folded from, with blanks between. */
  readonly texts: string | null
}

/** The first character of a term. */
export const mark = {
  /** A whole text: what is typed is equal to it, or begins it. */
  whole: '0',
  /** A text from somewhere inside, in Chinese characters or digits. */
  inside: '1',
  /** A text in Latin letters, whole or from somewhere inside, folded by sound. */
  heard: '2',
  /** A tag. */
  tag: '#',
} as const

const fewestDigits = 3
/** Code points of a term and of what is typed; what is longer is cut. */
const longestTerm = 60

/** Text as terms hold it. */
export const termText = (text: string): string => codePoints(text).slice(0, longestTerm).join('')

/** Whether a text is compared by its sound. */
export const isHeard = (text: string): boolean => /^[a-z]/.test(text)

/** The parts of a row that a customer is found by. */
export type Searchable = Pick<
  CustomerRow,
  'number' | 'reference' | 'name' | 'pinyin' | 'otherPinyin' | 'phone' | 'morePhones' | 'tags' | 'mergedNames'
>

/** The terms that find a customer, each once. */
export function searchTermsOf(row: Searchable): SearchTerm[] {
  const terms = new Map<string, SearchTerm>()
  const add = (kind: TermKind, term: string, text: string | null): void => {
    const standing = terms.get(term)
    if (standing === undefined) terms.set(term, { term, kind, texts: text })
    else if (text !== null && standing.texts !== null && !standing.texts.split(' ').includes(text)) {
      terms.set(term, { ...standing, texts: `${standing.texts} ${text}` })
    }
  }
  const addSuffixes = (kind: TermKind, suffixes: readonly string[]): void => {
    for (const [at, text] of suffixes.entries()) {
      if (text === '') continue
      if (at === 0) add(kind, mark.whole + text, null)
      if (isHeard(text)) add(kind, mark.heard + foldSound(text), text)
      else if (at > 0) add(kind, mark.inside + text, null)
    }
  }
  // The phone comes first: where a term comes from several sides, it is the phone's, by which duplicates are looked for.
  for (const digits of distinctDigits([row.phone, ...listOf(row.morePhones)])) {
    addSuffixes('phone', suffixesOf([...digits], fewestDigits))
  }
  const names: readonly Named[] = [row, ...mergedNamesOf(row.mergedNames)]
  for (const code of names.flatMap(({ number, reference }) => [number, reference ?? ''])) {
    addSuffixes('code', suffixesOf(foldWords(code)))
    addSuffixes('code', [/0*(\d+)$/.exec(code)?.[1] ?? ''])
  }
  for (const { name, pinyin } of names) {
    addSuffixes('name', suffixesOf(codePoints(termText(foldText(name)))))
    const syllables = pinyin.split(' ')
    addSuffixes('pinyin', suffixesOf(syllables))
    addSuffixes('initials', suffixesOf(syllables.map((syllable) => codePoints(syllable)[0] ?? '')))
  }
  // Another reading only sounds like the name: it is never a whole, and stands for no text of its own.
  for (const reading of listOf(row.otherPinyin)) {
    for (const text of suffixesOf(reading.split(' ')))
      if (isHeard(text)) add('pinyin', mark.heard + foldSound(text), '')
  }
  for (const tag of listOf(row.tags)) add('tag', mark.tag + foldTag(tag), null)
  return [...terms.values()]
}

type Named = Pick<CustomerRow, 'number' | 'reference' | 'name' | 'pinyin'>

/** What a customer who was merged into another is still found by. */
export interface MergedName {
  readonly number: string
  readonly reference: string | null
  readonly name: string
  readonly pinyin: string
}

/** The names in the column of a customer into whom others were merged. */
export function mergedNamesOf(value: unknown): readonly MergedName[] {
  return Array.isArray(value) ? (value as readonly MergedName[]) : []
}

/** A tag as it is compared: in whatever case it was typed. */
export function foldTag(tag: string): string {
  return tag.normalize('NFKC').toLowerCase()
}

/** Every suffix of at least `fewest` pieces, the whole first. A whole that is shorter counts as well. */
function suffixesOf(pieces: readonly string[], fewest = 1): string[] {
  const last = Math.max(pieces.length - fewest, 0)
  return pieces.slice(0, last + 1).map((_, at) => termText(pieces.slice(at).join('')))
}

/** A list of texts in a JSON column. */
export function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}
