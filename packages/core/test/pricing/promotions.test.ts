import { describe, expect, it } from 'vitest'
import { mostRules } from '../../src/pricing/rule-book.ts'
import { openStudio } from '../orders/studio.ts'
import { openShop } from './studio.ts'

const tiers = (...steps: readonly (readonly [number, string])[]) => ({
  kind: 'tiers',
  tiers: steps.map(([from, price]) => ({ from, price })),
})
const ten = { kind: 'percentage', percent: '10' } as const

describe('a promotion', () => {
  it('takes off from the next order on, in the version that stands, and nothing once it is ended', async () => {
    const { desk, customer } = await openShop()
    const buy = async () => {
      const [line] = (await desk.orders.place({ customerId: customer.id, lines: [{ item: 'classic' }] })).lines
      const step = line?.priceTrace.find(({ stage }) => stage === 'promotions')
      return [line?.amount, step?.source ?? null]
    }
    const source = { kind: 'promotion', code: 'autumn', name: '金秋' }
    expect(await buy()).toEqual(['4999.00', null])
    await desk.pricing.savePromotion({ code: 'autumn', name: '金秋', effect: ten })
    expect(await buy()).toEqual(['4499.10', { ...source, version: 1 }])
    const better = { code: 'autumn', name: '金秋', effect: { kind: 'amount', amount: '999' } } as const
    expect(await desk.pricing.savePromotion({ ...better, expectedVersion: 1 })).toMatchObject({
      version: 2,
      effect: { kind: 'amount', amount: '999.00', per: 'order' },
    })
    expect(await buy()).toEqual(['4000.00', { ...source, version: 2 }])
    const late = desk.pricing.savePromotion({ ...better, expectedVersion: 1 })
    await expect(late).rejects.toThrow('The promotion "autumn" is at version 2; the change was made for version 1.')
    expect(await desk.pricing.endPromotion({ promotion: 'autumn' })).toMatchObject({ version: 3, active: false })
    expect(await desk.pricing.endPromotion({ promotion: 'autumn' })).toMatchObject({ version: 3 })
    expect(await buy()).toEqual(['4999.00', null])
    expect(await desk.pricing.savePromotion(better)).toMatchObject({ version: 4, active: true })
    expect((await desk.pricing.promotions({ active: false })).items).toEqual([])
    const { items } = await desk.pricing.ruleVersions({ kind: 'promotion', code: 'autumn' })
    expect(items.map(({ version, active }) => [version, active])).toEqual([
      [4, true],
      [3, false],
      [2, true],
      [1, true],
    ])
  })

  it('that changes nothing makes no version', async () => {
    const { desk } = await openShop()
    const promotion = { code: 'autumn', name: '金秋', effect: ten }
    await desk.pricing.savePromotion(promotion)
    expect(await desk.pricing.savePromotion(promotion)).toMatchObject({ version: 1 })
    expect((await desk.pricing.ruleVersions({ kind: 'promotion', code: 'autumn' })).items).toHaveLength(1)
  })

  it('begins and ends with the business day, not with the day of the clock', async () => {
    const { desk, customer, clock } = await openShop()
    await desk.pricing.savePromotion({ code: 'today', name: '今日', effect: ten, from: '2026-11-22', to: '2026-11-22' })
    const total = async (at: string) => {
      clock.at = at
      return (await desk.orders.quote({ customerId: customer.id, lines: [{ item: 'premium' }] })).total
    }
    expect(await total('2026-11-22T19:59:59.999Z')).toBe('8099.10')
    expect(await total('2026-11-22T20:00:00.000Z')).toBe('8999.00')
  })

  it('of a package with a product is cheaper only with the package', async () => {
    const { desk, customer } = await openShop()
    await desk.pricing.savePromotion({
      code: 'with-package',
      name: '套系加购',
      effect: { kind: 'together', needs: { kinds: ['package'] }, percent: '50' },
      on: { items: ['frame'] },
    })
    const total = async (lines: { item: string; quantity?: number }[]) =>
      (await desk.orders.quote({ customerId: customer.id, lines })).total
    expect(await total([{ item: 'frame' }])).toBe('333.33')
    expect(await total([{ item: 'premium' }, { item: 'frame', quantity: 2 }])).toBe('9498.99')
    expect(
      await total([
        { item: 'premium', quantity: 2 },
        { item: 'frame', quantity: 2 },
      ]),
    ).toBe('18331.33')
  })

  it('is for a bundle where it names the bundle, and passes its components over', async () => {
    const { desk, customer } = await openShop()
    await desk.pricing.savePromotion({ code: 'frames', name: '相框', effect: ten, on: { items: ['frame'] } })
    const total = async () =>
      (await desk.orders.quote({ customerId: customer.id, lines: [{ item: 'family-set' }] })).total
    expect(await total()).toBe('1000.00')
    await desk.pricing.savePromotion({ code: 'sets', name: '套装', effect: ten, on: { kinds: ['bundle'] } })
    expect(await total()).toBe('900.00')
  })

  it.each([
    [{ effect: ten, branches: ['nowhere!'] }, 'INPUT_INVALID', ''],
    [{ effect: { kind: 'percentage', percent: '10%' } }, 'INPUT_INVALID', 'must be above 0 and at most 100 per cent'],
    [{ effect: { kind: 'nth', nth: 1, percent: '50' } }, 'INPUT_INVALID', ''],
    [{ effect: tiers([3, '20'], [3, '15']) }, 'INPUT_INVALID', 'more units each time'],
    [{ effect: tiers([3, '20'], [10, '20.00']) }, 'OFFER_INVALID', 'from 10 units on than from 3'],
    [{ effect: tiers([3, '0']) }, 'OFFER_INVALID', 'prices of tiers above zero'],
    [{ effect: { kind: 'free' } }, 'INPUT_INVALID', ''],
    [
      { effect: ten, minimum: { amount: '-5' } },
      'OFFER_INVALID',
      'Promotion "x" must have a minimum above zero, got -5.00.',
    ],
    [
      { effect: ten, on: { items: ['clasic'] } },
      'OFFER_INVALID',
      'names items that the catalogue does not have: clasic.',
    ],
    [{ effect: ten, discount: 'all' }, 'INPUT_INVALID', ''],
  ])('of %j is refused', async (over, code, text) => {
    const { desk } = await openShop()
    const saving = desk.pricing.savePromotion({ code: 'x', name: 'x', ...over } as never)
    await expect(saving).rejects.toMatchObject({ code })
    await expect(saving).rejects.toThrow(text)
    expect((await desk.pricing.promotions()).items).toEqual([])
  })

  it('that is not there cannot be ended', async () => {
    const { desk } = await openShop()
    await expect(desk.pricing.endPromotion({ promotion: 'x' })).rejects.toThrow(
      'promotion must be the code of a promotion, got "x".',
    )
    await expect(desk.pricing.endPriceList({ list: 'x' })).rejects.toThrow(
      'list must be the code of a price list, got "x".',
    )
  })

  it('is saved and ended by a manager, and read by the counter', async () => {
    const { as } = await openShop()
    const promotion = { code: 'autumn', name: '金秋', effect: ten }
    for (const role of ['cashier', 'reception', 'accountant', 'photographer']) {
      await expect(as(role).pricing.savePromotion(promotion)).rejects.toMatchObject({ code: 'PERMISSION_MISSING' })
      await expect(as(role).pricing.issueCoupons({ code: 'FREE', name: 'x', effect: ten })).rejects.toMatchObject({
        code: 'PERMISSION_MISSING',
      })
    }
    await as('manager').pricing.savePromotion(promotion)
    expect((await as('cashier').pricing.promotions()).items).toHaveLength(1)
  })

  it('of another studio is unknown', async () => {
    const { desk, as } = await openStudio({ tenants: ['rose', 'lily'] })
    await desk.pricing.savePromotion({ code: 'autumn', name: '金秋', effect: ten })
    const other = as('owner', 'lily')
    await other.catalog.addItem({ code: 'frame', kind: 'product', name: 'Frame', price: '100' })
    const { id: customerId } = await other.customers.register({ name: '李娜' })
    expect((await other.orders.quote({ customerId, lines: [{ item: 'frame' }] })).total).toBe('100.00')
    expect((await other.pricing.promotions()).items).toEqual([])
  })

  it('is one of so many at most that are in force', async () => {
    const { desk } = await openShop()
    for (let at = 0; at < mostRules; at++) {
      await desk.pricing.savePromotion({ code: `p${at}`, name: 'x', effect: ten, on: { shootTypes: [`${at}`] } })
    }
    const more = () => desk.pricing.savePromotion({ code: 'more', name: 'x', effect: ten })
    await expect(more()).rejects.toThrow('The promotion would be more than 500 in force: end those that are over.')
    await desk.pricing.endPromotion({ promotion: 'p0' })
    expect(await more()).toMatchObject({ version: 1 })
  })
})
