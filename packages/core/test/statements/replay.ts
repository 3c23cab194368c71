/** What statements must say, worked out line by line from the journal, by rules of its own. */
import { Money } from '../../src/values/money.ts'
import type { Desk } from './books.ts'

export interface Replayed {
  readonly entryId: string
  readonly line: number
  readonly date: string
  readonly branch: string
  readonly account: string
  readonly currency: string
  readonly debit: bigint
  readonly credit: bigint
  readonly category: string | null
  readonly shootType: string | null
  readonly orderId: string | null
  /** Whether any line of its entry stands on cash, bank or clearing. */
  readonly cash: boolean
}

export const isMoney = (account: string) => /^(Cash|Bank|Clearing):/.test(account)

export async function replay(desk: Desk): Promise<Replayed[]> {
  const all: Replayed[] = []
  let cursor: string | undefined
  do {
    const page = await desk.ledger.entries({ limit: 200, cursor })
    for (const entry of page.items) {
      const cash = entry.lines.some(({ account }) => isMoney(account))
      for (const line of entry.lines) {
        all.push({
          entryId: entry.id,
          line: line.line,
          date: entry.businessDate,
          branch: entry.branch,
          account: line.account,
          currency: line.currency,
          debit: Money.of(line.debit, line.currency).minor,
          credit: Money.of(line.credit, line.currency).minor,
          category: line.category,
          shootType: line.shootType,
          orderId: line.orderId,
          cash,
        })
      }
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return all
}

export const minor = (amount: string, currency = 'CNY') => Money.of(amount, currency).minor
export const credits = (lines: readonly Replayed[]) => lines.reduce((sum, one) => sum + one.credit - one.debit, 0n)
export const debits = (lines: readonly Replayed[]) => -credits(lines)

type Section = 'revenue' | 'discounts' | 'costOfGoods' | 'otherIncome' | 'operatingExpenses'

const byRoot: Readonly<Record<string, Section>> = {
  COGS: 'costOfGoods',
  Wastage: 'costOfGoods',
  'Payroll:Gross': 'operatingExpenses',
  'Payroll:EmployerInsurance': 'operatingExpenses',
  Rent: 'operatingExpenses',
  Marketing: 'operatingExpenses',
  PaymentFees: 'operatingExpenses',
}

const byRootInCash: Readonly<Record<string, Section>> = {
  ...byRoot,
  CustomerDeposits: 'revenue',
  'AR:Customers': 'revenue',
  StoredValue: 'revenue',
  'AP:Suppliers': 'costOfGoods',
  Inventory: 'costOfGoods',
  Prepaid: 'operatingExpenses',
  'Payroll:NetPay': 'operatingExpenses',
}

function sectionOf(account: string, table: Readonly<Record<string, Section>>): Section | undefined {
  if (account === 'Income:Discounts') return 'discounts'
  if (account === 'Income:TillOver') return 'otherIncome'
  if (account.startsWith('Income:')) return 'revenue'
  return table[account] ?? table[account.split(':')[0] ?? '']
}

export interface Profit {
  readonly netRevenue: bigint
  readonly grossProfit: bigint
  readonly netProfit: bigint
  readonly sections: Readonly<Record<Section, bigint>>
}

export function profitOf(lines: readonly Replayed[], basis: 'accrual' | 'cash'): Profit {
  const sections = { revenue: 0n, discounts: 0n, costOfGoods: 0n, otherIncome: 0n, operatingExpenses: 0n }
  for (const { account, category, cash, debit, credit } of lines) {
    if (category === 'ledger:year-end' || isMoney(account)) continue
    if (basis === 'cash' && account === 'RentalBonds') {
      if (!cash) sections.revenue += debit - credit
      continue
    }
    if (basis === 'cash' && !cash) continue
    const section = sectionOf(account, basis === 'cash' ? byRootInCash : byRoot)
    if (section === undefined) continue
    const isIncome = section === 'revenue' || section === 'otherIncome'
    sections[section] += isIncome ? credit - debit : debit - credit
  }
  const netRevenue = sections.revenue - sections.discounts
  const grossProfit = netRevenue - sections.costOfGoods
  return {
    netRevenue,
    grossProfit,
    netProfit: grossProfit + sections.otherIncome - sections.operatingExpenses,
    sections,
  }
}
