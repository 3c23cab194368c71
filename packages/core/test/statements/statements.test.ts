import { describe, expect, it } from 'vitest'
import { type Books, type LineGiven, lines, openBooks } from './books.ts'
import { followAll } from './follow-all.ts'

const october = { from: '2026-10-01', to: '2026-10-31' }
const november = { from: '2026-11-01', to: '2026-11-30' }

/** Two months of a small studio: money put in, rent, stock on credit, an order paid, delivered and in part given back. */
async function twoMonths(): Promise<Books> {
  const books = await openBooks()
  const { manager, clock } = books
  const post = (date: string, ...given: LineGiven[]) => manager.clerk.post({ date, lines: lines(...given) })
  await post('2026-09-30', ['Bank:icbc', '50000'], ['Capital', '-50000'])
  await post('2026-10-01', ['Rent', '8000'], ['Bank:icbc', '-8000'])
  await post('2026-10-02', ['Equipment', '12000'], ['Bank:icbc', '-12000'])
  await post('2026-10-05', ['Inventory:Albums', '3000'], ['AP:Suppliers', '-3000'])
  await post('2026-10-20', ['AP:Suppliers', '1000'], ['Bank:icbc', '-1000'])
  clock.now = '2026-10-10T04:00:00.000Z'
  await manager.sales.open({ orderId: 'o1', total: '5000', legs: [{ method: 'wechat', amount: '4000' }] })
  clock.now = '2026-11-05T04:00:00.000Z'
  await manager.clerk.deliver({
    orderId: 'o1',
    category: 'package',
    shootType: 'wedding',
    amount: '5500',
    discount: '500',
  })
  await manager.clerk.post({
    orderId: 'o1',
    lines: lines(['COGS:Albums', '420', { category: 'album', shootType: 'wedding' }], ['Inventory:Albums', '-420']),
  })
  await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '600' }] })
  clock.now = '2026-11-22T04:00:00.000Z'
  await post('2026-11-06', ['Bank:icbc', '3976'], ['PaymentFees', '24'], ['Clearing:WeChat', '-4000'])
  await post('2026-11-07', ['Rent', '8000'], ['Bank:icbc', '-8000'])
  return books
}

const amounts = (rows: readonly { account: string; amount: string }[]) =>
  Object.fromEntries(rows.map(({ account, amount }) => [account, amount]))

describe('the profit and loss statement', () => {
  it('has revenue, discounts, cost of goods and expenses when they are earned and spent', async () => {
    const { manager } = await twoMonths()
    const { total, parts, ...head } = await manager.statements.profitAndLoss({ ...november, compare: 'previous' })
    expect(head).toEqual({
      currency: 'CNY',
      ...november,
      basis: 'accrual',
      comparedWith: october,
      otherCurrencies: [],
    })
    expect(parts).toEqual([])
    expect(amounts(total.revenue.accounts)).toEqual({ 'Income:Package': '5500.00' })
    expect(amounts(total.discounts.accounts)).toEqual({ 'Income:Discounts': '500.00' })
    expect(total.netRevenue.amount).toBe('5000.00')
    expect(amounts(total.costOfGoods.accounts)).toEqual({ 'COGS:Albums': '420.00' })
    expect(total.grossProfit.amount).toBe('4580.00')
    expect(amounts(total.operatingExpenses.accounts)).toEqual({ PaymentFees: '24.00', Rent: '8000.00' })
    expect(total.netProfit).toMatchObject({
      amount: '-3444.00',
      compared: { amount: '-8000.00', difference: '4556.00', ratio: '0.5695' },
    })
    expect(total.revenue.total.compared).toMatchObject({ amount: '0.00', difference: '5500.00', ratio: null })
    expect(total.operatingExpenses.accounts[1]?.compared).toMatchObject({ difference: '0.00', ratio: '0.0000' })
  })

  it('has what was received and paid on a cash basis', async () => {
    const { manager } = await twoMonths()
    const inOctober = (await manager.statements.profitAndLoss({ ...october, basis: 'cash' })).total
    expect(amounts(inOctober.revenue.accounts)).toEqual({ CustomerDeposits: '4000.00' })
    expect(amounts(inOctober.costOfGoods.accounts)).toEqual({ 'AP:Suppliers': '1000.00' })
    expect(amounts(inOctober.operatingExpenses.accounts)).toEqual({ Rent: '8000.00' })
    expect(inOctober.netProfit.amount).toBe('-5000.00')
    const inNovember = (await manager.statements.profitAndLoss({ ...november, basis: 'cash' })).total
    expect(amounts(inNovember.revenue.accounts)).toEqual({ 'AR:Customers': '600.00' })
    expect(inNovember.netProfit.amount).toBe('-7424.00')
  })

  it('is cut by interval and told apart by branch, category and shoot type', async () => {
    const { manager, as } = await twoMonths()
    const south = as('manager', { branch: 'south' })
    await south.clerk.post({ date: '2026-11-03', lines: lines(['Marketing', '100'], ['Cash:Safe', '-100']) })
    const all = { from: '2026-10-15', to: '2026-11-22' }
    const shown = async (asked: object) =>
      (await manager.statements.profitAndLoss({ ...all, ...asked })).parts.map(
        ({ name, branch, category, shootType, netProfit }) => [
          name,
          [branch, category, shootType].find((one) => one !== undefined),
          netProfit.amount,
        ],
      )
    expect(await shown({ interval: 'month' })).toEqual([
      ['2026-10', undefined, '0.00'],
      ['2026-11', undefined, '-3544.00'],
    ])
    expect(await shown({ interval: 'quarter', by: 'branch' })).toEqual([
      ['2026-Q4', 'main', '-3444.00'],
      ['2026-Q4', 'south', '-100.00'],
    ])
    expect(await shown({ by: 'category' })).toEqual([
      ['2026-10-15/2026-11-22', null, '-8124.00'],
      ['2026-10-15/2026-11-22', 'album', '-420.00'],
      ['2026-10-15/2026-11-22', 'package', '5000.00'],
    ])
    expect(await shown({ by: 'shootType', branch: 'main' })).toEqual([
      ['2026-10-15/2026-11-22', null, '-8024.00'],
      ['2026-10-15/2026-11-22', 'wedding', '4580.00'],
    ])
    const wedding = await manager.statements.profitAndLoss({ ...all, shootType: 'wedding' })
    expect(wedding.total.netProfit.amount).toBe('4580.00')
    const neither = await manager.statements.profitAndLoss({ ...all, shootType: null, category: null })
    expect(neither.total.netProfit.amount).toBe('-8124.00')
  })

  it('is the same before and after a year is closed', async () => {
    const { manager, clock } = await twoMonths()
    clock.now = '2027-01-02T04:00:00.000Z'
    const year = { from: '2026-01-01', to: '2026-12-31', interval: 'month', by: 'category' } as const
    const before = await manager.statements.profitAndLoss(year)
    const costs = await manager.statements.costStructure({ from: year.from, to: year.to })
    await manager.ledger.closeYear({ year: 2026 })
    expect(await manager.statements.profitAndLoss(year)).toEqual(before)
    expect(await manager.statements.costStructure({ from: year.from, to: year.to })).toEqual(costs)
    expect(await followAll(manager, before)).toBeGreaterThan(50)
    const { equity } = await manager.statements.balanceSheet({ asOf: '2026-12-31' })
    expect(equity.result.amount).toBe('0.00')
    expect(amounts(equity.accounts)).toEqual({ Capital: '50000.00', RetainedEarnings: '-11444.00' })
  })
})

describe('the balance sheet', () => {
  it('has assets equal to liabilities, equity and result', async () => {
    const { manager } = await twoMonths()
    const sheet = await manager.statements.balanceSheet({ asOf: '2026-11-30', compare: 'previous' })
    expect(sheet.comparedWith).toBe('2026-10-31')
    expect(amounts(sheet.assets.accounts)).toEqual({
      'AR:Customers': '400.00',
      'Bank:icbc': '24976.00',
      'Cash:Till:main': '600.00',
      'Clearing:WeChat': '0.00',
      Equipment: '12000.00',
      'Inventory:Albums': '2580.00',
    })
    expect(amounts(sheet.liabilities.accounts)).toEqual({ 'AP:Suppliers': '2000.00', CustomerDeposits: '0.00' })
    expect(sheet.equity.result).toMatchObject({ amount: '-11444.00', compared: { amount: '-8000.00' } })
    expect(sheet.equity.total.amount).toBe('38556.00')
    expect(sheet.assets.total.amount).toBe('40556.00')
    expect(sheet.liabilitiesAndEquity.amount).toBe('40556.00')
    expect(await followAll(manager, sheet)).toBeGreaterThan(20)
  })
})

describe('the cash flow statement', () => {
  it('goes from the opening to the closing balance by activity', async () => {
    const { manager } = await twoMonths()
    const flow = await manager.statements.cashFlow({ ...october, compare: 'previous' })
    const rows = (of: typeof flow.operating) =>
      of.accounts.map(({ account, moneyIn, moneyOut, net }) => [account, moneyIn.amount, moneyOut.amount, net.amount])
    expect(flow.opening.amount).toBe('50000.00')
    expect(rows(flow.operating)).toEqual([
      ['AP:Suppliers', '0.00', '1000.00', '-1000.00'],
      ['CustomerDeposits', '4000.00', '0.00', '4000.00'],
      ['Rent', '0.00', '8000.00', '-8000.00'],
    ])
    expect(rows(flow.investing)).toEqual([['Equipment', '0.00', '12000.00', '-12000.00']])
    expect(rows(flow.financing)).toEqual([['Capital', '0.00', '0.00', '0.00']])
    expect(flow.financing.net).toMatchObject({ amount: '0.00', compared: { amount: '50000.00', ratio: '-1.0000' } })
    expect(flow.change.amount).toBe('-17000.00')
    expect(flow.closing.amount).toBe('33000.00')
    expect(flow.cashProfit).toMatchObject({
      outsideProfit: { amount: '-12000.00' },
      keptBonds: { amount: '0.00' },
      netProfit: { amount: '-5000.00' },
    })
    expect(await followAll(manager, flow)).toBeGreaterThan(30)
  })

  it('counts a bond as the profit of the day on which it is kept', async () => {
    const { manager } = await openBooks()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    await manager.ledger.takePayment({ orderId: 'o1', purpose: 'bond', legs: [{ method: 'cash', amount: '300' }] })
    const today = { from: '2026-11-22', to: '2026-11-22' }
    expect((await manager.statements.cashFlow(today)).cashProfit.netProfit.amount).toBe('0.00')
    await manager.ledger.returnBond({ orderId: 'o1', kept: '300', reason: 'torn' })
    const flow = await manager.statements.cashFlow(today)
    expect(flow.change.amount).toBe('300.00')
    expect(flow.cashProfit).toMatchObject({
      outsideProfit: { amount: '300.00' },
      keptBonds: { amount: '300.00' },
      netProfit: { amount: '300.00' },
    })
    await followAll(manager, flow)
  })
})

describe('the cost structure', () => {
  it('has the share of each expense, the highest first', async () => {
    const { manager } = await twoMonths()
    const costs = await manager.statements.costStructure(november)
    expect(costs).toMatchObject({
      netRevenue: { amount: '5000.00' },
      expenses: { amount: '8444.00' },
      shareOfRevenue: '1.6888',
    })
    expect(costs.accounts.map((row) => [row.account, row.amount, row.shareOfExpenses, row.shareOfRevenue])).toEqual([
      ['Rent', '8000.00', '0.9474', '1.6000'],
      ['COGS:Albums', '420.00', '0.0497', '0.0840'],
      ['PaymentFees', '24.00', '0.0028', '0.0048'],
    ])
    expect(await followAll(manager, costs)).toBe(5)
  })

  it('has no share of nothing', async () => {
    const { manager } = await twoMonths()
    const costs = await manager.statements.costStructure(october)
    expect(costs.accounts.map((row) => [row.shareOfExpenses, row.shareOfRevenue])).toEqual([['1.0000', null]])
    const none = await manager.statements.costStructure({ from: '2020-01-01', to: '2020-01-31' })
    expect(none).toMatchObject({ accounts: [], shareOfRevenue: null, expenses: { amount: '0.00' } })
  })
})

describe('the trial balance', () => {
  it('has opening, movements and closing, each with equal sides', async () => {
    const { manager } = await twoMonths()
    const trial = await manager.statements.trialBalance(november)
    const bank = trial.accounts.find(({ account }) => account === 'Bank:icbc')
    expect(bank).toMatchObject({
      name: 'Bank icbc',
      opening: { amount: '29000.00' },
      debit: { amount: '3976.00' },
      credit: { amount: '8000.00' },
      closing: { amount: '24976.00' },
    })
    const { totals } = trial
    expect(totals.openingDebit.amount).toBe(totals.openingCredit.amount)
    expect(totals.debit.amount).toBe(totals.credit.amount)
    expect(totals.closingDebit.amount).toBe(totals.closingCredit.amount)
    expect(totals.closingDebit.amount).not.toBe('0.00')
    expect(await followAll(manager, trial)).toBeGreaterThan(40)
  })
})

describe('the general ledger of an account', () => {
  it('has the balance after each line, on every page', async () => {
    const { manager } = await twoMonths()
    const asked = { account: 'Bank:icbc', from: '2026-10-02', to: '2026-11-22', limit: 2 }
    const first = await manager.statements.generalLedger(asked)
    expect([first.opening, first.debit, first.credit, first.closing].map(({ amount }) => amount)).toEqual([
      '42000.00',
      '3976.00',
      '21000.00',
      '24976.00',
    ])
    expect(first.items.map(({ credit, balance, counterAccounts }) => [credit, balance, counterAccounts])).toEqual([
      ['12000.00', '30000.00', ['Equipment']],
      ['1000.00', '29000.00', ['AP:Suppliers']],
    ])
    const second = await manager.statements.generalLedger({ ...asked, cursor: first.next ?? '' })
    expect(second.items.map(({ balance, counterAccounts }) => [balance, counterAccounts])).toEqual([
      ['32976.00', ['Clearing:WeChat']],
      ['24976.00', ['Rent']],
    ])
    expect(second.next).toBeNull()
    await followAll(manager, first)
  })

  it('stays right where a line is dated back between two pages', async () => {
    const { manager } = await twoMonths()
    const asked = { account: 'Bank:icbc', limit: 3 }
    const first = await manager.statements.generalLedger(asked)
    await manager.clerk.post({ date: '2026-10-01', lines: lines(['Bank:icbc', '7'], ['Capital', '-7']) })
    const second = await manager.statements.generalLedger({ ...asked, cursor: first.next ?? '' })
    expect(second.items.at(-1)?.balance).toBe(second.closing.amount)
  })

  it('is of an account that exists', async () => {
    const { manager } = await openBooks()
    for (const account of ['Nowhere', 'Bank']) {
      await expect(manager.statements.generalLedger({ account })).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
    }
    expect(await manager.statements.generalLedger({ account: 'Loan' })).toMatchObject({ items: [], next: null })
  })
})

describe('the cash journal', () => {
  it('has every receipt and payment with what it was for and the balance of its account', async () => {
    const { manager } = await twoMonths()
    const journal = await manager.statements.cashJournal({ from: '2026-11-01', limit: 4 })
    expect(journal.accounts.map(({ account, opening, closing }) => [account, opening.amount, closing.amount])).toEqual([
      ['Bank:icbc', '29000.00', '24976.00'],
      ['Cash:Till:main', '0.00', '600.00'],
      ['Clearing:WeChat', '4000.00', '0.00'],
    ])
    expect(journal.total).toMatchObject({ opening: { amount: '33000.00' }, closing: { amount: '25576.00' } })
    expect(journal.items.map((one) => [one.account, one.debit, one.credit, one.balance, one.counterAccounts])).toEqual([
      ['Cash:Till:main', '600.00', '0.00', '600.00', ['AR:Customers']],
      ['Bank:icbc', '3976.00', '0.00', '32976.00', ['Clearing:WeChat']],
      ['Clearing:WeChat', '0.00', '4000.00', '0.00', ['Bank:icbc', 'PaymentFees']],
      ['Bank:icbc', '0.00', '8000.00', '24976.00', ['Rent']],
    ])
    const paged = []
    let cursor: string | undefined
    do {
      const page = await manager.statements.cashJournal({ from: '2026-11-01', limit: 1, cursor })
      paged.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(paged).toEqual(journal.items)
    const bank = await manager.statements.cashJournal({ account: 'Bank:icbc' })
    expect(bank.items.map(({ balance }) => balance).at(-1)).toBe('24976.00')
    await expect(manager.statements.cashJournal({ account: 'Rent' })).rejects.toMatchObject({
      code: 'STATEMENT_ACCOUNT_NOT_MONEY',
    })
  })
})

describe('the margin of an order', () => {
  it('is what its lines earned less what they cost', async () => {
    const { manager } = await twoMonths()
    const margin = await manager.statements.orderMargin({ orderId: 'o1' })
    expect(margin).toMatchObject({
      orderId: 'o1',
      netRevenue: { amount: '5000.00' },
      costs: { amount: '420.00' },
      netProfit: { amount: '4580.00' },
      marginRatio: '0.9160',
    })
    expect(await followAll(manager, margin)).toBeGreaterThan(5)
    await manager.sales.open({ orderId: 'o2', total: '10' })
    expect(await manager.statements.orderMargin({ orderId: 'o2' })).toMatchObject({
      netProfit: { amount: '0.00' },
      marginRatio: null,
    })
    await expect(manager.statements.orderMargin({ orderId: 'o9' })).rejects.toMatchObject({
      code: 'STATEMENT_ORDER_UNKNOWN',
    })
  })

  it('is listed once for every order of which something was delivered', async () => {
    const { manager } = await twoMonths()
    for (const orderId of ['o2', 'o3', 'o4']) {
      await manager.sales.open({ orderId, total: '100' })
      for (const amount of ['60', '40']) await manager.clerk.deliver({ orderId, amount })
    }
    const found = []
    let cursor: string | undefined
    do {
      const page = await manager.statements.orderMargins({ ...november, limit: 2, cursor })
      found.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(found.map(({ orderId, deliveredOn, margin }) => [orderId, deliveredOn, margin.amount])).toEqual([
      ['o1', '2026-11-05', '4580.00'],
      ['o2', '2026-11-22', '100.00'],
      ['o3', '2026-11-22', '100.00'],
      ['o4', '2026-11-22', '100.00'],
    ])
    await followAll(manager, found)
    expect((await manager.statements.orderMargins(october)).items).toEqual([])
  })
})

describe('other currencies', () => {
  it('are listed apart and never added', async () => {
    const { manager } = await twoMonths()
    await manager.clerk.post({
      date: '2026-11-10',
      lines: lines(
        ['Bank:icbc', '100', { currency: 'USD' }],
        ['Capital', '-100', { currency: 'USD' }],
        ['Capital', '712'],
        ['CustomerDeposits', '-712'],
      ),
    })
    const sheet = await manager.statements.balanceSheet({ asOf: '2026-11-30' })
    expect(sheet.assets.total.amount).toBe('40556.00')
    expect(sheet.assets.total.amount).toBe(sheet.liabilitiesAndEquity.amount)
    expect(sheet.otherCurrencies).toMatchObject([{ currency: 'USD', assets: { total: { amount: '100.00' } } }])
    const flow = await manager.statements.cashFlow(november)
    expect(flow.otherCurrencies).toMatchObject([{ currency: 'USD', closing: { amount: '100.00' } }])
    const ledger = await manager.statements.generalLedger({ account: 'Bank:icbc' })
    expect(ledger.closing.amount).toBe('24976.00')
    expect(ledger.otherCurrencies).toMatchObject([{ currency: 'USD', closing: { amount: '100.00' } }])
    const trial = await manager.statements.trialBalance(november)
    for (const answer of [sheet, flow, ledger, trial]) expect(await followAll(manager, answer)).toBeGreaterThan(3)
    expect((await manager.statements.cashJournal({})).otherCurrencies).toEqual(['USD'])
    const dollars = await manager.statements.cashJournal({ currency: 'USD' })
    expect(dollars.items.map(({ balance }) => balance)).toEqual(['100.00'])
  })
})

describe('names', () => {
  it("are in the session's language", async () => {
    const { engine } = await twoMonths()
    const actor = { id: 'li-na', roles: ['accountant'] }
    const desk = engine.as({ tenant: 'rose', branch: 'main', actor, locale: 'zh-CN' })
    const { assets } = await desk.statements.balanceSheet({})
    expect(assets.accounts.map(({ name }) => name)).toContain('设备')
    expect(assets.accounts.map(({ name }) => name)).toContain('应收客户款')
  })
})
