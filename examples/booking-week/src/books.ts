/** The books of the week: deposits that are held for customers, and fees that were earned. */
import { money } from '@calotype/example-story'
import type { Paid } from './deposits.ts'
import { priceList } from './services.ts'
import type { StudioAtWork } from './studio.ts'

interface Totals {
  readonly paid: readonly Paid[]
  readonly fees: number
  readonly refunds: number
}

/**
 * Worked out by hand, from what is printed above: 44 × 200 + 10 × 1,500 + 19 × 400 + 5 × 300 + 7 × 50 is 33,250 of deposits. Of them 1,400 went
 * back. Fees are 300 + 300 of who cancelled late, 200 + 2,400 of who did not come: 3,200, of which 900 are owed, for the deposit of a wedding is 1,500.
 */
const balances = {
  'AR:Customers': '900.00',
  CustomerDeposits: '-29550.00',
  'Income:Package': '-3200.00',
}

export async function checkBooks({ manager, engine, print, checks }: StudioAtWork, totals: Totals): Promise<void> {
  const { paid, fees, refunds } = totals
  const rows = Object.entries(priceList).flatMap(([service, { deposit }]) => {
    const seats = paid.filter((one) => one.service === service).reduce((sum, one) => sum + one.seats, 0)
    return seats === 0 ? [] : [[service, `${seats}`, `${deposit}`, `${seats * deposit}`]]
  })
  print.table(['deposits', 'how many', 'each', 'together'], rows)
  const deposits = rows.reduce((sum, [, , , together]) => sum + Number(together), 0)
  const { accounts } = await manager.ledger.trialBalance({})
  const open = accounts.filter(({ balance }) => Number(balance) !== 0)
  print.table(
    ['account', 'balance'],
    open.map(({ account, balance }) => [account, money(balance)]),
  )
  const balanceOf = (account: string): number => Number(open.find((one) => one.account === account)?.balance ?? 0)
  const means = open.filter(({ account }) => account.startsWith('Clearing:'))
  checks.is(
    'money taken, less what went back',
    means.reduce((sum, { balance }) => sum + Number(balance), 0),
    deposits - refunds,
  )
  checks.is('fees that were earned', -balanceOf('Income:Package'), fees)
  // What is held for customers is what they paid, less what went back and what the fees took of it.
  const own = open.filter(({ account }) => !account.startsWith('Clearing:'))
  checks.are('balances', new Map(own.map(({ account, balance }) => [account, balance])), balances)
  const held = -balanceOf('CustomerDeposits')
  const owed = balanceOf('AR:Customers')
  checks.is('deposits that are held, less what is owed of fees', held - owed, deposits - refunds - fees)
  await engine.settle()
  const { intact } = await manager.ledger.verify({})
  checks.is('the books are intact', intact, true)
}
