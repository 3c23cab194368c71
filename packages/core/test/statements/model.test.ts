import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProfitFigures } from '../../src/statements/index.ts'
import { addDays } from '../../src/values/calendar-date.ts'
import { type Books, type Desk, openBooks } from './books.ts'
import { followAll } from './follow-all.ts'
import { firstDay, history, live } from './random-books.ts'
import { credits, debits, isMoney, minor, profitOf, type Replayed, replay } from './replay.ts'

type Basis = 'accrual' | 'cash'

/** Random books, their journal, and a random range of their days. */
async function books(steps: Parameters<typeof live>[1], cut: readonly [number, number]) {
  const studio = await openBooks()
  const today = await live(studio, steps)
  const all = await replay(studio.manager)
  const dates = [...new Set(all.map(({ date }) => date))].sort()
  const pick = (at: number) => dates[at % Math.max(dates.length, 1)] ?? firstDay
  const [from, to] = cut.map(pick).sort() as [string, string]
  return { ...studio, today, all, from, to }
}

const cut = fc.tuple(fc.nat(), fc.nat())
const runs = { numRuns: 10, endOnFailure: true }

const own = (lines: readonly Replayed[]) => lines.filter(({ currency }) => currency === 'CNY')
const within = (lines: readonly Replayed[], from: string, to: string) =>
  lines.filter(({ date }) => date >= from && date <= to)

const sum = (amounts: readonly string[]) => amounts.reduce((total, one) => total + minor(one), 0n)

const numbers = [
  'revenue',
  'discounts',
  'netRevenue',
  'costOfGoods',
  'grossProfit',
  'otherIncome',
  'operatingExpenses',
  'netProfit',
] as const

/** All numbers of a profit and loss statement by their places, so that statements can be added. */
function figuresOf(profit: ProfitFigures): Map<string, bigint> {
  const found = new Map<string, bigint>()
  const add = (key: string, amount: string) => found.set(key, (found.get(key) ?? 0n) + minor(amount))
  for (const name of numbers) {
    const member = profit[name]
    if ('accounts' in member) {
      add(name, member.total.amount)
      for (const row of member.accounts) add(`${name} ${row.account}`, row.amount)
    } else add(name, member.amount)
  }
  return found
}

function added(parts: readonly ProfitFigures[]): Map<string, bigint> {
  const total = new Map<string, bigint>()
  for (const part of parts) {
    for (const [key, amount] of figuresOf(part)) total.set(key, (total.get(key) ?? 0n) + amount)
  }
  return withoutZeros(total)
}

const withoutZeros = (numbers: ReadonlyMap<string, bigint>) =>
  new Map([...numbers].filter(([, one]) => one !== 0n).sort())

function expectProfit(profit: ProfitFigures, lines: readonly Replayed[], basis: Basis): void {
  const wanted = profitOf(lines, basis)
  expect(minor(profit.netRevenue.amount)).toBe(wanted.netRevenue)
  expect(minor(profit.grossProfit.amount)).toBe(wanted.grossProfit)
  expect(minor(profit.netProfit.amount)).toBe(wanted.netProfit)
  for (const [name, amount] of Object.entries(wanted.sections)) {
    const section = profit[name as keyof typeof wanted.sections]
    expect(minor(section.total.amount), name).toBe(amount)
    expect(sum(section.accounts.map((row) => row.amount)), name).toBe(amount)
  }
}

const random = (check: (of: Awaited<ReturnType<typeof books>>) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(history, cut, async (steps, between) => check(await books(steps, between))),
    runs,
  )

describe('over random histories', () => {
  it('profit and loss are those of a replay, whole and in every part, on both bases', async () => {
    await random(async ({ manager, all, from, to }) => {
      for (const basis of ['accrual', 'cash'] as const) {
        for (const by of ['none', 'branch', 'category', 'shootType'] as const) {
          const asked = { from, to, basis, by, interval: by === 'none' ? 'month' : 'none' } as const
          const { total, parts, otherCurrencies } = await manager.statements.profitAndLoss(asked)
          expectProfit(total, within(own(all), from, to), basis)
          // Parts add up to the whole, account by account.
          if (parts.length > 0) expect(added(parts)).toEqual(added([total]))
          for (const part of parts) {
            const mine = within(own(all), part.from, part.to).filter(
              (line) =>
                (part.branch === undefined || line.branch === part.branch) &&
                (part.category === undefined || line.category === part.category) &&
                (part.shootType === undefined || line.shootType === part.shootType),
            )
            expectProfit(part, mine, basis)
          }
          for (const other of otherCurrencies) {
            const mine = within(all, from, to).filter(({ currency }) => currency === other.currency)
            expectProfit(other.total, mine, basis)
          }
        }
      }
    })
  })

  it('days add up to months, months to quarters, quarters to the year', async () => {
    await random(async ({ manager }) => {
      for (const basis of ['accrual', 'cash'] as const) {
        const of = async (from: string, to: string, interval: 'day' | 'month' | 'quarter' | 'none') =>
          manager.statements.profitAndLoss({ from, to, basis, interval })
        const year = await of('2026-01-01', '2026-12-31', 'none')
        const quarters = await of('2026-01-01', '2026-12-31', 'quarter')
        expect(added(quarters.parts)).toEqual(added([year.total]))
        const [quarter] = quarters.parts
        if (quarter === undefined) throw new Error('a year has quarters')
        const months = await of(quarter.from, quarter.to, 'month')
        expect(added(months.parts)).toEqual(added([quarter]))
        for (const month of months.parts) {
          const days = await of(month.from, month.to, 'day')
          expect(added(days.parts)).toEqual(added([month]))
        }
      }
    })
  })

  it('assets are liabilities, equity and result at any date, in every branch, and each balance is its replay', async () => {
    await random(async ({ manager, all, from, to }) => {
      for (const asOf of [from, to, addDays(from, -1)]) {
        for (const branch of [undefined, 'main', 'south']) {
          const sheet = await manager.statements.balanceSheet({ asOf, branch })
          for (const of of [sheet, ...sheet.otherCurrencies]) {
            const { currency } = of
            const mine = all.filter(
              (line) =>
                line.currency === currency && line.date <= asOf && (branch === undefined || line.branch === branch),
            )
            expect(of.assets.total.amount).toBe(of.liabilitiesAndEquity.amount)
            const balances = new Map<string, bigint>()
            for (const line of mine) {
              balances.set(line.account, (balances.get(line.account) ?? 0n) + line.debit - line.credit)
            }
            const shown = new Map<string, bigint>()
            for (const row of of.assets.accounts) shown.set(row.account, minor(row.amount))
            for (const row of [...of.liabilities.accounts, ...of.equity.accounts]) {
              shown.set(row.account, -minor(row.amount))
            }
            const ofProfit = (account: string) =>
              /^(Income:|COGS:|Wastage|Rent$|Marketing|PaymentFees|Payroll:(Gross|Employer))/.test(account)
            const wanted = new Map([...balances].filter(([account]) => !ofProfit(account)))
            expect(withoutZeros(shown)).toEqual(withoutZeros(wanted))
            const result = [...balances].filter(([account]) => ofProfit(account))
            expect(minor(of.equity.result.amount)).toBe(-result.reduce((total, [, one]) => total + one, 0n))
          }
        }
      }
    })
  })

  it('the cash flow goes from opening to closing, and the profit on a cash basis follows from it', async () => {
    await random(async ({ manager, all, from, to }) => {
      for (const branch of [undefined, 'main']) {
        const flow = await manager.statements.cashFlow({ from, to, branch })
        const { total } = await manager.statements.profitAndLoss({ from, to, branch, basis: 'cash' })
        const mine = own(all).filter((line) => branch === undefined || line.branch === branch)
        const money = mine.filter(({ account }) => isMoney(account))
        const opening = debits(money.filter(({ date }) => date < from))
        expect(minor(flow.opening.amount)).toBe(opening)
        expect(minor(flow.closing.amount)).toBe(debits(money.filter(({ date }) => date <= to)))
        expect(minor(flow.closing.amount)).toBe(opening + minor(flow.change.amount))
        const activities = [flow.operating, flow.investing, flow.financing, flow.exchange]
        expect(sum(activities.map(({ net }) => net.amount))).toBe(minor(flow.change.amount))
        for (const { accounts, net, moneyIn, moneyOut } of activities) {
          expect(sum(accounts.map((row) => row.net.amount))).toBe(minor(net.amount))
          expect(minor(moneyIn.amount) - minor(moneyOut.amount)).toBe(minor(net.amount))
        }
        const { outsideProfit, keptBonds, netProfit } = flow.cashProfit
        expect(netProfit.amount).toBe(total.netProfit.amount)
        expect(minor(netProfit.amount)).toBe(
          minor(flow.change.amount) - minor(outsideProfit.amount) + minor(keptBonds.amount),
        )
        // Worked out from the journal: change of money less what came from bonds, capital, loans and equipment.
        const during = within(mine, from, to)
        const outside = during.filter(
          ({ account, cash }) => cash && ['RentalBonds', 'Capital', 'Loan', 'Equipment'].includes(account),
        )
        expect(minor(outsideProfit.amount)).toBe(credits(outside))
      }
    })
  })

  it('closing a year changes no profit and loss statement', async () => {
    await random(async ({ manager, as, clock }) => {
      clock.now = '2030-01-02T04:00:00.000Z'
      const ask = async () => {
        const answers = []
        for (const year of ['2025', '2026', '2027']) {
          const whole = { from: `${year}-01-01`, to: `${year}-12-31` }
          answers.push(
            await manager.statements.profitAndLoss({ ...whole, interval: 'quarter', by: 'category' }),
            await manager.statements.profitAndLoss({ ...whole, basis: 'cash' }),
            await manager.statements.costStructure({ ...whole, compare: 'previous' }),
            await manager.statements.cashFlow(whole),
          )
        }
        return answers
      }
      const before = await ask()
      for (const branch of ['main', 'south']) {
        const desk = as('manager', { branch })
        for (const year of [2025, 2026, 2027]) {
          await desk.ledger.closeYear({ year }).catch((error: { code?: string }) => {
            if (error.code !== 'PERIOD_LOCKED_FURTHER') throw error
          })
        }
      }
      expect(await ask()).toEqual(before)
      const { equity } = await manager.statements.balanceSheet({ asOf: '2027-12-31' })
      expect(equity.result.amount).toBe('0.00')
    })
  })

  it('the trial balance is even, the ledgers of its accounts end in its balances, and the margin of an order is its lines', async () => {
    await random(async ({ manager, all, from, to }) => {
      const trial = await manager.statements.trialBalance({ from, to })
      const { totals } = trial
      expect(totals.openingDebit.amount).toBe(totals.openingCredit.amount)
      expect(totals.debit.amount).toBe(totals.credit.amount)
      expect(totals.closingDebit.amount).toBe(totals.closingCredit.amount)
      for (const { account, opening, debit, credit, closing } of trial.accounts) {
        const mine = own(all).filter((line) => line.account === account)
        expect(minor(opening.amount)).toBe(debits(mine.filter(({ date }) => date < from)))
        expect(minor(closing.amount)).toBe(debits(mine.filter(({ date }) => date <= to)))
        expect(minor(closing.amount)).toBe(minor(opening.amount) + minor(debit.amount) - minor(credit.amount))
        await expectLedger(manager, account, from, to, minor(opening.amount), minor(closing.amount))
      }
      for (const orderId of ['o1', 'o2', 'o3']) {
        const mine = own(all).filter((line) => line.orderId === orderId)
        const { netProfit } = await manager.statements.orderMargin({ orderId })
        expect(minor(netProfit.amount)).toBe(profitOf(mine, 'accrual').netProfit)
      }
    })
  })

  it('every number of every statement is the sum of the lines that it is followed to', async () => {
    await fc.assert(
      fc.asyncProperty(history, cut, fc.constantFrom('previous', 'lastYear'), async (steps, between, compare) => {
        const { manager, from, to } = await books(steps, between)
        const { statements } = manager
        const month = { from, to, compare } as const
        const answers = [
          await statements.trialBalance({ from, to }),
          await statements.trialBalance({ branch: 'main' }),
          await statements.profitAndLoss({ ...month, interval: 'quarter', by: 'category' }),
          await statements.profitAndLoss({ ...month, basis: 'cash', by: 'branch' }),
          await statements.profitAndLoss({ ...month, by: 'shootType', branch: 'main' }),
          await statements.balanceSheet({ asOf: to, compare }),
          await statements.cashFlow(month),
          await statements.costStructure({ ...month, category: null }),
          await statements.generalLedger({ account: 'Rent', from, to, category: null, shootType: 'wedding' }),
          await statements.cashJournal({ from, to }),
          await statements.orderMargin({ orderId: 'o1' }),
          await statements.orderMargins({ from, to }),
        ]
        for (const answer of answers) await followAll(manager, answer, 4)
      }),
      { numRuns: 3, endOnFailure: true },
    )
  }, 60_000)
})

/** The ledger of an account, page by page: every balance is that of the line before and the line itself. */
async function expectLedger(
  desk: Books['manager'],
  account: string,
  from: string,
  to: string,
  opening: bigint,
  closing: bigint,
) {
  let balance = opening
  let cursor: string | undefined
  do {
    const page: Awaited<ReturnType<Desk['statements']['generalLedger']>> = await desk.statements.generalLedger({
      account,
      from,
      to,
      limit: 2,
      cursor,
    })
    for (const line of page.items) {
      balance += minor(line.debit) - minor(line.credit)
      expect(minor(line.balance)).toBe(balance)
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(balance).toBe(closing)
}
