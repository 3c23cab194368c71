import { describe, expect, it } from 'vitest'
import { openStudio } from './counter.ts'

const rent = (amount: string) => [
  { account: 'Rent', debit: amount },
  { account: 'Bank:icbc', credit: amount },
]

describe('a manual correction', () => {
  it('names the entry that it corrects, and is listed with it', async () => {
    const { manager } = await openStudio()
    const wrong = await manager.ledger.post({ lines: rent('800'), memo: 'rent of November' })
    const { id, correctsId } = await manager.ledger.post({
      lines: rent('80'),
      memo: 'rent is 880',
      correctsId: wrong.id,
    })
    expect(correctsId).toBe(wrong.id)
    const { items } = await manager.ledger.entries({})
    expect(items.map((entry) => entry.corrections.map((one) => [one.id, one.kind, one.amount]))).toEqual([
      [[id, 'manual', '80.00']],
      [],
    ])
    expect((await manager.ledger.entries({ account: 'Rent' })).items[0]?.corrections).toHaveLength(1)
  })

  it('corrects an entry of a closed period in the open one', async () => {
    const { manager, clock } = await openStudio()
    clock.now = '2026-10-20T04:00:00.000Z'
    const wrong = await manager.ledger.post({ lines: rent('800'), memo: 'rent of October' })
    clock.now = '2026-11-22T04:00:00.000Z'
    await manager.ledger.closeMonth({ month: '2026-10' })
    await manager.ledger.post({ lines: rent('80'), memo: 'rent is 880', correctsId: wrong.id })
    const [entry] = (await manager.ledger.entries({ to: '2026-10-31' })).items
    expect(entry).toMatchObject({ businessDate: '2026-10-20', corrections: [{ businessDate: '2026-11-22' }] })
    expect(await manager.ledger.verifyPeriod({})).toMatchObject({ intact: true })
  })

  it('is shown with a receipt, beside its refunds and its void', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    const pay = () => manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '100' }] })
    const { id: receiptId } = await pay()
    const back = await manager.ledger.refund({ receiptId, amount: '10', reason: 'test' })
    const fee = [
      { account: 'PaymentFees', debit: '1' },
      { account: 'Clearing:Card', credit: '1' },
    ]
    const manual = await manager.ledger.post({ lines: fee, memo: 'the fee of this card', correctsId: receiptId })
    const { corrections } = await manager.ledger.receipt({ receiptId })
    expect(corrections).toEqual([
      {
        id: back.id,
        kind: 'refund',
        number: back.number,
        businessDate: '2026-11-22',
        currency: 'CNY',
        amount: '10.00',
      },
      { id: manual.id, kind: 'manual', number: null, businessDate: '2026-11-22', currency: 'CNY', amount: '1.00' },
    ])
    const other = await pay()
    await manager.ledger.voidReceipt({ receiptId: other.id, reason: 'test' })
    const voided = await manager.ledger.receipt({ receiptId: other.id })
    expect(voided.corrections).toMatchObject([{ id: voided.voidedBy, kind: 'void' }])
    expect((await manager.ledger.receipt({ receiptId: back.id })).corrections).toEqual([])
  })

  it('of an entry that does not exist, or of another branch, is refused', async () => {
    const { manager, as } = await openStudio()
    const north = as('manager', { branch: 'north' })
    const { id } = await north.ledger.post({ lines: rent('1'), memo: 'rent' })
    const correct = (correctsId: string) => manager.ledger.post({ lines: rent('1'), memo: 'no', correctsId })
    await expect(correct('nothing')).rejects.toMatchObject({ code: 'ENTRY_UNKNOWN' })
    await expect(correct(id)).rejects.toMatchObject({ code: 'CORRECTION_ELSEWHERE', details: { of: 'north' } })
  })
})
