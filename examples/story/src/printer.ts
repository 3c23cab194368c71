/** Prints a story for people. */
import { isCalotypeError } from '@calotype/core'

/** `-12345.60` → `-12,345.60`; exact, because it never becomes a number. */
export const money = (amount: string): string => amount.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',')

const isNumber = (text: string): boolean => /^-?[\d,]*(\.\d+)?$/.test(text)

export class Printer {
  readonly #write: (line: string) => void
  /** What people call the things that errors name by their ids. */
  readonly #names = new Map<string, string>()

  constructor(write: (line: string) => void) {
    this.#write = write
  }

  /** From now on `name` is printed where `id` stands in an error. */
  call(id: string, name: string): void {
    this.#names.set(id, name)
  }

  nameOf(id: string): string {
    return this.#names.get(id) ?? id
  }

  chapter(title: string): void {
    this.#write('')
    this.#write(`── ${title} ${'─'.repeat(Math.max(3, 84 - title.length))}`)
  }

  /** What happened, at a time of its day. */
  step(time: string, what: string): void {
    this.#write('')
    this.#write(`${time}  ${what}`)
  }

  /** More about the last step. */
  line(text: string): void {
    this.#write(text === '' ? '' : `       ${text}`)
  }

  /** Answers the code with which a call was refused; prints why, and what to do about it. */
  async refused(call: Promise<unknown>): Promise<string> {
    const error: unknown = await call.then(
      () => new Error('this call should have been refused'),
      (reason: unknown) => reason,
    )
    if (!isCalotypeError(error)) throw error
    this.line(`refused: ${this.#named(error.message)}`)
    this.line(`mend:    ${this.#named(error.mend)}`)
    return error.code
  }

  table(headings: readonly string[], rows: readonly (readonly string[])[]): void {
    const all = [headings, ...rows]
    const widths = headings.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)))
    const numbers = headings.map((_, at) => rows.every((row) => isNumber(row[at] ?? '')))
    for (const row of all) {
      const cells = row.map((cell, at) => (numbers[at] ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0)))
      this.line(cells.join('   ').trimEnd())
    }
  }

  #named(text: string): string {
    let named = text
    for (const [id, name] of this.#names) named = named.replaceAll(id, name)
    return named
  }
}
