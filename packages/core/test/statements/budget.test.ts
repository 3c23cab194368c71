import { describe, expect, it } from 'vitest'
import { counting } from '../orders/studio.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { lines, openBooks } from './books.ts'

/** What each statement asks of the store; with many entries as with few. */
describe('the statements of', () => {
  const month = { from: '2026-11-01', to: '2026-11-30' }

  async function counted(entries: number) {
    const { adapter, statements } = counting(memory())
    const books = await openBooks({ storage: adapter })
    const { manager, clock } = books
    await manager.sales.open({ orderId: 'o1', total: '100', legs: [{ method: 'cash', amount: '100' }] })
    await manager.clerk.deliver({ orderId: 'o1', amount: '100' })
    for (let made = 0; made < entries; made++) {
      await manager.clerk.post({ lines: lines(['Rent', '1'], ['Bank:icbc', '-1']) })
    }
    clock.now = '2026-11-23T04:00:00.000Z'
    return {
      manager,
      async of(work: () => Promise<unknown>) {
        statements.length = 0
        await work()
        return statements.length
      },
    }
  }

  it.each([2, 60])('a set of books with %i entries are these', async (entries) => {
    const { manager, of } = await counted(entries)
    const { statements } = manager
    expect(await of(() => statements.trialBalance({}))).toBe(3)
    expect(await of(() => statements.trialBalance(month))).toBe(4)
    expect(await of(() => statements.profitAndLoss(month))).toBe(3)
    expect(await of(() => statements.profitAndLoss({ ...month, basis: 'cash', by: 'branch' }))).toBe(3)
    expect(await of(() => statements.profitAndLoss({ ...month, compare: 'previous' }))).toBe(3)
    expect(await of(() => statements.profitAndLoss({ ...month, interval: 'day' }))).toBe(3)
    // Thirty days, each set against another, and the month against a month.
    expect(await of(() => statements.profitAndLoss({ ...month, interval: 'day', compare: 'previous' }))).toBe(3)
    expect(await of(() => statements.costStructure(month))).toBe(3)
    expect(await of(() => statements.costStructure({ ...month, compare: 'lastYear' }))).toBe(4)
    expect(await of(() => statements.balanceSheet({}))).toBe(3)
    expect(await of(() => statements.balanceSheet({ compare: 'previous' }))).toBe(4)
    expect(await of(() => statements.cashFlow(month))).toBe(4)
    expect(await of(() => statements.cashFlow({ ...month, compare: 'lastYear' }))).toBe(6)
    expect(await of(() => statements.generalLedger({ account: 'Rent', limit: 1 }))).toBe(6)
    expect(await of(() => statements.generalLedger({ account: 'Rent', ...month, limit: 1 }))).toBe(7)
    const { next } = await statements.generalLedger({ account: 'Rent', limit: 1 })
    expect(await of(() => statements.generalLedger({ account: 'Rent', limit: 1, cursor: next ?? '' }))).toBe(8)
    // Two accounts of money moved.
    expect(await of(() => statements.cashJournal({ limit: 1 }))).toBe(7)
    expect(await of(() => statements.orderMargin({ orderId: 'o1' }))).toBe(3)
    expect(await of(() => statements.orderMargins({ ...month, limit: 10 }))).toBe(4)
    const { total } = await statements.profitAndLoss(month)
    expect(await of(() => statements.follow({ selection: total.operatingExpenses.total.follow, limit: 2 }))).toBe(5)
  })
})

describe('who may read', () => {
  it('are owner, manager and accountant', async () => {
    const { as } = await openBooks()
    for (const role of ['owner', 'manager', 'accountant']) {
      expect((await as(role).statements.balanceSheet({})).currency).toBe('CNY')
    }
    for (const role of ['cashier', 'reception']) {
      await expect(as(role).statements.balanceSheet({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    }
  })

  it('reads the branches that the role reaches and no other', async () => {
    const { engine, manager, as } = await openBooks()
    await manager.clerk.post({ lines: lines(['Rent', '10'], ['Bank:icbc', '-10']) })
    const south = as('manager', { branch: 'south' })
    await south.clerk.post({ lines: lines(['Rent', '5'], ['Bank:icbc', '-5']) })
    const actor = { id: 'li-na', roles: [{ role: 'accountant', branches: ['south'] }] }
    const desk = engine.as({ tenant: 'rose', branch: 'south', actor })
    const today = { from: '2026-11-22', to: '2026-11-22' }
    const seen = await desk.statements.profitAndLoss(today)
    expect(seen.total.netProfit.amount).toBe('-5.00')
    expect((await desk.statements.follow({ selection: seen.total.netProfit.follow })).items).toHaveLength(1)
    const { total } = await manager.statements.profitAndLoss(today)
    expect(total.netProfit.amount).toBe('-15.00')
    // What somebody else may see is followed only as far as one's own roles reach.
    expect((await desk.statements.follow({ selection: total.netProfit.follow })).amount).toBe('-5.00')
    await expect(desk.statements.balanceSheet({ branch: 'main' })).resolves.toMatchObject({
      assets: { total: { amount: '0.00' } },
    })
  })
})

describe('bad input', () => {
  it('is refused by name', async () => {
    const { manager } = await openBooks()
    const { statements } = manager
    const invalid = { code: 'INPUT_INVALID' }
    const bad = (given: object) => given as never
    await expect(statements.profitAndLoss(bad({ from: '2026-02-30', to: '2026-03-01' }))).rejects.toMatchObject(invalid)
    await expect(statements.profitAndLoss(bad({ from: '2026-01-01' }))).rejects.toMatchObject(invalid)
    const month = { from: '2026-11-01', to: '2026-11-30' }
    await expect(statements.profitAndLoss(bad({ ...month, basis: 'modified' }))).rejects.toMatchObject(invalid)
    await expect(statements.profitAndLoss(bad({ ...month, interval: 'week' }))).rejects.toMatchObject(invalid)
    await expect(statements.cashFlow(bad({ ...month, compare: 'next' }))).rejects.toMatchObject(invalid)
    await expect(statements.generalLedger(bad({ account: 'Rent', limit: 201 }))).rejects.toMatchObject(invalid)
    await expect(statements.generalLedger({ account: 'Rent', cursor: 'made up' })).rejects.toMatchObject({
      code: 'CURSOR_INVALID',
    })
    const selection = { currency: 'CNY', parts: [{ accounts: ['Rent'], measure: 'sum' }] }
    await expect(statements.follow(bad({ selection }))).rejects.toMatchObject(invalid)
    const backwards = { from: '2026-11-30', to: '2026-11-01' }
    const period = { code: 'STATEMENT_PERIOD_INVALID' }
    await expect(statements.trialBalance(backwards)).rejects.toMatchObject(period)
    await expect(statements.generalLedger({ account: 'Rent', ...backwards })).rejects.toMatchObject(period)
    await expect(statements.cashJournal(backwards)).rejects.toMatchObject(period)
    await expect(statements.profitAndLoss(backwards)).rejects.toMatchObject(period)
    await expect(statements.cashFlow(backwards)).rejects.toMatchObject(period)
    await expect(statements.costStructure(backwards)).rejects.toMatchObject(period)
    await expect(statements.orderMargins(backwards)).rejects.toMatchObject(period)
    await expect(statements.balanceSheet({ asOf: '1800-01-01' })).rejects.toMatchObject(period)
  })

  it('of a manual entry cannot hide a line from the profit', async () => {
    const { manager } = await openBooks()
    const post = manager.ledger.post({
      memo: 'hidden',
      lines: [
        { account: 'Rent', debit: '1', category: 'ledger:year-end' },
        { account: 'Bank:icbc', credit: '1' },
      ],
    })
    await expect(post).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })
})
