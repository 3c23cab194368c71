import { describe, expect, it } from 'vitest'
import { entry } from '../../src/engine/registry.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { chartAccount, defaultChart, isMoneyAccount } from '../../src/ledger/index.ts'
import { housePlacements, isProfitAccount, placing } from '../../src/statements/placement.ts'
import { statementPlacements, type StatementPlacement } from '../../src/statements/index.ts'
import { lines, openBooks } from './books.ts'

const own = (code: string, type: 'asset' | 'liability' | 'equity' | 'income' | 'expense', contra = false) => ({
  code,
  type,
  contra,
})

describe('the place of an account', () => {
  it('is given to every account of the default chart that is neither money, income nor expense', () => {
    // What the chart adds must be placed by name: the place of its type is for accounts of the studio.
    const places = new Set(housePlacements.map(({ account }) => account))
    for (const { code, type } of defaultChart) {
      if (isMoneyAccount(code) || isProfitAccount({ type })) continue
      const groups = code.split(':').map((_, at, parts) => parts.slice(0, at + 1).join(':'))
      expect(
        groups.some((group) => places.has(group)),
        code,
      ).toBe(true)
    }
  })

  it('is that of its type for accounts of the studio', () => {
    const placeOf = placing([])
    expect(placeOf(own('Equipment', 'asset'))).toEqual({ section: undefined, activity: 'investing' })
    expect(placeOf(own('Loan', 'liability'))).toEqual({ section: undefined, activity: 'financing' })
    expect(placeOf(own('Partner', 'equity'))).toEqual({ section: undefined, activity: 'financing' })
    expect(placeOf(own('Workshops', 'income'))).toEqual({ section: 'revenue', activity: 'operating' })
    expect(placeOf(own('Workshops:Off', 'income', true))).toEqual({ section: 'discounts', activity: 'operating' })
    expect(placeOf(own('Software', 'expense'))).toEqual({ section: 'operatingExpenses', activity: 'operating' })
  })

  it('is that of the nearest group above it, and the plugin comes before the house', () => {
    const mine: StatementPlacement[] = [
      { account: 'COGS:Freight', section: 'operatingExpenses', activity: 'operating' },
      { account: 'Inventory', activity: 'investing' },
    ]
    const placeOf = placing(mine)
    expect(placeOf(own('COGS:Albums', 'expense')).section).toBe('costOfGoods')
    expect(placeOf(own('COGS:Freight', 'expense')).section).toBe('operatingExpenses')
    expect(placeOf(own('COGS:Freight:Sea', 'expense')).section).toBe('operatingExpenses')
    expect(placeOf(own('Inventory:Albums', 'asset'))).toEqual({ section: undefined, activity: 'investing' })
    expect(chartAccount('Inventory:Albums')?.type).toBe('asset')
  })

  it('can be given by a plugin', async () => {
    const places = definePlugin({
      name: 'places',
      version: '1.0.0',
      requires: { statements: '*' },
      entries: [entry(statementPlacements, { account: 'Loan', section: 'operatingExpenses', activity: 'operating' })],
    })
    const { manager } = await openBooks({ plugins: [places] })
    await manager.clerk.post({ lines: lines(['Loan', '50'], ['Cash:Safe', '-50']) })
    const today = { from: '2026-11-22', to: '2026-11-22' }
    const flow = await manager.statements.cashFlow(today)
    expect(flow.operating.accounts.map(({ account, ofProfit }) => [account, ofProfit])).toEqual([['Loan', true]])
    expect(flow.cashProfit.netProfit.amount).toBe('-50.00')
  })
})
