import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { catalogItems, catalogRoom, itemChanged, itemsByCode, snapshotItem } from '../../src/catalog/index.ts'
import { housePlugins } from '../../src/engine/house/index.ts'
import { assembleEngine, customField, definePlugin, operation, type SessionOptions } from '../../src/engine/index.ts'
import { text } from '../../src/storage/column.ts'
import { countedStorage } from '../customers/counted-storage.ts'
import { codeOf } from '../customers/front-desk.ts'

const sell = operation({
  name: 'shop.sell',
  summary: 'Reads items as an order does.',
  kind: 'command',
  input: z.strictObject({ items: z.array(z.string()) }),
  output: z.record(z.string(), z.string()),
  async run(context, { items }) {
    const found = await itemsByCode(context, items)
    return Object.fromEntries(
      [...found].map(([asked, row]) => {
        const { code, unitPrice, itemVersion } = snapshotItem(row)
        return [asked, `${code} ${unitPrice} v${itemVersion}`]
      }),
    )
  },
})

const shop = definePlugin({
  name: 'shop',
  version: '1.0.0',
  operations: { sell },
  customFields: [customField({ table: catalogItems, name: 'shelf', column: text(10) })],
})

async function open() {
  const counted = countedStorage()
  const engine = await assembleEngine(
    {
      storage: counted.storage,
      studio: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
      tenants: ['rose', 'tulip'],
      background: false,
      plugins: [...housePlugins, catalogRoom, shop],
    },
    [],
  )
  const session: SessionOptions = { tenant: 'rose', branch: 'main', actor: { id: 'boss', roles: ['owner'] } }
  return {
    engine,
    taken: counted.taken,
    desk: engine.as(session),
    deskOf: (over: Partial<SessionOptions>) => engine.as({ ...session, ...over }),
  }
}

const wedding = { code: 'wedding-classic', kind: 'package', name: '经典婚纱套系', price: '4999.00' } as const

let studio: Awaited<ReturnType<typeof open>>

beforeEach(async () => {
  studio = await open()
})

afterEach(() => studio.engine.close())

describe('adding an item', () => {
  it('keeps what a package includes, and takes category and income account from its kind', async () => {
    await studio.desk.catalog.addItem({ code: 'album-10', kind: 'product', name: '相册', price: '500' })
    const entitlements = {
      shoots: 1,
      outfits: 4,
      imagesRetouched: 30,
      originals: 'all' as const,
      products: [{ code: 'album-10', quantity: 1 }],
    }
    const item = await studio.desk.catalog.addItem({
      ...wedding,
      taxRate: '6.00',
      entitlements,
      custom: { shelf: 'A1' },
    })
    expect(item).toMatchObject({
      category: 'package',
      incomeAccount: 'Income:Package',
      price: '4999.00',
      currency: 'CNY',
      taxRate: '6',
      entitlements,
      active: true,
      custom: { shelf: 'A1' },
      version: 1,
    })
    expect(await studio.desk.catalog.get({ item: 'wedding-classic' })).toEqual(item)
    expect(await studio.desk.catalog.get({ item: item.id })).toEqual(item)
  })

  it.each([
    ['product', 'Income:Product'],
    ['service', 'Income:Product'],
  ] as const)('of kind %s earns on %s', async (kind, incomeAccount) => {
    expect(await studio.desk.catalog.addItem({ ...wedding, kind })).toMatchObject({ category: kind, incomeAccount })
  })

  it('takes a category and account that are named', async () => {
    const rental = { ...wedding, code: 'dress', kind: 'service', category: 'dress-rental' } as const
    expect((await studio.desk.catalog.addItem(rental)).incomeAccount).toBe('Income:DressRental')
    const other = { ...rental, code: 'dress-2', incomeAccount: 'Income:Dresses' }
    expect((await studio.desk.catalog.addItem(other)).incomeAccount).toBe('Income:Dresses')
    const unknown = { ...rental, code: 'dress-3', category: 'hats' }
    expect(await codeOf(studio.desk.catalog.addItem(unknown))).toBe('CATEGORY_UNKNOWN')
  })

  it.each([
    [{ price: '-1.00' }, 'ITEM_PRICE_INVALID'],
    [{ price: '1.005' }, 'MONEY_TOO_PRECISE'],
    [{ price: 'free' }, 'MONEY_MALFORMED'],
    [{ price: 12 as unknown as string }, 'INPUT_INVALID'],
    [{ code: 'a b' }, 'INPUT_INVALID'],
    [{ code: '01890a5d-ac96-774b-bcce-b302099a8057' }, 'INPUT_INVALID'],
    [{ taxRate: '101' }, 'INPUT_INVALID'],
    [{ incomeAccount: 'Income' }, 'INPUT_INVALID'],
    [{ entitlements: { shoots: -1 } }, 'INPUT_INVALID'],
    [{ entitlements: { hats: 1 } as object }, 'INPUT_INVALID'],
    [{ custom: { hat: 'L' } }, 'CUSTOM_FIELD_UNKNOWN'],
  ])('with %j is refused: %s', async (over, code) => {
    expect(await codeOf(studio.desk.catalog.addItem({ ...wedding, ...over }))).toBe(code)
  })

  it('needs a code of its own within the studio, also at the same moment', async () => {
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(studio.desk.catalog.addItem(wedding))))
    expect(codes.sort()).toEqual(['ITEM_CODE_TAKEN', 'ITEM_CODE_TAKEN', 'none'])
    expect(await codeOf(studio.desk.catalog.addItem(wedding))).toBe('ITEM_CODE_TAKEN')
    expect(await codeOf(studio.deskOf({ tenant: 'tulip' }).catalog.addItem(wedding))).toBe('none')
  })

  it('is for managers', async () => {
    const cashier = studio.deskOf({ actor: { id: 'li-na', roles: ['cashier'] } })
    expect(await codeOf(cashier.catalog.addItem(wedding))).toBe('PERMISSION_MISSING')
    expect(await codeOf(cashier.catalog.list())).toBe('none')
    const manager = studio.deskOf({ actor: { id: 'mei', roles: ['manager'] } })
    expect(await codeOf(manager.catalog.addItem(wedding))).toBe('none')
  })
})

describe('changing an item', () => {
  it('raises its version and says what was set', async () => {
    const heard: unknown[] = []
    studio.engine.on(itemChanged, (event) => heard.push(event.data))
    const { id } = await studio.desk.catalog.addItem(wedding)
    const change = { item: 'wedding-classic', expectedVersion: 1, price: '5299.00' }
    expect(await studio.desk.catalog.changeItem(change)).toMatchObject({ price: '5299.00', version: 2 })
    expect(await codeOf(studio.desk.catalog.changeItem(change))).toBe('ITEM_CHANGED')
    expect(heard).toEqual([{ itemId: id, code: 'wedding-classic', fields: ['price'] }])
    expect((await studio.desk.catalog.changeItem({ item: id, price: '5299.00' })).version).toBe(2)
  })

  it('takes the income account with the category', async () => {
    await studio.desk.catalog.addItem({ ...wedding, kind: 'service' })
    const change = { item: 'wedding-classic', category: 'makeup' }
    expect(await studio.desk.catalog.changeItem(change)).toMatchObject({
      category: 'makeup',
      incomeAccount: 'Income:Makeup',
    })
  })

  it('lets one of many win where each names the version', async () => {
    await studio.desk.catalog.addItem(wedding)
    const codes = await Promise.all(
      ['1.00', '2.00', '3.00'].map((price) =>
        codeOf(studio.desk.catalog.changeItem({ item: 'wedding-classic', expectedVersion: 1, price })),
      ),
    )
    expect(codes.sort()).toEqual(['ITEM_CHANGED', 'ITEM_CHANGED', 'none'])
  })
})

describe('an order reads items', () => {
  it('by code and id, any number in one statement, by what it asked for', async () => {
    const { id } = await studio.desk.catalog.addItem(wedding)
    await studio.desk.catalog.addItem({ ...wedding, code: 'extra-image', kind: 'product', price: '30.00' })
    studio.taken()
    expect(await studio.desk.shop.sell({ items: ['extra-image', id, 'wedding-classic', 'extra-image'] })).toEqual({
      'extra-image': 'extra-image 30.00 v1',
      [id]: 'wedding-classic 4999.00 v1',
      'wedding-classic': 'wedding-classic 4999.00 v1',
    })
    expect(studio.taken().filter((one) => one.startsWith('find'))).toEqual(['find catalog_items'])
  })

  it('and hears which one is unknown, and what it may have meant', async () => {
    await studio.desk.catalog.addItem(wedding)
    const outcome = studio.desk.shop.sell({ items: ['weding-classic'] })
    await expect(outcome).rejects.toMatchObject({
      code: 'ITEM_UNKNOWN',
      details: { item: 'weding-classic', similar: ['wedding-classic'] },
    })
    expect(await codeOf(studio.desk.shop.sell({ items: ['01890a5d-ac96-774b-bcce-b302099a8057'] }))).toBe(
      'ITEM_UNKNOWN',
    )
    expect(await codeOf(studio.deskOf({ tenant: 'tulip' }).shop.sell({ items: ['wedding-classic'] }))).toBe(
      'ITEM_UNKNOWN',
    )
  })

  it('but not one that is retired, until it is taken back', async () => {
    await studio.desk.catalog.addItem(wedding)
    expect((await studio.desk.catalog.retireItem({ item: 'wedding-classic' })).active).toBe(false)
    expect((await studio.desk.catalog.retireItem({ item: 'wedding-classic' })).version).toBe(2)
    expect(await codeOf(studio.desk.shop.sell({ items: ['wedding-classic'] }))).toBe('ITEM_RETIRED')
    await studio.desk.catalog.changeItem({ item: 'wedding-classic', active: true })
    expect(await codeOf(studio.desk.shop.sell({ items: ['wedding-classic'] }))).toBe('none')
  })
})

describe('the catalogue', () => {
  it('is listed by code, kind, category and whether it is sold, in one statement a page', async () => {
    for (const code of ['c', 'a', 'b']) await studio.desk.catalog.addItem({ ...wedding, code })
    await studio.desk.catalog.addItem({ ...wedding, code: 'd', kind: 'product' })
    await studio.desk.catalog.retireItem({ item: 'b' })
    const codes = async (given: Parameters<typeof studio.desk.catalog.list>[0]) =>
      (await studio.desk.catalog.list(given)).items.map((item) => item.code)
    expect(await codes({})).toEqual(['a', 'b', 'c', 'd'])
    expect(await codes({ kind: 'package', active: true })).toEqual(['a', 'c'])
    expect(await codes({ category: 'product' })).toEqual(['d'])
    studio.taken()
    const page = await studio.desk.catalog.list({ limit: 3 })
    expect(studio.taken()).toEqual(['find catalog_items'])
    expect(await codes({ limit: 3, cursor: page.next ?? '' })).toEqual(['d'])
  })

  it('has categories before anybody adds one, and a studio may add or replace them', async () => {
    const before = (await studio.desk.catalog.categories()).items
    expect(before.map((one) => one.code)).toContain('album-add-on')
    const own = { code: 'package', name: '婚纱套系', incomeAccount: 'Income:Wedding' }
    await studio.desk.catalog.addCategory(own)
    await studio.desk.catalog.addCategory({ code: 'pets', name: '宠物', incomeAccount: 'Income:Pets' })
    expect(await codeOf(studio.desk.catalog.addCategory(own))).toBe('CATEGORY_TAKEN')
    const after = (await studio.desk.catalog.categories()).items
    expect(after).toHaveLength(before.length + 1)
    expect((await studio.desk.catalog.addItem(wedding)).incomeAccount).toBe('Income:Wedding')
  })
})
