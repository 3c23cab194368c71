/** Looks at every line before the first is imported: a file is imported whole or not at all. */
import { createHash } from 'node:crypto'
import { readLines } from './lines.ts'
import { type Purchase, type Rules, readPurchase } from './purchase.ts'

/** A file whose every line is a purchase or blank. */
export interface CheckedFile {
  readonly file: string
  readonly rules: Rules
  /** SHA-256 of its bytes: what makes a line of it unlike the same line of another file. */
  readonly hash: string
  readonly purchases: number
  /** The earliest and the latest day. */
  readonly from: string
  readonly to: string
}

interface WrongLine {
  readonly number: number
  readonly rule: string
}

/** The file cannot be imported; nothing was. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
}

/** How many wrong lines are named; the others are counted. */
const mostNamed = 10

export async function checkFile(file: string, rules: Rules): Promise<CheckedFile> {
  const hash = createHash('sha256')
  const named: WrongLine[] = []
  let wrong = 0
  let purchases = 0
  let from = rules.today
  let to = ''
  for await (const { number, text } of readLines(file, (bytes) => hash.update(bytes))) {
    const read = readPurchase(text, rules)
    if (typeof read === 'string') {
      wrong++
      if (named.length < mostNamed) named.push({ number, rule: read })
    } else if (read !== undefined) {
      purchases++
      if (read.date < from) from = read.date
      if (read.date > to) to = read.date
    }
  }
  if (wrong > 0) throw new FileRefused(refusal(file, wrong, named))
  if (purchases === 0) throw new FileRefused(`${file} holds no purchases.`)
  return { file, rules, hash: hash.digest('hex'), purchases, from, to }
}

function refusal(file: string, wrong: number, named: readonly WrongLine[]): string {
  const list = named.map(({ number, rule }) => `  line ${number}: ${rule}`)
  const more = wrong > named.length ? [`  and ${(wrong - named.length).toLocaleString('en')} more`] : []
  const lines = wrong === 1 ? 'a line is wrong' : `${wrong.toLocaleString('en')} lines are wrong`
  return [`${file} was not imported, not even in part: ${lines}.`, ...list, ...more].join('\n')
}

export interface NumberedPurchase extends Purchase {
  readonly line: number
}

/** The purchases of a checked file, so many at a time. */
export async function* readBatches({ file, rules }: CheckedFile, size: number): AsyncGenerator<NumberedPurchase[]> {
  let batch: NumberedPurchase[] = []
  for await (const { number, text } of readLines(file)) {
    const read = readPurchase(text, rules)
    if (read === undefined) continue
    if (typeof read === 'string')
      throw new FileRefused(`${file} was changed while it was imported: line ${number} ${read}.`)
    batch.push({ ...read, line: number })
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
