import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isCalotypeError } from '../../src/values/calotype-error.ts'
import { openShop, type Shop } from './studio.ts'

const hundredOff = { kind: 'amount', amount: '100' } as const
const place = ({ desk, customer }: Shop, lines: object[], over: object = {}) =>
  desk.orders.place({ customerId: customer.id, lines, ...over } as never)

describe('a coupon', () => {
  it('is used once, whatever way its code is written, and comes back when the order is cancelled', async () => {
    const shop = await openShop()
    const { desk } = shop
    await desk.pricing.issueCoupons({ code: 'welcome-100', name: '新客券', nameEn: 'Welcome', effect: hundredOff })
    const order = await place(shop, [{ item: 'classic' }, { item: 'extra-image' }], { coupons: ['Welcome 100'] })
    expect(order.total).toBe('4999.00')
    expect(order.lines.map((line) => line.discount)).toEqual(['98.04', '1.96'])
    expect(order.lines[1]?.priceTrace.at(-1)).toMatchObject({
      stage: 'coupons',
      change: '-1.96',
      words: { zh: '优惠券 新客券', en: 'Coupon Welcome' },
      source: { kind: 'coupon', code: 'WELCOME100' },
    })
    expect(await desk.pricing.coupon({ coupon: 'welcome100' })).toMatchObject({
      used: 1,
      saved: '100.00',
      active: true,
    })
    const again = () => place(shop, [{ item: 'classic' }], { coupons: ['WELCOME100'] })
    await expect(again()).rejects.toThrow('Coupon "WELCOME100" was used already.')
    const quote = { customerId: shop.customer.id, lines: [{ item: 'classic' }], coupons: ['WELCOME100'] }
    await expect(desk.orders.quote(quote)).rejects.toMatchObject({ code: 'COUPON_SPENT' })
    await desk.orders.cancel({ orderId: order.id, reason: 'changed her mind' })
    expect(await desk.pricing.coupon({ coupon: 'welcome100' })).toMatchObject({ used: 0, saved: '0.00' })
    expect((await again()).total).toBe('4899.00')
    const { items } = await desk.pricing.couponUses({ customerId: shop.customer.id })
    expect(items.map(({ used, saved }) => [used, saved]).sort()).toEqual([
      [false, '0.00'],
      [true, '100.00'],
    ])
  })

  it.each([
    ['that stands alone, and no promotion joins it', false, false, '80'],
    ['that stands alone, and no promotion joins it that would go with others', false, true, '80'],
    ['that goes with others, and no promotion joins it that stands alone', true, false, '80'],
    ['that goes with others, together with those that do too', true, true, '72'],
  ])('keeps what it took off in another quantity: one %s', async (_, coupon, promotion, share) => {
    const shop = await openShop()
    const { desk } = shop
    const percent = (off: string) => ({ kind: 'percentage', percent: off }) as const
    await desk.pricing.savePromotion({
      ...{ code: 'tenth', name: '九折', effect: percent('10'), combinable: promotion },
    })
    await desk.pricing.issueCoupons({
      ...{ code: 'FIFTH', name: '八折', effect: percent('20'), combinable: coupon },
    })
    const { id: orderId, lines, total } = await place(shop, [{ item: 'frame', quantity: 10 }], { coupons: ['FIFTH'] })
    const unit = Number(lines[0]?.unitPrice)
    const of = { orderId, lineId: lines[0]?.id ?? '' }
    expect(Number(total)).toBeCloseTo((unit * 10 * Number(share)) / 100, 2)
    for (const quantity of ['12', '9', '10']) await desk.orders.changeLine({ ...of, quantity })
    const offs = (await desk.orders.get({ orderId })).lines[0]?.priceTrace.map(({ stage }) => stage) ?? []
    expect(offs.includes('promotions')).toBe(coupon && promotion)
    if (!promotion || !coupon) expect((await desk.orders.get({ orderId })).total).toBe(total)
  })

  it('stays used while any line that it took something off is left', async () => {
    const shop = await openShop()
    const { desk } = shop
    await desk.pricing.issueCoupons({
      code: 'C100',
      name: '券',
      effect: hundredOff,
      on: { items: ['classic', 'frame'] },
    })
    const order = await place(shop, [{ item: 'classic' }, { item: 'frame' }, { item: 'premium' }], {
      coupons: ['C100'],
    })
    const used = async () => (await desk.pricing.coupon({ coupon: 'C100' })).used
    await desk.orders.cancelLine({ orderId: order.id, lineId: order.lines[0]?.id ?? '' })
    expect(await used()).toBe(1)
    const add = { orderId: order.id, line: { item: 'frame' }, coupons: ['C100'] }
    await expect(desk.orders.addLine(add)).rejects.toMatchObject({ code: 'COUPON_SPENT' })
    await desk.orders.cancelLine({ orderId: order.id, lineId: order.lines[1]?.id ?? '' })
    expect(await used()).toBe(0)
    expect((await desk.orders.addLine(add)).lines.at(-1)).toMatchObject({ item: 'frame', amount: '233.33' })
    expect(await used()).toBe(1)
  })

  it('is counted for each customer and in all, and one order uses it once', async () => {
    const shop = await openShop()
    const { desk } = shop
    await desk.pricing.issueCoupons({ code: 'TWICE', name: '券', effect: hundredOff, uses: 3, usesEach: 2 })
    const other = await desk.customers.register({ name: '李娜' })
    const buy = (customerId: string) =>
      desk.orders.place({ customerId, lines: [{ item: 'classic' }], coupons: ['TWICE'] })
    const first = await buy(shop.customer.id)
    const add = { orderId: first.id, line: { item: 'frame' }, coupons: ['TWICE'] }
    await expect(desk.orders.addLine(add)).rejects.toThrow('Coupon "TWICE" is used by this order already.')
    await buy(shop.customer.id)
    await expect(buy(shop.customer.id)).rejects.toThrow('was used 2 times by this customer, as often as it may be.')
    await buy(other.id)
    await expect(buy(other.id)).rejects.toThrow('was used 3 times, as often as it may be.')
  })

  it('goes together with promotions or takes their place, and is refused where it does nothing', async () => {
    const shop = await openShop()
    const { desk } = shop
    const ten = { kind: 'percentage', percent: '10' } as const
    await desk.pricing.savePromotion({ code: 'ten', name: '九折', effect: ten, on: { kinds: ['package'] } })
    await desk.pricing.issueCoupons({ code: 'SMALL', name: '小券', effect: hundredOff })
    await desk.pricing.issueCoupons({ code: 'BIG1000', name: '大券', effect: { kind: 'amount', amount: '1000' } })
    const of = (...coupons: string[]) => place(shop, [{ item: 'classic' }], { coupons })
    await expect(of('SMALL')).rejects.toThrow('Coupon "SMALL" does not go together with 九折, which takes off more.')
    expect((await of('BIG1000')).lines[0]).toMatchObject({ amount: '3999.00' })
    await desk.pricing.savePromotion({
      code: 'ten',
      name: '九折',
      effect: ten,
      combinable: true,
      on: { kinds: ['package'] },
    })
    await desk.pricing.issueCoupons({ code: 'BOTH', name: '可叠加', effect: hundredOff, combinable: true })
    expect((await of('BOTH')).lines[0]).toMatchObject({ amount: '4399.10' })
  })

  it('counts for two customers who are one, and for each again where that is undone', async () => {
    const shop = await openShop()
    const { desk, customer } = shop
    const { id: otherId } = await desk.customers.register({ name: '王芳' })
    await desk.pricing.issueCoupons({ code: 'EACH', name: '券', effect: hundredOff, uses: null, usesEach: 2 })
    await desk.pricing.issueCoupons({ code: 'HERS', name: '券', effect: hundredOff, customerId: otherId })
    const buy = (customerId: string, coupon = 'EACH') =>
      desk.orders.place({ customerId, lines: [{ item: 'classic' }], coupons: [coupon] })
    const [first] = [await buy(otherId), await buy(customer.id)]
    await desk.customers.merge({ survivorId: customer.id, mergedId: otherId })
    await expect(buy(customer.id)).rejects.toThrow('was used 2 times by this customer, as often as it may be.')
    const lines = [{ item: 'classic' }]
    const asked = { customerId: otherId, lines, coupons: ['EACH'] }
    await expect(desk.orders.quote(asked)).rejects.toMatchObject({ code: 'COUPON_SPENT' })
    await desk.customers.unmerge({ customerId: otherId })
    await buy(otherId)
    await expect(buy(otherId)).rejects.toMatchObject({ code: 'COUPON_SPENT' })
    await desk.customers.merge({ survivorId: customer.id, mergedId: otherId })
    await desk.orders.cancel({ orderId: first.id, reason: 'x' })
    expect(await desk.pricing.coupon({ coupon: 'EACH' })).toMatchObject({ used: 2, saved: '200.00' })
    await expect(buy(customer.id)).rejects.toMatchObject({ code: 'COUPON_SPENT' })
    expect((await buy(customer.id, 'HERS')).total).toBe('4899.00')
  })

  it('that came back is no use of either customer after a merge is undone', async () => {
    const shop = await openShop()
    const { desk, customer } = shop
    await desk.pricing.issueCoupons({ code: 'WELCOME', name: '新客券', effect: hundredOff, uses: 5 })
    const { id: otherId } = await desk.customers.register({ name: '李雷' })
    const order = await place(shop, [{ item: 'classic' }], { customerId: otherId, coupons: ['WELCOME'] })
    await desk.orders.cancel({ orderId: order.id, reason: 'changed his mind' })
    await desk.customers.merge({ survivorId: customer.id, mergedId: otherId })
    await desk.customers.unmerge({ customerId: otherId })
    for (const customerId of [customer.id, otherId]) {
      const again = await place(shop, [{ item: 'classic' }], { customerId, coupons: ['WELCOME'] })
      expect(again.total).toBe('4899.00')
    }
  })

  it('tells its uses in the branches that somebody reaches', async () => {
    const shop = await openShop()
    await shop.desk.pricing.issueCoupons({ code: 'TWICE', name: '券', effect: hundredOff, uses: 2, usesEach: 2 })
    for (const branch of ['main', 'west']) {
      const desk = shop.as('owner', 'rose', branch)
      await desk.orders.place({ customerId: shop.customer.id, lines: [{ item: 'classic' }], coupons: ['TWICE'] })
    }
    const west = shop.engine.as({
      tenant: 'rose',
      branch: 'west',
      actor: { id: 'west', roles: [{ role: 'manager', branches: ['west'] }] },
    })
    expect((await west.pricing.couponUses({ coupon: 'TWICE' })).items.map(({ branch }) => branch)).toEqual(['west'])
    expect((await shop.desk.pricing.couponUses({ coupon: 'TWICE' })).items).toHaveLength(2)
  })

  const cases: readonly [string, object, string, string][] = [
    ['of nobody', {}, 'NOPE', 'There is no coupon "NOPE" in force.'],
    ['not yet', { from: '2026-12-01' }, 'C10', 'Coupon "C10" begins on 2026-12-01.'],
    ['no more', { to: '2026-11-21' }, 'C10', 'Coupon "C10" ended on 2026-11-21.'],
    [
      'for a larger order',
      { minimum: { amount: '5000' } },
      'C10',
      'Coupon "C10" needs at least 5000.00, and this comes to 4999.00.',
    ],
    ['for other things', { on: { items: ['frame'] } }, 'C10', 'Coupon "C10" concerns no line of this order.'],
    ['elsewhere', { branches: ['west'] }, 'C10', 'Coupon "C10" holds in the branches west only.'],
  ]
  it.each(cases)('%s is refused, and nothing is used', async (_, terms, coupon, text) => {
    const shop = await openShop()
    await shop.desk.pricing.issueCoupons({ code: 'C10', name: '券', effect: hundredOff, ...terms } as never)
    await expect(place(shop, [{ item: 'classic' }], { coupons: [coupon] })).rejects.toThrow(text)
    expect((await shop.desk.pricing.couponUses()).items).toEqual([])
    expect((await shop.desk.orders.list()).items).toEqual([])
  })

  it('of another customer, or ended, is refused', async () => {
    const shop = await openShop()
    const { desk } = shop
    const other = await desk.customers.register({ name: '李娜' })
    await desk.pricing.issueCoupons({ code: 'HERS', name: '券', effect: hundredOff, customerId: other.id })
    await expect(place(shop, [{ item: 'classic' }], { coupons: ['HERS'] })).rejects.toThrow(
      'belongs to another customer',
    )
    const { batch, codes } = await desk.pricing.issueCoupons({
      count: 3,
      prefix: 'VIP',
      name: '券',
      effect: hundredOff,
    })
    expect(codes).toHaveLength(3)
    for (const code of codes) expect(code).toMatch(/^VIP[2-9A-HJ-NP-Z]{12}$/)
    expect(await desk.pricing.endCoupons({ batch })).toEqual({ ended: 3 })
    expect(await desk.pricing.endCoupons({ batch })).toEqual({ ended: 0 })
    await expect(place(shop, [{ item: 'classic' }], { coupons: [codes[0]] })).rejects.toMatchObject({
      code: 'COUPON_UNKNOWN',
    })
    expect((await desk.pricing.coupons({ batch })).items.map(({ active }) => active)).toEqual([false, false, false])
    await expect(desk.pricing.issueCoupons({ code: 'hers', name: '券', effect: hundredOff })).rejects.toMatchObject({
      code: 'COUPON_CODE_TAKEN',
    })
  })

  it.each([
    [{ name: 'x', effect: hundredOff }, 'must give a code, or a count of codes to be made'],
    [{ code: 'a', name: 'x', effect: hundredOff }, 'must be 3 to 40 letters and digits'],
    [
      { code: 'abc', name: 'x', effect: { kind: 'percentage', percent: '101' } },
      'must be above 0 and at most 100 per cent',
    ],
    [{ code: 'abc', name: 'x', effect: { kind: 'percentage', percent: '0' } }, 'must be above 0'],
    [
      { code: 'abc', name: 'x', effect: { kind: 'amount', amount: '0.00' } },
      'Coupon "ABC" must have an amount above zero, got 0.00.',
    ],
    [{ code: 'abc', name: 'x', effect: { kind: 'amount', amount: '1.001' } }, '1.001'],
    [
      { code: 'abc', name: 'x', effect: hundredOff, on: { items: ['nothing'] } },
      'names items that the catalogue does not have: nothing.',
    ],
    [
      { code: 'abc', name: 'x', effect: hundredOff, from: '2026-02-02', to: '2026-02-01' },
      'must not end on 2026-02-01',
    ],
    [
      { code: 'abc', name: 'x', effect: hundredOff, customerId: 'nobody' },
      'must be for a customer of this studio, got "nobody".',
    ],
    [
      { code: 'abc', name: 'x', effect: { kind: 'together', needs: {}, percent: '5' } },
      'must say which lines are needed',
    ],
  ])('issued as %j is refused', async (given, text) => {
    const { desk } = await openShop()
    await expect(desk.pricing.issueCoupons(given as never)).rejects.toThrow(text)
  })
})

describe('a quote', () => {
  const lines = fc.array(
    fc.oneof(
      fc.record({
        item: fc.constant('classic'),
        options: fc.constantFrom({}, { makeup: 'senior' }, { makeup: 'own' }),
      }),
      fc.record({
        item: fc.constant('album'),
        variant: fc.constantFrom('10in', '12in-leather'),
        quantity: fc.constantFrom(1, 2, 3),
      }),
      fc.record({
        item: fc.constantFrom('frame', 'family-set'),
        quantity: fc.constantFrom('1', '2.5'),
        discount: fc.constantFrom('0', '7.77'),
      }),
      fc.record({
        item: fc.constant('premium'),
        unitPrice: fc.constantFrom('8000', '9999.99'),
        forDate: fc.constantFrom('2026-11-28', '2026-12-24'),
      }),
    ),
    { minLength: 1, maxLength: 4 },
  )

  it('says what an order costs, whatever is asked for, or is refused for the same reason', async () => {
    const shop = await openShop()
    const { desk, customer } = shop
    await desk.pricing.savePriceList({ code: 'weekend', name: '周末价', weekdays: [6, 7] })
    await desk.pricing.setPrices({
      list: 'weekend',
      prices: [
        { item: 'classic', price: '5555' },
        { item: 'family-set', price: '1234.56' },
      ],
    })
    const third = { kind: 'nth', nth: 2, percent: '50' } as const
    await desk.pricing.savePromotion({
      code: 'second',
      name: '第二件半价',
      effect: third,
      on: { categories: ['product'] },
      combinable: true,
    })
    await desk.pricing.savePromotion({
      code: 'album-with-package',
      name: '套系加购',
      effect: { kind: 'together', needs: { kinds: ['package'] }, percent: '33.3' },
      on: { items: ['album'] },
      combinable: true,
    })
    await desk.pricing.savePromotion({
      code: 'over-5000',
      name: '满减',
      effect: hundredOff,
      minimum: { amount: '5000' },
    })
    await desk.pricing.issueCoupons({
      code: 'ALWAYS',
      name: '券',
      effect: { kind: 'amount', amount: '88.88' },
      combinable: true,
      uses: null,
      usesEach: null,
    })
    await fc.assert(
      fc.asyncProperty(lines, fc.boolean(), async (wanted, withCoupon) => {
        const given = {
          customerId: customer.id,
          lines: wanted,
          ...(withCoupon ? { coupons: ['ALWAYS'] } : {}),
        } as never
        const codeOf = (error: unknown) => {
          if (isCalotypeError(error)) return { refused: error.code }
          throw error
        }
        const quote = await desk.orders.quote(given).catch(codeOf)
        const order = await desk.orders.place(given).catch(codeOf)
        if ('refused' in quote || 'refused' in order) {
          expect(order).toEqual(quote)
          return
        }
        expect(order.total).toBe(quote.total)
        for (const [at, line] of quote.lines.entries()) expect(order.lines[at]).toMatchObject(line)
        expect(order.lines).toHaveLength(quote.lines.length)
      }),
      { numRuns: 60 },
    )
    await shop.engine.close()
  })

  it('of a line that would be added says what adding it costs, add-ons and coupons included', async () => {
    const shop = await openShop()
    const { desk } = shop
    await desk.pricing.issueCoupons({ code: 'TWICE', name: '券', effect: hundredOff, uses: null, usesEach: null })
    const order = await place(shop, [{ item: 'classic' }], { coupons: ['TWICE'] })
    const add = { orderId: order.id, line: { item: 'extra-image', quantity: 3, addOnTo: 1 } }
    const { line, ...of } = add
    const quote = await desk.orders.quote({ ...of, lines: [line] })
    expect(quote).toMatchObject({ total: '180.00', lines: [{ line: 2, unitPrice: '60.00' }] })
    expect((await desk.orders.addLine(add)).lines[1]).toMatchObject(quote.lines[0] ?? {})
    const frame = { orderId: order.id, lines: [{ item: 'frame' }], coupons: ['TWICE'] }
    await expect(desk.orders.quote(frame)).rejects.toThrow('Coupon "TWICE" is used by this order already.')
    await expect(desk.orders.quote({ ...frame, orderId: 'none' })).rejects.toMatchObject({ code: 'ORDER_UNKNOWN' })
    const two = { orderId: order.id, lines: [{ item: 'frame' }, { item: 'frame' }] }
    await expect(desk.orders.quote(two)).rejects.toThrow('must give one line with an orderId')
    await expect(desk.orders.quote({ lines: two.lines })).rejects.toThrow('must give a customerId or an orderId')
    await desk.orders.cancel({ orderId: order.id, reason: 'x' })
    await expect(desk.orders.quote(frame)).rejects.toMatchObject({ code: 'ORDER_CLOSED' })
  })

  it('writes nothing', async () => {
    const { desk, customer } = await openShop()
    const before = await desk.audit.commands({})
    await desk.orders.quote({ customerId: customer.id, lines: [{ item: 'classic' }] })
    expect(await desk.audit.commands({})).toEqual(before)
    expect((await desk.orders.list()).items).toEqual([])
    await expect(desk.orders.quote({ customerId: 'nobody', lines: [{ item: 'classic' }] })).rejects.toMatchObject({
      code: 'ORDER_CUSTOMER_UNKNOWN',
    })
  })
})

describe('upgrades', () => {
  it('are listed with the difference of the day, or that of the version that was sold', async () => {
    const { desk } = await openShop()
    const upgrades = (over: object = {}) => desk.pricing.upgrades({ item: 'classic', ...over })
    expect((await upgrades()).upgrades).toEqual([
      { to: 'premium', name: '尊享套系', nameEn: null, price: '8999.00', difference: '4000.00', entitlements: {} },
    ])
    expect((await upgrades({ paid: '4499.10' })).upgrades[0]?.difference).toBe('4499.90')
    await desk.catalog.changeItem({ item: 'classic', upgrades: [{ to: 'premium', price: '3000' }] })
    expect((await upgrades()).upgrades[0]?.difference).toBe('3000.00')
    expect((await upgrades({ itemVersion: 1 })).upgrades[0]?.difference).toBe('4000.00')
    await desk.catalog.retireItem({ item: 'premium' })
    expect((await upgrades()).upgrades).toEqual([])
    await expect(upgrades({ itemVersion: 9 })).rejects.toMatchObject({ code: 'ITEM_VERSION_UNKNOWN' })
  })
})
