/** Prints a day for people: in Chinese, in English, or in both side by side. */
import { isCalotypeError } from '@calotype/core'

export type Language = 'zh' | 'en' | 'both'

/** One text in both languages. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** A cell of a table: what is not a name in two languages is the same in both. */
export type Cell = Words | string

const wide = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFF60]/u

/** Columns that a text takes on a screen: a Chinese character takes two. */
export const widthOf = (text: string): number =>
  [...text].reduce((width, letter) => width + (wide.test(letter) ? 2 : 1), 0)

const left = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))
const right = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text
/** Also nothing, and the `-` that stands for a number that there is not. */
const isNumber = (text: string): boolean => /^(-?\d[\d,]*(\.\d+)?|-?)$/.test(text)

/** `-12345.60` → `-12,345.60`; exact, because it never becomes a number. */
export const money = (amount: string): string => amount.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')

/** Where the English column begins. */
const englishAt = 54

export class Printer {
  readonly #language: Language
  readonly #write: (line: string) => void
  /** What people call the things that errors name by their ids. */
  readonly #names = new Map<string, string>()

  constructor(language: Language, write: (line: string) => void) {
    this.#language = language
    this.#write = write
  }

  /** From now on `name` is printed where `id` stands in an error. */
  call(id: string, name: string): void {
    this.#names.set(id, name)
  }

  nameOf(id: string | null): string {
    return this.#names.get(id ?? '') ?? ''
  }

  chapter(title: Words): void {
    const text = this.#language === 'both' ? `${title.zh} · ${title.en}` : title[this.#language]
    this.#write('')
    this.#write(`── ${text} ${'─'.repeat(Math.max(3, 100 - widthOf(text)))}`)
  }

  /** What happened, at a time of the day. */
  step(time: string, words: Words): void {
    this.#write('')
    this.#line(`${time}  `, words)
  }

  /** More about the last step. */
  detail(words: Words): void {
    this.#line('       ', words)
  }

  /** Waits for a call to be refused and prints why, and what to do about it. That it was not refused would be news. */
  async refused(call: Promise<unknown>): Promise<void> {
    const error: unknown = await call.then(
      () => new Error('this call should have been refused'),
      (reason: unknown) => reason,
    )
    if (!isCalotypeError(error)) throw error
    this.#write(`       ✗ ${error.code}: ${this.#named(error.message)}`)
    this.#write(`       → ${this.#named(error.mend)}`)
  }

  table(headings: readonly Cell[], rows: readonly (readonly Cell[])[]): void {
    const lines = [headings, ...rows].map((row) => row.map((cell) => this.#text(cell)))
    const widths = headings.map((_, at) => Math.max(...lines.map((line) => widthOf(line[at] ?? ''))))
    const numbers = headings.map((_, at) => lines.slice(1).every((line) => isNumber(line[at] ?? '')))
    for (const line of lines) {
      const cells = line.map((cell, at) => (numbers[at] ? right : left)(cell, widths[at] ?? 0))
      this.#write(`       ${cells.join('   ').trimEnd()}`)
    }
  }

  #line(start: string, { zh, en }: Words): void {
    if (this.#language === 'both') this.#write(`${start}${left(zh, englishAt)}  ${en}`)
    else this.#write(`${start}${this.#language === 'zh' ? zh : en}`)
  }

  #text(cell: Cell): string {
    if (typeof cell === 'string') return cell
    return this.#language === 'both' ? `${cell.zh} / ${cell.en}` : cell[this.#language]
  }

  #named(text: string): string {
    let named = text
    for (const [id, name] of this.#names) named = named.replaceAll(id, name)
    return named
  }
}
