import { describe, expect, it } from 'vitest'
import { openBank, settled } from './bank.ts'

describe('a refund of money that a provider took', () => {
  it('is begun by whatever gives the money back the way it came: a refund at the counter, a cancellation', async () => {
    const { owner, manager, paid, runner, provider, balance } = await openBank()
    const { entryId, id: paymentId } = await paid('1000.00')
    const receiptId = entryId ?? ''
    await owner.ledger.refund({ receiptId, amount: '100.00', reason: 'asked' })
    await manager.sales.cancel({ orderId: 'o1', forfeit: '300', refund: 'rest' })
    const begun = (await owner.payments.attempts({})).items.filter((one) => one.kind === 'refund')
    expect(begun.map((one) => [one.amount, one.paymentId, one.outcome]).sort()).toEqual([
      ['100.00', paymentId, 'refunded'],
      ['600.00', paymentId, 'refunded'],
    ])
    provider.answers.push(settled('600.00'), { state: 'failed' })
    const sent = begun.toSorted((one, other) => (one.amount < other.amount ? 1 : -1))
    for (const { id } of sent) await runner.send(id)
    // The order is cancelled, so what the provider refused to send no longer fits it: it is owed, and a person is told.
    expect(await balance('Clearing:WeChat')).toBe('400.00')
    expect(await balance('UnappliedPayments')).toBe('-100.00')
  })

  it('of a bond is begun by its return', async () => {
    const { owner, manager, runner, provider } = await openBank()
    await manager.sales.open({ orderId: 'o1', total: '5000' })
    const { id } = await owner.payments.begin({ orderId: 'o1', provider: 'bank', amount: '300.00', purpose: 'bond' })
    provider.answers.push(settled('300.00'))
    await runner.send(id)
    await owner.ledger.returnBond({ orderId: 'o1', kept: '50', reason: 'torn' })
    const [refund] = (await owner.payments.attempts({})).items.filter((one) => one.kind === 'refund')
    expect(refund).toMatchObject({ amount: '250.00', paymentId: id, state: 'pending' })
  })

  it('is not begun where a person pays it out otherwise, or says that it is back already', async () => {
    const { owner, as, paid, balance } = await openBank()
    const { entryId } = await paid('1000.00')
    const asked = { receiptId: entryId ?? '', amount: '100.00', reason: 'asked' }
    expect(await owner.ledger.refund({ ...asked, method: 'cash' })).toMatchObject({ legs: [{ method: 'cash' }] })
    await owner.ledger.refund({ ...asked, method: 'alipay' })
    const outside = await owner.ledger.refund({ ...asked, settledOutside: true })
    expect(outside.settledOutside).toBe(true)
    expect(await balance('Clearing:WeChat')).toBe('900.00')
    expect((await owner.payments.attempts({})).items.filter((one) => one.kind === 'refund')).toEqual([])
    await expect(as('cashier').ledger.refund({ ...asked, settledOutside: true })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
    })
  })

  it('that its provider cannot send is refused, and nothing is booked', async () => {
    const { owner, paid, provider, balance } = await openBank()
    const { entryId } = await paid('1000.00')
    provider.can = { refund: false, cancel: true }
    const asked = { receiptId: entryId ?? '', amount: '100.00', reason: 'asked' }
    await expect(owner.ledger.refund(asked)).rejects.toMatchObject({ code: 'PAYMENT_NOT_SENT_BACK' })
    expect(await balance('Clearing:WeChat')).toBe('1000.00')
    await owner.ledger.refund({ ...asked, method: 'cash' })
  })
})
