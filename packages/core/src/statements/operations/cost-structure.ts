import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { type CostStructureOf, costStructureOf, costStructureSchema } from '../cost-structure.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { Figures } from '../figure.ts'
import { comparedPeriod, comparisonSchema, requirePeriod } from '../period.ts'
import { PeriodSums } from '../period-sums.ts'
import { readPlacedChart } from '../placed-chart.ts'
import { basisSchema, profitParts } from '../profit-parts.ts'
import { categoryText, idText, periodMembers } from '../shapes.ts'

const schema = z.strictObject({
  ...periodMembers,
  /** Accrual unless told. */
  basis: basisSchema.default('accrual'),
  branch: idText.optional(),
  /** Null: only what has no category. */
  category: categoryText.nullish(),
  /** Null: only what has no shoot type. */
  shootType: categoryText.nullish(),
  compare: comparisonSchema.optional(),
})

export interface ReadCostStructure extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadCostStructure> = schema

const period = z.object({ from: z.string(), to: z.string() })

const headSchema = z.object({
  from: z.string(),
  to: z.string(),
  basis: basisSchema,
  /** The period that it is set against. */
  comparedWith: period.nullable(),
  otherCurrencies: z.array(costStructureSchema),
})

export interface CostStructure extends CostStructureOf, z.output<typeof headSchema> {
  otherCurrencies: CostStructureOf[]
}

const output: z.ZodType<CostStructure> = z.intersection(costStructureSchema, headSchema)

/** The cost structure (成本结构). Statements: the chart, and one for the sums; one more with a comparison. */
export const costStructure: Operation<'query', ReadCostStructure, CostStructure, typeof StatementPeriodInvalid> =
  operation({
    name: 'statements.costStructure',
    summary: 'Answers what share every expense has in all expenses and in the revenue of a period.',
    kind: 'query',
    input,
    output,
    errors: [StatementPeriodInvalid],
    async run(context, { from, to, basis, compare, ...given }) {
      const whole = { from, to }
      requirePeriod(whole)
      const placed = await readPlacedChart(context)
      const sums = new PeriodSums(context.store, present(given), [basis === 'cash' ? 'cash' : 'closing'])
      const now = await sums.of(whole)
      const other = await sums.compared(whole, compare)
      const inCurrency = (currency: string) => {
        const figures = new Figures(currency, now, other)
        return costStructureOf(figures, profitParts(basis, figures, placed), placed.chart)
      }
      const { currency } = context.studio
      const found = new Set([...now.currencies, ...(other?.currencies ?? [])])
      found.delete(currency)
      return {
        ...inCurrency(currency),
        ...whole,
        basis,
        comparedWith: compare === undefined ? null : comparedPeriod(whole, compare),
        otherCurrencies: [...found]
          .sort()
          .map(inCurrency)
          .filter((of) => of.accounts.length > 0 || of.netRevenue.follow.parts.length > 0),
      }
    },
  })
