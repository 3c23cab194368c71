import { describe, expect, it } from 'vitest'
import { definePlugin } from '../../src/engine/index.ts'
import { openStudio } from './counter.ts'

const reason = 'changed their mind'

async function paidOrder(total = '1000', legs = [{ method: 'wechat', amount: '1000' }]) {
  const studio = await openStudio()
  const receipt = await studio.manager.sales.open({ orderId: 'o1', total, legs })
  return { ...studio, receiptId: String(receipt.id) }
}

describe('a refund', () => {
  it('of 100 twenty times at once, then twenty times more, of 1,000 paid: exactly ten go through', async () => {
    const { manager, receiptId } = await paidOrder()
    const twenty = () =>
      Promise.all(Array.from({ length: 20 }, () => manager.ledger.refund.attempt({ receiptId, amount: '100', reason })))
    const outcomes = [...(await twenty()), ...(await twenty())]
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('REFUND_EXCEEDS_LEFT')
    expect(await manager.ledger.accountBalance({ account: 'Clearing:WeChat' })).toMatchObject({ balance: '0.00' })
    expect(await manager.ledger.accountBalance({ account: 'CustomerDeposits' })).toMatchObject({ balance: '0.00' })
    expect(await manager.ledger.receipt({ receiptId })).toMatchObject({
      refunds: [{ leg: 1, refunded: '1000.00', left: '0.00' }],
    })
  })

  it('consumes the leg it names, and no other', async () => {
    const { manager, receiptId } = await paidOrder('1000', [
      { method: 'wechat', amount: '600' },
      { method: 'card', amount: '400' },
    ])
    await manager.ledger.refund({ receiptId, legs: [{ leg: 2, amount: '400' }], reason })
    const again = manager.ledger.refund({ receiptId, legs: [{ leg: 2, amount: '0.01' }], reason })
    await expect(again).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_LEFT', details: { left: '0.00' } })
    const rest = await manager.ledger.refund({ receiptId, amount: '600', reason })
    expect(rest.legs).toEqual([
      {
        leg: 1,
        method: 'wechat',
        amount: '600.00',
        tendered: null,
        change: '0.00',
        refundOf: { receiptId, leg: 1 },
      },
    ])
    expect(rest).toMatchObject({ kind: 'refund', number: 'Fmain-261122-0002', correctsId: receiptId, reason })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '0.00', balanceDue: '1000.00' })
  })

  it('of a refund is refused, and so is one of nothing or of an unknown receipt', async () => {
    const { manager, receiptId } = await paidOrder()
    const refund = await manager.ledger.refund({ receiptId, amount: '100', reason })
    const refused: readonly [string, Parameters<typeof manager.ledger.refund>[0]][] = [
      ['RECEIPT_NOT_REFUNDABLE', { receiptId: refund.id, amount: '100', reason }],
      ['RECEIPT_UNKNOWN', { receiptId: 'none', amount: '100', reason }],
      ['REFUND_LEG_UNKNOWN', { receiptId, legs: [{ leg: 2, amount: '1' }], reason }],
      ['AMOUNT_NOT_POSITIVE', { receiptId, amount: '0', reason }],
      ['INPUT_INVALID', { receiptId, reason }],
      ['INPUT_INVALID', { receiptId, amount: '1', legs: [{ leg: 1, amount: '1' }], reason }],
      ['PAYMENT_METHOD_UNKNOWN', { receiptId, amount: '1', reason, method: 'cheque' }],
      ['REFUND_METHOD_REFUSED', { receiptId, amount: '1', reason, method: 'voucher' }],
    ]
    for (const [code, input] of refused) await expect(manager.ledger.refund(input)).rejects.toMatchObject({ code })
    expect((await manager.ledger.receipts({ orderId: 'o1' })).items).toHaveLength(2)
  })

  it("does not reach another studio's receipt, and is not a cashier's", async () => {
    const { as, cashier, receiptId } = await paidOrder()
    const other = as('manager', { tenant: 'lily' })
    await expect(other.ledger.refund({ receiptId, amount: '1', reason })).rejects.toMatchObject({
      code: 'RECEIPT_UNKNOWN',
    })
    await expect(cashier.ledger.refund({ receiptId, amount: '1', reason })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
      details: { permission: 'ledger.refund' },
    })
  })

  it('repeated with its key is one refund', async () => {
    const { manager, receiptId } = await paidOrder()
    const once = { receiptId, amount: '100', reason, idempotencyKey: 'refund-1' }
    const [first, second] = await Promise.all([manager.ledger.refund(once), manager.ledger.refund(once)])
    expect(second).toEqual(first)
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '900.00' })
  })

  it('by another method than the money came needs a permission of its own', async () => {
    const till = definePlugin({ name: 'till', version: '1.0.0', roles: { teller: ['ledger.refund'] } })
    const { manager, as } = await openStudio({ plugins: [till] })
    const paid = { orderId: 'o1', total: '1000', legs: [{ method: 'wechat', amount: '1000' }] }
    const receiptId = String((await manager.sales.open(paid)).id)
    const swap = { receiptId, amount: '100', reason, method: 'cash', till: 'front' }
    await expect(as('teller').ledger.refund(swap)).rejects.toMatchObject({
      details: { permission: 'ledger.refundByOtherMethod' },
    })
    await as('teller').ledger.refund({ receiptId, amount: '1', reason })
    const refund = await manager.ledger.refund(swap)
    expect(refund.legs).toMatchObject([{ method: 'cash', refundOf: { receiptId, leg: 1 } }])
    expect(await manager.ledger.accountBalance({ account: 'Cash:Till:front' })).toMatchObject({ balance: '-100.00' })
  })

  it('of what was delivered is owed again', async () => {
    const { manager, receiptId } = await paidOrder()
    const amounts = [{ account: 'Income:Package', category: 'package', amount: '1000' }]
    await manager.sales.deliver({ orderId: 'o1', amounts })
    await manager.ledger.refund({ receiptId, amount: '100', reason })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({
      receivable: '100.00',
      balanceDue: '100.00',
    })
  })

  it('of a bond moves the bond and nothing else', async () => {
    const { manager } = await paidOrder()
    const bond = await manager.ledger.takePayment({
      orderId: 'o1',
      legs: [{ method: 'cash', amount: '300' }],
      purpose: 'bond',
    })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ bond: '300.00', paid: '1000.00' })
    await manager.ledger.refund({ receiptId: bond.id, amount: '300', reason: 'dress is back' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ bond: '0.00', paid: '1000.00' })
    expect(await manager.ledger.accountBalance({ account: 'RentalBonds' })).toMatchObject({ balance: '0.00' })
  })

  it('given in another branch counts for an actor who cannot see that branch', async () => {
    const { as, engine, receiptId } = await paidOrder()
    await as('manager', { branch: 'east' }).ledger.refund({ receiptId, amount: '900', reason })
    const limited = engine.as({
      tenant: 'rose',
      branch: 'main',
      actor: { id: 'zhao', roles: [{ role: 'manager', branches: ['main'] }] },
    })
    expect((await limited.ledger.receipts({})).items).toHaveLength(1)
    await expect(limited.ledger.refund({ receiptId, amount: '100.01', reason })).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_LEFT',
      details: { left: '100.00' },
    })
  })
})

describe('a cancelled order', () => {
  it('gives back what was not forfeited, once and no more', async () => {
    const { manager, receiptId } = await paidOrder()
    await manager.sales.cancel({ orderId: 'o1', forfeit: '400' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({
      cancelled: true,
      total: '400.00',
      overpaid: '600.00',
      deposits: '600.00',
      balanceDue: '0.00',
    })
    await expect(manager.ledger.refund({ receiptId, amount: '600.01', reason })).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_DEPOSITS',
    })
    await manager.ledger.refund({ receiptId, amount: '600', reason })
    await expect(manager.ledger.refund({ receiptId, amount: '0.01', reason })).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_DEPOSITS',
    })
    await expect(manager.sales.cancel({ orderId: 'o1', forfeit: '0' })).rejects.toMatchObject({
      code: 'COMMITMENT_CANCELLED',
    })
    await expect(manager.sales.change({ orderId: 'o1', total: '5' })).rejects.toMatchObject({
      code: 'COMMITMENT_CANCELLED',
    })
    const pay = { orderId: 'o1', legs: [{ method: 'cash', amount: '1' }] }
    await expect(manager.ledger.takePayment(pay)).rejects.toMatchObject({ code: 'PAYMENT_EXCEEDS_DUE' })
  })

  it('cannot keep more than the deposits', async () => {
    const { manager } = await paidOrder()
    await expect(manager.sales.cancel({ orderId: 'o1', forfeit: '1000.01' })).rejects.toMatchObject({
      code: 'FORFEIT_EXCEEDS_DEPOSITS',
    })
    await expect(manager.sales.cancel({ orderId: 'o1', forfeit: '-1' })).rejects.toMatchObject({
      code: 'AMOUNT_NOT_POSITIVE',
    })
  })

  it('that nobody paid posts nothing', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    expect(await manager.sales.cancel({ orderId: 'o1', forfeit: '0', refund: 'rest' })).toEqual({
      entryId: null,
      forfeited: '0.00',
      receipt: null,
    })
    expect((await manager.ledger.receivables({})).items).toEqual([])
  })

  it('races its last payment: whoever comes first, the books agree', async () => {
    for (let round = 0; round < 10; round++) {
      const { manager } = await openStudio()
      await manager.sales.open({ orderId: 'o1', total: '100', legs: [{ method: 'cash', amount: '50' }] })
      await Promise.allSettled([
        manager.sales.cancel({ orderId: 'o1', forfeit: '20', refund: 'rest' }),
        manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'card', amount: '50' }] }),
      ])
      const order = await manager.ledger.balanceDue({ orderId: 'o1' })
      expect(order).toMatchObject({ cancelled: true, total: '20.00', paid: '20.00', deposits: '0.00' })
      expect(await manager.ledger.accountBalance({ account: 'CustomerDeposits' })).toMatchObject({ balance: '0.00' })
    }
  })
})

describe('a recognition', () => {
  const amounts = [{ account: 'Income:Package', category: 'package', amount: '600', discount: '50' }]

  it('is taken back once, with the split that is true by then', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    const recognitionId = await manager.sales.deliver({ orderId: 'o1', amounts })
    await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cash', amount: '200' }] })
    await manager.sales.takeBack({ orderId: 'o1', recognitionId })
    const [, , reversal] = (await manager.ledger.entries({ orderId: 'o1' })).items
    expect(reversal).toMatchObject({ kind: 'reversal', correctsId: recognitionId, amount: '550.00' })
    expect(reversal?.lines.map(({ account, debit, credit }) => [account, debit, credit])).toEqual([
      ['Income:Discounts', '0.00', '50.00'],
      ['Income:Package', '600.00', '0.00'],
      ['AR:Customers', '0.00', '350.00'],
      ['CustomerDeposits', '0.00', '200.00'],
    ])
    await expect(manager.sales.takeBack({ orderId: 'o1', recognitionId })).rejects.toMatchObject({
      code: 'RECOGNITION_REVERSED',
    })
    await expect(manager.sales.takeBack({ orderId: 'o1', recognitionId: 'none' })).rejects.toMatchObject({
      code: 'RECOGNITION_UNKNOWN',
    })
  })

  it('is taken back once even where the first reversal is out of sight', async () => {
    const { manager, as, engine } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    const recognitionId = await manager.sales.deliver({ orderId: 'o1', amounts })
    await as('manager', { branch: 'east' }).sales.takeBack({ orderId: 'o1', recognitionId })
    const roles = [{ role: 'manager', branches: ['main'] }]
    const limited = engine.as({ tenant: 'rose', branch: 'main', actor: { id: 'zhao', roles } })
    await expect(limited.sales.takeBack({ orderId: 'o1', recognitionId })).rejects.toMatchObject({
      code: 'RECOGNITION_REVERSED',
    })
  })

  it('at the same time as another never exceeds the total', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => manager.sales.deliver({ orderId: 'o1', amounts })))
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ recognised: '550.00' })
  })

  it('holds the total up: it cannot fall below what was delivered', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    await manager.sales.deliver({ orderId: 'o1', amounts })
    await expect(manager.sales.change({ orderId: 'o1', total: '549.99' })).rejects.toMatchObject({
      code: 'COMMITMENT_BELOW_EARNED',
    })
    await manager.sales.change({ orderId: 'o1', total: '550' })
    await manager.sales.change({ orderId: 'o1', by: '50' })
    await expect(manager.sales.change({ orderId: 'o1', by: '-50.01' })).rejects.toMatchObject({
      code: 'COMMITMENT_BELOW_EARNED',
    })
    await manager.sales.change({ orderId: 'o1', by: '-50' })
  })

  it('on an account that nobody opened is refused', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '1000' })
    const wrong = [{ account: 'Income:Packages', category: 'package', amount: '600' }]
    await expect(manager.sales.deliver({ orderId: 'o1', amounts: wrong })).rejects.toMatchObject({
      code: 'ACCOUNT_UNKNOWN',
    })
  })

  it('of nothing posts nothing', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '0' })
    const free = [{ account: 'Income:Package', category: 'package', amount: '0' }]
    expect(await manager.sales.deliver({ orderId: 'o1', amounts: free })).toBeNull()
    await expect(manager.sales.change({ orderId: 'none', total: '5' })).rejects.toMatchObject({
      code: 'COMMITMENT_UNKNOWN',
    })
  })
})
