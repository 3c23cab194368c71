import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recommend } from '../../src/clientele/recommend.ts'
import { conditionSchema, reasonsOf } from '../../src/clientele/rule.ts'
import { type BoughtOrder, pairsOf, summarise } from '../../src/clientele/summarise.ts'

const line = fc.record({
  itemCode: fc.constantFrom('wedding', 'album', 'frame'),
  category: fc.constantFrom('package', 'product'),
  shootType: fc.constantFrom(null, 'wedding', 'child'),
  amount: fc.bigInt({ min: 0n, max: 100_000n }),
  progress: fc.constantFrom('ordered', 'inProgress', 'ready', 'pickedUp', 'cancelled'),
})

const order: fc.Arbitrary<BoughtOrder> = fc.record({
  orderId: fc.uuid(),
  branch: fc.constant('main'),
  bookedDate: fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01'),
  currency: fc.constant('CNY'),
  region: fc.constantFrom(null, '广东'),
  lines: fc.array(line, { maxLength: 5 }),
  shotOn: fc.array(fc.constantFrom('2026-02-10', '2026-03-10'), { maxLength: 2 }),
})

describe('what follows from the orders of a customer', () => {
  it('counts what was not cancelled, once in each kind, in whatever order it comes', () => {
    fc.assert(
      fc.property(fc.array(order, { maxLength: 6 }), (orders) => {
        const { summary, counted, facets } = summarise(orders)
        const lines = orders.flatMap((one) => one.lines.filter(({ progress }) => progress !== 'cancelled'))
        const total = lines.reduce((sum, { amount }) => sum + amount, 0n)
        const live = orders.filter((one) => one.lines.some(({ progress }) => progress !== 'cancelled'))
        expect(summary?.orders ?? 0).toBe(live.length)
        expect(summary?.amount ?? 0n).toBe(total)
        expect(counted.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
        for (const kind of ['item', 'category'] as const) {
          const own = facets.filter((facet) => facet.kind === kind)
          expect(own.reduce((sum, { amount }) => sum + amount, 0n)).toBe(total)
          for (const { orders: times, firstOn, lastOn } of own) {
            expect(times).toBeGreaterThan(0)
            expect(times).toBeLessThanOrEqual(live.length)
            expect(firstOn <= lastOn).toBe(true)
          }
        }
        const waiting = lines.some(({ progress }) => progress !== 'pickedUp')
        expect(summary?.waiting ?? false).toBe(waiting)
        const sorted = (one: typeof facets) => one.toSorted((a, b) => (a.kind + a.value < b.kind + b.value ? -1 : 1))
        const back = summarise(orders.toReversed())
        expect(back.summary).toEqual(summary)
        expect(sorted(back.facets)).toEqual(sorted(facets))
      }),
    )
  })

  it('pairs every two items both ways, and each with itself', () => {
    const facets = ['a', 'b'].map((value) => ({ kind: 'item', value, lastOn: '2026-01-01' }))
    expect(
      pairsOf([...facets, { kind: 'category', value: 'c', lastOn: '2026-01-01' }])
        .map(String)
        .sort(),
    ).toEqual(['a,a', 'a,b', 'b,a', 'b,b'])
  })
})

describe('a rule', () => {
  const facts = {
    summary: {
      orders: 3,
      occasions: 2,
      amount: 1_000_000n,
      firstOn: '2026-01-01',
      lastOn: '2026-11-01',
      lastShotOn: null,
      waiting: true,
    },
    facets: [{ kind: 'shootType' as const, value: 'wedding' }],
    province: '广东',
    city: '广州',
    district: null,
    today: '2026-11-22',
    currency: 'CNY',
  }

  it.each<[object, boolean]>([
    [{ amountAtLeast: '10000' }, true],
    [{ amountAtLeast: '10000.01' }, false],
    [{ amountBelow: '10000' }, false],
    [{ ordersAtLeast: 3 }, true],
    [{ ordersBelow: 3 }, false],
    [{ occasionsAtLeast: 3 }, false],
    [{ boughtWithinDays: 21 }, true],
    [{ boughtWithinDays: 20 }, false],
    [{ notBoughtForDays: 20 }, true],
    [{ notBoughtForDays: 21 }, false],
    [{ bought: { kind: 'shootType', value: 'wedding' } }, true],
    [{ bought: { kind: 'item', value: 'wedding' } }, false],
    [{ region: { province: '广东' } }, true],
    [{ region: { province: '广东', city: '深圳' } }, false],
    [{ waiting: true }, true],
    [{ waiting: false }, false],
  ])('of %j holds: %s', (condition, holds) => {
    const when = [conditionSchema.parse(condition)]
    expect(reasonsOf(when, facts)).toEqual(holds ? Object.keys(condition) : undefined)
  })

  it('holds where one of its lists holds whole, and names that', () => {
    const [no, yes] = [
      conditionSchema.parse({ ordersAtLeast: 9, waiting: true }),
      conditionSchema.parse({ ordersAtLeast: 2, waiting: true }),
    ]
    expect(reasonsOf([no, yes], facts)).toEqual(['ordersAtLeast', 'waiting'])
    expect(reasonsOf([no], facts)).toBeUndefined()
    expect(reasonsOf([], facts)).toBeUndefined()
  })

  it('must hold a condition, and none that nobody knows', () => {
    expect(conditionSchema.safeParse({}).error?.issues[0]?.message).toBe('must hold a condition')
    expect(conditionSchema.safeParse({ age: 3 }).success).toBe(false)
  })
})

describe('a recommendation', () => {
  it('names the strongest reason, and nothing that the customer has or too few bought', () => {
    const together = [
      { item: 'wedding', other: 'album', both: 6, buyers: 10 },
      { item: 'frame', other: 'album', both: 4, buyers: 5 },
      { item: 'wedding', other: 'frame', both: 9, buyers: 10 },
      { item: 'wedding', other: 'mug', both: 2, buyers: 10 },
      { item: 'mug', other: 'poster', both: 9, buyers: 9 },
    ]
    expect(recommend(['wedding', 'frame'], together, { support: 3, limit: 5 })).toEqual([
      { item: 'album', share: 0.8, because: 'frame', both: 4, buyers: 5 },
    ])
  })
})
