import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogItems } from '../../src/catalog/index.ts'
import { definePlugin, operation } from '../../src/engine/index.ts'
import { openStudio } from '../orders/studio.ts'

async function studio() {
  const open = await openStudio()
  await open.desk.catalog.addItem({ code: 'album', kind: 'product', name: '相册', price: '600.00' })
  return open
}

describe('the versions of an item', () => {
  it('are kept whole, each as it was sold', async () => {
    const { desk, clock } = await studio()
    clock.at = '2026-11-23T02:00:00.000Z'
    const variants = [{ code: '12in', name: '12 寸', price: '700' }]
    const changed = await desk.catalog.changeItem({ item: 'album', price: '650.00', variants })
    clock.at = '2026-11-24T02:00:00.000Z'
    await desk.catalog.retireItem({ item: 'album' })
    const { items } = await desk.catalog.versions({ item: 'album' })
    expect(items.map(({ itemVersion, at, item }) => [itemVersion, at, item.price, item.active, item.version])).toEqual([
      [3, '2026-11-24T02:00:00.000Z', '650.00', false, 3],
      [2, '2026-11-23T02:00:00.000Z', '650.00', true, 2],
      [1, '2026-11-22T02:00:00.000Z', '600.00', true, 1],
    ])
    expect((await desk.catalog.version({ item: 'album', itemVersion: 2 })).item).toEqual(changed)
    await expect(desk.catalog.version({ item: 'album', itemVersion: 4 })).rejects.toMatchObject({
      code: 'ITEM_VERSION_UNKNOWN',
    })
  })

  it('do not rise where nothing changes', async () => {
    const { desk } = await studio()
    await desk.catalog.changeItem({ item: 'album', price: '600.00', variants: [] })
    expect((await desk.catalog.versions({ item: 'album' })).items).toHaveLength(1)
  })

  it('are found for an item that was there before versions were kept, and begin with what it was', async () => {
    const { plugin, put } = oldItems()
    const old = await openStudio({ plugins: [plugin] })
    await put(old.desk)
    expect(await old.desk.catalog.version({ item: 'frame', itemVersion: 1 })).toMatchObject({
      at: null,
      item: { price: '90.00' },
    })
    await old.desk.catalog.changeItem({ item: 'frame', price: '95.00' })
    const { items } = await old.desk.catalog.versions({ item: 'frame' })
    expect(items.map(({ item }) => item.price)).toEqual(['95.00', '90.00'])
  })
})

/** A plugin that puts an item into the catalogue as an earlier version of the code did. */
function oldItems() {
  const add = operation({
    name: 'old.add',
    summary: 'Adds an item without a version.',
    kind: 'command',
    input: z.strictObject({}),
    output: z.object({}),
    run(context) {
      context.store.insert(catalogItems, {
        id: context.newId(),
        code: 'frame',
        kind: 'product',
        name: '相框',
        categoryCode: 'product',
        price: 9000n,
        currency: 'CNY',
        incomeAccount: 'Income:Product',
        entitlements: {},
        active: true,
      })
      return Promise.resolve({})
    },
  })
  const plugin = definePlugin({ name: 'old', version: '1.0.0', operations: { add } })
  const put = (desk: object) => (desk as { old: { add(): Promise<object> } }).old.add()
  return { plugin, put }
}

describe('variants, options, upgrades, add-ons and bundles', () => {
  it('are kept with the item and replaced as a whole', async () => {
    const { desk } = await studio()
    await desk.catalog.addItem({ code: 'premium', kind: 'package', name: '尊享', price: '8999' })
    const item = await desk.catalog.addItem({
      code: 'classic',
      kind: 'package',
      name: '经典',
      price: '4999',
      options: [
        {
          code: 'makeup',
          name: '化妆师',
          choose: 'one',
          choices: [{ code: 'senior', name: '资深', price: '300', entitlements: { looks: 1 } }],
        },
      ],
      upgrades: [{ to: 'premium' }],
      addOns: [{ item: 'album', price: '500', most: 2 }],
    })
    expect(item).toMatchObject({
      variants: [],
      options: [{ code: 'makeup', required: false, choices: [{ code: 'senior', price: '300.00' }] }],
      upgrades: [{ to: 'premium' }],
      addOns: [{ item: 'album', price: '500.00', most: 2 }],
    })
    expect((await desk.catalog.changeItem({ item: 'classic', upgrades: [], name: '经典款' })).options).toHaveLength(1)
    expect((await desk.catalog.get({ item: 'classic' })).upgrades).toEqual([])
  })

  it('name only what the catalogue has, and a bundle holds no bundle', async () => {
    const { desk } = await studio()
    const bundle = (components: object[]) =>
      desk.catalog.addItem({
        code: `set-${components.length}`,
        kind: 'bundle',
        name: '套装',
        price: '999',
        components,
      } as never)
    await expect(bundle([{ item: 'albun' }])).rejects.toMatchObject({
      code: 'ITEM_REFERENCE_INVALID',
      message: 'components.0.item of item "set-1" must be the code of an item of the catalogue, got "albun".',
      mend: 'Use one of: album. Nothing was written.',
    })
    await expect(bundle([])).rejects.toThrow('components of item "set-0" must name what is in the bundle.')
    expect(await bundle([{ item: 'album', quantity: 2 }])).toMatchObject({
      kind: 'bundle',
      category: 'package',
      components: [{ item: 'album', quantity: 2 }],
    })
    await expect(bundle([{ item: 'set-1' }, { item: 'album' }])).rejects.toThrow('must not be a bundle itself')
    await expect(bundle([{ item: 'album', variant: 'x' }, { item: 'album' }])).rejects.toMatchObject({
      code: 'ITEM_REFERENCE_INVALID',
      details: { field: 'components.0.variant' },
    })
    await expect(desk.catalog.changeItem({ item: 'album', upgrades: [{ to: 'nothing' }] })).rejects.toMatchObject({
      code: 'ITEM_REFERENCE_INVALID',
      details: { field: 'upgrades.0.to' },
    })
  })

  it('are held against the catalogue in a package too, each by the path of its field', async () => {
    const { desk } = await studio()
    const plain = { kind: 'product', price: '900' } as const
    await desk.catalog.addItem({
      ...plain,
      ...{ code: 'canvas', name: '油画' },
      variants: [
        { code: '40x60', name: '40 × 60', price: '900' },
        { code: '30x40', name: '30 × 40', price: '600', active: false },
      ],
      options: [
        { code: 'frame', name: '外框', choose: 'one', required: true, choices: [{ code: 'oak', name: '橡木' }] },
      ],
    })
    await desk.catalog.addItem({ code: 'other', kind: 'package', name: '另一套系', price: '1999' })
    await desk.catalog.addItem({ ...plain, code: 'gone', name: '停产' })
    await desk.catalog.retireItem({ item: 'gone' })
    const pack = (over: object) =>
      desk.catalog.addItem({ code: 'family', kind: 'package', name: '全家福', price: '2999', ...over } as never)
    const includes = (...products: { code: string; variant?: string }[]) => ({
      entitlements: { products: products.map((one) => ({ quantity: 1, ...one })) },
    })
    const senior = (products: object[]) => ({
      options: [
        {
          ...{ code: 'makeup', name: '化妆师', choose: 'one' },
          choices: [
            { code: 'own', name: '自带' },
            { code: 'senior', name: '资深', entitlements: { products } },
          ],
        },
      ],
    })
    const set = (component: object) => ({ kind: 'bundle', components: [{ item: 'album' }, component] })
    const faults: readonly (readonly [object, string, string, string | null])[] = [
      [
        includes({ code: 'album' }, { code: 'albun' }),
        'entitlements.products.1.code',
        'must be the code of an item',
        'albun',
      ],
      [includes({ code: 'gone' }), 'entitlements.products.0.code', 'still sold', 'gone'],
      [includes({ code: 'other' }), 'entitlements.products.0.code', 'a package includes no packages', 'other'],
      [
        includes({ code: 'canvas', variant: '50x70' }),
        'entitlements.products.0.variant',
        'must be one that it has',
        '50x70',
      ],
      [includes({ code: 'canvas', variant: '30x40' }), 'entitlements.products.0.variant', 'still sold', '30x40'],
      [includes({ code: 'album', variant: 'x' }), 'entitlements.products.0.variant', 'it has none', 'x'],
      [
        senior([{ code: 'albun', quantity: 1 }]),
        'options.0.choices.1.entitlements.products.0.code',
        'must be',
        'albun',
      ],
      [{ addOns: [{ item: 'album' }, { item: 'nothing' }] }, 'addOns.1.item', 'must be', 'nothing'],
      [set({ item: 'canvas', options: { frame: 'oak' } }), 'components.1.variant', 'must be named', null],
      [set({ item: 'canvas', variant: '40x60' }), 'components.1.options.frame', 'must be chosen', null],
      [
        set({ item: 'canvas', variant: '40x60', options: { frame: 'pine' } }),
        'components.1.options.frame',
        'has no choice',
        'pine',
      ],
      [
        set({ item: 'canvas', variant: '40x60', options: { glass: 'x' } }),
        'components.1.options.glass',
        'is not an option',
        'x',
      ],
    ]
    for (const [over, field, rule, value] of faults) {
      await expect(pack(over), `${field} ${rule}`).rejects.toMatchObject({
        code: 'ITEM_REFERENCE_INVALID',
        message: expect.stringContaining(rule),
        details: { item: 'family', field, value },
      })
    }
    await expect(pack(includes({ code: 'family' }))).rejects.toMatchObject({
      code: 'ITEM_PART_INVALID',
      message: 'entitlements.products.0.code of item "family" must not name the item itself.',
    })
    // Which variant it is may be left to the customer.
    await pack(includes({ code: 'canvas' }, { code: 'canvas', variant: '40x60' }))
    await expect(desk.catalog.changeItem({ item: 'family', ...includes({ code: 'albun' }) })).rejects.toMatchObject({
      details: { field: 'entitlements.products.0.code' },
    })
    // What is retired later stays where it is named, until that is written anew.
    await desk.catalog.retireItem({ item: 'canvas' })
    expect(await desk.catalog.changeItem({ item: 'family', price: '3099' })).toMatchObject({ price: '3099.00' })
  })

  it('take one statement more for a change than before there were versions', async () => {
    const { desk, engine, statements } = await studio()
    await engine.settle()
    statements.length = 0
    await desk.catalog.changeItem({ item: 'album', price: '610.00' })
    expect(statements).toEqual([
      'begin',
      'find catalog_items',
      'update catalog_items',
      'insert catalog_versions',
      'insert audit_changes',
      'insert audit_commands',
      'insert calotype_outbox',
      'commit',
    ])
  })
})
