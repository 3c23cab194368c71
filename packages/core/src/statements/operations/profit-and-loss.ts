import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { Figures } from '../figure.ts'
import { comparedPeriod, comparisonSchema, intervalSchema, type PeriodPart, partsOf } from '../period.ts'
import { PeriodSums } from '../period-sums.ts'
import { readPlacedChart } from '../placed-chart.ts'
import { type ProfitFigures, profitAndLossOf, profitFigures } from '../profit-and-loss.ts'
import { basisSchema, profitParts } from '../profit-parts.ts'
import { categoryText, idText, periodMembers } from '../shapes.ts'
import { type Narrowed, Sums } from '../sums.ts'

const groupingSchema = z.enum(['none', 'branch', 'category', 'shootType'])

const schema = z.strictObject({
  ...periodMembers,
  /** Accrual unless told. */
  basis: basisSchema.default('accrual'),
  /** How the period is cut; not at all unless told. */
  interval: intervalSchema.default('none'),
  /** What is told apart within each part; nothing unless told. */
  by: groupingSchema.default('none'),
  branch: idText.optional(),
  /** Null: only what has no category. */
  category: categoryText.nullish(),
  /** Null: only what has no shoot type. */
  shootType: categoryText.nullish(),
  compare: comparisonSchema.optional(),
})

export interface ReadProfitAndLoss extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadProfitAndLoss> = schema

const period = { from: z.string(), to: z.string() }

const partSchema = z.object({
  /** `2026-11-22`, `2026-11`, `2026-Q4`, `2026`, or `2026-11-01/2026-11-30` for a period that was not cut. */
  name: z.string(),
  ...period,
  /** Set where the statement is by branch. */
  branch: z.string().optional(),
  /** Set where it is by category; null for what has none. */
  category: z.string().nullish(),
  /** Set where it is by shoot type; null for what has none. */
  shootType: z.string().nullish(),
  ...profitFigures,
})

const currencySchema = z.object({
  currency: z.string(),
  /** Of the whole period. */
  total: z.object(profitFigures),
  /** One for each interval and, within it, each branch, category or shoot type that moved. Empty where neither was asked for. */
  parts: z.array(partSchema),
})

const outputShape = currencySchema.extend({
  ...period,
  basis: basisSchema,
  /** The period that the whole is set against. */
  comparedWith: z.object(period).nullable(),
  otherCurrencies: z.array(currencySchema),
})

export interface ProfitAndLossPart extends ProfitFigures {
  name: string
  from: string
  to: string
  branch?: string | undefined
  category?: string | null | undefined
  shootType?: string | null | undefined
}

export interface ProfitAndLossOf {
  currency: string
  total: ProfitFigures
  parts: ProfitAndLossPart[]
}

export interface ProfitAndLoss extends ProfitAndLossOf, Pick<z.output<typeof outputShape>, 'from' | 'to' | 'basis'> {
  comparedWith: { from: string; to: string } | null
  otherCurrencies: ProfitAndLossOf[]
}

const output: z.ZodType<ProfitAndLoss> = outputShape

/**
 * The profit and loss statement (利润表). Four statements, however many its parts: the chart, which days are totalled, the totals
 * of all periods, and the lines of the open day.
 */
export const profitAndLoss: Operation<'query', ReadProfitAndLoss, ProfitAndLoss, typeof StatementPeriodInvalid> =
  operation({
    name: 'statements.profitAndLoss',
    summary: 'Answers revenue, discounts, costs, expenses and profit of a period, whole or in parts, accrual or cash.',
    kind: 'query',
    input,
    output,
    errors: [StatementPeriodInvalid],
    async run(context, { from, to, basis, interval, by, compare, ...given }) {
      const whole = { from, to }
      const intervals = partsOf(whole, interval)
      const placed = await readPlacedChart(context)
      const narrowed: Narrowed = present(given)
      const sums = new PeriodSums(context.store, narrowed, [
        basis === 'cash' ? 'cash' : 'closing',
        ...(by === 'none' ? [] : [by]),
      ])
      await sums.read(compare === undefined ? intervals : [...intervals, whole], compare)
      const periods: { part: PeriodPart; now: Sums; other: Sums | undefined }[] = []
      for (const part of intervals) {
        periods.push({ part, now: await sums.of(part), other: await sums.compared(part, compare) })
      }
      const total = Sums.together(
        { ...narrowed, ...whole },
        periods.map(({ now }) => now),
      )
      const other = await sums.compared(whole, compare)

      const inCurrency = (currency: string): ProfitAndLossOf => {
        const figures = new Figures(currency, total, other)
        const made = (of: Figures, within?: Narrowed) =>
          profitAndLossOf(of, profitParts(basis, of, placed), placed.chart, within)
        const parts = periods.flatMap((one): ProfitAndLossPart[] => {
          const own = new Figures(currency, one.now, one.other)
          if (by === 'none') return interval === 'none' ? [] : [{ ...one.part, ...made(own) }]
          const found = profitParts(basis, own, placed).map(({ part }) => part)
          return own.values(found, by).map((value) => {
            const within: Narrowed = { [by]: by === 'branch' || value !== '' ? value : null }
            return { ...one.part, ...within, ...made(own, within) }
          })
        })
        return { currency, total: made(figures), parts }
      }

      const { currency } = context.studio
      const found = new Set([...total.currencies, ...(other?.currencies ?? [])])
      found.delete(currency)
      return {
        ...inCurrency(currency),
        ...whole,
        basis,
        comparedWith: compare === undefined ? null : comparedPeriod(whole, compare),
        otherCurrencies: [...found]
          .sort()
          .map(inCurrency)
          .filter(({ total: { netProfit } }) => netProfit.follow.parts.length > 0),
      }
    },
  })
