import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedComposition, requireVariant } from '../../src/selection/composition.ts'
import {
  applyChange,
  type Content,
  emptyContent,
  inverse,
  pickChange,
  productChange,
  unpickChange,
  useOf,
} from '../../src/selection/content.ts'
import { creditShares } from '../../src/selection/credit-shares.ts'
import { type Counted, includedIn, named, splitUse } from '../../src/selection/entitlement.ts'
import { chooseTable, isAmbiguous, type PriceTable, tableFault, tierParts } from '../../src/selection/price-table.ts'

const image = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
const images = fc.array(image, { maxLength: 5 })
const tiers: fc.Arbitrary<PriceTable['tiers']> = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 4 })
  .chain((ends) =>
    fc
      .array(fc.integer({ min: 0, max: 500 }), { minLength: ends.length + 1, maxLength: ends.length + 1 })
      .map((prices) => [
        ...ends.sort((a, b) => a - b).map((upTo, at) => ({ upTo, price: String(prices[at] ?? 0) })),
        { price: String(prices.at(-1) ?? 0) },
      ]),
  )
const count = fc.integer({ min: 0, max: 60 })

describe('tiers', () => {
  it('price each number by the tier in which it lies', () => {
    fc.assert(
      fc.property(tiers, count, count, (table, before, quantity) => {
        const byHand = Array.from({ length: quantity }, (_, at) => {
          const nth = before + at + 1
          return Number(table.find(({ upTo = Number.POSITIVE_INFINITY }) => nth <= upTo)?.price)
        })
        const parts = tierParts(table, before, quantity)
        expect(parts.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity)
        expect(parts.reduce((sum, part) => sum + part.quantity * Number(part.price), 0)).toBe(
          byHand.reduce((sum, price) => sum + price, 0),
        )
        expect(parts.every((part) => part.quantity > 0 && part.to - part.from + 1 === part.quantity)).toBe(true)
      }),
    )
  })

  it('bought at once or one after the other cost the same', () => {
    fc.assert(
      fc.property(tiers, count, count, count, (table, before, one, other) => {
        const cost = (from: number, quantity: number) =>
          tierParts(table, from, quantity).reduce((sum, part) => sum + part.quantity * Number(part.price), 0)
        expect(cost(before, one) + cost(before + one, other)).toBe(cost(before, one + other))
      }),
    )
  })
})

describe('what is used of a package', () => {
  it('is within it as far as it goes, never beyond, and nothing is lost', () => {
    fc.assert(
      fc.property(count, fc.array(count, { maxLength: 6 }), (holds, wanted) => {
        const included = [{ ...named('imagesRetouched'), quantity: holds }]
        const standing: Counted[] = []
        for (const quantity of wanted) {
          standing.push(...splitUse(included, standing, [{ ...named('imagesRetouched'), quantity }]))
        }
        const within = standing.reduce((sum, one) => sum + one.included, 0)
        const asked = wanted.reduce((sum, quantity) => sum + quantity, 0)
        expect(within).toBe(Math.min(holds, asked))
        expect(standing.reduce((sum, one) => sum + one.extra, 0)).toBe(asked - within)
        expect(standing.every((one) => one.included >= 0 && one.extra >= 0)).toBe(true)
      }),
    )
  })

  it('is as many times as the package was bought, in whole packages', () => {
    const entitlements = { imagesRetouched: 20, originals: 'all' as const, products: [{ code: 'album', quantity: 1 }] }
    expect(includedIn(entitlements, '2').map(({ quantity }) => quantity)).toEqual([40, 'all', 2])
    expect(includedIn(entitlements, '1.5').map(({ quantity }) => quantity)).toEqual([20, 'all', 1])
    expect(includedIn(null, '1')).toEqual([])
  })
})

describe('changes of a selection', () => {
  const product = fc.record({
    at: fc.integer({ min: 0, max: 2 }),
    spreads: fc.integer({ min: 0, max: 4 }),
    gone: fc.boolean(),
  })
  const changes = fc.array(
    fc.oneof(
      images.map((ids) => (content: Content) => pickChange(content, 'retouch', ids)),
      images.map((ids) => (content: Content) => unpickChange(content, 'retouch', ids)),
      images.map((ids) => (content: Content) => pickChange(content, 'originals', ids)),
      product.map(({ at, spreads, gone }) => (content: Content) => {
        const id = `p${at}`
        const whole = { id, item: 'album', variant: null, quantity: 1, spreads, places: [] }
        return productChange(content, id, gone ? null : whole)
      }),
    ),
    { maxLength: 12 },
  )
  const sorted = ({ retouch, originals, products }: Content) => [
    [...retouch].sort(),
    [...originals].sort(),
    [...products].sort((a, b) => (a.id < b.id ? -1 : 1)),
  ]

  it('undone from the last to the first lead back to where it began, whatever they were', () => {
    fc.assert(
      fc.property(changes, (made) => {
        let content = emptyContent
        const trail: { before: Content; back: ReturnType<typeof inverse> }[] = []
        for (const change of made.map((make) => make)) {
          const done = change(content)
          trail.push({ before: content, back: inverse(done) })
          content = applyChange(content, done)
          expect(new Set(content.retouch).size).toBe(content.retouch.length)
        }
        for (const { before, back } of trail.reverse()) {
          content = applyChange(content, back)
          expect(sorted(content)).toEqual(sorted(before))
        }
        expect(content).toEqual(emptyContent)
      }),
    )
  })

  it('use an image once however often it is placed, and spreads once however many copies are made', () => {
    const places = ['a', 'b', 'a'].map((imageId, at) => ({ imageId, spread: at + 1, position: 1 }))
    const album = { id: 'p', item: 'album', variant: null, quantity: 3, spreads: 3, places }
    const content = { retouch: ['a', 'c'], originals: [], products: [album] }
    expect(useOf(content, true).map(({ entitlement, quantity }) => [entitlement, quantity])).toEqual([
      ['imagesRetouched', 3],
      ['spreads', 3],
      ['products', 3],
    ])
    expect(useOf(content, false)[0]).toMatchObject({ quantity: 2 })
  })

  it('put images without a position after those before them', () => {
    const places = [
      { imageId: 'a', spread: 1, position: 3 },
      { imageId: 'b', spread: 1 },
      { imageId: 'c', spread: 2 },
    ]
    const made = checkedComposition('p', { item: 'album', quantity: 1, places })
    expect([made.spreads, made.places.map(({ position }) => position)]).toEqual([2, [3, 4, 1]])
  })
})

describe('tables of prices', () => {
  const table = (over: Partial<PriceTable> = {}): PriceTable => ({
    ...{ code: 't', name: 'T', entitlement: 'imagesRetouched', item: 'extra', tiers: [] },
    ...over,
  })

  it('are chosen by package before branch, before all', () => {
    const tables = [
      table({ code: 'all' }),
      table({ code: 'branch', branches: ['main'] }),
      table({ code: 'package', packages: ['wedding'] }),
      table({ code: 'both', packages: ['wedding'], branches: ['main'] }),
      table({ code: 'other', entitlement: 'spreads', packages: ['wedding'], branches: ['main'] }),
    ].map((one) => ({ ...one, version: 1 }))
    const chosen = (branch: string, packaged: string) =>
      chooseTable(tables, named('imagesRetouched'), { branch, package: packaged })?.code
    expect([
      chosen('main', 'wedding'),
      chosen('east', 'wedding'),
      chosen('main', 'child'),
      chosen('east', 'child'),
    ]).toEqual([...['both', 'package', 'branch', 'all']])
    expect(chooseTable(tables, named('looks'), { branch: 'main', package: 'wedding' })).toBeUndefined()
  })

  it('are never two that could both hold', () => {
    const one = table({ packages: ['a', 'b'] })
    expect(isAmbiguous(one, table({ packages: ['b', 'c'] }))).toBe(true)
    expect(isAmbiguous(one, table({ packages: ['c'] }))).toBe(false)
    expect(isAmbiguous(one, table({ branches: ['main'] }))).toBe(false)
    expect(isAmbiguous(table({ branches: ['main'] }), table({ branches: ['east'] }))).toBe(false)
    expect(isAmbiguous(table({ entitlement: 'others', of: 'x' }), table({ entitlement: 'others', of: 'y' }))).toBe(
      false,
    )
  })

  it('say what is wrong with their tiers', () => {
    const fault = (given: PriceTable['tiers']) => tableFault(table({ tiers: given }))
    expect(fault([{ upTo: 3, price: '1' }])).toContain('must have a last tier without upTo')
    expect(fault([{ price: '1' }, { price: '2' }])).toContain('must say upTo in tier 1')
    expect(fault([{ upTo: 3, price: '1' }, { upTo: 3, price: '1' }, { price: '2' }])).toContain('tier 2 ends at 3')
    expect(tableFault(table({ entitlement: 'others' }))).toContain('must say which of the others')
    expect(tableFault(table({ of: 'x' }))).toContain('must not name of')
  })
})

describe('what several sold together', () => {
  it('is shared out to the last minor unit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 9n }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 6 }),
        (amount, weights) => {
          const sellers = weights.map((weight, at) => ({ staffId: `s${at}`, weight }))
          const shares = creditShares({ amount, sellerId: 's0', soldPlace: 'selection' }, sellers)
          expect(shares.reduce((sum, { minor }) => sum + minor, 0n)).toBe(amount)
          const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0))
          for (const [at, { minor }] of shares.entries()) {
            const exact = amount * BigInt(weights[at] ?? 0)
            expect(minor * total - exact < total && exact - minor * total < total).toBe(true)
          }
        },
      ),
    )
  })
})

describe('the variant of a product', () => {
  const included = (...variants: (string | null)[]) =>
    variants.map((variant) => ({ entitlement: 'products' as const, code: 'album', variant, quantity: 1 }))
  const album = (variant: string | null = null) => ({ item: 'album', variant })

  it('is named where the package has it in variants alone', () => {
    const nameless = () => requireVariant(album(), included('10in', '12in'))
    expect(nameless).toThrow('is in the package as 10in, 12in, but no variant is named')
    expect(() => requireVariant(album('14in'), included('10in'))).not.toThrow()
    expect(() => requireVariant(album(), included('10in', null))).not.toThrow()
    expect(() => requireVariant({ item: 'frame', variant: null }, included('10in'))).not.toThrow()
  })
})
