import { describe, expect, it } from 'vitest'
import { openStudio, trialBalanceIsZero } from './studio.ts'

interface Bought {
  reference: string
  customerReference: string
  customerName?: string
  date: string
  quantity: string | number
  amount: string
  item?: string
}

const bought = (at: number, over: Partial<Bought> = {}): Bought => ({
  reference: `p-${at}`,
  customerReference: `c-${at % 7}`,
  date: `2021-0${1 + (at % 9)}-1${at % 10}`,
  quantity: 1 + (at % 3),
  amount: `${at % 5 === 0 ? 0 : at}.77`,
  ...over,
})
const batch = (count: number, from = 0): Bought[] => Array.from({ length: count }, (_, at) => bought(from + at))

describe('importing history', () => {
  it('makes customers, paid and delivered orders, and revenue, each on its own date', async () => {
    const studio = await openStudio({ currency: 'USD' })
    const { desk } = studio
    const purchases = [
      bought(1, { quantity: 3, amount: '10.00', date: '2021-01-12', customerName: 'Ann' }),
      bought(2, { quantity: 1, amount: '0.00', date: '2021-01-12' }),
      bought(3, { quantity: 2, amount: '20.76', date: '2021-03-30', customerReference: 'c-1' }),
    ]
    expect(await desk.orders.importHistory({ source: 'cdnow', purchases })).toEqual({
      orders: 3,
      skipped: 0,
      customers: 2,
      items: '6',
      amount: '30.76',
      currency: 'USD',
    })
    const { items } = await desk.orders.list()
    expect(
      items.map(({ number, bookedDate, total, status, reference }) => [number, bookedDate, total, status, reference]),
    ).toEqual([
      ['main-210330-0001', '2021-03-30', '20.76', 'completed', 'p-3'],
      ['main-210112-0002', '2021-01-12', '0.00', 'completed', 'p-2'],
      ['main-210112-0001', '2021-01-12', '10.00', 'completed', 'p-1'],
    ])
    expect(items[2]).toMatchObject({
      customerName: 'Ann',
      channel: 'import',
      source: 'cdnow',
      lines: [{ quantity: '3', unitPrice: '3.33', amount: '10.00', origin: 'import', stage: 'pickedUp' }],
    })
    expect(await desk.orders.get({ orderId: items[2]?.id ?? '' })).toMatchObject({ paid: '10.00', balanceDue: '0.00' })
    const january = await desk.ledger.trialBalance({ from: '2021-01-01', to: '2021-01-31' })
    expect(january.accounts.map(({ account, balance }) => [account, balance])).toEqual([
      ['Clearing:Transfer', '10.00'],
      ['CustomerDeposits', '0.00'],
      ['Income:Product', '-10.00'],
    ])
    await trialBalanceIsZero(studio)
  })

  it('takes as many statements for 1,000 purchases as for 10', async () => {
    const { desk, statements } = await openStudio({ currency: 'USD' })
    await desk.orders.importHistory({ purchases: batch(1, 5000) })
    const count = async (purchases: Bought[]) => {
      statements.length = 0
      await desk.orders.importHistory({ purchases })
      return statements.length
    }
    const few = await count(batch(10))
    const many = await count(batch(1000, 1000))
    expect(many).toBeLessThanOrEqual(few)
    expect(many).toBeLessThanOrEqual(18)
  })

  it('is sealed without being told to, and nothing is left unsealed', async () => {
    const { engine, desk } = await openStudio({ currency: 'USD' })
    await desk.orders.importHistory({ purchases: batch(120, 1) })
    await desk.orders.importHistory({ purchases: batch(120, 1) })
    expect(await desk.ledger.verify({})).toMatchObject({ verified: 0, unsealed: { count: 240 } })
    await engine.settle()
    expect(await desk.ledger.verify({})).toMatchObject({ intact: true, verified: 240, unsealed: { count: 0 } })
  })

  it('passes over what is there already', async () => {
    const studio = await openStudio({ currency: 'USD' })
    const { desk } = studio
    await desk.orders.importHistory({ purchases: batch(20) })
    const again = await desk.orders.importHistory({ purchases: batch(30) })
    expect(again).toMatchObject({ orders: 10, skipped: 20, customers: 0 })
    expect(await desk.orders.importHistory({ purchases: batch(30) })).toMatchObject({
      orders: 0,
      skipped: 30,
      amount: '0.00',
    })
    expect(await desk.orders.importHistory({ purchases: batch(30), source: 'other' })).toMatchObject({ orders: 30 })
    await trialBalanceIsZero(studio)
  })

  it('with one key answers once', async () => {
    const { desk } = await openStudio({ currency: 'USD' })
    const batched = { purchases: batch(20), idempotencyKey: 'batch-1' }
    const first = await desk.orders.importHistory(batched)
    expect(await desk.orders.importHistory(batched)).toEqual(first)
    expect(await desk.statistics.totals({})).toMatchObject({ orders: 20 })
  })

  it('of one file five times at once brings it in once', async () => {
    const studio = await openStudio({ currency: 'USD' })
    const { desk } = studio
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => desk.orders.importHistory({ purchases: batch(50) })),
    )
    expect(answers.map((one) => one.orders).sort((a, b) => b - a)).toEqual([50, 0, 0, 0, 0])
    expect(await desk.statistics.totals({})).toMatchObject({ orders: 50, customers: 7 })
    await trialBalanceIsZero(studio)
  })

  it('keeps two purchases that are alike in all but their reference', async () => {
    const { desk } = await openStudio({ currency: 'USD' })
    const same = { customerReference: 'c-1', date: '2021-01-12', quantity: 1, amount: '12.00' }
    const purchases = [bought(1, same), bought(2, same)]
    expect(await desk.orders.importHistory({ purchases })).toMatchObject({ orders: 2, customers: 1, amount: '24.00' })
  })

  it('sells items of the catalogue where they are named', async () => {
    const { desk } = await openStudio()
    await desk.catalog.addItem({ code: 'portrait', kind: 'package', name: '写真', price: '800.00' })
    await desk.orders.importHistory({ purchases: [bought(1, { item: 'portrait', amount: '750.00' })] })
    const [order] = (await desk.orders.list()).items
    expect(order?.lines[0]).toMatchObject({ item: 'portrait', name: '写真', category: 'package', amount: '750.00' })
    const { accounts } = await desk.ledger.trialBalance({})
    expect(accounts.find((one) => one.account === 'Income:Package')?.balance).toBe('-750.00')
  })

  it.each([
    ['a negative amount', [bought(1, { amount: '-1.00' })], 'IMPORT_INVALID'],
    ['a fraction of a cent', [bought(1, { amount: '1.005' })], 'MONEY_TOO_PRECISE'],
    ['a quantity of nothing', [bought(1, { quantity: 0 })], 'LINE_QUANTITY_INVALID'],
    ['tomorrow', [bought(1, { date: '2026-11-23' })], 'IMPORT_INVALID'],
    ['one reference twice', [bought(1), bought(1)], 'IMPORT_INVALID'],
    ['an unknown item', [bought(1, { item: 'none' })], 'ITEM_UNKNOWN'],
    ['nothing at all', [], 'INPUT_INVALID'],
    ['1,001 purchases', batch(1001), 'INPUT_INVALID'],
    ['another amount for a reference', [bought(101, { amount: '5.00' })], 'IMPORT_CONFLICT'],
    ['another date for a reference', [bought(101, { date: '2021-02-02' })], 'IMPORT_CONFLICT'],
    ['another customer for a reference', [bought(101, { customerReference: 'c-x' })], 'IMPORT_CONFLICT'],
  ])('with %s is refused as a whole', async (_, wrong, code) => {
    const { desk } = await openStudio({ currency: 'USD' })
    await desk.orders.importHistory({ purchases: [bought(101)] })
    const purchases = wrong.length > 2 ? wrong : [bought(50), ...wrong].slice(wrong.length === 0 ? 1 : 0)
    await expect(desk.orders.importHistory({ purchases })).rejects.toMatchObject({ code })
    expect(await desk.statistics.totals({})).toMatchObject({ orders: 1, customers: 1 })
  })

  it('is not a cashier’s', async () => {
    const { as } = await openStudio()
    const importing = as('cashier').orders.importHistory({ purchases: batch(1) })
    await expect(importing).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })
})
