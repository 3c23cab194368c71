import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { Money } from '../../values/money.ts'
import { chartAccount } from '../chart-of-accounts.ts'
import { AccountUnknown } from '../errors.ts'
import { readTotals } from '../read-totals.ts'
import { dateText, idText } from '../shapes.ts'
import { ledgerAccounts } from '../tables.ts'

const schema = z.strictObject({
  account: idText,
  /** The end of this business date; now unless told. */
  asOf: dateText.optional(),
  branch: idText.optional(),
})

export interface ReadAccountBalance extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ReadAccountBalance> = schema

const outputShape = z.object({
  account: z.string(),
  currency: z.string(),
  debit: z.string(),
  credit: z.string(),
  /** debit − credit: above zero for what the studio has or spent, below zero for what it owes or earned. */
  balance: z.string(),
})

export interface AccountBalance extends z.output<typeof outputShape> {}

const output: z.ZodType<AccountBalance> = outputShape

/** The balance of one account in the studio's currency. One statement; two for an account of the studio's own. */
export const accountBalance: Operation<'query', ReadAccountBalance, AccountBalance, typeof AccountUnknown> = operation({
  name: 'ledger.accountBalance',
  summary: 'Answers the balance of one account, now or as of a date.',
  kind: 'query',
  input,
  output,
  errors: [AccountUnknown],
  async run({ store, studio }, { account, asOf, branch }) {
    if (chartAccount(account) === undefined && (await store.get(ledgerAccounts, account)) === undefined) {
      throw AccountUnknown.create({ accounts: [account] })
    }
    const { currency } = studio
    const branches = branch === undefined ? undefined : [branch]
    const wanted = { to: asOf, branches, accounts: [account] }
    const rows = await readTotals(store, { ...wanted, groupBy: ['account', 'currency'] })
    const row = rows.find((one) => one.currency === currency)
    const debit = Money.ofMinor(row?.debit ?? 0n, currency)
    const credit = Money.ofMinor(row?.credit ?? 0n, currency)
    return {
      account,
      currency,
      debit: debit.toString(),
      credit: credit.toString(),
      balance: debit.minus(credit).toString(),
    }
  },
})
