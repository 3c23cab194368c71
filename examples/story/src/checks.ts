/** Numbers that were worked out by hand, held against what the engine says. */
import type { Printer } from './printer.ts'

export class Checks {
  readonly #print: Printer
  #held = 0
  readonly #broken: string[] = []

  constructor(print: Printer) {
    this.#print = print
  }

  /** What did not come true. */
  get broken(): readonly string[] {
    return this.#broken
  }

  get held(): number {
    return this.#held
  }

  is(what: string, actual: string | number | boolean | null, expected: string | number | boolean | null): void {
    if (actual === expected) {
      this.#held += 1
      this.#print.line(`✓ ${what}: ${expected}`)
      return
    }
    this.#broken.push(what)
    this.#print.line(`✗ ${what}: ${actual}, but it must be ${expected}`)
  }

  /** Many at once, by their names: told in one line where all are right. */
  are(what: string, found: ReadonlyMap<string, string>, expected: Readonly<Record<string, string>>): void {
    const names = new Set([...found.keys(), ...Object.keys(expected)])
    const off = [...names].filter((name) => found.get(name) !== expected[name])
    this.#held += names.size - off.length
    if (off.length === 0) this.#print.line(`✓ ${names.size} ${what}, each worked out by hand`)
    for (const name of off) this.is(`${name} of ${what}`, found.get(name) ?? null, expected[name] ?? null)
  }
}
