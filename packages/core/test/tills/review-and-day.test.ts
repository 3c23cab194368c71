import { describe, expect, it } from 'vitest'
import { cash, openTills } from './studio.ts'

const code = (expected: string) => expect.objectContaining({ code: expected })

describe('a receipt', () => {
  it('waits for a second person, who is never who made it', async () => {
    const { manager, liNa, desk } = await openTills()
    const { id: receiptId } = await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    const own = await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '1' }] })
    const accountant = desk('wu-min', 'accountant')
    expect((await accountant.tills.receiptsToReview({})).items).toMatchObject([
      { receiptId, state: 'awaiting', cashier: 'li-na', till: 'front' },
      { receiptId: own.id, cashier: 'the-manager' },
    ])
    await expect(manager.tills.reviewReceipt({ receiptId: own.id, decision: 'approved' })).rejects.toEqual(
      code('REVIEW_OF_OWN_RECEIPT'),
    )
    await expect(liNa.tills.reviewReceipt({ receiptId: own.id, decision: 'approved' })).rejects.toEqual(
      code('PERMISSION_MISSING'),
    )
    await accountant.tills.reviewReceipt({ receiptId, decision: 'approved' })
    const again = accountant.tills.reviewReceipt({ receiptId, decision: 'rejected', reason: 'late' })
    await expect(again).rejects.toEqual(code('REVIEW_DONE'))
    expect((await accountant.tills.receiptsToReview({})).items).toMatchObject([{ receiptId: own.id }])
    expect((await accountant.tills.receiptsToReview({ state: 'approved' })).items).toMatchObject([{ receiptId }])
  })

  it('is rejected with a reason, and voided at once where that is asked', async () => {
    const { manager, liNa, shift } = await openTills()
    const { id: receiptId } = await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    await expect(manager.tills.reviewReceipt({ receiptId, decision: 'rejected' })).rejects.toEqual(
      code('REVIEW_REFUSED'),
    )
    const review = await manager.tills.reviewReceipt({
      receiptId,
      decision: 'rejected',
      reason: 'wrong order',
      void: true,
    })
    expect(review.correctionId).not.toBeNull()
    expect((await manager.tills.shiftReport({ shiftId: shift.id })).expected).toBe('500.00')
    expect((await manager.ledger.balanceDue({ orderId: 'o1' })).paid).toBe('0.00')
  })

  it('is reviewed once, however many try', async () => {
    const { liNa, desk } = await openTills()
    const { id: receiptId } = await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('100') })
    const tries = Array.from({ length: 8 }, (_, at) =>
      desk(`reviewer-${at}`, 'accountant').tills.reviewReceipt({ receiptId, decision: 'approved' }),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toEqual(code('REVIEW_DONE'))
    }
  })
})

describe('a day', () => {
  it('is not closed while a shift of it is open, and the refusal names it', async () => {
    const { manager, shift, clock } = await openTills()
    const refusal = await manager.tills.closeDay().catch((error: unknown) => error)
    expect(refusal).toEqual(code('TILL_DAY_HAS_OPEN_SHIFTS'))
    expect(String(refusal)).toContain(shift.id)
    clock.now = '2026-11-23T04:00:00.000Z'
    await expect(manager.tills.closeDay()).rejects.toEqual(code('TILL_DAY_HAS_OPEN_SHIFTS'))
    await expect(manager.tills.closeDay({ date: '2026-11-24' })).rejects.toEqual(code('TILL_DAY_AHEAD'))
  })

  it('closes with its totals by method and category, its receipts and its differences', async () => {
    const { manager, liNa } = await openTills()
    const legs = [
      { method: 'cash', amount: '100' },
      { method: 'card', amount: '200' },
    ]
    const receipt = await liNa.ledger.takePayment({ orderId: 'o1', legs })
    await liNa.ledger.takePayment({ orderId: 'o1', legs: cash('50') })
    await manager.ledger.refund({ receiptId: receipt.id, amount: '30', reason: 'test', till: 'front' })
    const amounts = [{ account: 'Income:Package', category: 'package', amount: '300', discount: '20' }]
    await liNa.sales.deliver({ orderId: 'o1', amounts })
    await liNa.tills.closeShift({ cash: { amount: '618' } })
    const close = await manager.tills.closeDay()
    expect(close).toMatchObject({ date: '2026-11-22', revision: 1, number: 'Zmain-000001', headSequence: 6 })
    expect(close.totals).toMatchObject({
      methods: [
        { method: 'card', in: '200.00', out: '0.00', net: '200.00' },
        { method: 'cash', in: '150.00', out: '30.00', net: '120.00' },
      ],
      categories: [
        { category: 'package', account: 'Income:Discounts', amount: '-20.00' },
        { category: 'package', account: 'Income:Package', amount: '300.00' },
      ],
      ranges: [
        { kind: 'receipt', count: 2, first: 'Rmain-261122-0001', last: 'Rmain-261122-0002', amount: '350.00' },
        { kind: 'refund', count: 1, first: 'Fmain-261122-0001', last: 'Fmain-261122-0001', amount: '30.00' },
      ],
      unreviewed: 3,
      shifts: [{ till: 'front', cashier: 'li-na', expected: '620.00', counted: '618.00', difference: '-2.00' }],
      difference: '-2.00',
    })
    expect(close.totals?.receipts).toHaveLength(3)
  })

  it('takes no shift once it is closed, and shows what still came', async () => {
    const { manager, liNa } = await openTills()
    await liNa.tills.closeShift({ cash: { amount: '500' } })
    await manager.tills.closeDay()
    await expect(manager.tills.closeDay()).rejects.toEqual(code('TILL_DAY_CLOSED'))
    const float = { amount: '500' }
    await expect(liNa.tills.openShift({ till: 'front', float })).rejects.toEqual(code('TILL_DAY_CLOSED'))
    await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'wechat', amount: '5' }] })
    expect(await manager.tills.readDay({ date: '2026-11-22' })).toMatchObject({ closed: true, receiptsSince: 1 })
  })

  it('is reopened with a reason, and the next close supersedes without changing the first', async () => {
    const { manager, liNa, desk } = await openTills()
    await liNa.tills.closeShift({ cash: { amount: '500' } })
    const date = '2026-11-22'
    await expect(manager.tills.reopenDay({ date, reason: 'late' })).rejects.toEqual(code('TILL_DAY_NOT_CLOSED'))
    const first = await manager.tills.closeDay()
    const accountant = desk('wu-min', 'accountant')
    await expect(accountant.tills.reopenDay({ date, reason: 'late' })).rejects.toEqual(code('PERMISSION_MISSING'))
    await manager.tills.reopenDay({ date, reason: 'a late payment' })
    await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'wechat', amount: '5' }] })
    const second = await manager.tills.closeDay({ date })
    expect(second).toMatchObject({ revision: 3, number: 'Zmain-000002', supersedesId: first.id })
    const { records, receiptsSince } = await manager.tills.readDay({ date })
    expect(records.map((record) => record.kind)).toEqual(['closed', 'reopened', 'closed'])
    expect(records[2]).toEqual(first)
    expect(receiptsSince).toBe(0)
  })

  it('belongs to its branch', async () => {
    const { manager, desk } = await openTills()
    const south = desk('south-manager', 'manager', 'south')
    await south.ledger.takePayment({ orderId: 'o1', legs: cash('10') })
    const close = await south.tills.closeDay()
    expect(close.totals?.receipts).toHaveLength(1)
    await expect(manager.tills.closeDay()).rejects.toEqual(code('TILL_DAY_HAS_OPEN_SHIFTS'))
  })
})
