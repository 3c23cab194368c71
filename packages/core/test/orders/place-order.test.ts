import { describe, expect, it } from 'vitest'
import { customField } from '../../src/engine/custom-field.ts'
import { on, veto } from '../../src/engine/hook.ts'
import { orderPlacing, orders } from '../../src/orders/index.ts'
import { text } from '../../src/storage/column.ts'
import { Money } from '../../src/values/money.ts'
import { furnished, trialBalanceIsZero } from './studio.ts'

describe('placing an order', () => {
  it('answers it with its lines, its number, what is paid and the receipt', async () => {
    const studio = await furnished()
    const { desk, customer } = studio
    const order = await desk.orders.place({
      customerId: customer.id,
      lines: [
        { item: 'wedding-classic', discount: '249.95' },
        { item: 'album-12', quantity: 2, note: 'red cover' },
      ],
      dueDate: '2026-12-24',
      payment: { legs: [{ method: 'wechat', amount: '1000.00' }], purpose: 'earnest' },
    })
    expect(order).toMatchObject({
      number: 'main-261122-0001',
      customerId: customer.id,
      branch: 'main',
      bookedDate: '2026-11-22',
      channel: 'counter',
      region: '广东/广州',
      currency: 'CNY',
      total: '5949.05',
      paid: '1000.00',
      balanceDue: '4949.05',
      overpaid: '0.00',
      status: 'open',
      dueDate: '2026-12-24',
      revision: 1,
      receipt: { amount: '1000.00', number: 'Rmain-261122-0001', purpose: 'earnest', balanceDue: '4949.05' },
    })
    expect(order.lines).toMatchObject([
      {
        line: 1,
        item: 'wedding-classic',
        name: '婚纱经典套系',
        category: 'package',
        quantity: '1',
        unitPrice: '4999.00',
        discount: '249.95',
        amount: '4749.05',
        origin: 'order',
        stage: 'ordered',
        entitlements: { shoots: 1, outfits: 3, imagesRetouched: 40 },
      },
      { line: 2, item: 'album-12', quantity: '2', amount: '1200.00', note: 'red cover' },
    ])
    expect(await desk.orders.get({ orderId: order.id })).toEqual({ ...order, receipt: undefined })
    await trialBalanceIsZero(studio)
  })

  it('of 3 lines with payment and key takes 14 statements in a branch without tills', async () => {
    const { desk, customer, statements } = await furnished()
    const place = (idempotencyKey: string) =>
      desk.orders.place({
        customerId: customer.id,
        lines: [{ item: 'wedding-classic' }, { item: 'album-12' }, { item: 'extra-image', quantity: '3' }],
        payment: { legs: [{ method: 'wechat', amount: '1000.00' }] },
        idempotencyKey,
      })
    // The first looks for a shift too, as nobody knows yet that the branch has no till; and reads price lists and promotions.
    await place('first')
    statements.length = 0
    await place('a')
    expect(statements).toEqual([
      'begin',
      'findForUpdate customers',
      'find catalog_items',
      'find tills',
      'accumulate calotype_sequences',
      'insert orders_lines',
      'insert orders',
      'insert ledger_commitments',
      'insert ledger_entries',
      'insert ledger_lines',
      'insert audit_changes',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })

  it('takes 14 with tills, whether the till is named or not', async () => {
    const { desk, customer, statements } = await furnished()
    await desk.tills.define({ code: 'front', name: 'Front' })
    await desk.tills.define({ code: 'back', name: 'Back' })
    await desk.tills.openShift({ till: 'front', float: { amount: '0' } })
    const lines = [{ item: 'wedding-classic' }]
    // The first of some seconds reads the price lists, promotions and stages too.
    await desk.orders.place({ customerId: customer.id, lines })
    for (const till of [undefined, 'front']) {
      for (const method of ['cash', 'wechat']) {
        statements.length = 0
        const payment = { legs: [{ method, amount: '1000.00' }], till }
        const { receipt } = await desk.orders.place({ customerId: customer.id, lines, payment })
        expect(receipt).toMatchObject({ till: 'front' })
        expect(statements).toHaveLength(14)
        expect(statements.filter((one) => one.endsWith(' tills'))).toEqual(['findForUpdate tills'])
      }
    }
  })

  it('with the same key answers the same order and writes nothing', async () => {
    const { desk, customer } = await furnished()
    const wanted = { customerId: customer.id, lines: [{ item: 'album-12' }], idempotencyKey: 'k' }
    const first = await desk.orders.place(wanted)
    expect(await desk.orders.place(wanted)).toEqual(first)
    expect((await desk.orders.list()).items).toHaveLength(1)
    await expect(desk.orders.place({ ...wanted, note: 'other' })).rejects.toMatchObject({ status: 409 })
  })

  it('twenty at a time gives twenty numbers without a gap', async () => {
    const { desk, customer } = await furnished()
    const placed = await Promise.all(
      Array.from({ length: 20 }, () => desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })),
    )
    const numbers = placed.map((order) => order.number).sort()
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, at) => `main-261122-${String(at + 1).padStart(4, '0')}`))
  })

  it('belongs to the business day before 04:00 still', async () => {
    const { desk, customer, clock } = await furnished()
    clock.at = '2026-11-22T19:59:59.999Z'
    const late = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    clock.at = '2026-11-22T20:00:00.000Z'
    const early = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    expect([late.bookedDate, early.bookedDate]).toEqual(['2026-11-22', '2026-11-23'])
    expect(early.number).toBe('main-261123-0001')
  })

  it('keeps what the item was when the catalogue changes', async () => {
    const { desk, customer } = await furnished()
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await desk.catalog.changeItem({ item: 'album-12', price: '700.00', name: 'Album, larger' })
    const [line] = (await desk.orders.get({ orderId: order.id })).lines
    expect(line).toMatchObject({ unitPrice: '600.00', name: '12 寸相册' })
  })

  it('carries custom fields', async () => {
    const field = customField({ table: orders, name: 'wechatGroup', column: text(40) })
    const { desk, customer } = await furnished({ customFields: [field] })
    const custom = { wechatGroup: 'g-7' }
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }], custom })
    expect(order.custom).toEqual(custom)
    expect((await desk.orders.list()).items[0]?.custom).toEqual(custom)
    const wrong = { customerId: customer.id, lines: [{ item: 'album-12' }], custom: { group: 'x' } }
    await expect(desk.orders.place(wrong)).rejects.toMatchObject({ code: 'CUSTOM_FIELD_UNKNOWN' })
  })
})

describe('a hook at orders.placing', () => {
  it('may change a discount, and the amount follows', async () => {
    const hook = on(orderPlacing, (_context, { lines }) => {
      for (const line of lines) if (line.itemCode === 'album-12') line.discount = Money.of('60.00', 'CNY')
    })
    const { desk, customer } = await furnished({ hooks: [hook] })
    const lines = [{ item: 'album-12' }, { item: 'extra-image' }]
    const order = await desk.orders.place({ customerId: customer.id, lines })
    expect(order.lines.map((line) => line.amount)).toEqual(['540.00', '99.99'])
    expect(order.total).toBe('639.99')
  })

  it('cannot make a line cheaper than nothing', async () => {
    const hook = on(orderPlacing, (_context, { lines }) => {
      for (const line of lines) line.discount = Money.of('600.01', 'CNY')
    })
    const { desk, customer } = await furnished({ hooks: [hook] })
    const placing = desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await expect(placing).rejects.toMatchObject({ code: 'DISCOUNT_TOO_LARGE' })
  })

  it('may veto, and nothing is written', async () => {
    const hook = on(orderPlacing, () => {
      throw veto('The studio is closed.')
    })
    const { desk, customer } = await furnished({ hooks: [hook] })
    const placing = desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await expect(placing).rejects.toMatchObject({ code: 'VETOED' })
    expect((await desk.orders.list()).items).toEqual([])
  })
})

describe('an order that cannot be placed', () => {
  const cases: readonly [string, object, string][] = [
    ['of a negative quantity', { lines: [{ item: 'album-12', quantity: '-1' }] }, 'LINE_QUANTITY_INVALID'],
    ['of no quantity', { lines: [{ item: 'album-12', quantity: 0 }] }, 'LINE_QUANTITY_INVALID'],
    ['of five decimals', { lines: [{ item: 'album-12', quantity: '1.00001' }] }, 'LINE_QUANTITY_INVALID'],
    ['of a broken number', { lines: [{ item: 'album-12', quantity: 1.5 }] }, 'INPUT_INVALID'],
    ['with too many decimals', { lines: [{ item: 'album-12', unitPrice: '1.001' }] }, 'MONEY_TOO_PRECISE'],
    ['with a negative price', { lines: [{ item: 'album-12', unitPrice: '-1' }] }, 'LINE_PRICE_INVALID'],
    ['with too large a discount', { lines: [{ item: 'album-12', discount: '600.01' }] }, 'DISCOUNT_TOO_LARGE'],
    ['of an unknown item', { lines: [{ item: 'album-13' }] }, 'ITEM_UNKNOWN'],
    ['for an unknown customer', { customerId: 'nobody' }, 'ORDER_CUSTOMER_UNKNOWN'],
    ['without lines', { lines: [] }, 'INPUT_INVALID'],
    ['with an unknown member', { discount: '5' }, 'INPUT_INVALID'],
    ['paid by an unknown method', { payment: { legs: [{ method: 'shells', amount: '1' }] } }, 'PAYMENT_METHOD_UNKNOWN'],
    ['paid too much', { payment: { legs: [{ method: 'cash', amount: '600.01' }] } }, 'PAYMENT_EXCEEDS_DUE'],
    ['due before it was placed', { dueDate: '2016-12-24' }, 'DAY_BEFORE_ORDER'],
    ['promised for a day before it was placed', { promisedDate: '2026-11-21' }, 'DAY_BEFORE_ORDER'],
    ['due on no day', { dueDate: '2026-02-30' }, 'INPUT_INVALID'],
  ]

  it.each(cases)('%s is refused and leaves nothing', async (_, over, code) => {
    const { desk, customer } = await furnished()
    const before = await desk.audit.commands({})
    const wanted = { customerId: customer.id, lines: [{ item: 'album-12' }], ...over }
    await expect(desk.orders.place(wanted as never)).rejects.toMatchObject({ code })
    expect((await desk.orders.list()).items).toEqual([])
    expect(await desk.audit.commands({})).toEqual(before)
    const placed = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    expect(placed.number).toBe('main-261122-0001')
  })

  it('with 100,000 lines is refused quickly', async () => {
    const { desk, customer } = await furnished()
    const lines = Array.from({ length: 100_000 }, () => ({ item: 'album-12' }))
    const began = performance.now()
    await expect(desk.orders.place({ customerId: customer.id, lines })).rejects.toMatchObject({ code: 'INPUT_INVALID' })
    const wrong = Array.from({ length: 100_000 }, () => ({ item: 7, nonsense: true })) as never
    await expect(desk.orders.place({ customerId: customer.id, lines: wrong })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    })
    expect(performance.now() - began).toBeLessThan(2000)
  })

  it('of a retired item names it', async () => {
    const { desk, customer } = await furnished()
    await desk.catalog.retireItem({ item: 'album-12' })
    const placing = desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await expect(placing).rejects.toMatchObject({ code: 'ITEM_RETIRED' })
  })
})

describe('permissions', () => {
  it('a cashier sells at the catalogue price, and needs a manager for another one', async () => {
    const { as, customer } = await furnished()
    const cashier = as('cashier')
    const placed = await cashier.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    expect(placed.total).toBe('600.00')
    for (const over of [{ unitPrice: '1.00' }, { discount: '1.00' }]) {
      const lines = [{ item: 'album-12', ...over }]
      const placing = cashier.orders.place({ customerId: customer.id, lines })
      await expect(placing).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
      await expect(as('manager').orders.place({ customerId: customer.id, lines })).resolves.toBeDefined()
    }
  })

  it('reception places orders and takes no money', async () => {
    const { as, customer } = await furnished()
    const wanted = { customerId: customer.id, lines: [{ item: 'album-12' }] }
    await as('reception').orders.place(wanted)
    const payment = { legs: [{ method: 'cash', amount: '1.00' }] }
    const paying = as('reception').orders.place({ ...wanted, payment })
    await expect(paying).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    await expect(as('photographer').orders.place(wanted)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
  })

  it('nobody sees or sells for the customers of another studio', async () => {
    const { as, desk, customer } = await furnished({ tenants: ['rose', 'lily'] })
    const order = await desk.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    const other = as('owner', 'lily')
    await other.catalog.addItem({ code: 'album-12', kind: 'product', name: 'Album', price: '1.00' })
    await expect(other.orders.get({ orderId: order.id })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    await expect(other.orders.cancel({ orderId: order.id, reason: 'x' })).rejects.toMatchObject({
      code: 'ORDER_UNKNOWN',
    })
    const placing = other.orders.place({ customerId: customer.id, lines: [{ item: 'album-12' }] })
    await expect(placing).rejects.toMatchObject({ code: 'ORDER_CUSTOMER_UNKNOWN' })
    expect((await other.orders.list()).items).toEqual([])
    expect(await other.statistics.totals({})).toMatchObject({ orders: 0, amount: '0.00', items: '0' })
  })
})
