/** Before the week: what the studio keeps in stock, what was there when it began to, recipes, and orders that wait. */
import type { AddStockItem, ReceivedLineInput } from '@calotype/core'
import { money } from '@calotype/example-story'
import { balanceIs, stockIs } from './stock.ts'
import type { StudioAtWork } from './studio.ts'

/** Items of the inventory. Those that are sold have the code of their item in the catalogue. */
const items: readonly AddStockItem[] = [
  {
    code: 'paper-silk',
    name: 'Silk paper',
    kind: 'consumable',
    unit: 'sheet',
    packs: [{ unit: 'pack', quantity: 100 }],
  },
  { code: 'cover-linen', name: 'Linen cover', kind: 'consumable' },
  { code: 'glue', name: 'Binding glue', kind: 'consumable', unit: 'ml' },
  { code: 'box', name: 'Keepsake box', kind: 'consumable', packs: [{ unit: 'dozen', quantity: 12 }] },
  { code: 'foundation', name: 'Foundation', kind: 'consumable', unit: 'ml', tracking: 'lot', category: 'make-up' },
  { code: 'lashes', name: 'Lashes', kind: 'consumable', unit: 'pair', category: 'make-up' },
  { code: 'album-12', name: 'Album, 12 inch', kind: 'product', category: 'albums' },
  { code: 'album-leather', name: 'Leather album', kind: 'product', category: 'albums' },
  { code: 'frame-oak', name: 'Oak frame', kind: 'product', valuation: 'fifo' },
  { code: 'usb', name: 'USB stick', kind: 'product' },
  { code: 'magnets', name: 'Magnet set', kind: 'product' },
  { code: 'dress-aurora', name: 'Dress Aurora', kind: 'rentable', tracking: 'serial' },
]

/** What lay there on 2 February, and what it had cost. */
const opening: readonly ReceivedLineInput[] = [
  { item: 'paper-silk', quantity: 5, unit: 'pack', unitCost: '80.00' },
  { item: 'cover-linen', quantity: 20, unitCost: '25.00' },
  { item: 'glue', quantity: 1000, value: '50.00' },
  { item: 'box', quantity: 115, unitCost: '10.00' },
  { item: 'foundation', quantity: 60, unitCost: '0.50', lot: 'G-17', expiresOn: '2026-06-05' },
  { item: 'foundation', quantity: 200, unitCost: '0.50', lot: 'H-02', expiresOn: '2027-01-31' },
  { item: 'lashes', quantity: 40, unitCost: '3.00' },
  { item: 'frame-oak', quantity: 5, unitCost: '40.00' },
  { item: 'usb', quantity: 3, value: '100.00' },
  { item: 'magnets', quantity: 30, unitCost: '12.00' },
  { item: 'dress-aurora', quantity: 1, unitCost: '3000.00', serial: 'A-1' },
  { item: 'dress-aurora', quantity: 1, unitCost: '2400.00', serial: 'A-2' },
]

const catalogue = [
  { code: 'wedding', kind: 'package', name: 'Wedding package', price: '4999.00' },
  { code: 'dress-hire', kind: 'service', name: 'Dress hire', price: '600.00', incomeAccount: 'Income:DressRental' },
  { code: 'album-12', kind: 'product', name: 'Album, 12 inch', price: '388.00' },
  { code: 'album-leather', kind: 'product', name: 'Leather album', price: '268.00' },
  { code: 'frame-oak', kind: 'product', name: 'Oak frame', price: '128.00' },
  { code: 'usb', kind: 'product', name: 'USB stick', price: '60.00' },
  { code: 'magnets', kind: 'product', name: 'Magnet set', price: '39.00' },
] as const

/** Orders of customers by their names, and the suppliers. */
export interface Opened {
  readonly orders: {
    readonly wang: string
    readonly chen: string
    readonly liu: string
    readonly sun: string
    readonly he: string
    readonly zhao: string
  }
  readonly albumsId: string
  readonly boxesId: string
}

export async function opened(studio: StudioAtWork): Promise<Opened> {
  const { clock, print, manager } = studio
  print.chapter('Before the week: what is there')
  for (const item of items) await manager.inventory.addItem(item)
  for (const item of catalogue) await manager.catalog.addItem(item)
  print.step(clock.moveTo('10:00'), 'On 2 February Zhou Min enters what lies there, at what it had cost')
  const { lines } = await manager.inventory.receive({
    lines: [...opening],
    against: 'Capital',
    reason: 'Opening stock',
  })
  print.table(
    ['item', 'quantity', 'value'],
    lines.map(({ quantity, value }, at) => [opening[at]?.item ?? '', `${quantity}`, money(value)]),
  )
  await balanceIs(studio, 'Capital', '-8410.00')
  await addRecipes(studio)
  await useBoxesInMay(studio)
  return { ...(await addSuppliers(studio)), orders: await takeOrders(studio) }
}

async function addRecipes({ clock, print, manager }: StudioAtWork): Promise<void> {
  print.step(clock.moveTo('10:30'), 'What an album is made of, and what the make-up of a bride takes')
  await manager.inventory.addRecipe({
    code: 'album-12',
    name: 'Album, 12 inch',
    makesItem: 'album-12',
    lines: [
      { item: 'paper-silk', quantity: 10 },
      { item: 'cover-linen', quantity: 1 },
      { item: 'glue', quantity: 20 },
    ],
  })
  await manager.inventory.addRecipe({
    code: 'makeup-bride',
    name: 'Make-up of a bride',
    lines: [
      { item: 'foundation', quantity: 15 },
      { item: 'lashes', quantity: 2 },
    ],
  })
  print.line('An album: 10 sheets of silk paper, a linen cover, 20 ml of glue')
  print.line('A bride: 15 ml of foundation, 2 pairs of lashes')
}

/** Who sells what, and how many boxes the studio wants to have. */
async function addSuppliers({ books, storekeeper }: StudioAtWork): Promise<Pick<Opened, 'albumsId' | 'boxesId'>> {
  const { id: albumsId } = await books.payables.addSupplier({ name: 'Morning Light Albums', termsDays: 30 })
  const { id: boxesId } = await books.payables.addSupplier({ name: 'Paper & Ribbon', termsDays: 14 })
  await storekeeper.procurement.addSupplierItem({
    supplierId: boxesId,
    item: 'box',
    pack: { unit: 'dozen', quantity: 12 },
    price: '120.00',
    leadTimeDays: 7,
  })
  await storekeeper.inventory.setLevels({ item: 'box', safety: 10, high: 45 })
  return { albumsId, boxesId }
}

async function useBoxesInMay(studio: StudioAtWork): Promise<void> {
  const { clock, print, storekeeper } = studio
  for (let day = 3; day <= 31; day++) {
    clock.startDay(`2026-05-${String(day).padStart(2, '0')}`)
    await storekeeper.inventory.consume({ lines: [{ item: 'box', quantity: 3 }] })
  }
  print.step(clock.moveTo('18:00'), 'By 31 May three boxes a day were used on 29 days')
  await stockIs(studio, 'box', 28, '280.00')
}

async function takeOrders({ print, clock, manager }: StudioAtWork): Promise<Opened['orders']> {
  print.step(clock.moveTo('18:30'), 'Six orders wait')
  const ids = new Map<string, string>()
  const wanted = [
    ['Wang Fang', 'wedding', 1],
    ['Chen Jing', 'album-leather', 4],
    ['Liu Yang', 'frame-oak', 7],
    ['Sun Li', 'album-leather', 5],
    ['He Juan', 'album-12', 1],
    ['Zhao Lei', 'album-12', 1],
  ] as const
  const rows: string[][] = []
  for (const [name, item, quantity] of wanted) {
    const { id: customerId } = await manager.customers.register({ name })
    const order = await manager.orders.place({ customerId, lines: [{ item, quantity }] })
    print.call(order.id, `${order.number} of ${name}`)
    ids.set(name, order.id)
    rows.push([order.number, name, `${quantity}`, item, money(order.total)])
  }
  print.table(['order', 'customer', '', 'what', 'total'], rows)
  const idOf = (name: string): string => ids.get(name) ?? ''
  return {
    wang: idOf('Wang Fang'),
    chen: idOf('Chen Jing'),
    liu: idOf('Liu Yang'),
    sun: idOf('Sun Li'),
    he: idOf('He Juan'),
    zhao: idOf('Zhao Lei'),
  }
}
