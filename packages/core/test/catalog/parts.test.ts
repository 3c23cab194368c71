import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkedParts } from '../../src/catalog/check-parts.ts'
import { chooseOptions, chooseVariant } from '../../src/catalog/choose-parts.ts'
import { changeEntitlements, type EntitlementChanges, type Entitlements } from '../../src/catalog/entitlements.ts'
import type { ItemParts, ItemVariant, OptionGroup } from '../../src/catalog/item-parts.ts'

const none: ItemParts = { variants: [], options: [], upgrades: [], addOns: [], components: [], listPrices: {} }
const of = { code: 'album', kind: 'product', price: 60_000n, currency: 'CNY' }
const variant = (code: string, price = '1', active = true): ItemVariant => ({ code, name: code, price, active })
const makeup: OptionGroup = {
  code: 'makeup',
  name: '化妆师',
  choose: 'one',
  required: true,
  choices: [
    { code: 'senior', name: '资深', price: '300' },
    { code: 'own', name: '自带', price: '-200' },
  ],
}
const extras: OptionGroup = {
  code: 'extras',
  name: '加选',
  choose: 'many',
  required: false,
  most: 2,
  choices: ['drone', 'video', 'dog'].map((code) => ({ code, name: code, price: '100' })),
}

describe('the parts of an item', () => {
  it('are written with all decimals of the currency', () => {
    const parts = checkedParts(of, {
      ...none,
      variants: [variant('12in', '700')],
      options: [extras],
      addOns: [{ item: 'extra-image', price: '60.5' }],
      listPrices: { summer: { price: '650', variants: { '12in': '680', gone: '1' } } },
    })
    expect(parts.variants[0]?.price).toBe('700.00')
    expect(parts.options[0]?.choices[0]?.price).toBe('100.00')
    expect(parts.addOns[0]?.price).toBe('60.50')
    expect(parts.listPrices).toEqual({ summer: { price: '650.00', variants: { '12in': '680.00' } } })
  })

  const broken: readonly [string, Partial<typeof of>, Partial<ItemParts>, string][] = [
    ['a bundle of nothing', { kind: 'bundle' }, {}, 'components of item "album" must name what is in the bundle.'],
    ['components of a product', {}, { components: [{ item: 'x', quantity: 1 }] }, 'must be left out: it is no bundle'],
    [
      'a negative variant',
      {},
      { variants: [variant('a', '-1')] },
      'variant "a" of item "album" must have a price of zero or more',
    ],
    ['itself as add-on', {}, { addOns: [{ item: 'album' }] }, 'must not name the item itself'],
    [
      'options below the price',
      {},
      { options: [{ ...makeup, choices: [{ code: 'own', name: 'x', price: '-600.01' }] }] },
      'could leave -0.01',
    ],
    ['one of which two may be chosen', {}, { options: [{ ...makeup, most: 2 }] }, 'must not say how many: it is one'],
    ['more than there are', {}, { options: [{ ...extras, most: 4 }] }, 'must not allow more than it has choices'],
    [
      'a choice twice',
      {},
      { options: [{ ...extras, choices: [...extras.choices, ...extras.choices] }] },
      'must name each choice once',
    ],
  ]
  it.each(broken)('refuse %s', (_, over, parts, text) => {
    expect(() => checkedParts({ ...of, ...over }, { ...none, ...parts })).toThrow(text)
  })

  it('are chosen by their rules', () => {
    const both = [makeup, extras]
    const codes = (given: Parameters<typeof chooseOptions>[2]) =>
      chooseOptions(of, both, given).map(({ group, choice }) => `${group.code}/${choice.code}`)
    expect(codes({ extras: ['video', 'drone'], makeup: 'senior' })).toEqual([
      'makeup/senior',
      'extras/drone',
      'extras/video',
    ])
    expect(() => codes({})).toThrow('option "makeup" of item "album" must be chosen.')
    expect(() => codes({ makeup: ['senior', 'own'] })).toThrow('allows 1 of its choices, got 2')
    expect(() => codes({ makeup: 'senior', extras: ['drone', 'video', 'dog'] })).toThrow(
      'allows 2 of its choices, got 3',
    )
    expect(() => codes({ makeup: 'senior', extras: ['drone', 'drone'] })).toThrow('must name each choice once')
    expect(() => codes({ makeup: 'junior' })).toThrow('has no choice "junior"')
    expect(() => codes({ makeup: 'senior', toString: 'x' })).toThrow('"toString" of item "album" is not an option')
    const variants = [variant('a'), variant('b', '1', false)]
    expect(chooseVariant(of, variants, 'a')?.code).toBe('a')
    expect(chooseVariant(of, [], undefined)).toBeNull()
    expect(() => chooseVariant(of, variants, undefined)).toThrow('variant of item "album" must be named, got null.')
    expect(() => chooseVariant(of, variants, 'b')).toThrow('still sold')
    expect(() => chooseVariant(of, variants, 'c')).toThrow('must be one that it has, got "c".')
    expect(() => chooseVariant(of, [], 'a')).toThrow('must be left out')
  })
})

const count = fc.integer({ min: 0, max: 50 })
const entitlements: fc.Arbitrary<Entitlements> = fc.record(
  {
    shoots: count,
    looks: count,
    originals: fc.oneof(count, fc.constant('all' as const)),
    products: fc.uniqueArray(
      fc.record({ code: fc.constantFrom('album', 'frame'), quantity: fc.integer({ min: 1, max: 9 }) }),
      {
        selector: (one) => one.code,
      },
    ),
  },
  { requiredKeys: [] },
)
const change = fc.integer({ min: -60, max: 60 })
const changes: fc.Arbitrary<EntitlementChanges> = fc.record(
  { shoots: change, looks: change, originals: fc.oneof(change, fc.constant('all' as const)) },
  { requiredKeys: [] },
)

describe('entitlements with changes', () => {
  it('are never below none, all originals stay all, and what is not named stays', () => {
    fc.assert(
      fc.property(entitlements, changes, (standing, by) => {
        const after = changeEntitlements(standing, by)
        expect(after.looks).toBe(
          by.looks === undefined ? standing.looks : Math.max(0, (standing.looks ?? 0) + by.looks),
        )
        if (standing.originals === 'all' || by.originals === 'all') expect(after.originals).toBe('all')
        expect(after.products).toEqual(standing.products)
        expect(changeEntitlements(standing, {})).toEqual(standing)
      }),
    )
  })

  it('sum products by code and variant, and drop what is none', () => {
    const standing: Entitlements = {
      products: [
        { code: 'album', variant: '12in', quantity: 1 },
        { code: 'frame', quantity: 2 },
      ],
    }
    const by = {
      products: [
        { code: 'album', quantity: 1 },
        { code: 'frame', quantity: -2 },
      ],
      named: [{ code: 'chief', name: '首席' }],
    }
    expect(changeEntitlements(standing, by)).toEqual({
      products: [
        { code: 'album', variant: '12in', quantity: 1 },
        { code: 'album', quantity: 1 },
      ],
      named: [{ code: 'chief', name: '首席' }],
    })
  })
})
