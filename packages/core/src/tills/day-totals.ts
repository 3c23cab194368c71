/** What a day comes to: money by method, income by category, receipts with their ranges of numbers, shifts. Pure: no I/O. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import type { ForeignCount } from './foreign-drawer.ts'

const schema = z.object({
  currency: z.string(),
  /** Money that came and went, by payment method and currency; net is what stayed. */
  methods: z.array(
    z.object({ method: z.string(), currency: z.string(), in: z.string(), out: z.string(), net: z.string() }),
  ),
  /** What was posted with a category, by category and account; above zero for income. */
  categories: z.array(z.object({ category: z.string(), account: z.string(), amount: z.string() })),
  /** Every paper that a customer got. */
  receipts: z.array(z.object({ number: z.string(), kind: z.string(), amount: z.string() })),
  /** By kind: how many, and the first and the last number. */
  ranges: z.array(
    z.object({ kind: z.string(), count: z.int(), first: z.string(), last: z.string(), amount: z.string() }),
  ),
  /** Receipts that no second person has looked at yet. */
  unreviewed: z.int(),
  /** The shifts of the day with what was found in their drawers. */
  shifts: z.array(
    z.object({
      shiftId: z.string(),
      number: z.string(),
      till: z.string(),
      cashier: z.string(),
      expected: z.string(),
      counted: z.string(),
      difference: z.string(),
      /** Foreign cash; null where nobody counted it. */
      foreign: z.array(
        z.object({
          currency: z.string(),
          expected: z.string(),
          counted: z.string().nullable(),
          difference: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** The sum of the differences in `currency`: above zero where the drawers were over. */
  difference: z.string(),
})

/** Amounts are decimal strings in `currency` unless they name another. */
export interface TillDayTotals extends z.output<typeof schema> {}

export const dayTotalsSchema: z.ZodType<TillDayTotals> = schema

/** Lines of the day, summed. */
export interface DayLineSum {
  readonly account: string
  readonly currency: string
  readonly method: string | null
  readonly category: string | null
  readonly debit: bigint
  readonly credit: bigint
}

export interface DayReceipt {
  readonly number: string
  readonly kind: string
  readonly amount: bigint
}

export interface DayCount {
  readonly shiftId: string
  readonly number: string
  readonly till: string
  readonly cashier: string
  readonly expected: bigint
  readonly counted: bigint
  readonly difference: bigint
  readonly foreign: readonly Pick<ForeignCount, 'currency' | 'expected' | 'counted' | 'difference'>[]
}

export interface DayFacts {
  readonly currency: string
  readonly sums: readonly DayLineSum[]
  /** In the order in which they were given. */
  readonly receipts: readonly DayReceipt[]
  readonly counts: readonly DayCount[]
  readonly reviewed: number
}

export function dayTotals({ currency, sums, receipts, counts, reviewed }: DayFacts): TillDayTotals {
  const shown = (minor: bigint, of = currency): string => Money.ofMinor(minor, of).toString()
  const methods = new Map<string, { method: string; currency: string; in: bigint; out: bigint }>()
  const categories = new Map<string, { category: string; account: string; amount: bigint }>()
  for (const { account, currency: of, method, category, debit, credit } of sums) {
    if (method !== null) {
      const key = `${method} ${of}`
      const before = methods.get(key) ?? { in: 0n, out: 0n }
      methods.set(key, { method, currency: of, in: before.in + debit, out: before.out + credit })
    }
    if (category !== null && of === currency) {
      const key = `${category} ${account}`
      const before = categories.get(key)?.amount ?? 0n
      categories.set(key, { category, account, amount: before + credit - debit })
    }
  }
  const kinds = [...new Set(receipts.map((receipt) => receipt.kind))].sort()
  return {
    currency,
    methods: [...methods].sort(byKey).map(([, sum]) => ({
      method: sum.method,
      currency: sum.currency,
      in: shown(sum.in, sum.currency),
      out: shown(sum.out, sum.currency),
      net: shown(sum.in - sum.out, sum.currency),
    })),
    categories: [...categories].sort(byKey).map(([, { category, account, amount }]) => ({
      category,
      account,
      amount: shown(amount),
    })),
    receipts: receipts.map(({ number, kind, amount }) => ({ number, kind, amount: shown(amount) })),
    ranges: kinds.map((kind) => rangeOf(kind, receipts, shown)),
    unreviewed: Math.max(0, receipts.length - reviewed),
    shifts: counts.map(({ shiftId, number, till, cashier, expected, counted, difference, foreign }) => ({
      shiftId,
      number,
      till,
      cashier,
      expected: shown(expected),
      counted: shown(counted),
      difference: shown(difference),
      foreign: foreign.map((one) => ({
        currency: one.currency,
        expected: one.expected,
        counted: one.counted,
        difference: one.difference,
      })),
    })),
    difference: shown(counts.reduce((sum, { difference }) => sum + difference, 0n)),
  }
}

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => (one < other ? -1 : 1)

/** Shorter numbers come first, so that 9999 stands before 10000. */
const byNumber = (one: string, other: string): number =>
  one.length - other.length || (one < other ? -1 : one > other ? 1 : 0)

function rangeOf(
  kind: string,
  receipts: readonly DayReceipt[],
  shown: (minor: bigint) => string,
): TillDayTotals['ranges'][number] {
  const own = receipts.filter((receipt) => receipt.kind === kind)
  const numbers = own.map((receipt) => receipt.number).sort(byNumber)
  const amount = shown(own.reduce((sum, receipt) => sum + receipt.amount, 0n))
  return { kind, count: own.length, first: numbers[0] ?? '', last: numbers.at(-1) ?? '', amount }
}
