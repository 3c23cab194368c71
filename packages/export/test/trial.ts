/** The whole trial: a random year, exported in every format, judged by the programs, then again with one thing wrong in it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BooksControl,
  type BooksDesk,
  type BooksFormat,
  type BooksRange,
  exportBooks,
  exportCsv,
} from '../src/index.ts'
import { type Difference, difference } from './compare.ts'
import { type Mutation, mutations } from './mutations.ts'
import { judge } from './programs.ts'

export interface Exported {
  readonly text: string
  readonly control: BooksControl
  readonly csv: string
}

export async function exported(desk: BooksDesk, format: BooksFormat, range: BooksRange): Promise<Exported> {
  const controls: BooksControl[] = []
  const text = await joined(exportBooks(desk, { ...range, format, onControl: (control) => controls.push(control) }))
  const [control] = controls
  if (control === undefined) throw new Error('The export told no figures.')
  return { text, control, csv: await joined(exportCsv(desk, range)) }
}

export async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}

/** Who noticed that something is wrong, and what; undefined where nobody did. */
export type Caught = { readonly by: 'program' | Difference['by']; readonly what: string } | undefined

/** Lets the program judge a text, then compares what it read. */
export async function caught(format: BooksFormat, text: string, { control, csv }: Exported): Promise<Caught> {
  const folder = await mkdtemp(join(tmpdir(), 'calotype-books-'))
  try {
    const file = join(folder, `books.${format}`)
    await writeFile(file, text)
    const verdict = await judge(format, file)
    return verdict.accepted ? difference(verdict.reading, control, csv) : { by: 'program', what: verdict.says }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export interface Tried {
  readonly mutation: Mutation
  readonly caught: Caught
}

/** One mutation after the other, two at a time. */
export async function tryMutations(
  format: BooksFormat,
  books: Exported,
  seed: number,
  count: number,
): Promise<Tried[]> {
  const waiting = mutations(books.text, seed, count)
  const tried: Tried[] = []
  const work = async () => {
    for (let mutation = waiting.pop(); mutation !== undefined; mutation = waiting.pop()) {
      tried.push({ mutation, caught: await caught(format, mutation.text, books) })
    }
  }
  await Promise.all([work(), work()])
  return tried
}
