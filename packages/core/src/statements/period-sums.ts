/** The sums of several periods of one statement, each read once. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { type StatementComparison, comparedPeriod, type Period } from './period.ts'
import type { Narrowed, SumDimension, Sums } from './sums.ts'
import { readSums, readSumsOf } from './sums.ts'

/** Each period is read once, however often it is asked for; all that are told beforehand are read together. */
export class PeriodSums {
  readonly #store: ScopedReads
  readonly #narrowed: Narrowed
  readonly #toldApart: readonly SumDimension[]
  readonly #read = new Map<string, Promise<Sums>>()

  constructor(store: ScopedReads, narrowed: Narrowed, toldApart: readonly SumDimension[]) {
    this.#store = store
    this.#narrowed = narrowed
    this.#toldApart = toldApart
  }

  /** Reads these periods, and what each is set against, with the statements of one. */
  async read(periods: readonly Period[], comparison: StatementComparison | undefined): Promise<void> {
    const others = comparison === undefined ? [] : periods.map((period) => comparedPeriod(period, comparison))
    const wanted = [
      ...new Map([...periods, ...others].map(({ from, to }) => [keyOf({ from, to }), { from, to }])).values(),
    ]
    const read = await readSumsOf(this.#store, { window: this.#narrowed, toldApart: this.#toldApart }, wanted)
    for (const [at, period] of wanted.entries()) {
      const sums = read[at]
      if (sums !== undefined) this.#read.set(keyOf(period), Promise.resolve(sums))
    }
  }

  of({ from, to }: Period): Promise<Sums> {
    const key = keyOf({ from, to })
    const read =
      this.#read.get(key) ??
      readSums(this.#store, { window: { ...this.#narrowed, from, to }, toldApart: this.#toldApart })
    this.#read.set(key, read)
    return read
  }

  /** Those of the period that it is set against, if it is. */
  async compared(period: Period, comparison: StatementComparison | undefined): Promise<Sums | undefined> {
    return comparison === undefined ? undefined : this.of(comparedPeriod(period, comparison))
  }
}

const keyOf = ({ from, to }: Period): string => `${from}/${to}`
