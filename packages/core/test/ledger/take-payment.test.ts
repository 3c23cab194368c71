import { describe, expect, it } from 'vitest'
import { type Event, definePlugin, entry, on, provide, veto } from '../../src/engine/index.ts'
import { ledgerNumberingToken, paymentMethods, paymentTaken, posting, takingPayment } from '../../src/ledger/index.ts'
import { memory } from '../../src/storage/memory/memory.ts'
import { defineNumberSequence } from '../../src/values/number-sequence.ts'
import { openStudio } from './counter.ts'

const cash = (amount: string, tendered?: string) => ({
  method: 'cash',
  amount,
  ...(tendered === undefined ? {} : { tendered }),
})

describe('taking a payment', () => {
  it('answers a numbered receipt with every leg, the change, and what is still due', async () => {
    const { manager, cashier } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100.00' })
    const receipt = await cashier.ledger.takePayment({
      orderId: 'o1',
      legs: [cash('30.00', '50.00'), { method: 'wechat', amount: '20.5' }],
      purpose: 'earnest',
      note: 'paid by the bride',
    })
    expect(receipt).toEqual({
      id: receipt.id,
      kind: 'receipt',
      number: 'Rmain-261122-0001',
      branch: 'main',
      orderId: 'o1',
      customerId: 'wang-fang',
      businessDate: '2026-11-22',
      at: '2026-11-22T04:00:00.000Z',
      cashier: 'cashier',
      till: 'main',
      correctsId: null,
      credit: null,
      purpose: 'earnest',
      reason: null,
      note: 'paid by the bride',
      currency: 'CNY',
      amount: '50.50',
      change: '20.00',
      legs: [
        { leg: 1, method: 'cash', amount: '30.00', tendered: '50.00', change: '20.00', refundOf: null },
        { leg: 2, method: 'wechat', amount: '20.50', tendered: null, change: '0.00', refundOf: null },
      ],
      totalPaid: '50.50',
      balanceDue: '49.50',
    })
    expect((await cashier.ledger.receipt({ number: 'Rmain-261122-0001' })).receipt).toEqual({
      ...receipt,
      credit: undefined,
    })
  })

  it('of 75 with 100 tendered raises the till by 75', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '75' })
    const { change } = await manager.ledger.takePayment({ orderId: 'o1', legs: [cash('75', '100')] })
    expect(change).toBe('25.00')
    expect(await manager.ledger.accountBalance({ account: 'Cash:Till:main' })).toMatchObject({ balance: '75.00' })
  })

  it('by a card charged too much gives cash back only where that is asked for', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o2', total: '75' })
    const card = { method: 'card', amount: '75', tendered: '100' }
    await expect(manager.ledger.takePayment({ orderId: 'o2', legs: [card] })).rejects.toMatchObject({
      code: 'PAYMENT_CHANGE_NOT_GIVEN',
    })
    await manager.ledger.takePayment({ orderId: 'o2', legs: [{ ...card, changeInCash: true }] })
    expect(await manager.ledger.accountBalance({ account: 'Clearing:Card' })).toMatchObject({ balance: '100.00' })
    expect(await manager.ledger.accountBalance({ account: 'Cash:Till:main' })).toMatchObject({ balance: '-25.00' })
    expect(await manager.ledger.balanceDue({ orderId: 'o2' })).toMatchObject({ paid: '75.00', balanceDue: '0.00' })
  })

  it('tells subscribers ids and amounts, and nothing of the person', async () => {
    const { engine, manager } = await openStudio()
    const heard: Event[] = []
    engine.on(paymentTaken, (event) => void heard.push(event))
    await manager.sales.open({ orderId: 'o1', total: '75' })
    const receipt = await manager.ledger.takePayment({ orderId: 'o1', legs: [cash('75')], note: 'Wang Fang' })
    expect(heard.map((event) => event.data)).toEqual([
      {
        entryId: receipt.id,
        number: receipt.number,
        orderId: 'o1',
        purpose: null,
        currency: 'CNY',
        amount: '75.00',
        legs: [{ method: 'cash', amount: '75.00' }],
      },
    ])
  })

  it.each([
    ['COMMITMENT_UNKNOWN', 'nobody', [cash('1')]],
    ['PAYMENT_METHOD_UNKNOWN', 'o1', [{ method: 'cheque', amount: '1' }]],
    ['AMOUNT_NOT_POSITIVE', 'o1', [cash('0.00')]],
    ['AMOUNT_NOT_POSITIVE', 'o1', [cash('-5')]],
    ['AMOUNT_NOT_POSITIVE', 'free', [cash('0')]],
    ['PAYMENT_EXCEEDS_DUE', 'free', [cash('0.01')]],
    ['PAYMENT_EXCEEDS_DUE', 'o1', [cash('60'), { method: 'card', amount: '40.01' }]],
    ['PAYMENT_TENDERED_TOO_LITTLE', 'o1', [cash('60', '59.99')]],
    ['MONEY_TOO_PRECISE', 'o1', [cash('1.001')]],
    ['MONEY_MALFORMED', 'o1', [cash('ten')]],
    ['MONEY_OUT_OF_RANGE', 'o1', [cash('99999999999999999999')]],
    ['INPUT_INVALID', 'o1', []],
    ['INPUT_INVALID', 'o1', Array.from({ length: 11 }, () => cash('1'))],
  ])('is refused with %s and leaves nothing', async (code, orderId, legs) => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    await manager.sales.open({ orderId: 'free', total: '0' })
    await expect(manager.ledger.takePayment({ orderId, legs })).rejects.toMatchObject({ code })
    expect((await manager.ledger.entries({})).items).toEqual([])
    const [order] = (await manager.ledger.receivables({})).items
    expect(order).toMatchObject({ orderId: 'o1', paid: '0.00' })
    // The refused payment took no number.
    const receipt = await manager.ledger.takePayment({ orderId: 'o1', legs: [cash('1')] })
    expect(receipt.number).toBe('Rmain-261122-0001')
  })

  it('names the methods that a call may name where one is unknown', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const paying = manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'cheque', amount: '1' }] })
    await expect(paying).rejects.toMatchObject({
      details: {
        known: ['cash', 'card', 'wechat', 'alipay', 'transfer', 'voucher', 'meituan', 'douyin', 'storedValue'],
      },
    })
  })

  it('belongs to the business day of its branch, which here begins at 04:00', async () => {
    const { manager, clock } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const dateAt = async (now: string) => {
      clock.now = now
      return (await manager.ledger.takePayment({ orderId: 'o1', legs: [cash('1')] })).businessDate
    }
    expect(await dateAt('2026-11-22T19:59:59.999Z')).toBe('2026-11-22')
    expect(await dateAt('2026-11-22T20:00:00.000Z')).toBe('2026-11-23')
  })

  it('cannot be backdated by its caller', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const backdated = { orderId: 'o1', legs: [cash('1')], businessDate: '2026-01-01' } as never
    await expect(manager.ledger.takePayment(backdated)).rejects.toMatchObject({ code: 'INPUT_INVALID' })
  })

  it("does not reach another studio's order", async () => {
    const { manager, as } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const other = as('manager', { tenant: 'lily' })
    await expect(other.ledger.takePayment({ orderId: 'o1', legs: [cash('1')] })).rejects.toMatchObject({
      code: 'COMMITMENT_UNKNOWN',
    })
    await expect(other.ledger.balanceDue({ orderId: 'o1' })).rejects.toMatchObject({ code: 'COMMITMENT_UNKNOWN' })
  })

  it('with one key fifty times at once is one entry and fifty equal answers', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const pay = { orderId: 'o1', legs: [cash('10')], idempotencyKey: 'webhook-1' }
    const answers = await Promise.all(Array.from({ length: 50 }, () => manager.ledger.takePayment(pay)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect((await manager.ledger.entries({})).items).toHaveLength(1)
    await expect(manager.ledger.takePayment({ ...pay, legs: [cash('11')] })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ paid: '10.00' })
  })

  it('by twenty tills at once never takes more than is due', async () => {
    const { manager } = await openStudio()
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const paying = Array.from({ length: 20 }, () =>
      manager.ledger.takePayment.attempt({ orderId: 'o1', legs: [cash('10')] }),
    )
    const outcomes = await Promise.all(paying)
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(10)
    expect(outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error.code]))).toEqual(
      Array.from({ length: 10 }, () => 'PAYMENT_EXCEEDS_DUE'),
    )
    const { items } = await manager.ledger.receipts({ orderId: 'o1' })
    expect(items.map((receipt) => receipt.number).sort()).toEqual(
      Array.from({ length: 10 }, (_, index) => `Rmain-261122-00${String(index + 1).padStart(2, '0')}`),
    )
  })

  it('may be vetoed by a plugin, before it and at the gate of the journal', async () => {
    const fraud = definePlugin({
      name: 'fraud',
      version: '1.0.0',
      hooks: [
        on(takingPayment, (_, { amount }) => {
          if (amount.toString() === '66.00') throw veto('66 is unlucky.')
        }),
        on(posting, (_, { businessDate }) => {
          if (businessDate < '2026-11-01') throw veto('October is closed.')
        }),
      ],
    })
    const { manager } = await openStudio({ plugins: [fraud] })
    await manager.sales.open({ orderId: 'o1', total: '100' })
    await expect(manager.ledger.takePayment({ orderId: 'o1', legs: [cash('66')] })).rejects.toMatchObject({
      code: 'VETOED',
    })
    const old = { orderId: 'o2', total: '10', legs: [cash('10')], businessDate: '2026-10-31' }
    await expect(manager.sales.open(old)).rejects.toMatchObject({
      code: 'VETOED',
      details: { reason: 'October is closed.' },
    })
    expect((await manager.ledger.entries({})).items).toEqual([])
  })

  it('takes methods and numbers of other plugins', async () => {
    const plugin = definePlugin({
      name: 'points',
      version: '1.0.0',
      entries: [
        entry(paymentMethods, {
          code: 'gift',
          names: { en: 'Gift card', zh: '礼品卡' },
          account: () => 'Clearing:GiftCards',
          cash: false,
          refundable: false,
        }),
      ],
      provide: [
        provide(ledgerNumberingToken, {
          useValue: {
            receipt: defineNumberSequence({ name: 'own-receipt', pattern: 'SJ{yyyy}-{n:6}', resets: 'year' }),
            refund: defineNumberSequence({ name: 'own-refund', pattern: 'TK{yyyy}-{n:6}', resets: 'year' }),
          },
        }),
      ],
    })
    const { manager } = await openStudio({ plugins: [plugin] })
    await manager.sales.open({ orderId: 'o1', total: '100' })
    const receipt = await manager.ledger.takePayment({ orderId: 'o1', legs: [{ method: 'gift', amount: '10' }] })
    expect(receipt.number).toBe('SJ2026-000001')
    expect(await manager.ledger.accountBalance({ account: 'Clearing:GiftCards' })).toMatchObject({ balance: '10.00' })
  })
})

describe('history', () => {
  it('is imported under its own date and instant, with the day it was written down', async () => {
    const { manager } = await openStudio()
    const old = {
      orderId: 'o1',
      total: '10',
      legs: [cash('10')],
      businessDate: '2025-12-31',
      at: '2025-12-31T18:00:00.000Z',
    }
    const receipt = await manager.sales.open(old)
    expect(receipt).toMatchObject({
      number: 'Rmain-251231-0001',
      businessDate: '2025-12-31',
      at: '2025-12-31T18:00:00.000Z',
    })
    const [entry] = (await manager.ledger.entries({ to: '2025-12-31' })).items
    expect(entry).toMatchObject({ recordedAt: '2026-11-22T04:00:00.000Z', at: '2025-12-31T18:00:00.000Z' })
    expect(await manager.ledger.balanceDue({ orderId: 'o1' })).toMatchObject({ openedOn: '2025-12-31' })
  })

  it('takes its business date from the instant, by the day of the branch', async () => {
    const { manager } = await openStudio()
    // 03:59 in Shanghai belongs to the day before, with a day that starts at 04:00.
    const receipt = await manager.sales.open({
      orderId: 'o1',
      total: '10',
      legs: [cash('10')],
      at: '2026-01-01T19:59:00.000Z',
    })
    expect(receipt).toMatchObject({ businessDate: '2026-01-01' })
  })

  it('may not lie in the future', async () => {
    const { manager } = await openStudio()
    const ahead = manager.sales.open({ orderId: 'o1', total: '10', legs: [cash('10')], businessDate: '2026-11-23' })
    await expect(ahead).rejects.toMatchObject({ code: 'ENTRY_DATED_AHEAD' })
  })

  it('cannot use a number twice', async () => {
    const { manager } = await openStudio({ storage: memory() })
    await manager.sales.open({ orderId: 'o1', total: '10', legs: [cash('10')], number: 'OLD-1' })
    const again = manager.sales.open({ orderId: 'o2', total: '10', legs: [cash('10')], number: 'OLD-1' })
    await expect(again).rejects.toMatchObject({ code: 'STORAGE_UNIQUE_VIOLATION', details: { constraint: 'number' } })
    await expect(manager.ledger.balanceDue({ orderId: 'o2' })).rejects.toMatchObject({ code: 'COMMITMENT_UNKNOWN' })
  })
})
