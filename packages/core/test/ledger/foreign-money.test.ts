import { describe, expect, it } from 'vitest'
import { counting } from '../orders/studio.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { openForeignStudio } from './foreign-studio.ts'

const reason = 'test'
const usd = (amount: string, more: object = {}) => ({ method: 'cash', currency: 'USD', amount, ...more })

async function withOrder(total = '1000') {
  const studio = await openForeignStudio()
  const { id: customerId } = await studio.as('owner').customers.register({ name: '王芳', phone: '13800000000' })
  await studio.manager.sales.open({ orderId: 'o1', total, customerId })
  const pay = (...legs: Parameters<typeof studio.manager.ledger.takePayment>[0]['legs'][number][]) =>
    studio.manager.ledger.takePayment({ orderId: 'o1', legs })
  return { ...studio, customerId, pay }
}

describe('a leg in a foreign currency', () => {
  it('pays what it is worth at the rate in use, and balances in both currencies', async () => {
    const { pay, linesOf, position } = await withOrder()
    const receipt = await pay(usd('100.00', { tendered: '120' }))
    expect(receipt).toMatchObject({ currency: 'CNY', amount: '712.00', change: '0.00', balanceDue: '288.00' })
    expect(receipt.legs).toEqual([
      {
        leg: 1,
        method: 'cash',
        amount: '712.00',
        tendered: null,
        change: '0.00',
        refundOf: null,
        foreign: {
          currency: 'USD',
          amount: '100.00',
          tendered: '120.00',
          change: '20.00',
          rate: '7.12',
          rateOn: '2026-11-22',
          source: 'Bank of China',
          worth: '712.00',
        },
      },
    ])
    expect(await linesOf(receipt.id)).toEqual([
      'Cash:Till:main 100.00 USD',
      '  CurrencyExchange:USD 100.00 USD',
      'CurrencyExchange:USD 712.00 CNY',
      '  CustomerDeposits 712.00 CNY',
    ])
    expect(await position('USD')).toMatchObject({ held: '100.00', cost: '712.00', averageRate: '7.12' })
  })

  it('gives change in the currency of the studio, of cash or where it is asked for', async () => {
    const { pay, linesOf } = await withOrder()
    const receipt = await pay(usd('150', { pays: '1000' }))
    expect(receipt).toMatchObject({ amount: '1000.00', change: '68.00', balanceDue: '0.00' })
    expect(await linesOf(receipt.id)).toEqual([
      'Cash:Till:main 150.00 USD',
      '  CurrencyExchange:USD 150.00 USD',
      'CurrencyExchange:USD 1068.00 CNY',
      '  Cash:Till:main 68.00 CNY',
      '  CustomerDeposits 1000.00 CNY',
    ])
    const other = await withOrder()
    const card = usd('150', { method: 'card', pays: '1000' })
    await expect(other.pay(card)).rejects.toMatchObject({ code: 'PAYMENT_CHANGE_NOT_GIVEN' })
    expect(await other.pay({ ...card, changeInCash: true })).toMatchObject({ change: '68.00' })
    expect(await other.balances('Clearing:Card')).toEqual({ USD: '150.00' })
    expect(await other.balances('Cash:Till:main')).toEqual({ CNY: '-68.00' })
  })

  it('needs no change for less than its smallest unit is worth', async () => {
    const { pay, position } = await withOrder()
    // 21,053 yen are worth 1,000.0175: 21,052 would be too few.
    const receipt = await pay({ method: 'cash', currency: 'JPY', amount: '21053', pays: '1000.00' })
    expect(receipt).toMatchObject({ amount: '1000.00', change: '0.00', balanceDue: '0.00' })
    expect(await position('JPY')).toMatchObject({ held: '21053', cost: '1000.00' })
  })

  it.each([
    ['JPY', '10000', '475.00'],
    ['JPY', '1', '0.05'],
    ['KWD', '12.345', '285.46'],
    ['EUR', '0.10', '0.78'],
  ])('is rounded once: %s %s is worth %s', async (currency, amount, worth) => {
    const { pay } = await withOrder()
    expect(await pay({ method: 'card', currency, amount })).toMatchObject({ amount: worth })
  })

  it('stands beside legs of the studio’s own currency, named or not', async () => {
    const { pay, balances } = await withOrder()
    const receipt = await pay(
      usd('10'),
      { method: 'cash', currency: 'CNY', amount: '100', tendered: '200' },
      { method: 'card', currency: 'EUR', amount: '20' },
      { method: 'cash', amount: '1' },
    )
    expect(receipt).toMatchObject({ amount: '328.30', change: '100.00' })
    expect(await balances('Cash:Till:main')).toEqual({ CNY: '101.00', USD: '10.00' })
    expect(await balances('CurrencyExchange:EUR')).toEqual({ CNY: '156.10', EUR: '-20.00' })
  })

  it.each([
    ['RATE_MISSING', { method: 'cash', currency: 'GBP', amount: '1' }],
    ['CURRENCY_UNKNOWN', { method: 'cash', currency: 'XYZ', amount: '1' }],
    ['MONEY_TOO_PRECISE', { method: 'cash', currency: 'JPY', amount: '1.5' }],
    ['AMOUNT_NOT_POSITIVE', usd('0')],
    ['AMOUNT_NOT_POSITIVE', usd('-1')],
    ['AMOUNT_NOT_POSITIVE', usd('10', { pays: '0' })],
    ['PAYMENT_TENDERED_TOO_LITTLE', usd('10', { tendered: '5' })],
    ['PAYMENT_CHANGE_NOT_GIVEN', usd('10', { method: 'card', tendered: '20' })],
    ['PAYMENT_EXCEEDS_DUE', usd('141')],
    ['FOREIGN_LEG_INVALID', usd('10', { pays: '71.21' })],
    ['FOREIGN_LEG_INVALID', { method: 'cash', amount: '10', pays: '5' }],
    ['FOREIGN_LEG_INVALID', { method: 'cash', amount: '10', rate: '1' }],
    ['FOREIGN_LEG_INVALID', { method: 'cash', currency: 'CNY', amount: '10', rate: '1' }],
    ['FOREIGN_MONEY_REFUSED', usd('10', { method: 'storedValue' })],
    ['FOREIGN_MONEY_REFUSED', usd('10', { method: 'meituan', code: '12345678' })],
    ['FOREIGN_MONEY_REFUSED', usd('10', { method: 'voucher' })],
    ['VOUCHER_CODE_REFUSED', usd('10', { code: '12345678' })],
    ['RATE_INVALID', usd('10', { rate: '0' })],
    ['RATE_INVALID', usd('10', { rate: '-7' })],
    ['RATE_CHANGE_TOO_LARGE', usd('1', { rate: '712' })],
  ])('is refused with %s: %o', async (code, leg) => {
    const { pay, manager } = await withOrder()
    await expect(pay(leg)).rejects.toMatchObject({ code })
    expect(await manager.ledger.positions({})).toEqual([])
  })

  it('is worth nothing, and refused, where it rounds to zero', async () => {
    const { pay, manager } = await withOrder()
    await manager.currency.setRates({ rates: [{ currency: 'VND', rate: '0.00028' }], source: 'board' })
    await expect(pay({ method: 'cash', currency: 'VND', amount: '10' })).rejects.toMatchObject({
      code: 'FOREIGN_LEG_INVALID',
    })
  })

  it('takes another rate only from who may agree on one', async () => {
    const { cashier, manager, pay } = await withOrder()
    const leg = usd('10', { rate: '7.00' })
    const asCashier = cashier.ledger.takePayment({ orderId: 'o1', legs: [leg] })
    await expect(asCashier).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    expect((await pay(leg)).legs[0]?.foreign).toMatchObject({ rate: '7', source: 'counter', worth: '70.00' })
    await manager.currency.setRates({ rates: [{ currency: 'USD', rate: '7.2' }], source: 'board' })
    expect((await pay(usd('1'))).legs[0]?.foreign).toMatchObject({ rate: '7.2', source: 'board' })
  })

  it('needs a rate that is new enough', async () => {
    const { clock, pay } = await withOrder()
    clock.now = '2026-11-29T04:00:00.000Z'
    await pay(usd('1'))
    clock.now = '2026-11-30T04:00:00.000Z'
    await expect(pay(usd('1'))).rejects.toMatchObject({
      code: 'RATE_MISSING',
      details: { currency: 'USD', days: 7, last: '2026-11-22' },
    })
  })

  it('tops up stored value; what is beyond an order is never cut out of it', async () => {
    const { manager, customerId, balances } = await withOrder('100')
    await manager.ledger.topUp({ customerId, legs: [usd('10')] })
    expect(await manager.ledger.storedValue({ customerId })).toMatchObject({ balance: '71.20' })
    const over = (legs: object[]) =>
      manager.ledger.takePayment({
        orderId: 'o1',
        legs: legs as { method: string; amount: string }[],
        overpayment: 'credit',
      })
    await expect(over([usd('20')])).rejects.toMatchObject({ code: 'PAYMENT_EXCEEDS_DUE' })
    const { credit } = await over([{ method: 'cash', amount: '100' }, usd('5')])
    expect(credit).toMatchObject({ amount: '35.60', storedValue: '106.80' })
    expect(await balances('CurrencyExchange:USD')).toEqual({ CNY: '106.80', USD: '-15.00' })
  })
})

describe('a refund of foreign money', () => {
  it('gives the same money back at the rate of the receipt; what it cost meanwhile is gained or lost', async () => {
    const { manager, pay, linesOf, position } = await withOrder()
    const first = await pay(usd('50'))
    await manager.currency.setRates({ rates: [{ currency: 'USD', rate: '8' }], source: 'board' })
    await pay(usd('50'))
    // 100 USD have cost 356 + 400 = 756: 50 of them 378, and 356 are owed for them no more.
    const back = await manager.ledger.refund({ receiptId: first.id, amount: '356', reason })
    expect(back.legs[0]).toMatchObject({
      method: 'cash',
      amount: '356.00',
      foreign: { currency: 'USD', amount: '50.00', rate: '7.12', rateOn: '2026-11-22', worth: '356.00' },
    })
    expect(await linesOf(back.id)).toEqual([
      'CustomerDeposits 356.00 CNY',
      '  Cash:Till:main 50.00 USD',
      'CurrencyExchange:USD 50.00 USD',
      '  CurrencyExchange:USD 356.00 CNY',
      'ExchangeLoss 22.00 CNY',
      '  CurrencyExchange:USD 22.00 CNY',
    ])
    expect(await position('USD')).toMatchObject({ held: '50.00', cost: '378.00', worth: '400.00', unrealised: '22.00' })
  })

  it('is asked for in either currency, and never exceeds either', async () => {
    const { manager, pay, position } = await withOrder()
    const { id: receiptId } = await pay(usd('100'))
    const refund = (legs: { leg: number; amount: string; currency?: string }[]) =>
      manager.ledger.refund({ receiptId, legs, reason })
    const three = await refund([{ leg: 1, amount: '33.33', currency: 'USD' }])
    expect(three).toMatchObject({ amount: '237.31', legs: [{ foreign: { amount: '33.33' } }] })
    const third = await refund([{ leg: 1, amount: '237.31' }])
    expect(third).toMatchObject({ legs: [{ foreign: { amount: '33.33' } }] })
    await expect(refund([{ leg: 1, amount: '33.35', currency: 'USD' }])).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_LEFT',
      details: { amount: '33.35', left: '33.34' },
    })
    await expect(refund([{ leg: 1, amount: '237.39' }])).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_LEFT' })
    await expect(refund([{ leg: 1, amount: '1', currency: 'EUR' }])).rejects.toMatchObject({
      code: 'CURRENCY_MISMATCH',
    })
    const twice = [
      { leg: 1, amount: '30', currency: 'USD' },
      { leg: 1, amount: '3.35', currency: 'USD' },
    ]
    await expect(refund(twice)).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_LEFT', details: { left: '3.34' } })
    expect(await manager.ledger.receipt({ receiptId })).toMatchObject({
      refunds: [{ leg: 1, refunded: '474.62', left: '237.38', foreign: { currency: 'USD', left: '33.34' } }],
    })
    const last = await refund([{ leg: 1, amount: '33.34', currency: 'USD' }])
    expect(last).toMatchObject({ amount: '237.38', totalPaid: '0.00' })
    expect(await position('USD')).toMatchObject({ held: '0.00', cost: '0.00', averageRate: null })
  })

  it('gives what it had paid in the studio’s currency where that is asked for, or another way is taken', async () => {
    const { manager, pay, balances } = await withOrder()
    const { id: receiptId } = await pay(usd('100'))
    const refund = (more: object) => manager.ledger.refund({ receiptId, amount: '71.20', reason, ...more })
    const home = await refund({ inStudioCurrency: true })
    expect(home.legs[0]).not.toHaveProperty('foreign')
    expect((await refund({ method: 'alipay' })).legs[0]).not.toHaveProperty('foreign')
    expect(await balances('Cash:Till:main')).toEqual({ CNY: '-71.20', USD: '100.00' })
    expect(await balances('Clearing:Alipay')).toEqual({ CNY: '-71.20' })
    // Both have used up their share of the dollars.
    expect(await manager.ledger.receipt({ receiptId })).toMatchObject({
      refunds: [{ left: '569.60', foreign: { refunded: '20.00', left: '80.00' } }],
    })
  })

  it('gives what is less than a unit of it in the studio’s currency', async () => {
    const { manager, pay } = await withOrder()
    const { id: receiptId } = await pay({ method: 'cash', currency: 'JPY', amount: '2' })
    const back = await manager.ledger.refund({ receiptId, amount: '0.02', reason })
    expect(back.legs[0]).not.toHaveProperty('foreign')
    const rest = await manager.ledger.refund({ receiptId, amount: '0.08', reason })
    expect(rest.legs[0]).toMatchObject({ amount: '0.08', foreign: { amount: '2' } })
  })

  it('gives back for what was paid after change, and a void gives back all of it', async () => {
    const { manager, pay, balances } = await withOrder()
    const paid = await pay(usd('150', { pays: '1000' }))
    const back = await manager.ledger.refund({ receiptId: paid.id, amount: '1000', reason })
    expect(back.legs[0]?.foreign).toMatchObject({ amount: '140.45' })
    expect(await balances('Cash:Till:main')).toEqual({ CNY: '-68.00', USD: '9.55' })
    const again = await pay(usd('150', { pays: '1000' }))
    const voided = await manager.ledger.voidReceipt({ receiptId: again.id, reason })
    expect(voided.legs[0]?.foreign).toMatchObject({ amount: '150.00', change: '0.00', tendered: null })
    expect(await balances('Cash:Till:main')).toEqual({ CNY: '-68.00', USD: '9.55' })
    expect(await manager.ledger.receipt({ receiptId: again.id })).toMatchObject({
      refunds: [{ left: '0.00', foreign: { left: '0.00' } }],
      voidedBy: voided.id,
    })
  })

  it('of a bond goes back whole or in part; what is kept for damage is consumed in both currencies', async () => {
    const { manager, balances } = await withOrder()
    const bond = await manager.ledger.takePayment({ orderId: 'o1', purpose: 'bond', legs: [usd('100')] })
    const back = await manager.ledger.returnBond({ orderId: 'o1', kept: '178', reason })
    expect(back.legs[0]).toMatchObject({ amount: '534.00', foreign: { amount: '75.00' } })
    expect(await balances('Cash:Till:main')).toEqual({ USD: '25.00' })
    expect(await balances('CurrencyExchange:USD')).toEqual({ CNY: '178.00', USD: '-25.00' })
    expect(await manager.ledger.receipt({ receiptId: bond.id })).toMatchObject({
      refunds: [{ left: '0.00', foreign: { refunded: '100.00', left: '0.00' } }],
    })
  })

  it('comes with a cancellation too', async () => {
    const { manager, pay, balances } = await withOrder()
    await pay(usd('100'), { method: 'wechat', amount: '100' })
    await manager.sales.cancel({ orderId: 'o1', forfeit: '112', refund: 'rest' })
    expect(await balances('Cash:Till:main')).toEqual({ USD: '1.69' })
    // 98.31 USD had cost 699.97, and 700 were owed for them.
    expect(await balances('CurrencyExchange:USD')).toEqual({ CNY: '12.03', USD: '-1.69' })
    expect(await balances('Income:ExchangeGain')).toEqual({ CNY: '-0.03' })
  })
})

describe('an exchange', () => {
  it('of foreign cash at the bank realises what it fetched beyond its cost', async () => {
    const { manager, pay, linesOf, position } = await withOrder()
    await pay(usd('100'))
    const sold = await manager.ledger.exchange({
      from: { account: 'Cash:Till:main', amount: '40', currency: 'USD' },
      to: { account: 'Bank:icbc', amount: '286' },
      fee: '2.00',
      memo: 'to the bank',
    })
    expect(await linesOf(sold.id)).toEqual([
      '  Cash:Till:main 40.00 USD',
      'Bank:icbc 286.00 CNY',
      'CurrencyExchange:USD 40.00 USD',
      '  CurrencyExchange:USD 288.00 CNY',
      'PaymentFees 2.00 CNY',
      'CurrencyExchange:USD 3.20 CNY',
      '  Income:ExchangeGain 3.20 CNY',
    ])
    expect(await position('USD')).toMatchObject({ held: '60.00', cost: '427.20' })
    await manager.ledger.reverse({ entryId: sold.id, reason })
    expect(await position('USD')).toMatchObject({ held: '100.00', cost: '712.00' })
  })

  it('buys foreign money, turns one into another, and moves it unchanged', async () => {
    const { manager, balances, position } = await withOrder()
    await manager.ledger.exchange({
      from: { account: 'Bank:icbc', amount: '7200' },
      to: { account: 'Bank:usd', amount: '1000', currency: 'USD' },
      fee: '50',
    })
    expect(await position('USD')).toMatchObject({ held: '1000.00', cost: '7150.00', averageRate: '7.15' })
    await manager.ledger.exchange({
      from: { account: 'Bank:usd', amount: '100', currency: 'USD' },
      to: { account: 'Bank:eur', amount: '90', currency: 'EUR' },
    })
    // 90 EUR at 7.805 are 702.45; 100 USD had cost 715.
    expect(await position('EUR')).toMatchObject({ held: '90.00', cost: '702.45' })
    expect(await balances('ExchangeLoss')).toEqual({ CNY: '12.55' })
    const moved = await manager.ledger.exchange({
      from: { account: 'Bank:usd', amount: '500', currency: 'USD' },
      to: { account: 'Cash:Safe', amount: '500', currency: 'USD' },
    })
    expect(moved).toMatchObject({ kind: 'transfer', currency: 'USD', amount: '500.00' })
    expect(moved.lines).toHaveLength(2)
    expect(await position('USD')).toMatchObject({ held: '900.00', cost: '6435.00' })
  })

  it.each([
    ['EXCHANGE_REFUSED', { account: 'Rent', amount: '1', currency: 'USD' }, { account: 'Bank:icbc', amount: '7' }],
    ['EXCHANGE_REFUSED', { account: 'CurrencyExchange:USD', amount: '1' }, { account: 'Bank:icbc', amount: '7' }],
    ['EXCHANGE_REFUSED', { account: 'Bank:icbc', amount: '1' }, { account: 'Cash:Safe', amount: '1' }],
    ['EXCHANGE_REFUSED', { account: 'Bank:a', amount: '0', currency: 'USD' }, { account: 'Cash:Safe', amount: '1' }],
    [
      'EXCHANGE_REFUSED',
      { account: 'Bank:a', amount: '1', currency: 'USD' },
      { account: 'Cash:Safe', amount: '2', currency: 'USD' },
    ],
    [
      'EXCHANGE_REFUSED',
      { account: 'Bank:a', amount: '1', currency: 'USD' },
      { account: 'Bank:a', amount: '1', currency: 'USD' },
    ],
    [
      'RATE_CHANGE_TOO_LARGE',
      { account: 'Bank:a', amount: '1', currency: 'USD' },
      { account: 'Cash:Safe', amount: '712' },
    ],
    [
      'RATE_MISSING',
      { account: 'Bank:a', amount: '1', currency: 'USD' },
      { account: 'Bank:b', amount: '1', currency: 'GBP' },
    ],
  ])('is refused with %s: %o to %o', async (code, from, to) => {
    const { manager } = await withOrder()
    await expect(manager.ledger.exchange({ from, to })).rejects.toMatchObject({ code })
    expect(await manager.ledger.positions({})).toEqual([])
  })

  it('beyond what is held is owed, and settled when money comes', async () => {
    const { manager, pay, position, balances } = await withOrder('2000')
    await pay(usd('10'))
    await manager.ledger.exchange({
      from: { account: 'Cash:Till:main', amount: '30', currency: 'USD' },
      to: { account: 'Cash:Safe', amount: '216' },
    })
    expect(await position('USD')).toMatchObject({ held: '-20.00', cost: '-144.00' })
    expect(await balances('Income:ExchangeGain')).toEqual({ CNY: '-0.80' })
    await pay(usd('50'))
    expect(await position('USD')).toMatchObject({ held: '30.00', cost: '213.60' })
    expect(await balances('Income:ExchangeGain')).toEqual({ CNY: '-2.40' })
  })
})

describe('a revaluation', () => {
  it('posts what changed since the last, and takes itself back when the money is gone', async () => {
    const { manager, pay, clock, balances, position } = await withOrder()
    await pay(usd('100'))
    await manager.currency.setRates({ rates: [{ currency: 'USD', rate: '7.3' }], source: 'month end' })
    clock.now = '2026-12-01T04:00:00.000Z'
    await manager.currency.setRates({ rates: [{ currency: 'USD', rate: '7' }], source: 'board' })
    const done = await manager.ledger.revalue({ date: '2026-11-29' })
    expect(done.currencies).toEqual([
      { currency: 'USD', held: '100.00', cost: '712.00', rate: '7.3', adjustment: '18.00' },
    ])
    expect(await manager.ledger.revalue({ date: '2026-11-29' })).toMatchObject({ entryId: null })
    expect(await balances('CurrencyRevaluation:USD')).toEqual({ CNY: '18.00' })
    expect(await position('USD')).toMatchObject({ cost: '712.00' })
    await manager.ledger.exchange({
      from: { account: 'Cash:Till:main', amount: '100', currency: 'USD' },
      to: { account: 'Bank:icbc', amount: '700' },
    })
    expect(await balances('ExchangeLoss')).toEqual({ CNY: '12.00' })
    expect(await manager.ledger.revalue({})).toMatchObject({ currencies: [{ adjustment: '-18.00', rate: null }] })
    expect(await balances('Income:CurrencyRevaluation')).toEqual({})
    await expect(manager.ledger.revalue({ date: '2026-12-02' })).rejects.toMatchObject({ code: 'ENTRY_DATED_AHEAD' })
  })

  it('of nothing posts nothing', async () => {
    const { manager } = await withOrder()
    expect(await manager.ledger.revalue({})).toMatchObject({ entryId: null, currencies: [] })
  })
})

it('costs two statements a currency more, and one more where something is realised', async () => {
  const { adapter, statements } = counting(memory())
  const { manager } = await openForeignStudio(adapter)
  await manager.sales.open({ orderId: 'o1', total: '10000' })
  const own = async (work: () => Promise<unknown>): Promise<string[]> => {
    statements.length = 0
    await work()
    return statements.filter((one) => /ledger_|sequences|currency_|lock/i.test(one))
  }
  const pay = (...legs: { method: string; currency?: string; amount: string }[]) =>
    own(() => manager.ledger.takePayment({ orderId: 'o1', legs }))
  expect(await pay({ method: 'cash', amount: '1' })).toHaveLength(5)
  expect(await pay({ method: 'cash', currency: 'CNY', amount: '1' })).toHaveLength(5)
  expect(await pay({ method: 'cash', currency: 'USD', amount: '100' })).toEqual([
    'findForUpdate ledger_commitments',
    'find currency_rates',
    'accumulate calotype_sequences',
    'update ledger_commitments',
    'accumulate ledger_positions',
    'insert ledger_entries',
    'insert ledger_lines',
  ])
  // One rate for both legs, one statement for both positions.
  const legs = ['USD', 'USD', 'EUR'].map((currency) => ({ method: 'cash', currency, amount: '1' }))
  expect(await pay(...legs)).toHaveLength(8)
  const sell = (amount: string) => ({
    from: { account: 'Cash:Till:main', amount: '1', currency: 'USD' },
    to: { account: 'Bank:icbc', amount },
  })
  expect(await own(() => manager.ledger.exchange(sell('7.12')))).toHaveLength(4)
  expect(await own(() => manager.ledger.exchange(sell('7.20')))).toHaveLength(5)
})
