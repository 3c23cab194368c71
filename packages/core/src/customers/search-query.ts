/** What somebody typed, as the terms that it hits. Pure. */
import { before, foldSound, foldText } from './fold-text.ts'
import { phoneDigits } from './phone.ts'
import { foldTag, isHeard, mark, type SearchTerm, type TermKind, termText } from './search-terms.ts'

/**
 * A search hits terms that begin with `whole`, and after those the ones that begin with `rest`. Each is one stretch of the
 * terms in their order, so that a store walks along its key and looks at nothing else.
 */
export interface TermQuery {
  /** What is compared: folded text, or digits. */
  readonly key: string
  readonly whole: string
  readonly rest?: string
  /** Only terms of this kind. */
  readonly kind?: TermKind
  /** Only the term `whole` itself. */
  readonly exact?: boolean
}

/** How well a customer was hit, the best first. */
export type Match = 'exact' | 'prefix' | 'substring' | 'sound'

export const matches: readonly Match[] = ['exact', 'prefix', 'substring', 'sound']

/** Whether anything is left of a text to search by. */
export const isSearchable = (text: string): boolean => foldText(text) !== ''

/** A search for a name, its pinyin or initials, digits of a phone, or a number of the customer. */
export function textQuery(text: string): TermQuery {
  const key = termText(/^[+\d\s().\-–]+$/.test(text) ? phoneDigits(text) : foldText(text))
  return { key, whole: mark.whole + key, rest: isHeard(key) ? mark.heard + foldSound(key) : mark.inside + key }
}

/** A search for at least three digits of a phone number. */
export function phoneQuery(phone: string): TermQuery {
  const key = phoneDigits(phone)
  return { key, whole: mark.whole + key, rest: mark.inside + key, kind: 'phone' }
}

/** A search for those who carry a tag. */
export function tagQuery(tag: string): TermQuery {
  const key = foldTag(tag)
  return { key, whole: mark.tag + key, exact: true }
}

/** How well the query hits a term; undefined where it does not. */
export function matchOf(
  query: TermQuery,
  { term, kind, texts }: Readonly<Record<keyof SearchTerm, string | null>>,
): Match | undefined {
  if (term === null || (query.kind !== undefined && query.kind !== kind)) return undefined
  if (term === query.whole) return 'exact'
  if (query.exact === true) return undefined
  if (term.startsWith(query.whole)) return 'prefix'
  if (query.rest === undefined || !term.startsWith(query.rest)) return undefined
  return texts === null || texts.split(' ').some((text) => text.startsWith(query.key)) ? 'substring' : 'sound'
}

/** A term that was hit, and how well. */
export interface TermHit {
  readonly term: string
  readonly match: Match
}

/** Whether hit `a` comes before hit `b`: whole texts in the order of their terms, then substrings, then sounds. */
export function comesBefore(a: TermHit, b: TermHit): boolean {
  const [left, right] = [levelOf(a), levelOf(b)]
  return left === right ? before(a.term, b.term) : left < right
}

const levelOf = ({ match }: TermHit): number => Math.max(matches.indexOf(match), 1)

/** The best hit among the terms of a customer; undefined where there is none. */
export function bestHit(query: TermQuery, terms: readonly SearchTerm[]): TermHit | undefined {
  let best: TermHit | undefined
  for (const one of terms) {
    const match = matchOf(query, one)
    if (match === undefined) continue
    const hit = { term: one.term, match }
    if (best === undefined || comesBefore(hit, best)) best = hit
  }
  return best
}
