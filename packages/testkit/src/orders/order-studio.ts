/** A studio of two branches with a catalogue of everything that can be sold, and the same catalogue as it hangs on the wall. */
import {
  type CalotypeEngine,
  clockToken,
  createEngine,
  loggerToken,
  provide,
  type StorageAdapter,
} from '@calotype/core'
import type { NaiveFlowName } from './naive-flows.ts'
import type { Branch } from './naive-orders.ts'

/** What one that is sold needs of the stock. */
export interface Needed {
  readonly goods: GoodsCode
  readonly quantity: number
  /** The stage that uses it up; what is handed over has none. */
  readonly stage?: string
  /** Promised when it is sold. */
  readonly reserve: boolean
  /** Sold although less is there. */
  readonly beyondStock: boolean
}

export interface NaiveItem {
  readonly price: number
  readonly category: string
  readonly flow: NaiveFlowName
  readonly shootType?: string
  /** What a package includes, as far as it is counted here. */
  readonly holds?: Readonly<Record<Entitlement, number>>
  readonly needs?: readonly Needed[]
}

export const entitlements = ['imagesRetouched', 'originals', 'looks'] as const
export type Entitlement = (typeof entitlements)[number]

const holds = (imagesRetouched: number, originals: number, looks: number) => ({ imagesRetouched, originals, looks })

/** What lies in the stockroom, with how much of it there is at first in each branch, and what one costs then. */
export const goods = {
  box: { kind: 'product', opening: 6, cost: 1_205 },
  moulding: { kind: 'product', opening: 30, cost: 333 },
  disk: { kind: 'product', opening: 12, cost: 100 },
  powder: { kind: 'consumable', opening: 120, cost: 47 },
} as const

export type GoodsCode = keyof typeof goods

const handed = (code: GoodsCode, quantity: number): Needed => {
  return { goods: code, quantity, reserve: true, beyondStock: false }
}
const handedLater = (code: GoodsCode, quantity: number): Needed => ({ ...handed(code, quantity), beyondStock: true })
const usedAt = (stage: string, code: GoodsCode, quantity: number): Needed => {
  return { goods: code, quantity, stage, reserve: false, beyondStock: false }
}
const keptFor = (stage: string, code: GoodsCode, quantity: number): Needed => {
  return { ...handedLater(code, quantity), stage }
}

/** What is on the wall. Prices in cents. */
export const items = {
  wedding: {
    ...{ price: 499_900, category: 'package', flow: 'shoot', shootType: 'wedding', holds: holds(3, 2, 1) },
    needs: [usedAt('styled', 'powder', 8), keptFor('retouchChecked', 'box', 2), handed('disk', 1)],
  },
  portrait: {
    ...{ price: 79_999, category: 'package', flow: 'shoot', shootType: 'portrait', holds: holds(2, 0, 0) },
    needs: [usedAt('shot', 'powder', 5), keptFor('retouchChecked', 'box', 1)],
  },
  negatives: {
    ...{ price: 120_050, category: 'package', flow: 'handover', holds: holds(1, 5, 0) },
    needs: [handedLater('disk', 2)],
  },
  album: {
    ...{ price: 60_000, category: 'album-add-on', flow: 'album' },
    needs: [handedLater('box', 1), keptFor('designChecked', 'box', 2)],
  },
  frame: { price: 9_999, category: 'product', flow: 'handover', needs: [handed('moulding', 1)] },
  bride: { price: 35_000, category: 'makeup', flow: 'service', needs: [usedAt('performed', 'powder', 3)] },
  dress: { price: 88_800, category: 'dress-rental', flow: 'rental' },
  gift: { price: 0, category: 'product', flow: 'handover' },
  'extra-image': { price: 5_000, category: 'second-sale', flow: 'handover' },
  'extra-original': { price: 2_000, category: 'second-sale', flow: 'handover' },
  'extra-look': { price: 30_000, category: 'second-sale', flow: 'handover' },
} as const satisfies Readonly<Record<string, NaiveItem>>

export type ItemCode = keyof typeof items
export const itemOf = (code: ItemCode): NaiveItem => items[code]

/** What is sold beyond a package. */
export const extras: Readonly<Record<Entitlement, ItemCode>> = {
  imagesRetouched: 'extra-image',
  originals: 'extra-original',
  looks: 'extra-look',
}

/** A frame in leather costs more. */
export const leather = 3_000
/** Beside a wedding a frame costs less, and there are two of them at most. */
export const besideWedding = { price: 7_500, most: 2 }
/** An album with two frames. */
export const duo = { price: 65_001, components: ['album', 'frame'] as const }
/** Fifty off, for three orders, of each customer one. */
export const coupon = { code: 'WELCOME', off: 5_000, uses: 3 }

const kinds = { package: 'package', makeup: 'service', 'dress-rental': 'service' } as const
const kindOf = (category: string) => kinds[category as keyof typeof kinds] ?? 'product'

const money = (cents: number): string => (cents / 100).toFixed(2)

export type Desk = ReturnType<CalotypeEngine['as']>

export interface OrderStudio {
  readonly engine: CalotypeEngine
  readonly clock: { now: string }
  readonly desks: Readonly<Record<'main' | 'west', Desk>>
  /** People who may do less, in one branch. */
  readonly others: Readonly<Record<'cashier' | 'retoucher', Desk>>
  readonly customerIds: string[]
  /** What the engine complained of. */
  readonly complaints: string[]
}

export async function openOrderStudio(storage: StorageAdapter): Promise<OrderStudio> {
  const clock = { now: '2026-10-01T04:00:00.000Z' }
  const complaints: string[] = []
  const complain = (message: string, details?: object): void =>
    void complaints.push(`${message} ${JSON.stringify(details)}`)
  const engine = await createEngine({
    storage,
    studio: {
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      dayStartsAt: '04:00',
      branches: { main: { name: 'Rose' }, west: { name: 'Rose West' } },
    },
    settings: { stages: { flowOfItem: { dress: 'rental' } } },
    tenants: ['rose'],
    background: false,
    provide: [
      provide(clockToken, { useValue: { now: () => clock.now } }),
      provide(loggerToken, {
        useValue: { warn: complain, error: complain },
      }),
    ],
  })
  const as = (branch: Branch, id: string, roles: Parameters<typeof engine.as>[0]['actor']['roles']) =>
    engine.as({ tenant: 'rose', branch, actor: { id, roles } })
  const desks = { main: as('main', 'li-na', ['owner']), west: as('west', 'mo-yan', ['owner']) }
  const others = {
    cashier: as('main', 'the-cashier', [{ role: 'cashier', branches: ['main'] }]),
    retoucher: as('main', 'the-retoucher', [{ role: 'retoucher', branches: ['main'] }]),
  }
  await furnish(desks.main)
  const customerIds: string[] = []
  for (const [at, name] of ['王芳', '李雷', '韩梅梅', '张伟'].entries()) {
    const region = at === 0 ? {} : { region: { province: '广东', city: ['广州', '深圳', '珠海'][at - 1] ?? '' } }
    customerIds.push((await desks.main.customers.register({ name, phone: `1380000000${at}`, ...region })).id)
  }
  return { engine, clock, desks, others, customerIds, complaints }
}

async function furnish(desk: Desk): Promise<void> {
  const known = Object.entries(items) as [ItemCode, NaiveItem][]
  // What others are made of or sold with comes first.
  for (const [code, item] of known.toReversed()) {
    const { imagesRetouched = 0, originals = 0, looks = 0 } = item.holds ?? {}
    await desk.catalog.addItem({
      code,
      name: code,
      kind: kindOf(item.category),
      category: item.category,
      price: money(item.price),
      ...(item.shootType === undefined ? {} : { shootType: item.shootType }),
      ...(item.holds === undefined
        ? {}
        : { entitlements: { imagesRetouched, originals, looks, ...(item.flow === 'shoot' ? { shoots: 1 } : {}) } }),
      ...(code === 'wedding'
        ? { addOns: [{ item: 'frame', price: money(besideWedding.price), most: besideWedding.most }] }
        : {}),
      ...(code === 'frame'
        ? {
            options: [
              {
                code: 'cover',
                name: 'cover',
                choose: 'one' as const,
                choices: [
                  { code: 'linen', name: 'linen' },
                  { code: 'leather', name: 'leather', price: money(leather) },
                ],
              },
            ],
          }
        : {}),
    })
  }
  await desk.catalog.addItem({
    code: 'duo',
    name: 'duo',
    kind: 'bundle',
    price: money(duo.price),
    components: duo.components.map((item) => ({ item })),
  })
  for (const [code, { kind }] of Object.entries(goods)) await desk.inventory.addItem({ code, name: code, kind })
  for (const [code, { needs = [] }] of known) {
    if (needs.length === 0) continue
    await desk.supplies.setNeeds({
      item: code,
      needs: needs.map(({ goods: item, beyondStock, ...need }) => {
        return { item, ...need, beyondStock: beyondStock ? ('allow' as const) : ('refuse' as const) }
      }),
    })
  }
  for (const entitlement of entitlements) {
    const item = extras[entitlement]
    await desk.selection.savePriceTable({ code: entitlement, name: entitlement, entitlement, item })
  }
  await desk.pricing.issueCoupons({
    code: coupon.code,
    name: coupon.code,
    effect: { kind: 'amount', amount: money(coupon.off) },
    uses: coupon.uses,
  })
}
