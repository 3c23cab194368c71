/** A studio and the paper beside it: what somebody tries is done or refused just as the paper says. */
import type { StorageAdapter } from '@calotype/core'
import { attempted, type Refusal } from '../storage/attempted.ts'
import { same } from '../storage/check.ts'
import type { Random } from '../storage/random-numbers.ts'
import { NaiveGoods } from './naive-goods.ts'
import {
  enter,
  type Branch,
  centsOf,
  liveLines,
  type NaiveLine,
  type NaiveOrder,
  type NaivePolicy,
  priceOf,
  textOf,
} from './naive-orders.ts'
import type { NaivePackage } from './naive-selection.ts'
import {
  type Desk,
  type GoodsCode,
  goods,
  type ItemCode,
  itemOf,
  openOrderStudio,
  type OrderStudio,
} from './order-studio.ts'
import { watched, type WatchedStore } from '../storage/watched-store.ts'

/** A line that is sold. What is left out costs what the wall says. */
export interface Sold {
  readonly item: ItemCode
  readonly quantity?: number
  readonly unitPrice?: number
  /** What one costs by the wall, where that is not the price of the item. */
  readonly listed?: number
  readonly discount?: number
  readonly addOnTo?: number | null
  readonly origin?: string
  /** Of a price that several lines share: what becomes of the one line is not said. */
  readonly shared?: boolean
  /** Of a bundle. */
  readonly bundled?: boolean
}

export interface NaiveCustomer {
  readonly id: string
  /** Whose other id it is. */
  mergedInto: string | null
  /** What was the customer's own when it was merged; and whether anything has happened since. */
  orders: readonly NaiveOrder[]
  touched: boolean
}

export class OrderWorld {
  readonly studio: OrderStudio
  readonly random: Random
  readonly #store: WatchedStore
  readonly orders: NaiveOrder[] = []
  readonly customers: NaiveCustomer[]
  /** By the id of a line that includes something. */
  readonly packages = new Map<string, NaivePackage>()
  readonly goods = new NaiveGoods()
  /** By order. */
  readonly images = new Map<string, string[]>()
  /** What came in and went out, by the business date. */
  readonly moneyIn: { readonly date: string; readonly amount: number }[] = []
  readonly moneyOut: { readonly date: string; readonly amount: number }[] = []
  policy: NaivePolicy = { earnestKept: 100, earnestCap: 20, otherKept: 0 }
  imported = 0
  /** What came of the last attempt: `done`, or the code with which it was refused; null where nothing was attempted. */
  outcome: string | null = null

  constructor(studio: OrderStudio, store: WatchedStore, random: Random) {
    this.studio = studio
    this.#store = store
    this.random = random
    this.customers = studio.customerIds.map((id) => ({ id, mergedInto: null, orders: [], touched: false }))
  }

  static async open(inner: StorageAdapter, random: Random): Promise<OrderWorld> {
    const store = watched(inner)
    const world = new OrderWorld(await openOrderStudio(store.storage), store, random)
    for (const branch of ['main', 'west'] as const) {
      for (const [code, { opening, cost }] of Object.entries(goods)) {
        await world.receive(branch, code as GoodsCode, opening, opening * cost)
      }
    }
    // Whoever follows what happens begins here.
    await world.studio.engine.settle()
    world.goods.follow()
    return world
  }

  /** Goods come, worth so many cents in all. */
  async receive(branch: Branch, code: GoodsCode, quantity: number, cents: number): Promise<void> {
    const { desks, clock } = this.studio
    await desks[branch].inventory.receive({ lines: [{ item: code, quantity, value: textOf(cents) }] })
    this.goods.receive(branch, code, quantity, BigInt(cents), clock.now)
  }

  /** The business date: the day of Shanghai, from four in the morning on. */
  get today(): string {
    return new Date(Date.parse(this.studio.clock.now) + 4 * 3_600_000).toISOString().slice(0, 10)
  }

  later(minutes: number): void {
    const { clock } = this.studio
    clock.now = new Date(Date.parse(clock.now) + minutes * 60_000).toISOString()
  }

  /** Somebody's desk: where the order is, or now and then in the other branch. */
  deskFor(order: NaiveOrder): Desk {
    return this.studio.desks[this.branchFor(order)]
  }

  branchFor(order: NaiveOrder): Branch {
    const other = order.branch === 'main' ? 'west' : 'main'
    return this.random.chance(0.15) ? other : order.branch
  }

  actorAt(branch: Branch): string {
    return branch === 'main' ? 'li-na' : 'mo-yan'
  }

  anyOrder(): NaiveOrder | undefined {
    return this.orders.length === 0 ? undefined : this.random.pick(this.orders)
  }

  /** One that fits, mostly: what does not is tried now and then, to be refused. */
  oneOf<One>(all: readonly One[], fits: (one: One) => boolean): One | undefined {
    const fitting = all.filter(fits)
    if (all.length > 0 && this.random.chance(0.12)) return this.random.pick(all)
    return fitting.length === 0 ? undefined : this.random.pick(fitting)
  }

  orderWhere(fits: (order: NaiveOrder) => boolean): NaiveOrder | undefined {
    return this.oneOf(this.orders, fits)
  }

  lineWhere(fits: (line: NaiveLine) => boolean): { readonly order: NaiveOrder; readonly line: NaiveLine } | undefined {
    const all = this.orders.flatMap((order) => order.lines.map((line) => ({ order, line })))
    return this.oneOf(all, ({ line }) => fits(line))
  }

  /** Who a customer is now. */
  standing(customerId: string): string {
    const known = this.customers.find(({ id }) => id === customerId)
    return known?.mergedInto == null ? customerId : this.standing(known.mergedInto)
  }

  /**
   * Does it, or sees it refused for one of the reasons that there are, with nothing changed in the store. Undefined where it
   * was refused. What the paper does not say for sure is in `perhaps`.
   */
  async attempt<Answer>(
    what: string,
    refusals: readonly Refusal[],
    work: () => Promise<Answer>,
    perhaps: readonly Refusal[] = [],
  ): Promise<Answer | undefined> {
    const tried = await attempted(this.#store, { what, refusals, perhaps, work })
    this.outcome = tried.done ? 'done' : tried.code
    if (!tried.done) return undefined
    for (const one of this.customers) one.touched = true
    return tried.answer
  }

  /** Writes down what was sold to an order, with the ids that the engine gave its lines. */
  async sell(order: NaiveOrder, sold: readonly Sold[]): Promise<readonly NaiveLine[]> {
    const { lines } = await this.studio.desks.main.orders.get({ orderId: order.id })
    const added = lines.slice(order.lines.length)
    same(
      `what was sold to ${order.number}`,
      added.map(({ item }) => item),
      sold.map(({ item }) => item),
    )
    const bundles = order.lines.filter(({ bundle }) => bundle !== null).length
    let bundled = 0
    const made = sold.map((one, at): NaiveLine => {
      const given = added[at]
      const item = itemOf(one.item)
      const quantity = one.quantity ?? 10_000
      const shared = one.shared === true
      const unitPrice = shared ? centsOf(given?.unitPrice ?? '0') : (one.unitPrice ?? item.price)
      const discount = shared ? centsOf(given?.discount ?? '0') : (one.discount ?? 0)
      const line: NaiveLine = {
        id: given?.id ?? '',
        line: order.lines.length + at + 1,
        item: one.item,
        category: item.category,
        shootType: item.shootType ?? null,
        addOnTo: one.addOnTo ?? null,
        origin: one.origin ?? 'order',
        soldDate: this.today,
        flow: item.flow,
        unitPrice,
        quantity,
        discount,
        amount: priceOf(unitPrice, quantity) - discount,
        off: priceOf(one.listed ?? item.price, quantity) - priceOf(unitPrice, quantity) + discount,
        // Two lines make one.
        bundle: one.bundled === true ? Math.floor((bundles + bundled++) / 2) : null,
        coupon: false,
        stage: 'ordered',
        stageDate: this.today,
        shootDate: null,
        assigneeId: null,
        due: null,
        hold: null,
        redo: null,
        redoUntil: null,
        pickedUpDate: null,
        work: [],
        came: [],
      }
      enter(line, 'ordered', { date: this.today, promised: order.promised })
      return line
    })
    order.lines.push(...made)
    for (const line of made) {
      const included = itemOf(line.item as ItemCode).holds
      if (included !== undefined) this.packages.set(line.id, { included, selections: [], uses: [] })
    }
    this.goods.sell(order, made)
    return made
  }

  /** Orders that use the coupon, of everybody or of one customer. */
  couponUses(customerId?: string): number {
    return this.orders.filter(
      (order) =>
        liveLines(order).some((line) => line.coupon) && (customerId === undefined || order.customerId === customerId),
    ).length
  }
}
