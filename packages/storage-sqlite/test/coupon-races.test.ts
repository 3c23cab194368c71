/** Two engines on one file use the same coupons, and change the rules that both go by. */
import { describe, expect, it } from 'vitest'
import { failed, twoEngines } from './two-engines.ts'

const effect = { kind: 'amount', amount: '100' } as const

const { deskOf, lateDesk } = twoEngines()

async function shop(terms: object) {
  const desk = deskOf(0)
  await desk.catalog.addItem({ code: 'classic', kind: 'package', name: '经典套系', price: '1000.00' })
  await desk.pricing.issueCoupons({ code: 'LAST', name: '券', effect, ...terms } as never)
  const people = await Promise.all(['王芳', '李娜'].map((name) => desk.customers.register({ name })))
  const place = (turn: number, customer = turn) =>
    deskOf(turn).orders.place.attempt({
      customerId: people[customer % 2]?.id ?? '',
      lines: [{ item: 'classic' }],
      coupons: ['LAST'],
    })
  const many = async (count: number, customer?: number) => {
    const outcomes = await Promise.all(Array.from({ length: count }, (_, turn) => place(turn, customer ?? turn)))
    return { placed: outcomes.flatMap((one) => (one.ok ? [one.value] : [])), codes: [...new Set(failed(outcomes))] }
  }
  return { desk, many, place }
}

describe('two engines on one file', () => {
  it('give the last use of a coupon to one order of twelve', async () => {
    const { desk, many } = await shop({})
    const { placed, codes } = await many(12)
    expect(placed.map(({ total }) => total)).toEqual(['900.00'])
    expect(codes).toEqual(['COUPON_SPENT'])
    expect(await desk.pricing.coupon({ coupon: 'LAST' })).toMatchObject({ used: 1, saved: '100.00' })
    expect((await desk.orders.list()).items).toHaveLength(1)
  })

  it('count each customer and all together', async () => {
    const { desk, many } = await shop({ uses: 5, usesEach: 3 })
    expect((await many(8, 0)).placed).toHaveLength(3)
    expect((await many(8)).placed).toHaveLength(2)
    expect(await desk.pricing.coupon({ coupon: 'LAST' })).toMatchObject({ used: 5, saved: '500.00' })
  })

  it('give a coupon back once, and to one order of those that wait for it', async () => {
    const { desk, many } = await shop({})
    const [first] = (await many(1)).placed
    const orderId = first?.id ?? ''
    const cancelled = await Promise.all(
      [0, 1, 2, 3].map((turn) => deskOf(turn).orders.cancel.attempt({ orderId, reason: 'both' })),
    )
    expect(cancelled.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await desk.pricing.coupon({ coupon: 'LAST' })).toMatchObject({ used: 0, saved: '0.00' })
    expect((await many(6)).placed).toHaveLength(1)
  })

  it('keep every one of the promotions that both save at once', async () => {
    const { desk } = await shop({})
    const codes = Array.from({ length: 10 }, (_, at) => `promotion-${at}`)
    const save = (code: string, turn: number) =>
      deskOf(turn).pricing.savePromotion({ code, name: code, effect, on: { shootTypes: [code] }, combinable: true })
    await Promise.all(codes.map(save))
    expect((await desk.pricing.promotions({ active: true })).items.map(({ code }) => code)).toEqual(codes)
    await desk.catalog.changeItem({ item: 'classic', shootType: 'promotion-9' })
    const { id: customerId } = await desk.customers.register({ name: '赵敏' })
    // An engine that has read no rules yet finds them all.
    const third = await lateDesk()
    const order = await third.orders.place({ customerId, lines: [{ item: 'classic' }] })
    expect(order.total).toBe('900.00')
  })

  it('never let two price lists through of which neither is more special', async () => {
    await shop({})
    const save = (turn: number) =>
      deskOf(turn).pricing.savePriceList.attempt({ code: `list-${turn}`, name: 'x', weekdays: [6] })
    const outcomes = await Promise.all([0, 1, 2, 3].map(save))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    for (const one of outcomes) if (!one.ok) expect(one.error.code).toBe('PRICE_LIST_AMBIGUOUS')
  })
})
