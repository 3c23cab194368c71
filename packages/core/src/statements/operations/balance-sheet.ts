import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { type BalanceSheetOf, balanceSheetOf, balanceSheetSchema } from '../balance-sheet.ts'
import { readChart } from '../chart.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { Figures } from '../figure.ts'
import { comparedDate, comparisonSchema, requirePeriod } from '../period.ts'
import { dateText, idText } from '../shapes.ts'
import { readSums } from '../sums.ts'

const schema = z.strictObject({
  /** The end of this business date; the session's unless told. */
  asOf: dateText.optional(),
  branch: idText.optional(),
  /** `previous`: a month earlier. */
  compare: comparisonSchema.optional(),
})

export interface ReadBalanceSheet extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadBalanceSheet> = schema

/** The balance sheet in the studio's currency, and those of other currencies apart. */
export interface BalanceSheet extends BalanceSheetOf {
  asOf: string
  /** The date that it is set against. */
  comparedWith: string | null
  otherCurrencies: BalanceSheetOf[]
}

const output: z.ZodType<BalanceSheet> = z.intersection(
  balanceSheetSchema,
  z.object({ asOf: z.string(), comparedWith: z.string().nullable(), otherCurrencies: z.array(balanceSheetSchema) }),
)

/** The balance sheet (资产负债表). Statements: the chart, and one for the sums; one more with a comparison. */
export const balanceSheet: Operation<'query', ReadBalanceSheet, BalanceSheet, typeof StatementPeriodInvalid> =
  operation({
    name: 'statements.balanceSheet',
    summary: 'Answers what the studio has, owes and is worth as of a date: assets are liabilities, equity and result.',
    kind: 'query',
    input,
    output,
    errors: [StatementPeriodInvalid],
    async run(context, { asOf = context.businessDate, branch, compare }) {
      requirePeriod({ from: asOf, to: asOf })
      const chart = await readChart(context)
      const read = (to: string) => readSums(context.store, { window: { ...present({ branch }), to }, toldApart: [] })
      const now = await read(asOf)
      const comparedWith = compare === undefined ? null : comparedDate(asOf, compare)
      const other = comparedWith === null ? undefined : await read(comparedWith)
      const { currency } = context.studio
      const found = new Set([...now.currencies, ...(other?.currencies ?? [])])
      found.delete(currency)
      const inCurrency = (of: string) => balanceSheetOf(new Figures(of, now, other), chart)
      return { ...inCurrency(currency), asOf, comparedWith, otherCurrencies: [...found].sort().map(inCurrency) }
    },
  })
