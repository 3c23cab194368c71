import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entry } from '../../src/engine/registry.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { measures, type StatisticMeasure } from '../../src/statistics/index.ts'
import { perHead } from '../../src/statistics/ratio.ts'
import { monthsOf } from '../../src/statistics/period.ts'
import { Money } from '../../src/values/money.ts'
import { furnished, openStudio, trialBalanceIsZero } from '../orders/studio.ts'

describe('the daily summary', () => {
  it('of a day on which nothing happened is all zeros, and null where there is nothing to divide by', async () => {
    const { desk } = await openStudio()
    const day = await desk.statistics.dailySummary({ date: '2026-11-22' })
    expect(day).toMatchObject({
      date: '2026-11-22',
      branch: null,
      currency: 'CNY',
      bookings: { customers: 0, orders: 0 },
      orders: { count: 0, amount: '0.00', averageTicket: null },
      receipts: { count: 0, amount: '0.00', byMethod: [] },
      refunds: { count: 0, amount: '0.00' },
      turnover: '0.00',
      byCategory: [],
    })
    expect(JSON.stringify(day)).not.toMatch(/NaN|Infinity/)
  })

  it('counts what was paid before a delivery once, also where the delivery was taken back', async () => {
    const { desk, customer } = await furnished()
    const taken = async () => (await desk.statistics.dailySummary()).prepayments
    const { id: orderId, lines } = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album-12' }, { item: 'album-12' }],
      payment: { legs: [{ method: 'cash', amount: '1200.00' }] },
    })
    const { pickup } = await desk.orders.pickUp({ orderId })
    expect(await taken()).toEqual({ taken: '1200.00', balance: '0.00' })
    const lineId = lines[0]?.id ?? ''
    await desk.orders.takePickupBack({ pickupId: pickup.id, lines: [lineId], cause: 'mistake', reason: 'x' })
    expect(await taken()).toEqual({ taken: '1200.00', balance: '600.00' })
    await desk.orders.pickUp({ orderId })
    expect(await taken()).toEqual({ taken: '1200.00', balance: '0.00' })
  })

  it('tells the day of a studio', async () => {
    const studio = await furnished()
    const { desk, customer, clock } = studio
    const other = await desk.customers.register({ name: '李娜' })
    const wedding = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'wedding-classic' }],
      dueDate: '2026-11-23',
      payment: {
        legs: [
          { method: 'wechat', amount: '999.00' },
          { method: 'cash', amount: '1.00' },
        ],
      },
    })
    await desk.orders.addLine({ orderId: wedding.id, line: { item: 'extra-image', quantity: 2 }, secondSale: true })
    const album = await desk.orders.place({
      customerId: customer.id,
      lines: [{ item: 'album-12' }],
      payment: { legs: [{ method: 'cash', amount: '600.00' }] },
    })
    await desk.orders.pickUp({ orderId: album.id })
    const gone = await desk.orders.place({
      customerId: other.id,
      lines: [{ item: 'album-12' }],
      payment: { legs: [{ method: 'cash', amount: '100.00' }] },
    })
    await desk.orders.cancel({ orderId: gone.id, reason: 'x', forfeit: '40.00', refund: true })
    const day = await desk.statistics.dailySummary()
    expect(day).toMatchObject({
      date: '2026-11-22',
      bookings: { customers: 2, orders: 3 },
      orders: { count: 2, amount: '5798.98', averageTicket: '2899.49' },
      secondSales: { count: 1, amount: '199.98' },
      receipts: {
        count: 3,
        amount: '1700.00',
        byMethod: [
          { method: 'cash', moneyIn: '701.00', moneyOut: '60.00', net: '641.00' },
          { method: 'wechat', moneyIn: '999.00', moneyOut: '0.00', net: '999.00' },
        ],
      },
      refunds: { count: 1, amount: '60.00' },
      bonds: { taken: '0.00', released: '0.00' },
      turnover: '1640.00',
      pickups: { customers: 1, orders: 1, amount: '600.00' },
      prepayments: { taken: '1700.00', balance: '1000.00' },
      receivables: { orders: 1, outstanding: '4198.98', delivered: '0.00' },
      arrears: { orders: 0, amount: '0.00' },
      byCategory: [
        { category: 'package', lines: 1, quantity: '1', amount: '4999.00' },
        { category: 'product', lines: 1, quantity: '1', amount: '600.00' },
        { category: 'second-sale', lines: 1, quantity: '2', amount: '199.98' },
      ],
    })
    const numbers = new Map(day.measures.map(({ code, value }) => [code, value]))
    expect(Object.fromEntries(numbers)).toEqual({
      bookingCustomers: 2,
      bookedOrders: 2,
      bookedAmount: '5798.98',
      averageTicket: '2899.49',
      secondSales: '199.98',
      receipts: '1700.00',
      refunds: '60.00',
      turnover: '1640.00',
      pickupCustomers: 1,
      prepaymentsTaken: '1700.00',
      prepayments: '1000.00',
      receivables: '4198.98',
      arrears: '0.00',
    })
    expect(day.measures.every(({ definition, name }) => definition.length > 20 && name.zh !== '')).toBe(true)
    clock.at = '2026-11-24T02:00:00.000Z'
    const later = await desk.statistics.dailySummary()
    expect(later).toMatchObject({
      date: '2026-11-24',
      bookings: { customers: 0, orders: 0 },
      turnover: '0.00',
      prepayments: { taken: '0.00', balance: '1000.00' },
      arrears: { orders: 1, amount: '4198.98' },
    })
    await trialBalanceIsZero(studio)
  })

  it('leaves bonds out of the turnover', async () => {
    const { desk, customer } = await furnished()
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await desk.ledger.takePayment({ orderId: order.id, legs: [{ method: 'cash', amount: '300.00' }], purpose: 'bond' })
    const day = await desk.statistics.dailySummary()
    expect(day).toMatchObject({ bonds: { taken: '300.00' }, receipts: { amount: '300.00' }, turnover: '0.00' })
  })

  it('counts stored value when it is topped up, and not again when it pays', async () => {
    const { desk, customer } = await furnished()
    const customerId = customer.id
    await desk.ledger.topUp({ customerId, legs: [{ method: 'cash', amount: '100.00' }] })
    const order = await desk.orders.place({ customerId, lines: [{ item: 'album-12' }] })
    const legs = [
      { method: 'storedValue', amount: '60.00' },
      { method: 'card', amount: '5.00' },
    ]
    await desk.ledger.takePayment({ orderId: order.id, legs })
    expect(await desk.statistics.dailySummary()).toMatchObject({ receipts: { amount: '165.00' }, turnover: '105.00' })
  })

  it('counts foreign money at what it paid, and change for it', async () => {
    const { desk, customer } = await furnished()
    await desk.currency.setRates({ rates: [{ currency: 'USD', rate: '7.10' }], source: 'bank' })
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    const legs = [{ method: 'cash', currency: 'USD', amount: '20.00', pays: '100.00' }]
    await desk.ledger.takePayment({ orderId: order.id, legs })
    const day = await desk.statistics.dailySummary()
    expect(day).toMatchObject({ receipts: { amount: '100.00' }, refunds: { amount: '0.00' }, turnover: '100.00' })
  })

  it('takes as many statements on a busy day as on an empty one', async () => {
    const { engine, desk, statements } = await openStudio({ currency: 'USD' })
    const count = async () => {
      await engine.settle()
      statements.length = 0
      await desk.statistics.dailySummary({ date: '2021-01-12' })
      return statements.length
    }
    const empty = await count()
    const purchases = Array.from({ length: 300 }, (_, at) => ({
      reference: `${at}`,
      customerReference: `${at % 40}`,
      date: '2021-01-12',
      quantity: 1,
      amount: '1.00',
    }))
    await desk.orders.importHistory({ purchases })
    // The studio's first command plans its recurring jobs.
    await engine.settle()
    expect(await count()).toBe(empty)
    expect(empty).toBeLessThanOrEqual(11)
    const day = await desk.statistics.dailySummary({ date: '2021-01-12' })
    expect(day).toMatchObject({
      bookings: { customers: 40, orders: 300 },
      pickups: { customers: 40, amount: '300.00' },
    })
  })

  it('is of one branch where one is named', async () => {
    const { desk, as, customer } = await furnished()
    await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await as('owner', 'rose', 'west').orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    expect((await desk.statistics.dailySummary({ branch: 'west' })).bookings).toEqual({ customers: 1, orders: 1 })
    expect((await desk.statistics.dailySummary()).bookings).toEqual({ customers: 1, orders: 2 })
  })

  it('shows the measures of plugins beside its own', async () => {
    const shoots: StatisticMeasure = {
      code: 'shoots',
      name: { en: 'Shoots', zh: '拍摄数' },
      unit: 'session',
      kind: 'flow',
      definition: 'Shoots that ended in the period, reshoots included.',
      read: async (_context, { from, to }) => (from === to ? 3 : null),
    }
    const plugin = definePlugin({ name: 'shooting', version: '1.0.0', entries: [entry(measures, shoots)] })
    const { desk } = await openStudio({ plugins: [plugin] })
    const day = await desk.statistics.dailySummary()
    const { read: _, ...shown } = shoots
    expect(day.measures.at(-1)).toEqual({ ...shown, value: 3 })
  })

  it('is not a photographer’s', async () => {
    const { as } = await openStudio()
    await expect(as('photographer').statistics.dailySummary()).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(as('cashier').statistics.totals({})).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})

describe('statistics of any period', () => {
  const purchase = fc.record({
    customer: fc.nat(5),
    date: fc.constantFrom('2021-01-31', '2021-02-01', '2021-02-28', '2021-12-31', '2022-01-01'),
    quantity: fc.integer({ min: 1, max: 9 }),
    minor: fc.integer({ min: 0, max: 99_999 }),
  })
  const shown = (minor: number): string => Money.ofMinor(BigInt(minor), 'USD').toString()

  it('equal a recomputation from what was bought', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(purchase, { minLength: 1, maxLength: 40 }), async (bought) => {
        const studio = await openStudio({ currency: 'USD' })
        const { desk } = studio
        const purchases = bought.map(({ customer, date, quantity, minor }, at) => ({
          reference: `${at}`,
          customerReference: `c${customer}`,
          date,
          quantity,
          amount: shown(minor),
        }))
        await desk.orders.importHistory({ purchases })
        const [from, to] = ['2021-02-01', '2021-12-31']
        const within = bought.filter(({ date }) => date >= from && date <= to)
        const sum = (list: typeof bought) => list.reduce((all, one) => all + one.minor, 0)
        expect(await desk.statistics.totals({})).toEqual({
          currency: 'USD',
          orders: bought.length,
          customers: new Set(bought.map((one) => one.customer)).size,
          items: String(bought.reduce((all, one) => all + one.quantity, 0)),
          amount: shown(sum(bought)),
        })
        expect(await desk.statistics.totals({ from, to })).toMatchObject({
          orders: within.length,
          amount: shown(sum(within)),
        })
        const { months } = await desk.statistics.salesByMonth({ from: '2021-01-01', to: '2022-01-31' })
        expect(months).toHaveLength(13)
        for (const { month, orders, amount } of months) {
          const own = bought.filter(({ date }) => date.startsWith(month))
          expect([orders, amount]).toEqual([own.length, shown(sum(own))])
        }
        const top = await desk.statistics.topCustomers({ from: '2021-01-01', to: '2022-12-31', limit: 3 })
        const byCustomer = [...new Set(bought.map((one) => one.customer))].map((customer) => ({
          name: `c${customer}`,
          minor: sum(bought.filter((one) => one.customer === customer)),
        }))
        const best = byCustomer
          .map((one) => one.minor)
          .sort((a, b) => b - a)
          .slice(0, 3)
        expect(top.customers.map((one) => one.amount)).toEqual(best.map(shown))
        for (const { name, amount } of top.customers) {
          expect(shown(byCustomer.find((one) => one.name === name)?.minor ?? -1)).toBe(amount)
        }
        await trialBalanceIsZero(studio)
        await studio.engine.close()
      }),
      { numRuns: 15 },
    )
  })

  it('leave cancelled orders and lines out', async () => {
    const { desk, customer } = await furnished()
    const lines = [{ item: 'album-12' }, { item: 'extra-image', quantity: 3 }]
    const one = await desk.orders.place({ customerId: customer.id, lines })
    const two = await desk.orders.place({ customerId: customer.id, lines })
    await desk.orders.cancel({ orderId: one.id, reason: 'x' })
    await desk.orders.cancelLine({ orderId: two.id, lineId: two.lines[0]?.id ?? '' })
    expect(await desk.statistics.totals({})).toMatchObject({ orders: 1, customers: 1, items: '3', amount: '299.97' })
  })

  it('take two statements, or one', async () => {
    const { desk, customer, statements } = await furnished()
    await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    const period = { from: '2026-01-01', to: '2026-12-31' }
    const calls = [
      [() => desk.statistics.totals({}), 2],
      [() => desk.statistics.salesByMonth(period), 1],
      [() => desk.statistics.topCustomers(period), 2],
    ] as const
    for (const [call, expected] of calls) {
      statements.length = 0
      await call()
      expect(statements).toHaveLength(expected)
    }
  })

  it('refuse a period that ends before it begins', async () => {
    const { desk } = await openStudio()
    const backwards = { from: '2026-02-01', to: '2026-01-31' }
    const code = 'STATISTICS_PERIOD_INVALID'
    await expect(desk.statistics.totals(backwards)).rejects.toMatchObject({ code })
    await expect(desk.statistics.topCustomers(backwards)).rejects.toMatchObject({ code })
    await expect(desk.statistics.salesByMonth(backwards)).rejects.toMatchObject({ code })
    const ages = { from: '1900-01-01', to: '2026-01-31' }
    await expect(desk.statistics.salesByMonth(ages)).rejects.toMatchObject({ code })
  })
})

describe('the parts of statistics', () => {
  it('a ratio of nothing is null', () => {
    expect(perHead(Money.of('10.00', 'CNY'), 0)).toBeNull()
    expect(perHead(Money.of('10.00', 'CNY'), 3)?.toString()).toBe('3.33')
  })

  it('the months of a period are all of them, once', () => {
    expect(monthsOf({ from: '2020-11-30', to: '2021-02-01' })).toEqual(['2020-11', '2020-12', '2021-01', '2021-02'])
    expect(monthsOf({ from: '2021-02-28', to: '2021-02-28' })).toEqual(['2021-02'])
  })
})
