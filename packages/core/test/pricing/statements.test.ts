import { describe, expect, it } from 'vitest'
import { openShop } from './studio.ts'

/** A shop whose statements are counted, without those that every command and query has. */
async function counted() {
  const shop = await openShop()
  await shop.engine.settle()
  const own = async (work: () => Promise<unknown>): Promise<string[]> => {
    shop.statements.length = 0
    await work()
    return shop.statements.filter((one) => !/^(begin|commit)$|audit_|calotype_outbox/.test(one))
  }
  const { id: customerId } = shop.customer
  const place = (lines: object[], over: object = {}) =>
    own(() => shop.desk.orders.place({ customerId, lines, ...over } as never))
  return { ...shop, own, place, customerId }
}

const plain = [
  'findForUpdate customers',
  'find catalog_items',
  'accumulate calotype_sequences',
  'insert orders_lines',
  'insert orders',
  'insert ledger_commitments',
]
const ten = { kind: 'percentage', percent: '10' } as const

describe('the statements of an order', () => {
  it('are no more with options, variants, price lists, promotions and a price by hand, once the rules are known', async () => {
    const { desk, place } = await counted()
    // Prices, the stages of lines and what is needed of the stock have settings of their own; one statement reads them all.
    expect(await place([{ item: 'frame' }])).toEqual([...plain.slice(0, 2), 'find settings_values', ...plain.slice(2)])
    expect(await place([{ item: 'frame' }])).toEqual(plain)
    await desk.pricing.savePriceList({ code: 'weekend', name: '周末价', weekdays: [6, 7] })
    await desk.pricing.setPrices({ list: 'weekend', prices: [{ item: 'classic', price: '5555' }] })
    await desk.pricing.savePromotion({ code: 'ten', name: '九折', effect: ten })
    const lines = [
      { item: 'classic', options: { makeup: 'senior' } },
      { item: 'album', variant: '10in', unitPrice: '500' },
    ]
    await place(lines)
    expect(await place(lines)).toEqual(plain)
    const addOns = [{ item: 'classic' }, { item: 'extra-image', addOnTo: 1 }]
    expect(await place(addOns)).toEqual(plain)
  })

  it('are one more for the components of any number of bundles, and two for any number of coupons', async () => {
    const { desk, place } = await counted()
    await place([{ item: 'frame' }])
    const bundles = [{ item: 'family-set' }, { item: 'family-set', quantity: 2 }]
    expect(await place(bundles)).toEqual([...plain.slice(0, 2), 'find catalog_items', ...plain.slice(2)])
    for (const code of ['ONE1', 'TWO2']) {
      await desk.pricing.issueCoupons({ code, name: code, effect: ten, combinable: true, uses: null, usesEach: null })
    }
    const coupons = ['ONE1', 'TWO2']
    expect(await place([{ item: 'frame' }], { coupons })).toEqual([
      ...plain.slice(0, 2),
      'find pricing_coupons',
      'accumulate pricing_coupon_uses',
      ...plain.slice(2),
    ])
  })

  it('with payment, promotions and coupons are 16 in all', async () => {
    const { desk, place, statements } = await counted()
    await desk.pricing.savePromotion({ code: 'ten', name: '九折', effect: ten, combinable: true })
    await desk.pricing.issueCoupons({
      code: 'ONE1',
      name: '券',
      effect: ten,
      combinable: true,
      uses: null,
      usesEach: null,
    })
    const payment = { legs: [{ method: 'wechat', amount: '100.00' }] }
    const lines = [{ item: 'classic' }, { item: 'frame' }, { item: 'premium' }]
    await place(lines, { payment, coupons: ['ONE1'] })
    await place(lines, { payment, coupons: ['ONE1'], idempotencyKey: 'k' })
    expect(statements).toHaveLength(16)
  })

  it('give coupons back in two', async () => {
    const { desk, own, customerId } = await counted()
    await desk.pricing.issueCoupons({ code: 'ONE1', name: '券', effect: ten, uses: null, usesEach: null })
    const placed = async (coupons: string[]) =>
      (await desk.orders.place({ customerId, lines: [{ item: 'frame' }], coupons })).id
    const cancel = (orderId: string) => own(() => desk.orders.cancel({ orderId, reason: 'x' }))
    await cancel(await placed([]))
    const [without, used] = [await placed([]), await placed(['ONE1'])]
    const [fewer, more] = [await cancel(without), await cancel(used)]
    expect(more.filter((one) => one.endsWith('pricing_coupon_uses'))).toEqual([
      'find pricing_coupon_uses',
      'accumulate pricing_coupon_uses',
    ])
    expect(more).toHaveLength(fewer.length + 2)
  })

  it('of a quote are those of its reading', async () => {
    const { desk, own, customerId } = await counted()
    await desk.pricing.issueCoupons({ code: 'ONE1', name: '券', effect: ten })
    const quote = (over: object = {}) =>
      own(() => desk.orders.quote({ customerId, lines: [{ item: 'frame' }], ...over }))
    await quote()
    expect(await quote()).toEqual(['find catalog_items', 'find customers'])
    expect(await quote({ coupons: ['ONE1'] })).toEqual([
      'find catalog_items',
      'find customers',
      'find pricing_coupons',
      'find pricing_coupon_uses',
    ])
  })
})

describe('the statements of the room of prices', () => {
  it('are few, and as many for hundreds of prices and coupons but for the items that change', async () => {
    const { desk, own } = await counted()
    const list = { code: 'weekend', name: '周末价', weekdays: [6, 7] }
    expect(await own(() => desk.pricing.savePriceList(list))).toEqual([
      'lockKeys',
      'find pricing_rules',
      'find pricing_rules',
      'aggregate pricing_rules',
      'insert pricing_rules',
      'find pricing_rules',
      'findForUpdate settings_values',
      'insert pricing_rule_versions',
      'insert settings_values',
    ])
    expect(await own(() => desk.pricing.savePriceList(list))).toEqual([
      'lockKeys',
      'find pricing_rules',
      'find pricing_rules',
    ])
    const prices = [
      { item: 'classic', price: '5555' },
      { item: 'frame', price: '400' },
    ]
    expect(await own(() => desk.pricing.setPrices({ list: 'weekend', prices }))).toEqual([
      'find pricing_rules',
      'find catalog_items',
      'update catalog_items',
      'update catalog_items',
      'insert catalog_versions',
    ])
    expect(await own(() => desk.pricing.endPriceList({ list: 'weekend' }))).toEqual([
      'lockKeys',
      'find pricing_rules',
      'update pricing_rules',
      'find pricing_rules',
      'findForUpdate settings_values',
      'update settings_values',
      'insert pricing_rule_versions',
    ])
    const promotion = { code: 'ten', name: '九折', effect: ten, on: { items: ['frame'] } }
    expect(await own(() => desk.pricing.savePromotion(promotion))).toEqual([
      'find catalog_items',
      'lockKeys',
      'find pricing_rules',
      'aggregate pricing_rules',
      'insert pricing_rules',
      'find pricing_rules',
      'findForUpdate settings_values',
      'update settings_values',
      'insert pricing_rule_versions',
    ])
    const coupon = { name: '券', effect: ten }
    expect(await own(() => desk.pricing.issueCoupons({ ...coupon, code: 'ONE1' }))).toEqual([
      'lockKeys',
      'find pricing_coupons',
      'insert pricing_coupons',
    ])
    expect(await own(() => desk.pricing.issueCoupons({ ...coupon, count: 500 }))).toEqual(['insert pricing_coupons'])
    expect(await own(() => desk.pricing.endCoupons({ coupon: 'ONE1' }))).toEqual([
      'find pricing_coupons',
      'update pricing_coupons',
    ])
    expect(await own(() => desk.pricing.coupon({ coupon: 'ONE1' }))).toEqual([
      'find pricing_coupons',
      'find pricing_coupon_uses',
    ])
    expect(await own(() => desk.pricing.coupons({}))).toEqual(['find pricing_coupons'])
    expect(await own(() => desk.pricing.couponUses({}))).toEqual(['find pricing_coupon_uses'])
    expect(await own(() => desk.pricing.promotions({}))).toEqual(['find pricing_rules'])
    expect(await own(() => desk.pricing.priceLists({}))).toEqual(['find pricing_rules'])
    expect(await own(() => desk.pricing.ruleVersions({ kind: 'promotion', code: 'ten' }))).toEqual([
      'find pricing_rule_versions',
    ])
    await desk.pricing.upgrades({ item: 'classic' })
    expect(await own(() => desk.pricing.upgrades({ item: 'classic' }))).toEqual([
      'find catalog_items',
      'find catalog_items',
    ])
    expect(await own(() => desk.catalog.version({ item: 'classic', itemVersion: 1 }))).toEqual([
      'find catalog_items',
      'find catalog_versions',
    ])
    expect(await own(() => desk.catalog.versions({ item: 'classic' }))).toEqual([
      'find catalog_items',
      'find catalog_versions',
    ])
  })
})
