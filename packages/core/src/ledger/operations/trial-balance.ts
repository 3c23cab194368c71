import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { readTotals } from '../read-totals.ts'
import { idText, rangeMembers } from '../shapes.ts'

const schema = z.strictObject({
  /** Both ends included. Without `from`: from the beginning, so balances as of `to`. Without `to`: until now. */
  ...rangeMembers,
  branch: idText.optional(),
})

export interface ReadTrialBalance extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadTrialBalance> = schema

const rowSchema = z.object({
  account: z.string(),
  currency: z.string(),
  debit: z.string(),
  credit: z.string(),
  /** debit − credit. */
  balance: z.string(),
})

const outputShape = z.object({
  accounts: z.array(rowSchema),
  /** By currency; debit and credit are equal. */
  totals: z.array(z.object({ currency: z.string(), debit: z.string(), credit: z.string() })),
})

export interface TrialBalanceRow extends z.output<typeof rowSchema> {}

export interface TrialBalance extends z.output<typeof outputShape> {
  accounts: TrialBalanceRow[]
}

const output: z.ZodType<TrialBalance> = outputShape

/** Debits and credits of every account that moved. One statement. */
export const trialBalance: Operation<'query', ReadTrialBalance, TrialBalance, never> = operation({
  name: 'ledger.trialBalance',
  summary: 'Answers the debits, credits and balance of every account, as of a date or over a period.',
  kind: 'query',
  input,
  output,
  async run(context, { branch, ...range }) {
    const branches = branch === undefined ? undefined : [branch]
    const rows = await readTotals(context.store, { ...range, branches, groupBy: ['account', 'currency'] })
    const totals = [...new Set(rows.map((row) => row.currency))].sort().map((currency) => {
      const own = rows.filter((row) => row.currency === currency)
      const debit = own.reduce((sum, row) => sum + row.debit, 0n)
      const credit = own.reduce((sum, row) => sum + row.credit, 0n)
      return { currency, debit: shown(debit, currency), credit: shown(credit, currency) }
    })
    const accounts = rows.map(({ account, currency, debit, credit }) => ({
      account,
      currency,
      debit: shown(debit, currency),
      credit: shown(credit, currency),
      balance: shown(debit - credit, currency),
    }))
    return { accounts, totals }
  },
})

const shown = (minor: bigint, currency: string): string => Money.ofMinor(minor, currency).toString()
