import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { type Account, accountSchema, presentChartAccount, presentOwnAccount } from '../account.ts'
import { defaultChart } from '../chart-of-accounts.ts'
import { ledgerAccounts } from '../tables.ts'

const schema = z.strictObject({})

export interface ListAccounts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListAccounts> = schema

const outputShape = z.object({ accounts: z.array(accountSchema) })

export interface ChartOfAccounts extends z.output<typeof outputShape> {
  accounts: Account[]
}

const output: z.ZodType<ChartOfAccounts> = outputShape

/** The default chart with the studio's own names, then the studio's own accounts. One statement. */
export const accounts: Operation<'query', ListAccounts, ChartOfAccounts, never> = operation({
  name: 'ledger.accounts',
  summary: "Answers the chart of accounts, named in the session's language.",
  kind: 'query',
  input,
  output,
  async run({ store, locale }) {
    const chart = new Map(defaultChart.map((account) => [account.code, presentChartAccount(account, locale)]))
    const own = await store.find(ledgerAccounts, { orderBy: ['code'], limit: 'all' })
    for (const row of own) chart.set(row.code, presentOwnAccount(row, locale))
    return { accounts: [...chart.values()] }
  },
})
