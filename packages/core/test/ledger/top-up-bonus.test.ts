import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bonusByRule, bonusTakenBack } from '../../src/ledger/given-value.ts'
import { Money } from '../../src/values/money.ts'
import { openStudio } from './counter.ts'

const cny = (amount: string) => Money.of(amount, 'CNY')
const cash = (amount: string) => [{ method: 'cash', amount }]
const stored = (amount: string) => [{ method: 'storedValue', amount }]
const reason = 'test'
const topUpBonuses = [
  { from: '5000', bonus: '500' },
  { from: '1000', bonus: '50' },
]

/** A customer, and a studio that gives 50 on 1,000 and 500 on 5,000. */
async function generous() {
  const studio = await openStudio()
  const { manager, as } = studio
  await as('owner').settings.change({ plugin: 'ledger', set: { topUpBonuses } })
  const { id: customerId } = await as('owner').customers.register({ name: '王芳', phone: '13800000000' })
  const held = async () => {
    const { balance, paid, given } = await manager.ledger.storedValue({ customerId })
    return [balance, paid, given]
  }
  const account = async (name: string) => (await manager.ledger.accountBalance({ account: name })).balance
  const order = async (orderId: string, total: string) => {
    await manager.sales.open({ orderId, total, customerId })
    return orderId
  }
  return { ...studio, customerId, held, account, order }
}

describe('a bonus by rule', () => {
  it('is that of the highest tier which the amount reaches', () => {
    for (const [amount, bonus] of [
      ['999.99', '0.00'],
      ['1000', '50.00'],
      ['4999.99', '50.00'],
      ['5000', '500.00'],
      ['90000', '500.00'],
    ] as const) {
      expect(bonusByRule(topUpBonuses, cny(amount)).toString()).toBe(bonus)
    }
  })

  it('is that of what foreign money is worth', async () => {
    const { manager, cashier, customerId, held } = await generous()
    await manager.currency.setRates({
      rates: [
        { currency: 'USD', rate: '7.12' },
        { currency: 'JPY', rate: '0.0475' },
      ],
      source: 'test',
    })
    const paidIn = (currency: string, amount: string) =>
      cashier.ledger.topUp({ customerId, legs: [{ method: 'cash', currency, amount }] })
    await paidIn('JPY', '5000')
    expect(await held()).toEqual(['237.50', '237.50', '0.00'])
    await paidIn('USD', '200')
    expect(await held()).toEqual(['1711.50', '1661.50', '50.00'])
  })

  it('is taken back in parts that add up to the whole, none below zero', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.nat(10_000),
        fc.array(fc.integer({ min: 1, max: 3_000 }), { maxLength: 12 }),
        (paidMinor, bonusMinor, wanted) => {
          const paid = Money.ofMinor(BigInt(paidMinor), 'CNY')
          const bonus = Money.ofMinor(BigInt(bonusMinor), 'CNY')
          let before = Money.zero('CNY')
          let back = Money.zero('CNY')
          for (const minor of [...wanted, paidMinor]) {
            const left = paid.minus(before)
            const part = Money.ofMinor(BigInt(minor), 'CNY')
            const after = before.plus(part.greaterThan(left) ? left : part)
            const taken = bonusTakenBack(bonus, paid, { before, after })
            expect(taken.isNegative()).toBe(false)
            back = back.plus(taken)
            before = after
          }
          expect(back.toString()).toBe(bonus.toString())
        },
      ),
    )
  })
})

describe('value that is given on top of a top-up', () => {
  it('is owed against a promised discount, and stands on the receipt', async () => {
    const { cashier, customerId, held, account } = await generous()
    const receipt = await cashier.ledger.topUp({ customerId, legs: cash('5000') })
    expect(receipt).toMatchObject({ amount: '5000.00', bonus: '500.00', storedValue: '5500.00' })
    expect(await held()).toEqual(['5500.00', '5000.00', '500.00'])
    expect(await account('StoredValue')).toBe('-5000.00')
    expect(await account('StoredValueGiven')).toBe('-500.00')
    expect(await account('StoredValueDiscounts')).toBe('500.00')
    expect(await account('Income:Discounts')).toBe('0.00')
  })

  it('is by hand only for who may', async () => {
    const { cashier, manager, customerId, held } = await generous()
    for (const bonus of ['501', '0', '499.99']) {
      await expect(cashier.ledger.topUp({ customerId, legs: cash('5000'), bonus })).rejects.toMatchObject({
        code: 'PERMISSION_MISSING',
      })
    }
    await cashier.ledger.topUp({ customerId, legs: cash('5000'), bonus: '500.00' })
    await manager.ledger.topUp({ customerId, legs: cash('10'), bonus: '1' })
    expect(await held()).toEqual(['5511.00', '5010.00', '501.00'])
    await expect(manager.ledger.topUp({ customerId, legs: cash('10'), bonus: '-1' })).rejects.toMatchObject({
      code: 'AMOUNT_NOT_POSITIVE',
    })
  })

  it('is spent last, as a leg of its own, and is a discount then', async () => {
    const { cashier, customerId, held, account, order } = await generous()
    await cashier.ledger.topUp({ customerId, legs: cash('5000') })
    const orderId = await order('o1', '6000')
    await cashier.ledger.takePayment({ orderId, legs: stored('4800') })
    expect(await held()).toEqual(['700.00', '200.00', '500.00'])
    const receipt = await cashier.ledger.takePayment({ orderId, legs: [...cash('100'), ...stored('500')] })
    expect(receipt.legs.map(({ leg, method, amount }) => [leg, method, amount])).toEqual([
      [1, 'cash', '100.00'],
      [2, 'givenValue', '300.00'],
      [3, 'storedValue', '200.00'],
    ])
    expect(await held()).toEqual(['200.00', '0.00', '200.00'])
    expect(await account('StoredValueDiscounts')).toBe('200.00')
    expect(await account('Income:Discounts')).toBe('300.00')
    await expect(cashier.ledger.takePayment({ orderId, legs: stored('200.01') })).rejects.toMatchObject({
      code: 'STORED_VALUE_TOO_LOW',
      details: { amount: '200.01', balance: '200.00' },
    })
  })

  it('comes back first, and never as money', async () => {
    const { cashier, manager, customerId, held, account, order } = await generous()
    await cashier.ledger.topUp({ customerId, legs: cash('1000') })
    const orderId = await order('o1', '1050')
    const { id: receiptId } = await cashier.ledger.takePayment({ orderId, legs: stored('1050') })
    const back = await manager.ledger.refund({ receiptId, amount: '60', reason, method: 'cash' })
    expect(back.legs.map(({ method, amount }) => [method, amount])).toEqual([
      ['givenValue', '50.00'],
      ['cash', '10.00'],
    ])
    expect(await held()).toEqual(['50.00', '0.00', '50.00'])
    expect([await account('Income:Discounts'), await account('StoredValueDiscounts')]).toEqual(['0.00', '50.00'])
    for (const one of [
      manager.ledger.refund({ receiptId, amount: '1', reason, method: 'givenValue' }),
      manager.ledger.takePayment({ orderId, legs: [{ method: 'givenValue', amount: '1' }] }),
      manager.ledger.topUp({ customerId, legs: [{ method: 'givenValue', amount: '1' }] }),
    ]) {
      await expect(one).rejects.toMatchObject({ code: 'GIVEN_VALUE_NAMED' })
    }
  })

  it('comes back with a void and with a cancellation', async () => {
    const { cashier, manager, customerId, held, account, order } = await generous()
    await cashier.ledger.topUp({ customerId, legs: cash('1000') })
    const orderId = await order('o1', '1050')
    const paid = await cashier.ledger.takePayment({ orderId, legs: stored('1050') })
    await manager.ledger.voidReceipt({ receiptId: paid.id, reason })
    expect(await held()).toEqual(['1050.00', '1000.00', '50.00'])
    expect(await account('Income:Discounts')).toBe('0.00')
    await cashier.ledger.takePayment({ orderId, legs: stored('1050') })
    await manager.sales.cancel({ orderId, forfeit: '100', refund: 'rest' })
    expect(await held()).toEqual(['950.00', '900.00', '50.00'])
    expect(await account('Income:Discounts')).toBe('0.00')
  })

  it('pays no bond', async () => {
    const { cashier, manager, customerId, held, order } = await generous()
    await cashier.ledger.topUp({ customerId, legs: cash('1000') })
    const orderId = await order('o1', '100')
    const bond = (amount: string) => manager.ledger.takePayment({ orderId, legs: stored(amount), purpose: 'bond' })
    await expect(bond('1000.01')).rejects.toMatchObject({ code: 'STORED_VALUE_TOO_LOW' })
    await bond('1000')
    expect(await held()).toEqual(['50.00', '0.00', '50.00'])
    await manager.ledger.returnBond({ orderId, kept: '0', reason })
    expect(await held()).toEqual(['1050.00', '1000.00', '50.00'])
  })

  it('goes back to the studio with its top-up: in proportion, whole with the whole, and not where it is spent', async () => {
    const { cashier, manager, customerId, held, account, order } = await generous()
    const { id: receiptId } = await cashier.ledger.topUp({ customerId, legs: cash('5000') })
    expect(await manager.ledger.refund({ receiptId, amount: '2000', reason })).toMatchObject({ bonus: '200.00' })
    expect(await held()).toEqual(['3300.00', '3000.00', '300.00'])
    await cashier.ledger.takePayment({ orderId: await order('o1', '9000'), legs: stored('3100') })
    // The customer has paid again since, so the money would be there; the bonus of the first is not.
    const second = await cashier.ledger.topUp({ customerId, legs: cash('3000'), bonus: '50' })
    expect(await held()).toEqual(['3250.00', '3000.00', '250.00'])
    await expect(manager.ledger.refund({ receiptId, amount: '3000', reason })).rejects.toMatchObject({
      code: 'TOP_UP_BONUS_SPENT',
      details: { bonus: '300.00', left: '250.00' },
    })
    await manager.ledger.voidReceipt({ receiptId: second.id, reason })
    expect(await held()).toEqual(['200.00', '0.00', '200.00'])
    expect(await account('StoredValueGiven')).toBe('-200.00')
    expect(await account('StoredValueDiscounts')).toBe('200.00')
  })

  it('voided with its top-up is gone; where it is spent, the void is refused', async () => {
    const { cashier, manager, customerId, held, order } = await generous()
    const first = await cashier.ledger.topUp({ customerId, legs: cash('1000') })
    await manager.ledger.voidReceipt({ receiptId: first.id, reason })
    expect(await held()).toEqual(['0.00', '0.00', '0.00'])
    const next = await cashier.ledger.topUp({ customerId, legs: cash('1000') })
    await cashier.ledger.takePayment({ orderId: await order('o1', '9000'), legs: stored('1010') })
    await cashier.ledger.topUp({ customerId, legs: cash('999') })
    await cashier.ledger.topUp({ customerId, legs: cash('2') })
    await expect(manager.ledger.voidReceipt({ receiptId: next.id, reason })).rejects.toMatchObject({
      code: 'TOP_UP_BONUS_SPENT',
    })
  })

  it('takes no manual entries', async () => {
    const { manager } = await generous()
    for (const account of ['StoredValueGiven', 'StoredValueDiscounts']) {
      const lines = [
        { account: 'Rent', debit: '1' },
        { account, credit: '1' },
      ]
      await expect(manager.ledger.post({ lines, memo: 'no' })).rejects.toMatchObject({ code: 'ACCOUNT_CONTROLLED' })
    }
  })
})
