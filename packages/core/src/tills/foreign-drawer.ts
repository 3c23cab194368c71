/** Foreign cash of a shift: what its row and its count keep of each currency. Pure: no I/O. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { CountedCash } from './counted-cash.ts'

const denominations = z.array(z.object({ value: z.string(), pieces: z.int() })).nullable()

const floatSchema = z.object({
  currency: z.string(),
  /** What the books said to be in the drawer before it was counted. */
  carried: z.string(),
  /** What was counted; what was carried where nobody counted it. */
  float: z.string(),
  denominations,
})

/** Foreign cash at the opening of a shift; amounts are decimal strings in `currency`. */
export interface ForeignFloat extends z.output<typeof floatSchema> {}

const countSchema = z.object({
  currency: z.string(),
  float: z.string(),
  /** What the drawer must hold by the books. */
  expected: z.string(),
  /** Null where nobody counted it: it stays in the drawer as the books have it. */
  counted: z.string().nullable(),
  /** counted − expected: above zero where the drawer was over. */
  difference: z.string().nullable(),
  toSafe: z.string().nullable(),
  left: z.string().nullable(),
  denominations,
})

/** Foreign cash at the close of a shift; amounts are decimal strings in `currency`. */
export interface ForeignCount extends z.output<typeof countSchema> {}

export const foreignCountSchema: z.ZodType<ForeignCount> = countSchema

/** As a shift's row keeps it. */
export const foreignFloats = (stored: unknown): readonly ForeignFloat[] =>
  stored == null ? [] : z.array(floatSchema).parse(stored)

/** As a count keeps it. */
export const foreignCounts = (stored: unknown): ForeignCount[] =>
  stored == null ? [] : z.array(countSchema).parse(stored)

/** What of a currency lay in the drawer, and what is opened with. */
export interface ForeignOpening {
  readonly carried: Money
  readonly counted: CountedCash
  /** From the safe into the drawer; below zero where it goes the other way. */
  readonly brought: Money
  readonly difference: Money
}

export const floatOf = ({ carried, counted }: ForeignOpening): ForeignFloat => ({
  currency: carried.currency,
  carried: carried.toString(),
  float: counted.amount.toString(),
  denominations: counted.denominations,
})

/** What of a currency was expected in the drawer, and what was found and taken away. */
export interface ForeignClosing {
  readonly expected: Money
  readonly counted: CountedCash | null
  readonly toSafe: Money
}

/** What is held after the count, before anything goes to the safe. */
export const foundOf = ({ expected, counted }: ForeignClosing): Money => counted?.amount ?? expected

export const differenceOf = ({ expected, counted }: ForeignClosing): Money | null =>
  counted === null ? null : counted.amount.minus(expected)

export function countOf(closing: ForeignClosing, floats: readonly ForeignFloat[]): ForeignCount {
  const { expected, counted, toSafe } = closing
  const { currency } = expected
  return {
    currency,
    float: floats.find((one) => one.currency === currency)?.float ?? Money.zero(currency).toString(),
    expected: expected.toString(),
    counted: counted?.amount.toString() ?? null,
    difference: differenceOf(closing)?.toString() ?? null,
    toSafe: toSafe.toString(),
    left: foundOf(closing).minus(toSafe).toString(),
    denominations: counted?.denominations ?? null,
  }
}

/** Of a shift that is still open. */
export const expectedOnly = (expected: Money, floats: readonly ForeignFloat[]): ForeignCount => ({
  ...countOf({ expected, counted: null, toSafe: Money.zero(expected.currency) }, floats),
  toSafe: null,
  left: null,
})

const leftSchema = z.object({ currency: z.string(), left: z.string() })

/** What stayed in the drawer of each currency that was counted or expected, as the row of a closed shift keeps it. */
export const leftOf = (counts: readonly ForeignCount[]): z.output<typeof leftSchema>[] =>
  counts.flatMap(({ currency, left }) => (left === null ? [] : [{ currency, left }]))

/** The same, as money. */
export const foreignLeft = (stored: unknown): readonly Money[] =>
  stored == null
    ? []
    : z
        .array(leftSchema)
        .parse(stored)
        .map(({ currency, left }) => Money.of(left, currency))
