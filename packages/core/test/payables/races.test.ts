import { describe, expect, it } from 'vitest'
import { memory, memoryDisk } from '../../src/storage/memory/memory.ts'
import { albums, balance, bank, type Desk, openBackOffice } from './studio.ts'

const reason = 'race'

/** Two engines on one memory, with a supplier and a bill over 1,000. */
async function twoOffices() {
  const disk = memoryDisk()
  const here = await openBackOffice({ storage: memory({ disk }) })
  const there = await openBackOffice({ storage: memory({ disk }) })
  const { id: supplierId } = await here.manager.payables.addSupplier({ name: '晨光相册厂' })
  const bill = (number: string, amount = '1000') =>
    here.manager.payables.recordBill({ supplierId, number, lines: albums(amount) })
  const { id: documentId } = await bill('1')
  const desk = (turn: number): Desk => (turn % 2 === 0 ? here : there).manager
  const many = async <T>(count: number, work: (own: Desk, turn: number) => Promise<T>) => {
    const outcomes = await Promise.allSettled(Array.from({ length: count }, (_, turn) => work(desk(turn), turn)))
    const refused = outcomes.flatMap((one) =>
      one.status === 'rejected' ? [(one.reason as { code: string }).code] : [],
    )
    return { done: outcomes.length - refused.length, codes: [...new Set(refused)].sort() }
  }
  return { manager: here.manager, supplierId, documentId, bill, many }
}

describe('two engines at once', () => {
  it('let exactly ten of 20 payments of 100 through, of a bill over 1,000', async () => {
    const { manager, supplierId, documentId, many } = await twoOffices()
    const pay = (desk: Desk) =>
      desk.payables.pay({ supplierId, bills: [{ documentId, amount: '100' }], legs: bank('100') })
    expect(await many(20, pay)).toEqual({ done: 10, codes: ['PAYABLE_EXCEEDS_OPEN'] })
    expect(await balance(manager, 'AP:Suppliers')).toBe('0.00')
    expect(await balance(manager, 'Bank:icbc')).toBe('-1000.00')
  })

  it('apply no more of an advance than there is, to whichever bills', async () => {
    const { manager, supplierId, bill, many } = await twoOffices()
    const bills = await Promise.all(['2', '3', '4'].map((number) => bill(number)))
    const { id: creditId } = await manager.payables.payAdvance({ supplierId, legs: bank('500') })
    const apply = (desk: Desk, turn: number) => {
      const documentId = bills[turn % bills.length]?.id ?? ''
      return desk.payables.applyCredit({ creditId, bills: [{ documentId, amount: '100' }] })
    }
    expect(await many(15, apply)).toEqual({ done: 5, codes: ['PAYABLE_EXCEEDS_OPEN'] })
    expect(await balance(manager, 'SupplierAdvances')).toBe('0.00')
  })

  it('pay bills in any order without waiting for each other for ever', async () => {
    const { manager, supplierId, documentId, bill, many } = await twoOffices()
    const { id: other } = await bill('2')
    const pay = (desk: Desk, turn: number) => {
      const order = turn % 3 === 0 ? [documentId, other] : [other, documentId]
      const bills = order.map((id) => ({ documentId: id, amount: '50' }))
      return desk.payables.pay({ supplierId, bills, legs: bank('100') })
    }
    expect(await many(24, pay)).toMatchObject({ done: 20 })
    expect(await balance(manager, 'AP:Suppliers')).toBe('0.00')
  })

  it('void a payment once, and a bill or pay it', async () => {
    const { manager, supplierId, documentId, bill, many } = await twoOffices()
    const paid = await manager.payables.pay({ supplierId, bills: [{ documentId }], legs: bank('1000') })
    const again = (desk: Desk) => desk.payables.voidSettlement({ settlementId: paid.id, reason })
    expect(await many(6, again)).toEqual({ done: 1, codes: ['PAYABLE_NOT_VOIDABLE'] })
    for (let round = 2; round < 8; round++) {
      const { id } = await bill(`${round}`, '10')
      const { done } = await many<unknown>(2, (desk, turn) =>
        turn === 0
          ? desk.payables.voidDocument({ documentId: id, reason })
          : desk.payables.pay({ supplierId, bills: [{ documentId: id }], legs: bank('10') }),
      )
      expect(done).toBe(1)
    }
  })

  it('book a number once', async () => {
    const { supplierId, many } = await twoOffices()
    const record = (desk: Desk) => desk.payables.recordBill({ supplierId, number: 'X-1', lines: albums('1') })
    expect(await many(8, record)).toEqual({ done: 1, codes: ['PAYABLE_NUMBER_TAKEN'] })
  })

  it('reimburse a claim once, and post a draft once', async () => {
    const { manager, many } = await twoOffices()
    await manager.expenses.record({ lines: [{ category: 'travel', amount: '30' }], claimedBy: 'li-na' })
    const reimburse = (desk: Desk) => desk.expenses.reimburse({ staff: 'li-na', legs: bank('30') })
    expect(await many(6, reimburse)).toEqual({ done: 1, codes: ['EXPENSE_UNEVEN'] })
    const rent = { name: 'Rent', category: 'rent', amount: '10', startsOn: '2026-11-22', account: 'Bank:icbc' }
    await manager.expenses.addRecurring(rent)
    const due = await many(4, (desk) => desk.expenses.doDue({}))
    expect(due.done).toBe(4)
    const { items } = await manager.expenses.drafts({})
    expect(items).toHaveLength(1)
    const post = (desk: Desk) => desk.expenses.postDraft({ draftId: items[0]?.id ?? '' })
    expect(await many(4, post)).toEqual({ done: 1, codes: ['DRAFT_NOT_WAITING'] })
  })
})
