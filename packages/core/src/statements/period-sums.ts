/** The sums of several periods of one statement, each read once. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import { type StatementComparison, comparedPeriod, type Period } from './period.ts'
import type { Narrowed, SumDimension, Sums } from './sums.ts'
import { readSums } from './sums.ts'

/** One statement for each period that is asked for, however often. */
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

  of({ from, to }: Period): Promise<Sums> {
    const key = `${from}/${to}`
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
