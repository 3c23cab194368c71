import { describe, expect, it } from 'vitest'
import { customers } from '../../src/customers/index.ts'
import { on } from '../../src/engine/hook.ts'
import { definePlugin } from '../../src/engine/plugin.ts'
import { provide } from '../../src/engine/tokens.ts'
import { approving } from '../../src/ledger/index.ts'
import { orderPlacing } from '../../src/orders/index.ts'
import { pricingRule, roundingPolicyToken, roundToUnit } from '../../src/pricing/index.ts'
import { Money } from '../../src/values/money.ts'
import { trialBalanceIsZero } from '../orders/studio.ts'
import { openShop, type Shop } from './studio.ts'

const sumOf = (lines: readonly { readonly priceTrace: readonly { readonly change: string }[] }[]) =>
  lines.map((line) =>
    Money.sum(
      'CNY',
      line.priceTrace.map((step) => Money.of(step.change, 'CNY')),
    ).toString(),
  )

const told = (
  line:
    | {
        readonly priceTrace: readonly {
          readonly stage: string
          readonly change: string
          readonly words: { readonly en: string }
        }[]
      }
    | undefined,
) => line?.priceTrace.map(({ stage, change, words }) => `${stage} ${change} ${words.en}`)

const place = ({ desk, customer }: Shop, lines: object[], over: object = {}) =>
  desk.orders.place({ customerId: customer.id, lines, ...over } as never)

describe('an order', () => {
  it('sells a package with options: price, entitlements and version as they are now', async () => {
    const shop = await openShop()
    const order = await place(shop, [{ item: 'classic', options: { makeup: 'senior' } }])
    const [line] = order.lines
    expect(line).toMatchObject({
      itemVersion: 1,
      unitPrice: '5299.00',
      discount: '0.00',
      amount: '5299.00',
      tax: '299.94',
      options: [{ group: 'makeup', groupName: '化妆师', choice: 'senior', name: '资深', price: '300.00' }],
      entitlements: { shoots: 1, looks: 3, imagesRetouched: 40 },
    })
    expect(told(line)).toEqual([
      'list 4999.00 List price 4999.00',
      'options 300.00 Make-up artist: Senior',
      'tax 0.00 Includes 6 % tax',
    ])
    await shop.desk.catalog.changeItem({ item: 'classic', price: '5999', options: [] })
    expect((await shop.desk.orders.get({ orderId: order.id })).lines).toEqual(order.lines)
    const sold = await shop.desk.catalog.version({ item: 'classic', itemVersion: 1 })
    expect(sold.item).toMatchObject({ price: '4999.00', options: [{ code: 'makeup' }] })
    const own = await place(shop, [{ item: 'classic' }])
    expect(own.lines[0]).toMatchObject({ itemVersion: 2, amount: '5999.00', entitlements: { looks: 2 } })
  })

  it('sells an item in a variant, and nothing without naming it', async () => {
    const shop = await openShop()
    const order = await place(shop, [{ item: 'album', variant: '12in-leather', quantity: 2 }])
    expect(order.lines[0]).toMatchObject({
      variant: '12in-leather',
      name: '相册 · 12 寸真皮',
      unitPrice: '900.00',
      amount: '1800.00',
    })
    await expect(place(shop, [{ item: 'album' }])).rejects.toThrow('variant of item "album" must be named, got null.')
    await expect(place(shop, [{ item: 'frame', variant: 'x' }])).rejects.toThrow(
      'variant of item "frame" must be left out',
    )
    await expect(place(shop, [{ item: 'classic', options: { makeup: 'junior' } }])).rejects.toMatchObject({
      code: 'ITEM_OPTION_INVALID',
      mend: 'There are: senior, own.',
    })
  })

  it('takes a bundle apart: components add up to its price, each on its own account', async () => {
    const shop = await openShop()
    const order = await place(shop, [{ item: 'frame' }, { item: 'family-set', quantity: 3, discount: '100' }])
    expect(order.total).toBe('3233.33')
    expect(
      order.lines.map(({ line, item, quantity, amount, bundle }) => [
        line,
        item,
        quantity,
        amount,
        bundle?.item ?? null,
      ]),
    ).toEqual([
      [1, 'frame', '1', '333.33', null],
      [2, 'album', '3', '1373.69', 'family-set'],
      [3, 'frame', '6', '1526.31', 'family-set'],
    ])
    expect(told(order.lines[2])).toEqual([
      'list 1999.98 Alone 1999.98',
      'list -421.04 Share of bundle 全家福套装',
      'manual -52.63 Discount',
    ])
    expect(sumOf(order.lines)).toEqual(order.lines.map((line) => line.amount))
    await shop.desk.catalog.changeItem({ item: 'frame', taxRate: '13' })
    await shop.desk.catalog.changeItem({ item: 'family-set', taxRate: '6' })
    const taxed = await place(shop, [{ item: 'family-set' }])
    expect(taxed.lines.map((line) => [line.tax, line.priceTrace.at(-1)?.words.en])).toEqual([
      ['0.00', 'Share of bundle 全家福套装'],
      ['60.55', 'Includes 13 % tax'],
    ])
    const legs = [{ method: 'cash', amount: '3233.33' }]
    await shop.desk.ledger.takePayment({ orderId: order.id, legs })
    await shop.desk.orders.pickUp({ orderId: order.id })
    await trialBalanceIsZero(shop)
  })

  it('sells add-ons for less beside what offers them, as it was sold, and no more of them', async () => {
    const shop = await openShop()
    const lines = [{ item: 'extra-image', quantity: 4, addOnTo: 2 }, { item: 'classic' }]
    const order = await place(shop, lines)
    expect(order.lines[0]).toMatchObject({ unitPrice: '60.00', amount: '240.00', addOnTo: 2 })
    await shop.desk.catalog.changeItem({ item: 'classic', addOns: [] })
    const add = (quantity: number) =>
      shop.desk.orders.addLine({ orderId: order.id, line: { item: 'extra-image', quantity, addOnTo: 2 } })
    expect((await add(6)).lines[2]).toMatchObject({ unitPrice: '60.00', addOnTo: 2 })
    await expect(add(1)).rejects.toThrow('"extra-image" as an add-on of "classic" is offered 10 times, got 11.')
    await expect(place(shop, lines)).rejects.toThrow('is not offered, it has none')
    await expect(place(shop, [{ item: 'frame', addOnTo: 1 }])).rejects.toThrow('must name another line of this order')
  })

  it('beside a bundle names the add-on by the line that the bundle became', async () => {
    const shop = await openShop()
    const order = await place(shop, [{ item: 'family-set' }, { item: 'classic' }, { item: 'extra-image', addOnTo: 2 }])
    expect(order.lines.map(({ line, item, addOnTo }) => [line, item, addOnTo])).toEqual([
      [1, 'album', null],
      [2, 'frame', null],
      [3, 'classic', null],
      [4, 'extra-image', 3],
    ])
  })

  it('keeps its steps adding up through every change by hand', async () => {
    const shop = await openShop()
    const { desk } = shop
    await desk.pricing.savePromotion({ code: 'ten', name: '九折', effect: { kind: 'percentage', percent: '10' } })
    const order = await place(shop, [{ item: 'frame', quantity: 2 }, { item: 'extra-image' }])
    const lineId = order.lines[0]?.id ?? ''
    const of = { orderId: order.id, lineId }
    for (const change of [
      { quantity: 5 },
      { discount: '600.00' },
      { quantity: 1, discount: '333.33' },
      { quantity: 9, discount: '0' },
      { quantity: 9 },
    ]) {
      const { lines } = await desk.orders.changeLine({ ...of, ...change })
      expect(sumOf(lines)).toEqual(lines.map((line) => line.amount))
    }
    const [line] = (await desk.orders.get({ orderId: order.id })).lines
    expect(told(line)?.slice(2)).toEqual([
      'list 999.99 Quantity 2 → 5',
      'promotions -100.00 九折',
      'manual -433.33 Discount',
      'promotions 133.34 九折',
      'manual 433.33 Discount',
      'list -1333.32 Quantity 5 → 1',
      'manual -300.00 Discount',
      'list 2666.64 Quantity 1 → 9',
      'manual 300.00 Discount',
      'promotions -266.67 九折',
      'manual 300.00 Discount',
    ])
  })

  it('is rounded as the host wants, each line for itself', async () => {
    const plugin = definePlugin({
      name: 'cents',
      version: '1.0.0',
      requires: { pricing: '*' },
      provide: [provide(roundingPolicyToken, { useValue: roundToUnit('1.00', 'down') })],
    })
    const shop = await openShop({ plugins: [plugin] })
    const order = await place(shop, [{ item: 'frame' }])
    expect(order.lines[0]).toMatchObject({ unitPrice: '333.33', discount: '0.33', amount: '333.00' })
    expect(order.lines[0]?.priceTrace.at(-1)).toMatchObject({ stage: 'rounding', source: { code: 'to 1.00, down' } })
  })

  it('takes rules of plugins, with facts that they read before', async () => {
    const surcharge = pricingRule<number>({
      name: 'members.birthday',
      version: 3,
      stage: 'promotions',
      facts: async ({ store }, { cart }) =>
        (await store.find(customers, { where: { id: cart.customerId }, limit: 1 })).length,
      apply: (cart, found) =>
        cart.lines.map(({ line, amount }) => ({
          line,
          change: amount.percentage(String(20 * found), 'half-up'),
          words: { zh: '节日加价', en: 'Holiday' },
          audit: `found ${found}`,
        })),
    })
    const members = definePlugin({
      name: 'members',
      version: '1.0.0',
      requires: { pricing: '*' },
      entries: [surcharge],
    })
    const shop = await openShop({ plugins: [members] })
    const order = await place(shop, [{ item: 'frame', quantity: '3' }])
    expect(order.lines[0]).toMatchObject({ unitPrice: '400.00', discount: '0.01', amount: '1199.99' })
    expect(order.lines[0]?.priceTrace[1]).toMatchObject({ rule: 'members.birthday', ruleVersion: 3, audit: 'found 1' })
  })

  it('tells what a hook did', async () => {
    const hook = on(orderPlacing, (_, { lines }) => {
      for (const line of lines) line.discount = line.discount.plus(Money.of('33.33', 'CNY'))
    })
    const shop = await openShop({ hooks: [hook] as never })
    const order = await place(shop, [{ item: 'frame' }])
    expect(order.lines[0]).toMatchObject({ discount: '33.33', amount: '300.00' })
    expect(order.lines[0]?.priceTrace.at(-1)).toMatchObject({ stage: 'host', rule: 'orders.placing', change: '-33.33' })
    expect(await shop.desk.orders.quote({ customerId: shop.customer.id, lines: [{ item: 'frame' }] })).toMatchObject({
      total: '333.33',
      final: false,
    })
  })
})

describe('a price list', () => {
  it('sets the price by the day that a line is for, the most special first', async () => {
    const shop = await openShop()
    const { desk } = shop
    await desk.pricing.savePriceList({ code: 'autumn', name: '秋季', from: '2026-09-01', to: '2026-11-30' })
    await desk.pricing.savePriceList({ code: 'weekend', name: '周末价', weekdays: [6, 7] })
    await desk.pricing.savePriceList({ code: 'gala', name: '大促日', dates: ['2026-11-28'], branches: ['west'] })
    await desk.pricing.setPrices({
      list: 'autumn',
      prices: [
        { item: 'classic', price: '5299' },
        { item: 'album', variants: { '10in': '650' } },
      ],
    })
    await desk.pricing.setPrices({ list: 'weekend', prices: [{ item: 'classic', price: '5999' }] })
    await desk.pricing.setPrices({ list: 'gala', prices: [{ item: 'classic', price: '3999' }] })
    const priceOf = async (forDate?: string, over: object = { item: 'classic' }) =>
      (await place(shop, [{ ...over, ...(forDate === undefined ? {} : { forDate }) }])).lines[0]
    // 22 November 2026 is a Sunday.
    expect(await priceOf()).toMatchObject({ unitPrice: '5999.00', forDate: '2026-11-22' })
    expect(await priceOf('2026-11-23')).toMatchObject({ unitPrice: '5299.00', forDate: '2026-11-23' })
    expect(await priceOf('2026-11-28')).toMatchObject({ unitPrice: '5999.00' })
    expect(await priceOf('2027-01-04')).toMatchObject({ unitPrice: '4999.00' })
    expect(await priceOf('2026-11-23', { item: 'album', variant: '10in' })).toMatchObject({ unitPrice: '650.00' })
    expect(await priceOf('2026-11-23', { item: 'album', variant: '12in-leather' })).toMatchObject({
      unitPrice: '900.00',
    })
    const west = shop.as('owner', 'rose', 'west')
    const lines = [{ item: 'classic', forDate: '2026-11-28' }]
    const gala = await west.orders.place({ customerId: shop.customer.id, lines })
    expect(gala.lines[0]?.priceTrace[0]).toMatchObject({
      change: '3999.00',
      words: { zh: '大促日 3999.00' },
      source: { kind: 'priceList', code: 'gala', version: 1 },
    })
    await desk.pricing.endPriceList({ list: 'weekend' })
    expect(await priceOf()).toMatchObject({ unitPrice: '5299.00' })
    await desk.pricing.setPrices({ list: 'autumn', prices: [{ item: 'classic', price: null }] })
    expect(await priceOf()).toMatchObject({ unitPrice: '4999.00' })
  })

  it('and a variant may have the name of anything that objects have', async () => {
    const shop = await openShop()
    const { desk } = shop
    const variants = ['constructor', 'toString'].map((code) => ({ code, name: code, price: '10' }))
    await desk.catalog.addItem({ code: 'odd', kind: 'product', name: 'Odd', price: '10', variants })
    for (const code of ['constructor', 'valueOf'])
      await desk.pricing.savePriceList({ code, name: code, priority: code.length })
    await desk.pricing.setPrices({ list: 'valueOf', prices: [{ item: 'odd', variants: { toString: '7' } }] })
    const order = await place(shop, [
      { item: 'odd', variant: 'constructor' },
      { item: 'odd', variant: 'toString' },
    ])
    expect(order.lines.map((line) => line.amount)).toEqual(['10.00', '7.00'])
    const set = await desk.pricing.setPrices({
      list: 'constructor',
      prices: [
        { item: 'odd', variants: null },
        { item: 'frame', price: '1' },
      ],
    })
    expect(set.prices).toMatchObject([
      { price: null, variants: {} },
      { price: '1.00', variants: {} },
    ])
  })

  it('is refused where another holds on the same day and neither is more special', async () => {
    const { desk } = await openShop()
    await desk.pricing.savePriceList({ code: 'autumn', name: '秋季', from: '2026-09-01', to: '2026-11-30' })
    const golden = { code: 'golden', name: '金秋', from: '2026-11-30', to: '2026-12-31' }
    await expect(desk.pricing.savePriceList(golden)).rejects.toThrow(
      'Price lists "golden" and "autumn" both hold on 2026-11-30 in every branch, and neither is more special than the other.',
    )
    expect(await desk.pricing.savePriceList({ ...golden, priority: 1 })).toMatchObject({ version: 1, active: true })
    await desk.pricing.endPriceList({ list: 'autumn' })
    expect(await desk.pricing.savePriceList(golden)).toMatchObject({ version: 2, priority: 0 })
    const { items } = await desk.pricing.ruleVersions({ kind: 'priceList', code: 'golden' })
    expect(items.map(({ version, content }) => [version, (content as { priority: number }).priority])).toEqual([
      [2, 0],
      [1, 1],
    ])
  })

  it.each([
    [
      { code: 'x', name: 'x', from: '2026-05-02', to: '2026-05-01' },
      'PRICE_LIST_INVALID',
      'must not end on 2026-05-01, before it begins',
    ],
    [
      { code: 'x', name: 'x', dates: ['2026-05-02'], weekdays: [1] },
      'PRICE_LIST_INVALID',
      'must name single days, or a season and weekdays',
    ],
    [{ code: 'x', name: 'x', weekdays: [0] }, 'INPUT_INVALID', ''],
    [{ code: '', name: 'x' }, 'INPUT_INVALID', ''],
    [{ code: 'x', name: 'x', expectedVersion: 4 }, 'PRICING_CHANGED', 'The price list "x" is at version 0'],
  ])('of %j is refused', async (list, code, text) => {
    const { desk } = await openShop()
    const saving = desk.pricing.savePriceList(list as never)
    await expect(saving).rejects.toMatchObject({ code })
    await expect(saving).rejects.toThrow(text)
  })

  it.each([
    [
      { list: 'nothing', prices: [{ item: 'classic', price: '1' }] },
      'list must be the code of a price list, got "nothing".',
    ],
    [
      { list: 'autumn', prices: [{ item: 'album', price: '1' }] },
      'must name the variants of an item that has them: 10in, 12in-leather (item "album").',
    ],
    [
      { list: 'autumn', prices: [{ item: 'album', variants: { a4: '1' } }] },
      'must name variants that there are, got a4 (item "album").',
    ],
    [
      { list: 'autumn', prices: [{ item: 'classic', price: '-1' }] },
      'the price by list "autumn" of item "classic" must have a price of zero or more, got -1.00.',
    ],
  ])('cannot be given %j', async (given, text) => {
    const { desk } = await openShop()
    await desk.pricing.savePriceList({ code: 'autumn', name: '秋季' })
    await expect(desk.pricing.setPrices(given as never)).rejects.toThrow(text)
  })
})

describe('what is given by hand', () => {
  const limits = { discountLimits: { manager: { percent: 10, amount: '600' } } }
  const vouching = on(approving, (_, asked) => {
    if (asked.approver === 'boss' && asked.permission.startsWith('orders.')) asked.vouch()
  })

  it('stays within the limit of the role, or a second person approves', async () => {
    const shop = await openShop({ hooks: [vouching] as never })
    await shop.desk.settings.change({ plugin: 'pricing', set: limits })
    const manager = shop.as('manager')
    const lines = (discount: string) => [{ item: 'classic', discount }]
    const of = (discount: string, approver?: string) =>
      manager.orders.place({
        customerId: shop.customer.id,
        lines: lines(discount),
        ...(approver === undefined ? {} : { approver }),
      })
    const within = await of('499.90')
    expect(within.total).toBe('4499.10')
    await expect(of('499.91')).rejects.toThrow(
      '"the-manager" may not give so much alone: 499.91 off line 1 is more than 10 % of 4999.00.',
    )
    await expect(of('499.91', 'the-manager')).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    await expect(of('499.91', 'nobody')).rejects.toMatchObject({ code: 'APPROVER_REFUSED' })
    const approved = await of('1000', 'boss')
    expect(approved.lines[0]?.priceTrace.find(({ stage }) => stage === 'manual')?.audit).toBe(
      'discount given by hand by the-manager, approved by boss',
    )
    expect(await manager.orders.quote({ customerId: shop.customer.id, lines: lines('1000') })).toMatchObject({
      approval: '1000.00 off line 1 is more than 10 % of 4999.00',
    })
    // The owner is not named: no limit.
    expect((await place(shop, lines('4999'))).total).toBe('0.00')
    // A lower price is a discount by another name.
    const cheap = manager.orders.place({
      customerId: shop.customer.id,
      lines: [{ item: 'classic', unitPrice: '4000' }],
    })
    await expect(cheap).rejects.toMatchObject({ code: 'DISCOUNT_BEYOND_LIMIT' })
    // What is added or changed later counts with what stands.
    const add = { orderId: within.id, line: { item: 'premium', discount: '110' } }
    await expect(manager.orders.addLine(add)).rejects.toThrow('609.90 off the order is more than 600.00')
    const lineId = within.lines[0]?.id ?? ''
    const change = { orderId: within.id, lineId, discount: '500' }
    await expect(manager.orders.changeLine(change)).rejects.toMatchObject({ code: 'DISCOUNT_BEYOND_LIMIT' })
    expect((await manager.orders.changeLine({ ...change, approver: 'boss' })).total).toBe('4499.00')
  })

  it('needs the permission, or somebody with it who approves', async () => {
    const shop = await openShop({ hooks: [vouching] as never })
    const cashier = shop.as('cashier')
    const wanted = { customerId: shop.customer.id, lines: [{ item: 'frame', discount: '3.33' }] }
    await expect(cashier.orders.place(wanted)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
    const order = await cashier.orders.place({ ...wanted, approver: 'boss' })
    expect(order.total).toBe('330.00')
    expect(order.lines[0]?.priceTrace.at(-1)?.audit).toContain('approved by boss')
  })

  it('keeps promotions and coupons from an agreed price', async () => {
    const shop = await openShop()
    await shop.desk.pricing.savePromotion({ code: 'half', name: '五折', effect: { kind: 'percentage', percent: '50' } })
    const order = await place(shop, [{ item: 'frame', unitPrice: '300' }, { item: 'frame' }])
    expect(order.lines.map((line) => line.amount)).toEqual(['300.00', '166.66'])
  })
})
