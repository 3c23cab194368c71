/** Numbers of statements: each with its way back to the entries, and beside it that of the other period. Pure: no I/O. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { ratioOf } from './ratio.ts'
import { joined, type StatementSelection, type SelectionPart, selectionSchema } from './selection.ts'
import type { Narrowed, Sums } from './sums.ts'

const comparedSchema = z.object({
  /** The number of the other period. */
  amount: z.string(),
  /** This period's less the other's. */
  difference: z.string(),
  /** The difference divided by the size of the other number, with four decimals; null where that is zero. */
  ratio: z.string().nullable(),
  follow: selectionSchema,
})

/** What every number tells. */
export const figureMembers = {
  /** A decimal string in the statement's currency. */
  amount: z.string(),
  /** Pass it to `statements.follow` to see the lines that add up to the amount. */
  follow: selectionSchema,
  /** Null unless a comparison was asked for. */
  compared: comparedSchema.nullable(),
}

const schema = z.object(figureMembers)

/** A number of a statement. */
export interface Figure extends z.output<typeof schema> {}

export const figureSchema: z.ZodType<Figure> = schema

const rowSchema = schema.extend({
  account: z.string(),
  /** In the language of the session. */
  name: z.string(),
})

/** The number of one account. */
export interface AccountFigure extends z.output<typeof rowSchema> {}

export const accountFigureSchema: z.ZodType<AccountFigure> = rowSchema

/** Makes the numbers of a statement in one currency: from the sums of its period, and of the other period if there is one. */
export class Figures {
  readonly currency: string
  readonly #now: Sums
  readonly #other: Sums | undefined

  constructor(currency: string, now: Sums, other?: Sums) {
    this.currency = currency
    this.#now = now
    this.#other = other
  }

  /** Every account that moved in either period, in the order of codes. */
  accounts(): readonly string[] {
    const { currency } = this
    const found = new Set([...this.#now.accounts(currency), ...(this.#other?.accounts(currency) ?? [])])
    return [...found].sort()
  }

  /** Whether lines of a part stand in either period. */
  moved(part: SelectionPart, narrowed?: Narrowed): boolean {
    const { currency } = this
    return this.#now.moved(currency, part, narrowed) || this.#other?.moved(currency, part, narrowed) === true
  }

  /** The branches, categories or shoot types of the lines of parts in either period. */
  values(parts: readonly SelectionPart[], of: 'branch' | 'category' | 'shootType'): readonly string[] {
    const periods = this.#other === undefined ? [this.#now] : [this.#now, this.#other]
    const found = periods.flatMap((sums) => parts.flatMap((part) => [...sums.values(this.currency, part, of)]))
    return [...new Set(found)].sort()
  }

  /** In minor units, this period only. */
  minor(parts: readonly SelectionPart[], narrowed?: Narrowed): bigint {
    return added(this.#now, this.currency, parts, narrowed)
  }

  of(parts: readonly SelectionPart[], narrowed: Narrowed = {}): Figure {
    const { currency } = this
    const followed = (sums: Sums): StatementSelection => ({
      currency,
      ...sums.window,
      ...narrowed,
      parts: joined(parts),
    })
    const shown = (minor: bigint): string => Money.ofMinor(minor, currency).toString()
    const minor = this.minor(parts, narrowed)
    const figure = { amount: shown(minor), follow: followed(this.#now) }
    if (this.#other === undefined) return { ...figure, compared: null }
    const other = added(this.#other, currency, parts, narrowed)
    const difference = minor - other
    const compared = {
      amount: shown(other),
      difference: shown(difference),
      ratio: ratioOf(difference, other < 0n ? -other : other),
      follow: followed(this.#other),
    }
    return { ...figure, compared }
  }
}

const added = (sums: Sums, currency: string, parts: readonly SelectionPart[], narrowed?: Narrowed): bigint =>
  parts.reduce((sum, part) => sum + sums.amount(currency, part, narrowed), 0n)
