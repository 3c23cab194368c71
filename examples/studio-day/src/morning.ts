/** Before the door opens: the till, the catalogue; and the first customers. */
import type { Customer } from '@calotype/core'
import { money } from './print.ts'
import type { StudioAtWork } from './studio.ts'

/** The customers of the day. */
export interface Customers {
  readonly bride: Customer
  readonly mother: Customer
  readonly couple: Customer
}

export async function morning(studio: StudioAtWork): Promise<Customers> {
  studio.print.chapter({ zh: '早上', en: 'Morning' })
  await openTill(studio)
  await fillCatalog(studio)
  const customers = await registerCustomers(studio)
  await findCustomers(studio)
  return customers
}

async function openTill({ clock, print, manager }: StudioAtWork): Promise<void> {
  const time = clock.moveTo('08:45')
  await manager.ledger.post({
    memo: 'Opening balance of the safe',
    lines: [
      { account: 'Cash:Safe', debit: '5000.00' },
      { account: 'Capital', credit: '5000.00' },
    ],
  })
  await manager.ledger.post({
    memo: 'Float for the till',
    lines: [
      { account: 'Cash:Till:main', debit: '500.00' },
      { account: 'Cash:Safe', credit: '500.00' },
    ],
  })
  const till = await manager.ledger.accountBalance({ account: 'Cash:Till:main' })
  print.step(time, {
    zh: `开柜：从保险柜取备用金 ${money(till.balance)} 元`,
    en: `The till is opened with a float of ${money(till.balance)} from the safe`,
  })
}

async function fillCatalog({ clock, print, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('08:55'), { zh: '录入套系与产品', en: 'Packages and extras go into the catalogue' })
  await manager.catalog.addItem({
    code: 'wedding-classic',
    kind: 'package',
    name: '经典婚纱套系',
    nameEn: 'Classic wedding package',
    price: '6999.00',
    entitlements: { shoots: 1, outfits: 4, looks: 3, scenes: 6, imagesRetouched: 40, originals: 'all', spreads: 20 },
  })
  await manager.catalog.addItem({
    code: 'child-portrait',
    kind: 'package',
    name: '儿童成长写真',
    nameEn: 'Child portrait',
    price: '1280.00',
    entitlements: { shoots: 1, outfits: 2, scenes: 2, imagesRetouched: 15 },
  })
  await manager.catalog.addItem({
    code: 'couple-portrait',
    kind: 'package',
    name: '情侣纪念写真',
    nameEn: "Couple's portrait",
    price: '1299.00',
    entitlements: { shoots: 1, outfits: 2, imagesRetouched: 12 },
  })
  await manager.catalog.addItem({
    code: 'extra-image',
    kind: 'service',
    category: 'second-sale',
    name: '加片',
    nameEn: 'Extra image',
    price: '80.00',
  })
  const { items } = await manager.catalog.list()
  print.table(
    [
      { zh: '项目', en: 'item' },
      { zh: '名称', en: 'name' },
      { zh: '价格', en: 'price' },
    ],
    items.map((item) => [item.code, { zh: item.name, en: item.nameEn ?? '' }, money(item.price)]),
  )
}

async function registerCustomers({ clock, print, cashier }: StudioAtWork): Promise<Customers> {
  print.step(clock.moveTo('10:00'), { zh: '开门迎客，登记客户', en: 'The door opens; customers are registered' })
  const bride = await cashier.customers.register({
    name: '王芳',
    phone: '13800000001',
    region: { province: '上海', city: '上海', district: '浦东新区' },
    source: '朋友介绍',
  })
  const mother = await cashier.customers.register({ name: '曾丽', phone: '13800000002', tags: ['亲子'] })
  const couple = await cashier.customers.register({ name: '张思远', phone: '13800000003' })
  for (const customer of [bride, mother, couple]) {
    print.call(customer.id, customer.name)
    print.detail({
      zh: `${customer.number} ${customer.name}`,
      en: `${customer.number} ${customer.pinyin}`,
    })
  }
  print.step(clock.moveTo('10:05'), {
    zh: '“王小芳”登记，电话却是王芳的：被认出',
    en: 'A 王小芳 registers with the phone of 王芳: recognised',
  })
  await print.refused(cashier.customers.register({ name: '王小芳', phone: '138-0000-0001' }))
  return { bride, mother, couple }
}

async function findCustomers({ clock, print, cashier }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('10:10'), { zh: '查找客户', en: 'Customers are found by what somebody remembers' })
  const found: string[][] = []
  for (const text of ['wf', 'zengli', 'zangsiyuan', '0003']) {
    const { items } = await cashier.customers.find({ text })
    found.push([text, ...items.slice(0, 1).flatMap(({ customer, match }) => [customer.name, match ?? ''])])
  }
  print.table(
    [
      { zh: '输入', en: 'typed' },
      { zh: '找到', en: 'found' },
      { zh: '匹配', en: 'match' },
    ],
    found,
  )
}
