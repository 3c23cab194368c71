/** What a rule is made of: facts added up by a name, in the plainest way. */
import type { StockFacts } from './facts.ts'

export type Line = StockFacts['lines'][number]

export interface Rule {
  readonly name: string
  /** What goes against it, in words. */
  readonly broken: (facts: StockFacts) => readonly string[]
}

/** Numbers added up by a name. */
export class Sums {
  readonly #sums = new Map<string, bigint>()

  add(name: string, by: bigint | number): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0n) + BigInt(by))
  }

  /** Names whose numbers are not those of `other`; what is missing is zero. */
  unlike(other: Sums, what: string): readonly string[] {
    const names = [...new Set([...this.#sums.keys(), ...other.#sums.keys()])].sort()
    return names.flatMap((name) => {
      const [is, should] = [this.of(name), other.of(name)]
      return is === should ? [] : [`${name}: ${what} ${is}, not ${should}`]
    })
  }

  of(name: string): bigint {
    return this.#sums.get(name) ?? 0n
  }

  static of(each: Iterable<readonly [name: string, by: bigint | number]>): Sums {
    const sums = new Sums()
    for (const [name, by] of each) sums.add(name, by)
    return sums
  }
}

export const lineKey = ({ movementId, line }: Pick<Line, 'movementId' | 'line'>): string => `${movementId}:${line}`
export const poolOf = ({ branch, itemId }: { branch: string; itemId: string }): string => `${branch} ${itemId}`
export const placeOf = ({ itemId, locationId }: { itemId: string; locationId: string }): string =>
  `${itemId} at ${locationId}`

/** What a line brings or takes, by what is known now. */
export function worthNow({ costs }: StockFacts): (line: Line) => bigint {
  const later = Sums.of(
    costs.filter(({ kind }) => kind !== 'short').map((cost) => [lineKey(cost), cost.amount] as const),
  )
  return (line) => line.value + later.of(lineKey(line))
}

export const itemsById = ({ items }: StockFacts) => new Map(items.map((item) => [item.id, item]))

interface SentLine {
  readonly itemId: string
  readonly quantity: number
  readonly value: string
}

export const sentLines = ({ lines }: StockFacts['transfers'][number]): readonly SentLine[] =>
  lines as unknown as readonly SentLine[]
