import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareReceipts, sumByCategory } from '../../src/statistics/income-by-pickup.ts'
import { Money } from '../../src/values/money.ts'
import { furnished } from '../orders/studio.ts'

const day = { from: '2026-11-22', to: '2026-11-22' }
const cash = (amount: string) => ({ legs: [{ method: 'cash', amount }] })

describe('income of what was picked up and what was not', () => {
  it('is what was taken, by category, whoever was paid first', async () => {
    const { desk, customer } = await furnished()
    const order = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album-12' }, { item: 'extra-image', quantity: 4 }],
      payment: cash('500.00'),
    })
    await desk.orders.pickUp({ orderId: order.id, lines: [order.lines[0]?.id ?? ''], arrearsAllowed: true })
    const income = await desk.statistics.pickupIncome(day)
    expect(income).toMatchObject({
      categories: [
        { category: order.lines[0]?.category, pickedUp: '300.01', notPickedUp: '0.00', total: '300.01' },
        { category: 'second-sale', pickedUp: '0.00', notPickedUp: '199.99', total: '199.99' },
      ],
      pickedUp: '300.01',
      notPickedUp: '199.99',
      total: '500.00',
    })
    expect(income.definition).toMatch(/net receipts in every category/)
  })

  it('leaves bonds out, takes refunds off, and keeps what a cancelled order left', async () => {
    const { desk, customer } = await furnished()
    const lines = [{ item: 'album-12' }]
    const first = await desk.orders.place({ customerId: customer.id, lines, payment: cash('400.00') })
    await desk.ledger.takePayment({ orderId: first.id, legs: [{ method: 'cash', amount: '300.00' }], purpose: 'bond' })
    const receipts = await desk.ledger.receipts({})
    const receipt = receipts.items.find(({ amount }) => amount === '400.00')
    await desk.ledger.refund({ receiptId: receipt?.id ?? '', amount: '50.00', reason: 'late' })
    const second = await desk.orders.place({ customerId: customer.id, lines, payment: cash('200.00') })
    await desk.orders.cancel({ orderId: second.id, reason: 'x', forfeit: '120.00', refund: true })
    const { categories, total } = await desk.statistics.pickupIncome(day)
    expect([categories.map(({ category, total: of }) => [category, of]), total]).toEqual([
      [
        [first.lines[0]?.category, '350.00'],
        [null, '120.00'],
      ],
      '470.00',
    ])
    const { turnover } = await desk.statistics.dailySummary()
    expect(turnover).toBe(total)
  })

  it('of a pickup that was taken back is not picked up', async () => {
    const { desk, customer } = await furnished()
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    const { pickup } = await desk.orders.pickUp({ orderId: order.id, payment: cash('600.00') })
    expect((await desk.statistics.pickupIncome(day)).pickedUp).toBe('600.00')
    await desk.orders.takePickupBack({ pickupId: pickup.id, cause: 'mistake', reason: 'x' })
    expect(await desk.statistics.pickupIncome(day)).toMatchObject({ pickedUp: '0.00', notPickedUp: '600.00' })
    await expect(desk.statistics.pickupIncome({ from: '2026-11-23', to: '2026-11-22' })).rejects.toMatchObject({
      code: 'STATISTICS_PERIOD_INVALID',
    })
  })

  it('adds up to the net receipts to the cent', () => {
    const line = fc.record({
      category: fc.constantFrom('package', 'album', 'second-sale'),
      amount: fc.bigInt({ min: 0n, max: 1_000_000n }),
      pickedUp: fc.boolean(),
    })
    const order = fc.record({
      net: fc.bigInt({ min: -500_000n, max: 500_000n }),
      lines: fc.array(line, { maxLength: 8 }),
    })
    fc.assert(
      fc.property(fc.array(order, { maxLength: 10 }), (orders) => {
        const shares = orders.flatMap(({ net, lines }) => shareReceipts(Money.ofMinor(net, 'CNY'), lines))
        const rows = sumByCategory(shares)
        const sum = rows.reduce((all, one) => all + one.pickedUp.minor + one.notPickedUp.minor, 0n)
        expect(sum).toBe(orders.reduce((all, { net }) => all + net, 0n))
        expect(new Set(rows.map(({ category }) => category)).size).toBe(rows.length)
      }),
    )
  })
})
