import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastOf } from '../../src/ledger/standing.ts'
import { splitOverpayment } from '../../src/ledger/split-overpayment.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from './counter.ts'

const reason = 'moved away'
const cash = (amount: string) => [{ method: 'cash', amount }]
const stored = (amount: string) => [{ method: 'storedValue', amount }]

/** A customer with a stored value, and an order of the same customer. */
async function member(topUp = '500') {
  const studio = await openStudio()
  const { manager } = studio
  const { id: customerId } = await studio.as('owner').customers.register({ name: '王芳', phone: '13800000000' })
  const receipt = await manager.ledger.topUp({ customerId, legs: cash(topUp) })
  await manager.sales.open({ orderId: 'o1', total: '1000', customerId })
  const balance = async () => (await manager.ledger.storedValue({ customerId })).balance
  const owed = async () => (await manager.ledger.accountBalance({ account: 'StoredValue' })).balance
  return { ...studio, customerId, receiptId: receipt.id, receipt, balance, owed }
}

describe('stored value', () => {
  it('is topped up with a receipt, and owed until it is spent', async () => {
    const { receipt, customerId, balance, owed } = await member()
    expect(receipt).toMatchObject({
      purpose: 'topUp',
      orderId: null,
      customerId,
      amount: '500.00',
      storedValue: '500.00',
    })
    expect([await balance(), await owed()]).toEqual(['500.00', '-500.00'])
  })

  it('pays orders, and goes up again by refund and void', async () => {
    const { cashier, manager, balance, owed } = await member()
    const paid = await cashier.ledger.takePayment({ orderId: 'o1', legs: [...stored('200'), ...cash('100')] })
    expect([await balance(), await owed()]).toEqual(['300.00', '-300.00'])
    await manager.ledger.refund({ receiptId: paid.id, legs: [{ leg: 1, amount: '50' }], reason })
    await manager.ledger.refund({
      receiptId: paid.id,
      legs: [{ leg: 2, amount: '100' }],
      method: 'storedValue',
      reason,
    })
    expect([await balance(), await owed()]).toEqual(['450.00', '-450.00'])
    const more = await cashier.ledger.takePayment({ orderId: 'o1', legs: stored('450') })
    expect(await balance()).toBe('0.00')
    await manager.ledger.voidReceipt({ receiptId: more.id, reason })
    expect([await balance(), await owed()]).toEqual(['450.00', '-450.00'])
    await manager.sales.cancel({ orderId: 'o1', forfeit: '0', refund: 'rest' })
    expect([await balance(), await owed()]).toEqual(['600.00', '-600.00'])
  })

  it('is never spent beyond what it holds: of twenty payments of 100 at once, five go through', async () => {
    const { manager, balance } = await member()
    const orders = ['a', 'b', 'c', 'd']
    const { customerId } = await manager.ledger.balanceDue({ orderId: 'o1' })
    for (const orderId of orders) await manager.sales.open({ orderId, total: '1000', customerId: customerId ?? '' })
    const tries = Array.from({ length: 20 }, (_, index) =>
      manager.ledger.takePayment.attempt({ orderId: orders[index % 4] ?? '', legs: stored('100') }),
    )
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(5)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('STORED_VALUE_TOO_LOW')
    expect(await balance()).toBe('0.00')
  })

  it('of a new customer topped up many times at once is the sum', async () => {
    const { manager, as } = await openStudio()
    const { id: customerId } = await as('owner').customers.register({ name: '王芳', phone: '13800000000' })
    await Promise.all(Array.from({ length: 8 }, () => manager.ledger.topUp({ customerId, legs: cash('10') })))
    expect(await manager.ledger.storedValue({ customerId })).toMatchObject({ balance: '80.00' })
  })

  it('goes back out of its top-up, at most what was paid in by it and what is left', async () => {
    const { manager, cashier, receiptId, balance, owed } = await member()
    await cashier.ledger.takePayment({ orderId: 'o1', legs: stored('400') })
    const refund = (amount: string, method?: string) => manager.ledger.refund({ receiptId, amount, reason, method })
    await expect(refund('100.01')).rejects.toMatchObject({ code: 'STORED_VALUE_TOO_LOW' })
    await expect(refund('10', 'storedValue')).rejects.toMatchObject({ code: 'STORED_VALUE_REFUSED' })
    await expect(manager.ledger.voidReceipt({ receiptId, reason })).rejects.toMatchObject({
      code: 'STORED_VALUE_TOO_LOW',
    })
    expect(await refund('100')).toMatchObject({ purpose: 'topUp', storedValue: '0.00', amount: '100.00' })
    expect([await balance(), await owed()]).toEqual(['0.00', '0.00'])
  })

  it('voided is gone, once', async () => {
    const { manager, receiptId, balance } = await member()
    await manager.ledger.voidReceipt({ receiptId, reason })
    expect(await balance()).toBe('0.00')
    for (const again of [
      manager.ledger.voidReceipt({ receiptId, reason }),
      manager.ledger.refund({ receiptId, amount: '1', reason }),
    ]) {
      await expect(again).rejects.toMatchObject({ code: 'RECEIPT_VOIDED' })
    }
  })

  it('refunded and voided at once has one winner', async () => {
    const { manager, receiptId, balance } = await member()
    const outcomes = await Promise.all([
      manager.ledger.refund.attempt({ receiptId, amount: '500', reason }),
      manager.ledger.voidReceipt.attempt({ receiptId, reason }),
    ])
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    expect(await balance()).toBe('0.00')
  })

  it('cannot top itself up, is of known customers, and takes no manual entries', async () => {
    const { manager, customerId } = await member()
    await expect(manager.ledger.topUp({ customerId, legs: stored('1') })).rejects.toMatchObject({
      code: 'STORED_VALUE_REFUSED',
    })
    await expect(manager.ledger.topUp({ customerId: 'nobody', legs: cash('1') })).rejects.toMatchObject({
      code: 'CUSTOMER_UNKNOWN',
    })
    const lines = [
      { account: 'Cash:Safe', debit: '1' },
      { account: 'StoredValue', credit: '1' },
    ]
    await expect(manager.ledger.post({ lines, memo: 'no' })).rejects.toMatchObject({ code: 'ACCOUNT_CONTROLLED' })
  })
})

describe('an overpayment', () => {
  it('is refused unless told', async () => {
    const { cashier } = await member()
    await expect(cashier.ledger.takePayment({ orderId: 'o1', legs: cash('1000.01') })).rejects.toMatchObject({
      code: 'PAYMENT_EXCEEDS_DUE',
    })
  })

  it('becomes stored value with a receipt of its own, and the change goes with it', async () => {
    const { cashier, manager, balance } = await member()
    const legs = [
      { method: 'card', amount: '900' },
      { method: 'cash', amount: '150', tendered: '200' },
    ]
    const receipt = await cashier.ledger.takePayment({ orderId: 'o1', legs, overpayment: 'credit' })
    expect(receipt).toMatchObject({ amount: '1000.00', balanceDue: '0.00', change: '0.00' })
    expect(receipt.credit).toMatchObject({ amount: '50.00', change: '50.00', purpose: 'topUp', storedValue: '550.00' })
    expect(receipt.credit?.legs).toMatchObject([{ method: 'cash', amount: '50.00', tendered: '100.00' }])
    await manager.ledger.voidReceipt({ receiptId: receipt.credit?.id ?? '', reason })
    expect(await balance()).toBe('500.00')
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '1000.00' })
  })

  it('that is none gives one receipt; one of stored value or on an order with nothing due is refused', async () => {
    const { cashier, manager } = await member('2000')
    const pay = (legs: { method: string; amount: string }[]) =>
      cashier.ledger.takePayment({ orderId: 'o1', legs, overpayment: 'credit' })
    expect((await pay(cash('400'))).credit).toBeNull()
    await expect(pay(stored('600.01'))).rejects.toMatchObject({ code: 'STORED_VALUE_REFUSED' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '400.00' })
    await pay(cash('600'))
    await expect(pay(cash('1'))).rejects.toMatchObject({ code: 'PAYMENT_EXCEEDS_DUE' })
  })

  it('is cut so that nothing is lost, and the order gets no more than is due', () => {
    const minor = fc.bigInt({ min: 1n, max: 10n ** 6n })
    const money = (value: bigint) => Money.ofMinor(value, 'CNY')
    const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => all + Money.of(amount, 'CNY').minor, 0n)
    const legs = fc.array(fc.record({ amount: minor, over: fc.option(minor, { nil: undefined }) }), { minLength: 1 })
    fc.assert(
      fc.property(legs, minor, (given, due) => {
        const asked = given.map(({ amount, over }) => ({
          method: 'cash',
          amount: money(amount).toString(),
          ...(over === undefined ? {} : { tendered: money(amount + over).toString() }),
        }))
        const { order, beyond } = splitOverpayment(asked, money(due))
        const all = sum(asked.map((leg) => leg.amount))
        const paid = sum(order.map((leg) => leg.amount))
        expect(paid).toBe(leastOf(money(all), money(due)).minor)
        expect(paid + sum(beyond.map((leg) => leg.amount))).toBe(all)
        const handed = (some: readonly { amount: string; tendered?: string | undefined }[]) =>
          sum(some.map((leg) => leg.tendered ?? leg.amount))
        expect(handed(order) + handed(beyond)).toBe(handed(asked))
      }),
    )
  })
})

describe('a voucher of a platform', () => {
  const voucher = (code: string, amount = '88') => [{ method: 'meituan', amount, code }]

  it('is used once, however its code is written, and is owed by its platform', async () => {
    const { cashier, manager } = await member()
    const paid = await cashier.ledger.takePayment({ orderId: 'o1', legs: voucher('1234 5678 abcd') })
    expect(paid.legs).toMatchObject([{ method: 'meituan', voucher: '12345678ABCD' }])
    expect(await manager.ledger.accountBalance({ account: 'Clearing:Meituan' })).toMatchObject({ balance: '88.00' })
    await expect(cashier.ledger.takePayment({ orderId: 'o1', legs: voucher('1234-5678-ABCD') })).rejects.toMatchObject({
      code: 'VOUCHER_USED',
      details: { receipt: paid.number },
    })
    const twice = [...voucher('22223333'), ...voucher('2222 3333')]
    await expect(cashier.ledger.takePayment({ orderId: 'o1', legs: twice })).rejects.toMatchObject({
      code: 'VOUCHER_USED',
    })
    // The same digits from another platform are another voucher.
    await cashier.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'douyin', amount: '1', code: '12345678ABCD' }] })
  })

  it('at ten tills at once is used once', async () => {
    const { cashier } = await member()
    const tries = Array.from({ length: 10 }, () =>
      cashier.ledger.takePayment.attempt({ orderId: 'o1', legs: voucher('99998888') }),
    )
    const outcomes = await Promise.all(tries)
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1)
    for (const outcome of outcomes) if (!outcome.ok) expect(outcome.error.code).toBe('VOUCHER_USED')
  })

  it('can be used again where its receipt was voided, not where it was refunded', async () => {
    const { cashier, manager } = await member()
    const pay = () => cashier.ledger.takePayment({ orderId: 'o1', legs: voucher('55556666') })
    await manager.ledger.voidReceipt({ receiptId: (await pay()).id, reason })
    const again = await pay()
    await expect(manager.ledger.refund({ receiptId: again.id, amount: '88', reason })).rejects.toMatchObject({
      code: 'REFUND_METHOD_REFUSED',
    })
    await manager.ledger.refund({ receiptId: again.id, amount: '88', reason, method: 'cash' })
    await expect(pay()).rejects.toMatchObject({ code: 'VOUCHER_USED' })
  })

  it('needs its code, and only it has one; it is never cut in two', async () => {
    const { cashier } = await member()
    const pay = (legs: { method: string; amount: string; code?: string }[]) =>
      cashier.ledger.takePayment({ orderId: 'o1', legs, overpayment: 'credit' })
    await expect(pay([{ method: 'meituan', amount: '1' }])).rejects.toMatchObject({ code: 'VOUCHER_CODE_MISSING' })
    await expect(pay([{ method: 'cash', amount: '1', code: '12345678' }])).rejects.toMatchObject({
      code: 'VOUCHER_CODE_REFUSED',
    })
    await expect(pay(voucher('77778888', '1000.01'))).rejects.toMatchObject({ code: 'PAYMENT_EXCEEDS_DUE' })
  })
})
