import { describe, expect, it } from 'vitest'
import { memory } from '../../src/storage/memory/memory.ts'
import { counting } from '../orders/studio.ts'
import { albums, bank, openWithSupplier } from './studio.ts'

const reason = 'test'

/** The statements of a command without BEGIN, COMMIT, key, audit and outbox. */
async function counted(settings: Readonly<Record<string, object>> = {}) {
  const { adapter, statements } = counting(memory())
  const office = await openWithSupplier({ storage: adapter, settings })
  const own = async <T>(work: () => Promise<T>): Promise<[T, string[]]> => {
    statements.length = 0
    const answer = await work()
    return [answer, statements.filter((one) => /ledger_|payables_|expenses_|budgets_|tills|lock/i.test(one))]
  }
  return { ...office, own }
}

describe('the statements of the payables', () => {
  it('are for a bill six, for its payment six, and one more for each further bill', async () => {
    const { manager, supplierId, own } = await counted()
    const record = (number: string) =>
      manager.payables.recordBill({ supplierId, number, lines: [...albums('100'), { account: 'Rent', amount: '5' }] })
    const [{ id: first }, bill] = await own(() => record('1'))
    expect(bill).toEqual([
      'find payables_suppliers',
      'insert payables_open',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert payables_documents',
      'insert payables_movements',
    ])
    const { id: second } = await record('2')
    const pay = (bills: { documentId: string; amount: string }[], total: string) =>
      own(() => manager.payables.pay({ supplierId, bills, legs: bank(total) }))
    const [{ id: settlementId }, one] = await pay([{ documentId: first, amount: '10' }], '10')
    expect(one).toEqual([
      'findForUpdate payables_open',
      'update payables_open',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert payables_movements',
      'insert payables_settlements',
    ])
    const [, two] = await pay(
      [
        { documentId: first, amount: '10' },
        { documentId: second, amount: '10' },
      ],
      '20',
    )
    expect(two).toHaveLength(7)
    const [, voided] = await own(() => manager.payables.voidSettlement({ settlementId, reason }))
    expect(voided).toHaveLength(14)
    const { id: creditId } = await manager.payables.recordCreditNote({ supplierId, number: 'C', lines: albums('5') })
    const [, applied] = await own(() => manager.payables.applyCredit({ creditId, bills: [{ documentId: first }] }))
    expect(applied).toHaveLength(5)
    const [, due] = await own(() => manager.payables.due({}))
    expect(due).toEqual(['aggregate payables_movements', 'find payables_suppliers'])
  })

  it('are for an expense three, for a claim four, and one more where budgets have hard limits', async () => {
    const plain = await counted()
    const lines = [{ category: 'rent', amount: '10' }]
    const paid = await plain.own(() => plain.manager.expenses.record({ lines, legs: bank('10') }))
    expect(paid[1]).toEqual(['insert ledger_entries', 'insert ledger_lines', 'insert expenses_expenses'])
    const claim = await plain.own(() => plain.manager.expenses.record({ lines, claimedBy: 'li-na' }))
    expect(claim[1]).toHaveLength(4)
    const { manager, own } = await counted({ budgets: { hardLimits: true } })
    const record = (category: string) =>
      own(() => manager.expenses.record({ lines: [{ category, amount: '10' }], legs: bank('10') }))
    expect((await record('rent'))[1]).toEqual(['find budgets_versions', ...paid[1]])
    const limit = { account: 'Rent', year: '1200', hard: true }
    const { id: versionId } = await manager.budgets.draft({ year: 2026, name: 'B', lines: [limit] })
    await manager.budgets.approve({ versionId })
    expect((await record('rent'))[1]).toEqual([
      'find budgets_versions',
      'find budgets_lines',
      'find ledger_accounts',
      'lockKeys',
      'find ledger_periods',
      'aggregate ledger_lines',
      ...paid[1],
    ])
    // What moves no expense is held against nothing.
    const move = [
      { account: 'Bank:icbc', debit: '1' },
      { account: 'Capital', credit: '1' },
    ]
    const [, moved] = await own(() => manager.ledger.post({ memo: 'capital', lines: move }))
    expect(moved).toEqual(['insert ledger_entries', 'insert ledger_lines'])
  })

  it('are for what is due in the morning three where nothing is', async () => {
    const { manager, own } = await counted()
    const [, nothing] = await own(() => manager.expenses.doDue({}))
    expect(nothing).toEqual(['find expenses_recurring', 'find expenses_prepaid', 'find expenses_accruals'])
  })
})
