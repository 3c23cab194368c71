/** Numbers added up by what they are of. Pure: no I/O. */

export class Sums<Key extends object, Numbers> {
  readonly #plus: (one: Numbers, other: Numbers) => Numbers
  readonly #rows = new Map<string, { readonly key: Key; numbers: Numbers }>()

  constructor(plus: (one: Numbers, other: Numbers) => Numbers) {
    this.#plus = plus
  }

  /** Keys with the same members are the same. */
  add(key: Key, numbers: Numbers): void {
    const row = this.#rows.get(textOf(key))
    if (row === undefined) this.#rows.set(textOf(key), { key, numbers })
    else row.numbers = this.#plus(row.numbers, numbers)
  }

  of(key: Key): Numbers | undefined {
    return this.#rows.get(textOf(key))?.numbers
  }

  rows(): readonly { readonly key: Key; readonly numbers: Numbers }[] {
    return [...this.#rows.values()]
  }
}

const textOf = (key: object): string =>
  JSON.stringify(Object.entries(key).sort(([one], [other]) => (one < other ? -1 : 1)))
