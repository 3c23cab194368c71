/** Random steps of buying, carried out on the engine and on the naive purchases, which must agree on each outcome. */
import fc from 'fast-check'
import type { Buying } from './studio.ts'
import {
  type NaiveClaim,
  type NaiveGoods,
  NaivePurchases,
  type NaiveOrder,
  type NaivePaper,
  part,
} from './naive-purchases.ts'

const pick = fc.nat(1000)
const few = fc.integer({ min: 1, max: 12 })
const cents = fc.integer({ min: 0, max: 5000 })
/** In per cent of what is there: above 100 is too much. */
const share = fc.constantFrom(20, 50, 100, 100, 130)
/** What is asked, in per cent of what was expected. */
const asked = fc.constantFrom(0, 90, 100, 100, 100, 101, 140)
const is = <T extends string>(does: T) => fc.constant(does)

export const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      does: is('order'),
      lines: fc.array(fc.record({ quantity: few, price: cents, per: fc.integer({ min: 1, max: 7 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 8, arbitrary: fc.record({ does: is('receive'), pick, other: pick, share, charge: fc.option(cents) }) },
  { weight: 2, arbitrary: fc.record({ does: is('buy'), units: few, price: cents }) },
  { weight: 2, arbitrary: fc.record({ does: is('direct'), units: few, price: cents }) },
  { weight: 2, arbitrary: fc.record({ does: is('charge'), pick, amount: cents }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: is('bill'),
      picks: fc.array(pick, { minLength: 1, maxLength: 3 }),
      share,
      asked,
      over: fc.constantFrom(0, 0, 0, 2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: is('differ'), pick, amount: cents }) },
  { weight: 5, arbitrary: fc.record({ does: is('return'), pick, share, replace: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ does: is('credit'), pick, share, asked }) },
  { weight: 2, arbitrary: fc.record({ does: is('reduce'), pick, share }) },
  { weight: 3, arbitrary: fc.record({ does: is('replaced'), pick, share }) },
  { weight: 5, arbitrary: fc.record({ does: is('void'), pick }) },
  { weight: 2, arbitrary: fc.record({ does: is('issue'), units: few }) },
  { weight: 1, arbitrary: fc.record({ does: is('cancel'), pick }) },
  { weight: 1, arbitrary: fc.record({ does: is('close'), pick }) },
)

export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

export const text = (minor: number): string => `${minor < 0 ? '-' : ''}${(Math.abs(minor) / 100).toFixed(2)}`
const unitsOf = (there: number, percent: number): number => Math.ceil((there * percent) / 100)
const reason = 'model'
const picked = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)]
const receivable = ['sent', 'partlyReceived', 'received']

interface Planned {
  readonly allowed: boolean
  engine(): Promise<unknown>
  keep(answer: never): void
}

/** What operations answer of which steps keep something. */
interface Delivered {
  readonly receipt: { readonly id: string }
  readonly lines: readonly { readonly id: string }[]
  readonly charges: readonly { readonly id: string }[]
}

export class Walk {
  readonly books = new NaivePurchases()
  readonly outcomes = new Set<string>()
  readonly #room: Buying
  #now: number
  #number = 0

  constructor(room: Buying) {
    this.#room = room
    this.#now = Date.parse(room.clock.now)
  }

  /** Carries a step out; the model says whether it must be refused. */
  async take(one: Step): Promise<void> {
    this.#now += 1000
    this.#room.clock.now = new Date(this.#now).toISOString()
    const planned = this.#plan(one)
    if (planned === undefined) return
    const answer = await planned.engine().then(
      (value) => ({ ok: true, value, code: '' }),
      (error: { code?: string; status?: number }) => {
        if (error.code === undefined || (error.status ?? 500) >= 500) throw error
        return { ok: false, value: undefined, code: error.code }
      },
    )
    if (answer.ok !== planned.allowed) {
      const said = answer.ok ? 'let it through' : `refused it with ${answer.code}`
      throw new Error(`${JSON.stringify(one)}: the engine ${said}, the model did not`)
    }
    this.outcomes.add(`${one.does} ${answer.ok ? 'done' : 'refused'}`)
    if (answer.ok) planned.keep(answer.value as never)
  }

  #plan(one: Step): Planned | undefined {
    const { books } = this
    const { manager, factory: supplierId } = this.#room
    const { procurement } = manager
    switch (one.does) {
      case 'order': {
        const lines = one.lines.map(({ quantity, price, per }) => ({
          item: 'album',
          quantity,
          price: text(price),
          per,
        }))
        const place = async () => {
          const { id: orderId } = await procurement.draftOrder({ supplierId, lines })
          await procurement.submitOrder({ orderId })
          return procurement.sendOrder({ orderId })
        }
        return {
          allowed: true,
          engine: place,
          keep: ({ id }: { id: string }) => {
            books.orders.push({ id, status: 'sent', lines: one.lines.map((line) => ({ ...line, received: 0 })) })
          },
        }
      }
      case 'receive': {
        const order = picked(books.orders, one.pick)
        const at = one.other % (order?.lines.length ?? 1)
        const line = order?.lines[at]
        if (order === undefined || line === undefined) return undefined
        const left = line.quantity - line.received
        const accepted = Math.max(unitsOf(left, one.share), 1)
        const charges = one.charge ? [{ description: 'freight', amount: text(one.charge) }] : []
        const lines = [{ orderId: order.id, line: at + 1, accepted }]
        return {
          allowed: receivable.includes(order.status) && accepted <= left,
          engine: () => procurement.receive({ supplierId, lines, charges }),
          keep: (answer: Delivered) => {
            const value = books.valueOf(line, accepted)
            line.received += accepted
            books.advance(order)
            this.#keepDelivery(answer, accepted, value, one.charge ?? 0, { of: order, line: at })
          },
        }
      }
      case 'buy': {
        const lines = [{ item: 'album', price: text(one.price), accepted: one.units }]
        return {
          allowed: true,
          engine: () => procurement.receive({ supplierId, lines }),
          keep: (answer: Delivered) => this.#keepDelivery(answer, one.units, one.price * one.units, 0),
        }
      }
      case 'direct': {
        const lines = [{ item: 'album', quantity: one.units, unitCost: text(one.price) }]
        const receive = async () => {
          const { id } = await manager.inventory.receive({ lines, supplierId })
          const { items } = await procurement.receipts({})
          const head = items.find((receipt) => receipt.movementId === id)
          const { receipt, open } = await procurement.receipt({ receiptId: head?.id ?? '' })
          return { receipt, lines: open, charges: [] }
        }
        return {
          allowed: true,
          engine: receive,
          keep: (answer: Delivered) => this.#keepDelivery(answer, one.units, one.price * one.units, 0),
        }
      }
      case 'charge': {
        const receiptId = picked(books.deliveries, one.pick)
        if (receiptId === undefined) return undefined
        const charge = { receiptId, supplierId, description: 'freight', amount: text(one.amount) }
        return {
          allowed: one.amount > 0,
          engine: () => procurement.addCharge(charge),
          keep: ({ id }: { id: string }) => this.#keepCharge(id, one.amount),
        }
      }
      case 'bill': {
        const goods = [...new Set(one.picks.map((at) => picked(books.goods, at)))].filter((on) => on !== undefined)
        if (goods.length === 0) return undefined
        const lines = goods.map((on) => {
          const quantity = unitsOf(on.openQuantity, one.share)
          const over = on.kind === 'goods' ? one.over : 0
          const expected = quantity === 0 || quantity > on.openQuantity ? 0 : part(on.open, on.openQuantity, quantity)
          return { on, quantity, over, expected, cost: Math.ceil((expected * one.asked) / 100) + over * 7 }
        })
        const given = lines.map(({ on, quantity, over, cost }) => {
          return { openId: on.id, quantity, overbilled: over, amount: text(cost) }
        })
        const fits = lines.every(({ on, quantity, over }) => {
          return quantity <= on.openQuantity && (quantity + over > 0 || on.billedQuantity > 0)
        })
        const number = `B${++this.#number}`
        return {
          allowed: fits && lines.some(({ cost }) => cost > 0),
          engine: async () => {
            const { document } = await procurement.bill({ supplierId, number, lines: given })
            const { items } = await procurement.openItems({ kind: 'overbilled', limit: 200 })
            return { id: document.id, claims: items.filter((claim) => claim.sourceId === document.id) }
          },
          keep: ({ id, claims }: { id: string; claims: { id: string; goodsId: string }[] }) => {
            const kept = lines.map(({ on, quantity, over, expected, cost }) => {
              const known = claims.find((claim) => claim.goodsId === on.id)
              const open = over === 0 ? 0 : part(cost, quantity + over, over)
              const claim = { id: known?.id ?? '', quantity: over, openQuantity: over, open }
              return { on, quantity, expected, cost, ...(over === 0 ? {} : { claim }) }
            })
            books.book({ id, kind: 'bill', lines: kept, voided: false })
          },
        }
      }
      case 'differ': {
        const on = picked(books.goods, one.pick)
        if (on === undefined) return undefined
        const lines = [{ openId: on.id, quantity: 0, amount: text(one.amount) }]
        return this.#paper(
          'bill',
          { on, quantity: 0, expected: 0, cost: one.amount },
          {
            allowed: on.billedQuantity > 0 && one.amount > 0,
            engine: (number) => procurement.bill({ supplierId, number, lines }),
          },
        )
      }
      case 'return': {
        const on = picked(
          books.goods.filter((goods) => goods.kind === 'goods'),
          one.pick,
        )
        if (on === undefined) return undefined
        const there = on.openQuantity + on.billedQuantity
        const quantity = Math.max(unitsOf(there, one.share), 1)
        const order = one.replace ? on.order?.of : undefined
        const lines = [{ receiptLineId: on.id, quantity }]
        return {
          allowed:
            quantity <= there && quantity <= books.stock && (order === undefined || receivable.includes(order.status)),
          engine: () => procurement.returnGoods({ lines, reason, replace: one.replace }),
          keep: (answer: { lines: readonly { claimId: string | null }[] }) => {
            const { unbilled, claimed, billed } = books.giveBack(on, quantity)
            const [line] = answer.lines
            if (billed > 0) {
              books.claims.push({ id: line?.claimId ?? '', quantity: billed, openQuantity: billed, open: claimed })
            }
            const ordered = order?.lines[on.order?.line ?? 0]
            if (order === undefined || ordered === undefined) return
            ordered.received -= unbilled
            books.advance(order)
          },
        }
      }
      case 'credit': {
        const on = picked(books.claims, one.pick)
        if (on === undefined) return undefined
        const quantity = Math.max(unitsOf(on.openQuantity, one.share), 1)
        const expected = quantity > on.openQuantity ? 0 : part(on.open, on.openQuantity, quantity)
        const cost = Math.ceil((expected * one.asked) / 100)
        const lines = [{ openId: on.id, quantity, amount: text(cost) }]
        return this.#paper(
          'creditNote',
          { on, quantity, expected, cost },
          {
            allowed: quantity <= on.openQuantity && cost > 0,
            engine: (number) => procurement.creditNote({ supplierId, number, lines }),
          },
        )
      }
      case 'reduce': {
        const on = picked(books.goods, one.pick)
        if (on === undefined) return undefined
        const cost = Math.ceil((on.billedCost * one.share) / 100)
        const lines = [{ openId: on.id, amount: text(cost) }]
        return this.#paper(
          'creditNote',
          { on, quantity: 0, expected: 0, cost },
          {
            allowed: on.billedQuantity > 0 && cost <= on.billedCost && cost > 0,
            engine: (number) => procurement.creditNote({ supplierId, number, lines }),
          },
        )
      }
      case 'replaced': {
        const claim = picked(books.claims, one.pick)
        if (claim === undefined) return undefined
        const accepted = Math.max(unitsOf(claim.openQuantity, one.share), 1)
        const lines = [{ claimId: claim.id, accepted }]
        return {
          allowed: accepted <= claim.openQuantity,
          engine: () => procurement.receive({ supplierId, lines }),
          keep: ({ receipt, lines: rows }: Delivered) => {
            const value = part(claim.open, claim.openQuantity, accepted)
            claim.open -= value
            claim.openQuantity -= accepted
            books.deliveries.push(receipt.id)
            books.addGoods(rows[0]?.id ?? '', accepted, value, undefined, true)
          },
        }
      }
      case 'void': {
        const paper = picked(books.papers, one.pick)
        if (paper === undefined) return undefined
        return {
          allowed: books.mayVoid(paper),
          engine: () => manager.payables.voidDocument({ documentId: paper.id, reason }),
          keep: () => books.void(paper),
        }
      }
      case 'issue':
        return {
          allowed: one.units <= books.stock,
          engine: () => manager.inventory.issue({ lines: [{ item: 'album', quantity: one.units }] }),
          keep: () => {
            books.stock -= one.units
          },
        }
      case 'cancel':
      case 'close': {
        const order = picked(books.orders, one.pick)
        if (order === undefined) return undefined
        const cancels = one.does === 'cancel'
        const from = cancels ? ['sent'] : ['partlyReceived', 'received']
        const { id: orderId } = order
        return {
          allowed: from.includes(order.status),
          engine: () =>
            cancels ? procurement.cancelOrder({ orderId, note: reason }) : procurement.closeOrder({ orderId }),
          keep: () => {
            order.status = cancels ? 'cancelled' : 'closed'
          },
        }
      }
    }
  }

  #paper(
    kind: NaivePaper['kind'],
    line: { on: NaiveGoods | NaiveClaim; quantity: number; expected: number; cost: number },
    { allowed, engine }: { allowed: boolean; engine: (number: string) => Promise<unknown> },
  ): Planned {
    const number = `P${++this.#number}`
    return {
      allowed,
      engine: () => engine(number),
      keep: ({ document }: { document: { id: string } }) => {
        this.books.book({ id: document.id, kind, lines: [line], voided: false })
      },
    }
  }

  #keepDelivery(
    { receipt, lines, charges }: Delivered,
    units: number,
    value: number,
    charge: number,
    order?: { of: NaiveOrder; line: number },
  ): void {
    this.books.deliveries.push(receipt.id)
    this.books.addGoods(lines[0]?.id ?? '', units, value, order)
    const [first] = charges
    if (first !== undefined) this.#keepCharge(first.id, charge)
  }

  #keepCharge(id: string, amount: number): void {
    const none = { billedQuantity: 0, billedCost: 0, claimedQuantity: 0 }
    this.books.goods.push({ id, kind: 'charge', openQuantity: 1, open: amount, ...none })
  }
}
