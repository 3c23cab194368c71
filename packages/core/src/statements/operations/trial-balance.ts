import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { addDays } from '../../values/calendar-date.ts'
import { currenciesIn, openedSums } from '../account-sides.ts'
import { readChart } from '../chart.ts'
import { StatementPeriodInvalid } from '../errors.ts'
import { requirePeriod } from '../period.ts'
import { idText, openPeriodMembers } from '../shapes.ts'
import { readSums } from '../sums.ts'
import { type TrialBalanceOf, trialBalanceOf, trialBalanceSchema } from '../trial-balance.ts'

const schema = z.strictObject({ ...openPeriodMembers, branch: idText.optional() })

export interface ReadStatementTrialBalance extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadStatementTrialBalance> = schema

/** The trial balance in the studio's currency, and those of other currencies apart. */
export interface StatementTrialBalance extends TrialBalanceOf {
  from: string | null
  to: string
  otherCurrencies: TrialBalanceOf[]
}

const output: z.ZodType<StatementTrialBalance> = z.intersection(
  trialBalanceSchema,
  z.object({ from: z.string().nullable(), to: z.string(), otherCurrencies: z.array(trialBalanceSchema) }),
)

/** Opening, movements and closing of every account (试算平衡表). Statements: the chart, and two for the sums; one without `from`. */
export const trialBalance: Operation<
  'query',
  ReadStatementTrialBalance,
  StatementTrialBalance,
  typeof StatementPeriodInvalid
> = operation({
  name: 'statements.trialBalance',
  summary: 'Answers what every account opened with, moved and closed with; debits and credits are equal in each.',
  kind: 'query',
  input,
  output,
  errors: [StatementPeriodInvalid],
  async run(context, { from, to = context.businessDate, branch }) {
    const { store, studio } = context
    if (from !== undefined) requirePeriod({ from, to })
    const chart = await readChart(context)
    const wanted = { toldApart: [] }
    const before =
      from === undefined
        ? undefined
        : await readSums(store, { ...wanted, window: { ...present({ branch }), to: addDays(from, -1) } })
    const sums = openedSums(before, await readSums(store, { ...wanted, window: present({ branch, from, to }) }))
    const others = currenciesIn(sums).filter((currency) => currency !== studio.currency)
    return {
      ...trialBalanceOf(studio.currency, sums, chart),
      from: from ?? null,
      to,
      otherCurrencies: others.map((currency) => trialBalanceOf(currency, sums, chart)),
    }
  },
})
