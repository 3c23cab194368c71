import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { type CashFlowOf, cashFlowOf, cashFlowSchema, type FlowSums } from '../cash-flow.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { comparedPeriod, comparisonSchema, type Period, requirePeriod } from '../period.ts'
import { readPlacedChart } from '../placed-chart.ts'
import { idText, periodMembers } from '../shapes.ts'
import { readSums, Sums } from '../sums.ts'

const schema = z.strictObject({
  ...periodMembers,
  branch: idText.optional(),
  compare: comparisonSchema.optional(),
})

export interface ReadCashFlow extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadCashFlow> = schema

const headSchema = z.object({
  from: z.string(),
  to: z.string(),
  /** The period that it is set against. */
  comparedWith: z.object({ from: z.string(), to: z.string() }).nullable(),
  otherCurrencies: z.array(cashFlowSchema),
})

export interface CashFlow extends CashFlowOf, z.output<typeof headSchema> {
  otherCurrencies: CashFlowOf[]
}

const output: z.ZodType<CashFlow> = z.intersection(cashFlowSchema, headSchema)

/** The cash flow statement (现金流量表). Statements: the chart, and two for the sums; two more with a comparison. */
export const cashFlow: Operation<'query', ReadCashFlow, CashFlow, typeof StatementPeriodInvalid> = operation({
  name: 'statements.cashFlow',
  summary: 'Answers where money came from and went to in a period, from the opening to the closing balance.',
  kind: 'query',
  input,
  output,
  errors: [StatementPeriodInvalid],
  async run(context, { from, to, branch, compare }) {
    const whole = { from, to }
    requirePeriod(whole)
    const placed = await readPlacedChart(context)
    const comparedWith = compare === undefined ? null : comparedPeriod(whole, compare)
    const at = present({ branch })
    const read = async (period: Period): Promise<FlowSums> => {
      const window = { ...at, to: addDays(period.from, -1) }
      const before = await readSums(context.store, { window, toldApart: [], cash: true })
      const during = await readSums(context.store, { window: { ...at, ...period }, toldApart: ['cash'] })
      return { before, during, through: Sums.together({ ...at, to: period.to }, [before, during]) }
    }
    const now = await read(whole)
    const other = comparedWith === null ? undefined : await read(comparedWith)
    const { currency } = context.studio
    const found = new Set([...now.through.currencies, ...(other?.through.currencies ?? [])])
    found.delete(currency)
    const inCurrency = (of: string) => cashFlowOf(of, now, other, placed)
    return { ...inCurrency(currency), ...whole, comparedWith, otherCurrencies: [...found].sort().map(inCurrency) }
  },
})
