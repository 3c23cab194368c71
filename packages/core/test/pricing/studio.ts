/** A studio whose catalogue has all that prices know. */
import type { Plugin } from '../../src/engine/plugin.ts'
import type { StorageAdapter } from '../../src/storage/port.ts'
import { openStudio } from '../orders/studio.ts'

interface Options {
  readonly storage?: StorageAdapter
  readonly plugins?: readonly Plugin[]
  readonly hooks?: Parameters<typeof openStudio>[0] extends infer O
    ? O extends { hooks?: infer H }
      ? H
      : never
    : never
}

export async function openShop(options: Options = {}) {
  const studio = await openStudio(options as never)
  const { desk } = studio
  await desk.catalog.addItem({
    code: 'extra-image',
    kind: 'product',
    name: '加片',
    price: '100',
    category: 'second-sale',
  })
  await desk.catalog.addItem({
    code: 'album',
    kind: 'product',
    name: '相册',
    price: '600',
    variants: [
      { code: '10in', name: '10 寸', price: '600' },
      {
        code: '12in-leather',
        name: '12 寸真皮',
        nameEn: '12 in leather',
        price: '900',
        attributes: { size: '12 in', material: 'leather' },
      },
    ],
  })
  await desk.catalog.addItem({
    code: 'premium',
    kind: 'package',
    name: '尊享套系',
    price: '8999',
    shootType: 'wedding',
  })
  await desk.catalog.addItem({
    code: 'classic',
    kind: 'package',
    name: '经典套系',
    price: '4999',
    taxRate: '6',
    shootType: 'wedding',
    entitlements: { shoots: 1, looks: 2, imagesRetouched: 40 },
    options: [
      {
        code: 'makeup',
        name: '化妆师',
        nameEn: 'Make-up artist',
        choose: 'one',
        choices: [
          { code: 'senior', name: '资深', nameEn: 'Senior', price: '300', entitlements: { looks: 1 } },
          { code: 'own', name: '自带', price: '-200', entitlements: { looks: -5 } },
        ],
      },
    ],
    upgrades: [{ to: 'premium' }],
    addOns: [{ item: 'extra-image', price: '60', most: 10 }],
  })
  await desk.catalog.addItem({ code: 'frame', kind: 'product', name: '相框', price: '333.33' })
  await desk.catalog.addItem({
    code: 'family-set',
    kind: 'bundle',
    name: '全家福套装',
    price: '1000',
    components: [
      { item: 'album', variant: '10in' },
      { item: 'frame', quantity: 2 },
    ],
  })
  const customer = await desk.customers.register({ name: '王芳' })
  return { ...studio, customer }
}

export type Shop = Awaited<ReturnType<typeof openShop>>
