import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastOf, ratioOf, thresholdsReached } from '../../src/budgets/variance.ts'
import { thresholdCrossed } from '../../src/budgets/index.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { subscribe } from '../../src/engine/subscriber.ts'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { Money } from '../../src/values/money.ts'
import { albums, bank, type Desk, openBackOffice, openWithSupplier } from '../payables/studio.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const months = (amount: string) => Array.from({ length: 12 }, () => amount)
const marketing = { account: 'Marketing', months: months('1000') }

const spend = (desk: Desk, amount: string, category = 'marketing') =>
  desk.expenses.record({ lines: [{ category, amount }], legs: bank(amount) })

async function approved(
  desk: Desk,
  lines: readonly { account: string; category?: string; months?: string[]; year?: string; hard?: boolean }[],
) {
  const { id: versionId } = await desk.budgets.draft({ year: 2026, name: 'Budget', lines: [...lines] })
  await desk.budgets.approve({ versionId })
  return versionId
}

describe('a budget', () => {
  it('is drafted, changed and approved, and supersedes the one before', async () => {
    const { manager, accountant } = await openBackOffice()
    const lines = [marketing, { account: 'Rent', category: 'rent', year: '100' }]
    const first = await accountant.budgets.draft({ year: 2026, name: 'First', lines })
    expect(first).toMatchObject({ revision: 1, state: 'draft' })
    expect(first.lines.map((line) => [line.year, line.months[0], line.months[11]])).toEqual([
      ['12000.00', '1000.00', '1000.00'],
      ['100.00', '8.34', '8.33'],
    ])
    const changed = await accountant.budgets.changeDraft({ versionId: first.id, lines: [marketing] })
    expect(changed.lines).toHaveLength(1)
    await expect(accountant.budgets.approve({ versionId: first.id })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
    expect(await manager.budgets.approve({ versionId: first.id })).toMatchObject({ approvedBy: 'the-manager' })
    for (const change of [
      () => accountant.budgets.changeDraft({ versionId: first.id, lines: [marketing] }),
      () => manager.budgets.approve({ versionId: first.id }),
    ]) {
      await expect(change()).rejects.toMatchObject({ code: 'BUDGET_NOT_DRAFT' })
    }
    const second = await approved(manager, [marketing])
    const { items } = await manager.budgets.versions({ year: 2026 })
    expect(items.map(({ id, state }) => [id, state])).toEqual([
      [second, 'approved'],
      [first.id, 'superseded'],
    ])
    expect((await manager.budgets.version({ versionId: second })).lines).toHaveLength(1)
  })

  it('refuses lines that are no budget', async () => {
    const { manager } = await openBackOffice()
    const draft = (lines: object[]) => manager.budgets.draft({ year: 2026, name: 'Bad', lines: lines as never })
    const refused: [object[], string][] = [
      [[{ account: 'Bank:icbc', year: '1' }], 'BUDGET_LINE_INVALID'],
      [[{ account: 'Nothing', year: '1' }], 'BUDGET_LINE_INVALID'],
      [[marketing, { account: 'Marketing', year: '1' }], 'BUDGET_LINE_INVALID'],
      [[{ account: 'Income:Package', year: '1', hard: true }], 'BUDGET_LINE_INVALID'],
      [[{ account: 'Rent', months: ['-1', ...months('1').slice(1)] }], 'BUDGET_LINE_INVALID'],
      [[{ account: 'Rent', months: ['1'] }], 'INPUT_INVALID'],
      [[{ account: 'Rent' }], 'INPUT_INVALID'],
    ]
    for (const [lines, code] of refused) {
      await expect(draft(lines), JSON.stringify(lines)).rejects.toMatchObject({ code })
    }
    await expect(manager.budgets.version({ versionId: 'none' })).rejects.toMatchObject({ code: 'BUDGET_UNKNOWN' })
    await expect(manager.budgets.compare({ year: 2026, from: 3, to: 2 })).rejects.toMatchObject({
      code: 'BUDGET_PERIOD_INVALID',
    })
  })

  it('is held against the books by account, group and category, in one branch or several', async () => {
    const { manager, as } = await openBackOffice()
    const lines = [
      marketing,
      { account: 'Payroll', year: '1200' },
      { account: 'Income', year: '120000' },
      { account: 'Rent', category: 'shop', months: months('0') },
    ]
    await approved(manager, lines)
    await spend(manager, '1100')
    await manager.ledger.post({
      memo: 'wages',
      lines: [
        { account: 'Payroll:Gross', debit: '50' },
        { account: 'Payroll:EmployerInsurance', debit: '10' },
        { account: 'Rent', debit: '5', category: 'shop' },
        { account: 'Rent', debit: '7' },
        { account: 'Income:Product', credit: '3000' },
        { account: 'Bank:icbc', debit: '2928' },
      ],
    })
    const november = await manager.budgets.compare({ year: 2026, from: 11, to: 11 })
    expect(
      november.lines.map(({ account, budget, actual, difference, ratio, forecast }) => [
        account,
        budget,
        actual,
        difference,
        ratio,
        forecast,
      ]),
    ).toEqual([
      ['Marketing', '1000.00', '1100.00', '-100.00', '1.1000', '1500.00'],
      ['Payroll', '100.00', '60.00', '40.00', '0.6000', '81.82'],
      ['Income', '10000.00', '3000.00', '7000.00', '0.3000', '4090.91'],
      ['Rent', '0.00', '5.00', '-5.00', null, '6.82'],
    ])
    const east = as('manager', { branch: 'east' })
    await approved(east, [marketing])
    await spend(east, '1')
    const both = await manager.budgets.compare({ year: 2026, from: 11, to: 12, branches: ['main', 'east'] })
    expect(both.lines[0]).toMatchObject({ budget: '4000.00', actual: '1101.00' })
    expect((await east.budgets.compare({ year: 2026, from: 12, to: 12 })).lines[0]).toMatchObject({ forecast: null })
  })

  it("is copied from a past year's books with a factor, without what closed the year", async () => {
    const { manager, clock } = await openBackOffice()
    await spend(manager, '100.01')
    await manager.ledger.post({
      memo: 'sale',
      lines: [
        { account: 'Bank:icbc', debit: '500' },
        { account: 'Income:Product', credit: '500' },
      ],
    })
    clock.now = '2027-01-05T04:00:00.000Z'
    await manager.ledger.closeYear({ year: 2026 })
    const { lines } = await manager.budgets.draftFromActuals({ year: 2027, name: 'Next', factor: '1.05' })
    expect(lines.map((line) => [line.account, line.income, line.months[10], line.year])).toEqual([
      ['Income:Product', true, '525.00', '525.00'],
      ['Marketing', false, '105.01', '105.01'],
    ])
    await expect(manager.budgets.draftFromActuals({ year: 2025, name: 'None' })).rejects.toMatchObject({
      code: 'BUDGET_PERIOD_INVALID',
    })
  })
})

describe('warnings', () => {
  it('are given once for each threshold, of the month and of the year', async () => {
    const told: string[] = []
    const listener = definePlugin({
      name: 'listener',
      version: '1.0.0',
      requires: { budgets: '*' },
      subscribers: [
        subscribe({
          name: 'listen',
          to: [thresholdCrossed],
          async handle(_context, { data: { account, period, threshold, actual } }) {
            told.push(`${account} ${period} ${threshold} % ${actual}`)
          },
        }),
      ],
    })
    const disk = memoryDisk()
    const here = await openBackOffice({ storage: memory({ disk }), plugins: [listener] })
    const there = await openBackOffice({ storage: memory({ disk }), plugins: [listener] })
    await approved(here.manager, [{ account: 'Marketing', months: [...months('0').slice(2), '1000', '1000'] }])
    const settled = async () => {
      for (let round = 0; round < 3; round++) await Promise.all([here.engine.settle(), there.engine.settle()])
    }
    await settled()
    await spend(here.manager, '799.99')
    await settled()
    expect(told).toEqual([])
    const { id: expenseId } = await spend(there.manager, '0.01')
    await settled()
    expect(told).toEqual(['Marketing 2026-11 80 % 800.00'])
    // Taken back and spent again, it is the same warning.
    await here.manager.expenses.reverse({ expenseId, reason: 'test' })
    await spend(here.manager, '0.01')
    await settled()
    expect(told).toHaveLength(1)
    await spend(here.manager, '900')
    await settled()
    expect(told.slice(1).sort()).toEqual(['Marketing 2026 80 % 1700.00', 'Marketing 2026-11 100 % 1700.00'])
    // Rent is not budgeted, and nobody warns of it.
    await spend(here.manager, '9999', 'rent')
    await settled()
    expect(told).toHaveLength(3)
  })
})

describe('a hard limit', () => {
  const hard = [{ account: 'Marketing', months: [...months('0').slice(2), '1000', '500'], hard: true }]
  const settings = { budgets: { hardLimits: true } }

  it('refuses what goes beyond it, unless a permission allows it', async () => {
    const { manager, owner, clock, supplierId } = await openWithSupplier({ settings })
    await approved(manager, hard)
    await spend(manager, '1000')
    await expect(spend(manager, '0.01')).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
    const lines = [{ account: 'Marketing', amount: '0.01' }]
    await expect(manager.payables.recordBill({ supplierId, number: '1', lines })).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
    })
    await manager.payables.recordBill({ supplierId, number: '1', lines: albums('5000') })
    await spend(owner, '100')
    clock.now = '2026-12-01T04:00:00.000Z'
    await expect(spend(manager, '400.01')).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
    await spend(manager, '400')
    // Dated back, it would still be money that December does not have.
    const late = { lines: [{ category: 'marketing', amount: '1' }], legs: bank('1'), spentOn: '2026-11-30' }
    await expect(manager.expenses.record(late)).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED' })
  })

  it('is off unless the studio sets it, and holds whoever spends at the same time', async () => {
    const free = await openBackOffice()
    await approved(free.manager, hard)
    await spend(free.manager, '5000')

    const disk = memoryDisk()
    const here = await openBackOffice({ storage: memory({ disk }), settings })
    const there = await openBackOffice({ storage: memory({ disk }), settings })
    await approved(here.manager, hard)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, turn) => spend((turn % 2 === 0 ? here : there).manager, '100')),
    )
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(10)
    const { lines } = await here.manager.budgets.compare({ year: 2026, from: 11, to: 11 })
    expect(lines[0]).toMatchObject({ actual: '1000.00', ratio: '1.0000' })
  })
})

describe('the decisions', () => {
  it('tell a ratio to four places, and none of nothing', () => {
    expect(ratioOf(cny('1'), cny('3'))).toBe('0.3333')
    expect(ratioOf(cny('-2'), cny('3'))).toBe('-0.6667')
    expect(ratioOf(cny('300000'), cny('1'))).toBe('300000.0000')
    expect(ratioOf(cny('1'), cny('0'))).toBeNull()
  })

  it('foresee in line with the days that are over', () => {
    const span = (today: string) => ({ from: '2026-11-01', to: '2026-11-30', today })
    expect(forecastOf(cny('100'), span('2026-10-31'))).toBeNull()
    expect(forecastOf(cny('100'), span('2026-11-10'))?.toString()).toBe('300.00')
    expect(forecastOf(cny('100'), span('2026-11-30'))?.toString()).toBe('100.00')
    expect(forecastOf(cny('100'), span('2027-01-01'))?.toString()).toBe('100.00')
  })

  it('reach a threshold exactly at its percent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.integer({ min: 1, max: 200 }), (budget, threshold) => {
        const of = Money.ofMinor(budget * 100n, 'CNY')
        const at = Money.ofMinor(budget * BigInt(threshold), 'CNY')
        expect(thresholdsReached(at, of, [threshold])).toEqual([threshold])
        expect(thresholdsReached(Money.ofMinor(at.minor - 1n, 'CNY'), of, [threshold])).toEqual([])
      }),
    )
  })
})
