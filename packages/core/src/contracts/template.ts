/** The text of contracts, as data: clauses in languages, with places that the order fills in. Pure. */
import { z } from 'zod'
import { namesIn, textFault, unknownIn } from './placeholders.ts'

export const languages = ['zh', 'en'] as const
export type Language = (typeof languages)[number]

const wordsOf = (most: number) => {
  const one = z.string().trim().normalize('NFC').min(1).max(most)
  return z.strictObject({ zh: one.optional(), en: one.optional() })
}
const code = z
  .string()
  .trim()
  .regex(/^[a-zA-Z][a-zA-Z0-9-]{0,39}$/, 'must begin with a letter and hold letters, digits and hyphens, at most 40')

export const templateSchema = z.strictObject({
  code,
  title: wordsOf(100),
  clauses: z
    .array(
      z.strictObject({
        code,
        heading: wordsOf(100),
        /** Paragraphs, one a line; see `placeholders.ts` for what is filled in. */
        text: wordsOf(5000),
        /** Shown so that nobody overlooks it: what bears hard on the customer. */
        emphasised: z.boolean().default(false),
        /** What it rests on: the article of a law. */
        source: wordsOf(300).optional(),
      }),
    )
    .min(1)
    .max(100),
  /** The words by which both agree to the contract. */
  declaration: wordsOf(2000),
  /** What is agreed to beside the contract, each by a signature of its own, such as the publication of images. */
  consents: z
    .array(z.strictObject({ code, heading: wordsOf(100), text: wordsOf(2000) }))
    .max(20)
    .default([]),
})

export interface ContractTemplate extends z.output<typeof templateSchema> {}

export interface Words {
  readonly zh?: string | undefined
  readonly en?: string | undefined
}

/** A version of a template. */
export interface KeptTemplate extends ContractTemplate {
  readonly version: number
}

/** The languages that a template speaks: those of its title. */
export const languagesOf = ({ title }: Pick<ContractTemplate, 'title'>): Language[] =>
  languages.filter((language) => title[language] !== undefined)

/** A placeholder that nothing is known of, and where. */
export interface UnknownPlaceholder {
  readonly clause: string
  readonly placeholder: string
}

/** The first placeholder that nothing is known of; undefined where all are known. */
export function unknownPlaceholder({ clauses }: ContractTemplate): UnknownPlaceholder | undefined {
  for (const { code: clause, text } of clauses) {
    for (const language of languages) {
      const [placeholder] = unknownIn(text[language] ?? '')
      if (placeholder !== undefined) return { clause, placeholder }
    }
  }
  return undefined
}

/** What else is wrong with a template; undefined where nothing is. */
export function templateFault(template: ContractTemplate): string | undefined {
  const spoken = languagesOf(template)
  if (spoken.length === 0) return 'must have a title in one language at least'
  const codes = [...template.clauses, ...template.consents].map((one) => one.code)
  const twice = codes.find((one, at) => codes.indexOf(one) !== at)
  if (twice !== undefined) return `must name each clause and consent once, but names "${twice}" twice`
  if (codes.includes('contract')) return 'must not name a clause or consent "contract": that is the contract itself'
  for (const { where, words } of wordsIn(template)) {
    const missing = spoken.find((language) => words[language] === undefined)
    if (missing !== undefined) return `must have ${where} in ${missing}, as its title`
    const other = languages.find((language) => !spoken.includes(language) && words[language] !== undefined)
    if (other !== undefined) return `has ${where} in ${other}, but no title in it`
  }
  for (const { where, words } of wordsIn(template)) {
    for (const language of spoken) {
      const text = words[language] ?? ''
      if (!where.startsWith('the text of clause') && namesIn(text).length > 0) {
        return `must have no placeholder in ${where}: only clauses are filled in`
      }
      const fault = textFault(text)
      if (fault !== undefined) return `${fault}, in ${where}`
    }
  }
  return undefined
}

function wordsIn({ title, clauses, declaration, consents }: ContractTemplate): { where: string; words: Words }[] {
  return [
    { where: 'its title', words: title },
    { where: 'its declaration', words: declaration },
    ...clauses.flatMap((clause) => [
      { where: `the heading of clause "${clause.code}"`, words: clause.heading },
      { where: `the text of clause "${clause.code}"`, words: clause.text },
      ...(clause.source === undefined
        ? []
        : [{ where: `the source of clause "${clause.code}"`, words: clause.source }]),
    ]),
    ...consents.flatMap((consent) => [
      { where: `the heading of consent "${consent.code}"`, words: consent.heading },
      { where: `the text of consent "${consent.code}"`, words: consent.text },
    ]),
  ]
}
