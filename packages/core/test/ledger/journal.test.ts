import { describe, expect, it } from 'vitest'
import { openStudio } from './counter.ts'

describe('a manual entry', () => {
  it('is posted by who may, and shows in the trial balance', async () => {
    const { as } = await openStudio()
    const accountant = as('accountant')
    const entry = await accountant.ledger.post({
      memo: 'Rent of November',
      lines: [
        { account: 'Rent', debit: '8000.00' },
        { account: 'Bank:ICBC', credit: '8000.00' },
      ],
    })
    expect(entry).toMatchObject({ kind: 'manual', amount: '8000.00', number: null, actor: 'accountant' })
    expect((await accountant.ledger.entries({})).items).toEqual([entry])
    expect(await accountant.ledger.trialBalance()).toEqual({
      accounts: [
        { account: 'Bank:ICBC', currency: 'CNY', debit: '0.00', credit: '8000.00', balance: '-8000.00' },
        { account: 'Rent', currency: 'CNY', debit: '8000.00', credit: '0.00', balance: '8000.00' },
      ],
      totals: [{ currency: 'CNY', debit: '8000.00', credit: '8000.00' }],
    })
  })

  it.each([
    [
      'ENTRY_UNBALANCED',
      [
        { account: 'Rent', debit: '1.00' },
        { account: 'Cash:Safe', credit: '1.01' },
      ],
    ],
    [
      'ENTRY_LINE_NOT_POSITIVE',
      [
        { account: 'Rent', debit: '-1' },
        { account: 'Cash:Safe', credit: '-1' },
      ],
    ],
    [
      'ACCOUNT_UNKNOWN',
      [
        { account: 'Rents', debit: '1' },
        { account: 'Cash:Safe', credit: '1' },
      ],
    ],
    [
      'ACCOUNT_UNKNOWN',
      [
        { account: 'Bank', debit: '1' },
        { account: 'Cash:Safe', credit: '1' },
      ],
    ],
    [
      'ACCOUNT_CONTROLLED',
      [
        { account: 'CustomerDeposits', debit: '1' },
        { account: 'Cash:Safe', credit: '1' },
      ],
    ],
    ['INPUT_INVALID', [{ account: 'Rent', debit: '1' }]],
    ['INPUT_INVALID', [{ account: 'Rent', debit: '1', credit: '1' }, { account: 'Cash:Safe' }]],
  ])('is refused with %s', async (code, lines) => {
    const { manager } = await openStudio()
    await expect(manager.ledger.post({ memo: 'wrong', lines })).rejects.toMatchObject({ code })
    expect((await manager.ledger.entries({})).items).toEqual([])
  })

  it("is not a cashier's", async () => {
    const { cashier } = await openStudio()
    const lines = [
      { account: 'Rent', debit: '1' },
      { account: 'Cash:Safe', credit: '1' },
    ]
    await expect(cashier.ledger.post({ memo: 'rent', lines })).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('the chart of accounts', () => {
  it('speaks the language of the session', async () => {
    const { engine } = await openStudio()
    const actor = { id: 'li-na', roles: ['owner'] }
    const name = async (locale: string) => {
      const desk = engine.as({ tenant: 'rose', branch: 'main', locale, actor })
      return (await desk.ledger.accounts()).accounts.find((account) => account.code === 'CustomerDeposits')?.name
    }
    expect([await name('en'), await name('zh-CN')]).toEqual(['Customer deposits', '预收客户款'])
  })

  it('takes accounts of the studio, renames the default ones, and closes its own', async () => {
    const { manager } = await openStudio()
    const printing = { code: 'Income:Printing', name: 'Printing', nameZh: '冲印收入', type: 'income' as const }
    await manager.ledger.openAccount(printing)
    await manager.ledger.openAccount({ code: 'Rent', name: 'Rent of the studio', type: 'expense' })
    const sale = {
      memo: 'prints',
      lines: [
        { account: 'Cash:Safe', debit: '5' },
        { account: 'Income:Printing', credit: '5' },
      ],
    }
    await manager.ledger.post(sale)
    const { accounts } = await manager.ledger.accounts()
    expect(accounts.find((account) => account.code === 'Rent')?.name).toBe('Rent of the studio')
    expect(accounts.at(-1)).toMatchObject({ code: 'Income:Printing', type: 'income', active: true })
    await manager.ledger.openAccount({ ...printing, active: false })
    await expect(manager.ledger.post(sale)).rejects.toMatchObject({ code: 'ACCOUNT_CLOSED' })
    expect(await manager.ledger.accountBalance({ account: 'Income:Printing' })).toMatchObject({ balance: '-5.00' })
  })

  it.each([
    ['ACCOUNT_FIXED', { code: 'Rent', name: 'Rent', type: 'income' as const }],
    ['ACCOUNT_FIXED', { code: 'Income:Discounts', name: 'Discounts', type: 'income' as const }],
    ['ACCOUNT_FIXED', { code: 'Rent', name: 'Rent', type: 'expense' as const, active: false }],
    ['ACCOUNT_CODE_INVALID', { code: '收入', name: 'Income', type: 'income' as const }],
    ['ACCOUNT_CODE_INVALID', { code: 'Bank', name: 'Bank', type: 'asset' as const }],
  ])('is kept by %s', async (code, account) => {
    const { manager } = await openStudio()
    await expect(manager.ledger.openAccount(account)).rejects.toMatchObject({ code })
  })

  it('does not know what was never opened', async () => {
    const { manager } = await openStudio()
    await expect(manager.ledger.accountBalance({ account: 'Rents' })).rejects.toMatchObject({ code: 'ACCOUNT_UNKNOWN' })
  })
})

/** Five orders of 100 over three days and two branches; the first three are paid. */
async function fiveOrders() {
  const studio = await openStudio()
  const { manager, as, clock } = studio
  const days = ['2026-11-20', '2026-11-21', '2026-11-22']
  for (const [index, day] of days.entries()) {
    clock.now = `${day}T04:00:00.000Z`
    const desk = index === 2 ? as('manager', { branch: 'east' }) : manager
    const orderId = `paid-${index}`
    await desk.sales.open({ orderId, total: '100' })
    const legs = [
      { method: 'cash', amount: '60' },
      { method: index === 0 ? 'card' : 'cash', amount: '30' },
    ]
    await desk.ledger.takePayment({ orderId, legs })
  }
  await manager.sales.open({ orderId: 'late', total: '100', dueDate: '2026-11-12' })
  await manager.sales.open({ orderId: 'open', total: '50', dueDate: '2026-12-01' })
  return studio
}

describe('the listings', () => {
  it('page through receipts, the newest first, by date, branch, order, customer and method', async () => {
    const { manager } = await fiveOrders()
    const orders = async (asked: Parameters<typeof manager.ledger.receipts>[0]) =>
      (await manager.ledger.receipts(asked)).items.map((receipt) => receipt.orderId)
    expect(await orders({})).toEqual(['paid-2', 'paid-1', 'paid-0'])
    expect(await orders({ method: 'card' })).toEqual(['paid-0'])
    expect(await orders({ from: '2026-11-21', to: '2026-11-21' })).toEqual(['paid-1'])
    expect(await orders({ branch: 'east' })).toEqual(['paid-2'])
    expect(await orders({ orderId: 'paid-0' })).toEqual(['paid-0'])
    expect(await orders({ customerId: 'somebody' })).toEqual([])
    const first = await manager.ledger.receipts({ limit: 2 })
    expect(first.items).toHaveLength(2)
    const second = await manager.ledger.receipts({ limit: 2, cursor: first.next ?? '' })
    expect(second).toMatchObject({ items: [{ orderId: 'paid-0' }], next: null })
  })

  it('show each entry of an account once, also where its lines lie on two pages', async () => {
    const { manager } = await fiveOrders()
    const seen: string[] = []
    let cursor: string | undefined
    for (;;) {
      const page = await manager.ledger.entries({ account: 'Cash:Till:main', limit: 1, cursor })
      seen.push(...page.items.map((entry) => entry.orderId ?? ''))
      if (page.next === null) break
      cursor = page.next
    }
    expect(seen).toEqual(['paid-0', 'paid-1'])
    const [entry] = (await manager.ledger.entries({ account: 'Cash:Till:main', to: '2026-11-20' })).items
    expect(entry?.lines).toHaveLength(3)
  })

  it('say who owes how much, and since when', async () => {
    const { manager } = await fiveOrders()
    const all = await manager.ledger.receivables({})
    expect(all).toMatchObject({ count: 5, outstanding: '180.00', arrears: '100.00', next: null })
    expect(all.items.map(({ orderId, balanceDue, daysOverdue }) => [orderId, balanceDue, daysOverdue])).toEqual([
      ['paid-0', '10.00', 0],
      ['paid-1', '10.00', 0],
      ['paid-2', '10.00', 0],
      ['late', '100.00', 10],
      ['open', '50.00', 0],
    ])
    expect((await manager.ledger.receivables({ overdue: true })).items.map((order) => order.orderId)).toEqual(['late'])
    await manager.ledger.takePayment({ orderId: 'late', legs: [{ method: 'cash', amount: '100' }] })
    expect(await manager.ledger.receivables({ overdue: true })).toMatchObject({
      items: [],
      arrears: '0.00',
      outstanding: '0.00',
    })
    expect(await manager.ledger.receivables({})).toMatchObject({ outstanding: '80.00', arrears: '0.00' })
  })

  it('answer balances as of a date and by branch, which add up', async () => {
    const { manager } = await fiveOrders()
    const balance = async (asked: object) =>
      (await manager.ledger.accountBalance({ account: 'CustomerDeposits', ...asked })).balance
    expect(await balance({})).toBe('-270.00')
    expect(await balance({ asOf: '2026-11-20' })).toBe('-90.00')
    expect(await balance({ branch: 'east' })).toBe('-90.00')
    const parts = await Promise.all(
      ['main', 'east'].map(async (branch) => (await manager.ledger.trialBalance({ branch })).totals[0]),
    )
    expect(parts).toEqual([
      { currency: 'CNY', debit: '180.00', credit: '180.00' },
      { currency: 'CNY', debit: '90.00', credit: '90.00' },
    ])
    expect((await manager.ledger.trialBalance({ from: '2026-11-21', to: '2026-11-21' })).totals).toEqual([
      { currency: 'CNY', debit: '90.00', credit: '90.00' },
    ])
  })

  it("hold nothing of another studio's", async () => {
    const { as } = await fiveOrders()
    const other = as('owner', { tenant: 'lily' })
    expect((await other.ledger.entries({})).items).toEqual([])
    expect((await other.ledger.receipts({})).items).toEqual([])
    expect(await other.ledger.trialBalance()).toEqual({ accounts: [], totals: [] })
    expect(await other.ledger.receivables({})).toMatchObject({ items: [], outstanding: '0.00' })
  })
})
