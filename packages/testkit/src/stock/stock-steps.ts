/** What somebody may try in a stockroom; each is done, or refused, just as the list by hand says. */
import { isCalotypeError } from '@calotype/core'
import { holds, same } from '../storage/check.ts'
import type { Random } from '../storage/random-numbers.ts'
import {
  countAll,
  type NaiveItem,
  type NaiveLine,
  type NaiveMovement,
  placesOf,
  poolOf,
  standsFrom,
  unknownCost,
  part,
} from './naive-stock.ts'
import { cutting } from './workshop.ts'
import {
  type Branch,
  expiries,
  items,
  lenient,
  locations,
  minorOf,
  recipes,
  type Stockroom,
  textOf,
} from './stockroom.ts'

/** What the engine answers of a movement that is refused by the state of the stock. */
const refusals = new Set([
  'STOCK_SHORT',
  'STOCK_BACKDATED_SHORT',
  'LOT_INVALID',
  'SERIAL_INVALID',
  'MOVEMENT_NOT_REVERSIBLE',
])

interface Posted {
  readonly id: string
  readonly at: string
  readonly lines: readonly { readonly value: string }[]
}

export class StockSteps {
  readonly #room: Stockroom
  readonly #random: Random
  #written = 0
  #serials = 0
  /** What the books of closed days were when they were closed. */
  readonly closed: { readonly through: string; readonly books: string }[] = []

  constructor(room: Stockroom, random: Random) {
    this.#room = room
    this.#random = random
  }

  /** One step; what it was, for whoever reads of a failure. */
  async step(): Promise<string> {
    const { clock } = this.#room
    clock.now = new Date(Date.parse(clock.now) + 60_000 * (1 + this.#random.below(2_400))).toISOString()
    const [name, act] = this.#random.pick(this.#acts)
    return `${name} ${await act.call(this)}`
  }

  readonly #acts: readonly (readonly [string, (this: StockSteps) => Promise<string>])[] = [
    ...Array.from({ length: 6 }, () => ['receive', this.#receive] as const),
    ...Array.from({ length: 6 }, () => ['take out', this.#takeOut] as const),
    ...Array.from({ length: 3 }, () => ['take back', this.#takeBack] as const),
    ...Array.from({ length: 3 }, () => ['produce', this.#produce] as const),
    ...Array.from({ length: 3 }, () => ['correct a price', this.#correctPrice] as const),
    ...Array.from({ length: 2 }, () => ['cut', this.#cut] as const),
    ...Array.from({ length: 2 }, () => ['bill', this.#bill] as const),
    ...Array.from({ length: 2 }, () => ['move', this.#move] as const),
    ...Array.from({ length: 2 }, () => ['transfer', this.#transfer] as const),
    ...Array.from({ length: 2 }, () => ['reserve', this.#reserve] as const),
    ['find', this.#find],
    ['end a reservation', this.#endReservation],
    ['reverse a receipt', this.#reverse],
    ['close days', this.#closeDays],
  ]

  /** Now, or some moment since the beginning; sometimes the very moment of something else. */
  #moment(from = '2026-10-01T04:00:00.000Z'): string {
    const { clock, list } = this.#room
    if (this.#random.chance(0.45)) return clock.now
    if (this.#random.chance(0.15) && list.movements.length > 0) return this.#random.pick(list.movements).at
    const first = Date.parse(from)
    return new Date(first + this.#random.below(Math.max(1, Date.parse(clock.now) - first))).toISOString()
  }

  /** Somewhere, of some item; of what goes out mostly something that is there. */
  #line(quantity: number, pick: readonly NaiveItem[] = Object.values(items)): NaiveLine {
    const there = quantity < 0 && this.#random.chance(0.75) ? this.#placeHeld(pick) : undefined
    if (there !== undefined) return { ...there, quantity: there.serial === undefined ? quantity : -1 }
    const item = this.#random.pick(pick)
    const location = this.#random.pick(locations)
    if (item === items.glaze) return { item, location, lot: this.#random.pick(['L1', 'L2', 'L3']), quantity }
    if (item !== items.camera) return { item, location, quantity }
    const isNew = this.#serials === 0 || (quantity > 0 && this.#random.chance(0.8))
    const serial = `S${isNew ? ++this.#serials : 1 + this.#random.below(this.#serials)}`
    return { item, location, serial, quantity: Math.sign(quantity) }
  }

  #placeHeld(pick: readonly NaiveItem[]): NaiveLine | undefined {
    const held = new Map<string, number>()
    const lines = new Map<string, NaiveLine>()
    for (const { branch, lines: moved } of this.#room.list.movements) {
      for (const line of branch === 'main' ? moved : []) {
        const place = placesOf(branch, line).at(-1) ?? ''
        held.set(place, (held.get(place) ?? 0) + line.quantity)
        lines.set(place, line)
      }
    }
    const there = [...lines].filter(([place, { item }]) => (held.get(place) ?? 0) > 0 && pick.includes(item))
    if (there.length === 0) return undefined
    const [, { item, location, lot, serial }] = this.#random.pick(there)
    return { item, location, lot, serial, quantity: 0 }
  }

  #lines(sign: 1 | -1, pick?: readonly NaiveItem[]): NaiveLine[] {
    const lines = Array.from({ length: 1 + this.#random.below(3) }, () =>
      this.#line(sign * (1 + this.#random.below(sign > 0 ? 12 : 6)), pick),
    )
    // A form names each single thing once.
    const seen = new Set<string>()
    return lines.filter(({ serial }) => serial === undefined || (!seen.has(serial) && seen.add(serial)))
  }

  #movement(kind: string, at: string, lines: readonly NaiveLine[], branch: Branch = 'main'): NaiveMovement {
    return { written: ++this.#written, at, kind, branch, lines }
  }

  /** Whether stock allows it: as it is now, and as it was at every moment since. */
  #allowed(movement: NaiveMovement, fulfilled: ReadonlyMap<NaiveLine, number> = new Map()): boolean {
    const { list } = this.#room
    const { branch, kind, lines } = movement
    const now = countAll(list.movements).places
    const keeps = kind !== 'waste' && kind !== 'adjustment'
    const left = new Map<string, { line: NaiveLine; by: number; fulfilled: number }>()
    for (const line of lines) {
      for (const place of placesOf(branch, line)) {
        const known = left.get(place) ?? { line, by: 0, fulfilled: 0 }
        known.by += line.quantity
        known.fulfilled += fulfilled.get(line) ?? 0
        left.set(place, known)
      }
    }
    for (const [place, { line, by, fulfilled: promised }] of left) {
      if (by >= 0 || lenient(line)) continue
      const isLocation = place === placesOf(branch, line)[0]
      const reserved = isLocation && keeps ? list.reserved(branch, line) - promised : 0
      if ((now.get(place) ?? 0) + by - reserved < 0) return false
    }
    // A lot has a number from when it first came.
    const lots = new Set(list.movements.flatMap((one) => one.lines).map(({ lot }) => lot))
    if (lines.some(({ lot, quantity }) => lot !== undefined && quantity < 0 && !lots.has(lot))) return false
    if (!this.#thingsAllow(movement, now)) return false
    return standsFrom([...list.movements, movement], movement, lenient)
  }

  /** A single thing leaves from where it is, and comes where it is nowhere; what is on its way comes by its transfer alone. */
  #thingsAllow({ branch, lines }: NaiveMovement, now: ReadonlyMap<string, number>): boolean {
    const held = new Map(now)
    const sent = this.#room.list.underWay.flatMap((transfer) => transfer.lines.map((line) => line.serial))
    for (const line of lines) {
      const { serial, quantity, item } = line
      if (serial === undefined) continue
      if (quantity > 0 && sent.includes(serial)) return false
      const place = `${branch} ${item.code} ${line.location} serial ${serial}`
      const anywhere = [...held].some(([at, count]) => count > 0 && at.endsWith(` serial ${serial}`))
      if (quantity < 0 ? (held.get(place) ?? 0) < 1 : anywhere) return false
      held.set(place, (held.get(place) ?? 0) + quantity)
    }
    return true
  }

  /** Does it, or sees it refused. Undefined where it was. */
  async #try<Answer>(allowed: boolean, what: string, work: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      const answer = await work()
      holds(`${what} is refused`, allowed, 'it was carried out')
      return answer
    } catch (error) {
      if (!isCalotypeError(error) || !refusals.has(error.code)) throw error
      holds(`${what} is carried out`, !allowed, `it was refused: ${error.message}`)
      return undefined
    }
  }

  async #post(
    movement: NaiveMovement,
    work: () => Promise<Posted>,
    fulfilled?: ReadonlyMap<NaiveLine, number>,
  ): Promise<Posted | undefined> {
    const { list } = this.#room
    const what = described(movement)
    const posted = await this.#try(this.#allowed(movement, fulfilled), what, work)
    if (posted === undefined) return undefined
    same(`the moment of ${what}`, posted.at, movement.at)
    list.movements.push(movement)
    list.ids.set(movement, posted.id)
    return posted
  }

  async #receive(): Promise<string> {
    const lines = this.#lines(1).map((line) => ({ ...line, given: BigInt(this.#random.below(20_000)) }))
    const movement = this.#movement('receipt', this.#moment(), lines)
    const asked = lines.map((line) => ({
      ...asLine(line),
      quantity: line.quantity,
      value: textOf(line.given),
      expiresOn: line.lot === undefined ? undefined : expiries[line.lot],
    }))
    const { inventory } = this.#room.desks.main
    await this.#post(movement, () => inventory.receive({ lines: asked, at: movement.at }))
    return described(movement)
  }

  async #takeOut(): Promise<string> {
    const kind = this.#random.pick([
      'issue',
      'issue',
      'issue',
      'waste',
      'gift',
      'consumption',
      'supplierReturn',
      'adjustment',
    ])
    const { list, desks } = this.#room
    const { inventory } = desks.main
    const at = this.#moment()
    const asked = this.#lines(-1).map((line) => (this.#random.chance(0.4) ? { ...line, lot: undefined } : line))
    const chosen = this.#chooseLots(kind, at, asked)
    const movement = this.#movement(kind, at, chosen ?? asked)
    const { lines } = movement
    const order = kind === 'issue' || kind === 'consumption' ? this.#random.pick(this.#room.orders) : undefined
    const given = { lines: asked.map(asLine), at }
    const work = {
      issue: () => inventory.issue({ ...given, orderId: order }),
      consumption: () => inventory.consume({ ...given, orderId: order }),
      gift: () => inventory.gift(given),
      waste: () => inventory.waste({ ...given, reason: 'broken' }),
      adjustment: () => inventory.adjust({ ...given, way: 'out', reason: 'missing' }),
      supplierReturn: () => inventory.returnToSupplier(given),
    }[kind]
    if (work === undefined) return kind
    if (chosen === undefined) {
      await this.#try(false, `${described(movement)} of any lot`, work)
      return 'refused'
    }
    const posted = await this.#post(movement, work)
    if (order !== undefined) list.orders.set(movement, order)
    for (const [at, line] of lines.entries()) {
      if (kind === 'supplierReturn') list.fixed.set(line, -minorOf(posted?.lines[at]?.value ?? '0'))
    }
    return described(movement)
  }

  /**
   * The lines with a lot each: what expires first, of what is there and named by no other line; and for work and customers nothing
   * that has expired. Undefined where that is too little.
   */
  #chooseLots(kind: string, at: string, asked: readonly NaiveLine[]): readonly NaiveLine[] | undefined {
    const { list } = this.#room
    const left = new Map(countAll(list.movements).places)
    const placeOf = (line: NaiveLine, lot: string): string => placesOf('main', { ...line, lot }).at(-1) ?? ''
    for (const line of asked) {
      if (line.lot === undefined) continue
      const place = placeOf(line, line.lot)
      left.set(place, (left.get(place) ?? 0) + line.quantity)
    }
    const known = [...new Set(list.movements.flatMap((one) => one.lines).flatMap(({ lot }) => lot ?? []))]
    const expiryOf = (lot: string): string => expiries[lot] ?? '9999-12-31'
    // Of those that expire on one day the first that came.
    known.sort((one, other) => (expiryOf(one) < expiryOf(other) ? -1 : expiryOf(one) > expiryOf(other) ? 1 : 0))
    const takesExpired = kind === 'waste' || kind === 'adjustment' || kind === 'supplierReturn'
    const lots = known.filter((lot) => takesExpired || expiryOf(lot) >= dateOf(at))
    const lines: NaiveLine[] = []
    for (const line of asked) {
      let wanted = -line.quantity
      if (line.item !== items.glaze || line.lot !== undefined) {
        lines.push(line)
        continue
      }
      for (const lot of lots) {
        const place = placeOf(line, lot)
        const taken = Math.min(wanted, left.get(place) ?? 0)
        if (taken <= 0) continue
        left.set(place, (left.get(place) ?? 0) - taken)
        wanted -= taken
        lines.push({ ...line, lot, quantity: -taken })
      }
      if (wanted > 0) return undefined
    }
    return lines
  }

  async #find(): Promise<string> {
    const { list, desks } = this.#room
    const lines = this.#lines(1, [items.paper, items.film, items.glaze, items.album])
    const at = this.#moment()
    // What is found costs what the stock was known to cost at that moment when it was written down.
    const known = countAll(list.movements.filter((one) => one.at <= at))
    const pools = new Map([...known.pools].map(([name, pool]) => [name, structuredClone(pool)]))
    for (const line of lines) {
      const pool = pools.get(poolOf('main', line.item)) ?? {
        quantity: 0,
        value: 0n,
        last: { value: 0n, quantity: 0 },
        heaps: [],
      }
      pools.set(poolOf('main', line.item), pool)
      const atMean = line.item.method === 'average' && pool.quantity > 0
      line.given = atMean ? part(pool.value, line.quantity, pool.quantity) : unknownCost(pool, line.quantity)
      const late = Math.min(line.quantity, Math.max(0, -pool.quantity))
      const booked = late === 0 ? 0n : part(-pool.value, late, -pool.quantity)
      const cost = late === 0 ? 0n : part(line.given, late, line.quantity)
      pool.quantity += line.quantity
      pool.value += line.given - cost + booked
      pool.last = { value: line.given, quantity: line.quantity }
    }
    const movement = this.#movement('adjustment', at, lines)
    const found = lines.map((line) => ({
      ...asLine(line),
      expiresOn: line.lot === undefined ? undefined : expiries[line.lot],
    }))
    const given = { lines: found, at, way: 'in', reason: 'found' } as const
    await this.#post(movement, () => desks.main.inventory.adjust(given))
    return described(movement)
  }

  async #takeBack(): Promise<string> {
    const { list, desks } = this.#room
    const left = list.movements.filter(({ kind }) => ['issue', 'gift', 'consumption'].includes(kind))
    if (left.length === 0) return 'nothing'
    const of = this.#random.pick(left)
    const line = this.#random.below(of.lines.length)
    const out = of.lines[line]
    const movementId = list.ids.get(of)
    if (out === undefined || movementId === undefined) return 'nothing'
    const back = list.movements
      .flatMap(({ lines }) => lines)
      .reduce((sum, one) => (one.of?.movement === of && one.of.line === line ? sum + one.quantity : sum), 0)
    const quantity = 1 + this.#random.below(Math.max(1, -out.quantity - back))
    const at = this.#random.chance(0.9) ? this.#moment(of.at) : this.#moment()
    const movement = this.#movement('customerReturn', at, [{ ...out, quantity, of: { movement: of, line } }])
    const work = () => desks.main.inventory.takeBack({ movementId, lines: [{ line: line + 1, quantity }], at })
    if (at < of.at || back + quantity > -out.quantity) {
      await this.#try(false, `to bring back ${described(movement)}`, work)
      return 'refused'
    }
    await this.#post(movement, work)
    const order = list.orders.get(of)
    if (order !== undefined) list.orders.set(movement, order)
    return described(movement)
  }

  async #produce(): Promise<string> {
    const code = this.#random.pick(['album', 'print', 'scrap'] as const)
    const { makes, of, takes } = recipes[code]
    const [location, to] = [this.#random.pick(locations), this.#random.pick(locations)]
    const times = 1 + this.#random.below(2)
    const lines: NaiveLine[] = [
      ...takes.map(({ item, quantity }) => ({ item, location, quantity: -quantity * times })),
      { item: of, location: to, quantity: makes * times },
    ]
    const movement = this.#movement('production', this.#moment(), lines)
    const { inventory } = this.#room.desks.main
    await this.#post(movement, () => inventory.produce({ recipe: code, times, location, to, at: movement.at }))
    return described(movement)
  }

  /** Several things of one: what it took is shared by quantity. */
  async #cut(): Promise<string> {
    const [location, to] = [this.#random.pick(locations), this.#random.pick(locations)]
    const times = 1 + this.#random.below(2)
    const lines = cutting.map(([code, quantity]): NaiveLine => {
      return { item: items[code], location: quantity < 0 ? location : to, quantity: quantity * times }
    })
    const movement = this.#movement('production', this.#moment(), lines)
    const { workshop } = this.#room.desks.main
    await this.#post(movement, () => workshop.cut({ recipe: 'cut', times, location, to, at: movement.at }))
    return described(movement)
  }

  /** One bill of several deliveries, each for another price: the differences follow the goods of all of them at once. */
  async #bill(): Promise<string> {
    const { list, desks, supplierId } = this.#room
    const { procurement } = desks.main
    const known = new Map([...list.ids].map(([movement, id]) => [id, movement]))
    const { items: open } = await procurement.openItems({ limit: 200 })
    const lines: { openId: string; amount: string }[] = []
    const differences: { readonly line: NaiveLine; readonly by: bigint }[] = []
    let billed = 0n
    for (const row of open) {
      if (row.kind !== 'goods' || lines.length === 3 || this.#random.chance(0.5)) continue
      const { receipt, lines: received } = await procurement.receipt({ receiptId: row.sourceId })
      const movement = known.get(receipt.movementId ?? '')
      const line = movement?.lines[received.findIndex(({ id }) => id === row.id)]
      if (line === undefined) continue
      const amount = BigInt(this.#random.below(20_000))
      lines.push({ openId: row.id, amount: textOf(amount) })
      differences.push({ line, by: amount - minorOf(row.open) })
      billed += amount
    }
    if (billed === 0n) return 'nothing'
    const allowed = differences.every(({ line, by }) => (line.given ?? 0n) + by >= 0n)
    const number = `bill-${++this.#written}`
    const done = await this.#try(allowed, `${number} of ${lines.length} deliveries`, () =>
      procurement.bill({ supplierId, number, lines }),
    )
    if (done === undefined) return 'refused'
    for (const { line, by } of differences) line.given = (line.given ?? 0n) + by
    list.billed += billed
    return differences.map(({ line, by }) => `${line.item.code} by ${by}`).join(', ')
  }

  async #move(): Promise<string> {
    const from = this.#line(-1 - this.#random.below(6))
    const to = this.#random.pick(locations.filter((location) => location !== from.location))
    const movement = this.#movement('move', this.#moment(), [from, { ...from, location: to, quantity: -from.quantity }])
    const { inventory } = this.#room.desks.main
    await this.#post(movement, () => inventory.move({ lines: [asLine(from)], to, at: movement.at }))
    return described(movement)
  }

  /** Sends something, receives it there, or takes it back. */
  async #transfer(): Promise<string> {
    const { list, desks, clock } = this.#room
    const sent = list.underWay.shift()
    if (sent !== undefined) {
      const branch = this.#random.pick(['main', 'west', 'west'] as const)
      const lines = sent.lines.map((line) => ({
        ...line,
        location: branch === 'west' ? 'main' : line.location,
        quantity: -line.quantity,
        given: list.fixed.get(line) ?? 0n,
      }))
      const { inventory } = desks[branch]
      if (branch === 'west') await inventory.receiveTransfer({ transferId: sent.id })
      else await inventory.returnTransfer({ transferId: sent.id })
      list.movements.push(this.#movement('transferIn', clock.now, lines, branch))
      return `to ${branch}`
    }
    const [first] = this.#lines(-1)
    if (first === undefined) return 'nothing'
    const movement = this.#movement('transferOut', clock.now, [first])
    const transfer = await this.#try(this.#allowed(movement), described(movement), () =>
      desks.main.inventory.sendTransfer({ lines: [asLine(first)], toBranch: 'west' }),
    )
    if (transfer === undefined) return 'refused'
    list.movements.push(movement)
    const worth = -(countAll(list.movements).worth.get(first)?.value ?? 0n)
    same(`what ${described(movement)} took with it`, transfer.value, textOf(worth))
    list.fixed.set(first, worth)
    list.underWay.push({ id: transfer.id, lines: [first] })
    return described(movement)
  }

  async #correctPrice(): Promise<string> {
    const { list, desks } = this.#room
    const bought = list.movements.filter(({ kind }) => kind === 'receipt')
    if (bought.length === 0) return 'nothing'
    const movement = this.#random.pick(bought)
    const line = this.#random.below(movement.lines.length)
    const row = movement.lines[line]
    const movementId = list.ids.get(movement)
    if (row?.given === undefined || movementId === undefined) return 'nothing'
    const difference = BigInt(this.#random.below(9_000) - 5_000)
    const done = await this.#try(row.given + difference >= 0n, `a price lower by ${difference}`, () =>
      desks.main.inventory.correctPrice({
        movementId,
        lines: [{ line: line + 1, difference: textOf(difference) }],
        reason: 'the bill',
      }),
    )
    if (done !== undefined) row.given += difference
    return `${row.item.code} of ${movement.at} by ${difference}`
  }

  async #reverse(): Promise<string> {
    const { list, desks, clock } = this.#room
    const bought = list.movements.filter((one) => one.kind === 'receipt' && !list.reversed.has(one))
    const movement = bought.at(-1)
    const movementId = movement === undefined ? undefined : list.ids.get(movement)
    if (movement === undefined || movementId === undefined) return 'nothing'
    const lines = movement.lines.map(({ given: _, ...line }): NaiveLine => ({ ...line, quantity: -line.quantity }))
    const reversal = this.#movement('supplierReturn', clock.now, lines)
    const posted = await this.#post(reversal, () =>
      desks.main.inventory.reverseReceipt({ movementId, reason: 'twice' }),
    )
    if (posted === undefined) return 'refused'
    list.reversed.add(movement)
    for (const [at, line] of lines.entries()) list.fixed.set(line, movement.lines[at]?.given ?? 0n)
    return described(reversal)
  }

  async #reserve(): Promise<string> {
    const { list, desks } = this.#room
    const pick = [items.paper, items.film, items.album, items.print]
    const lines = Array.from({ length: 1 + this.#random.below(3) }, () => this.#line(1 + this.#random.below(4), pick))
    const now = countAll(list.movements).places
    const wanted = new Map<string, { line: NaiveLine; quantity: number }>()
    for (const line of lines) {
      const [place = ''] = placesOf('main', line)
      wanted.set(place, { line, quantity: line.quantity + (wanted.get(place)?.quantity ?? 0) })
    }
    const allowed = [...wanted].every(
      ([place, { line, quantity }]) => lenient(line) || (now.get(place) ?? 0) >= list.reserved('main', line) + quantity,
    )
    const rows = await this.#try(allowed, 'to reserve', () =>
      desks.main.inventory.reserve({
        lines: lines.map((line) => ({ item: line.item.code, quantity: line.quantity, location: line.location })),
        orderId: this.#random.pick(this.#room.orders),
      }),
    )
    for (const [at, line] of lines.entries()) {
      const row = rows?.[at]
      if (row !== undefined) list.promised.push({ id: row.id, line, open: line.quantity })
    }
    return lines.map((line) => `${line.quantity} ${line.item.code}`).join(', ')
  }

  async #endReservation(): Promise<string> {
    const { list, desks, clock } = this.#room
    const open = list.promised.filter((one) => one.open > 0)
    if (open.length === 0) return 'nothing'
    const promised = this.#random.pick(open)
    const quantity = 1 + this.#random.below(promised.open)
    const reservations = [{ reservationId: promised.id, quantity }]
    const { inventory } = desks.main
    if (this.#random.chance(0.3)) {
      await inventory.release({ reservations })
      promised.open -= quantity
      return `released ${quantity}`
    }
    const { item, location } = promised.line
    const line: NaiveLine = { item, location, quantity: -quantity }
    const movement = this.#movement('issue', clock.now, [line])
    let orderId: string | null = null
    const posted = await this.#post(
      movement,
      async () => {
        const answer = await inventory.fulfil({ reservations })
        orderId = answer.orderId
        return answer
      },
      new Map([[line, quantity]]),
    )
    if (posted === undefined) return 'refused'
    promised.open -= quantity
    if (orderId !== null) list.orders.set(movement, orderId)
    return described(movement)
  }

  async #closeDays(): Promise<string> {
    const { clock, desks, list } = this.#room
    const first = Date.parse(`${list.lockedThrough}T00:00:00Z`)
    const days = Math.floor((Date.parse(clock.now) - first) / 86_400_000) - 2
    if (days < 1) return 'none'
    const through = new Date(first + 86_400_000 * (1 + this.#random.below(days))).toISOString().slice(0, 10)
    await desks.main.ledger.lockPeriod({ through })
    list.lockedThrough = through
    this.closed.push({ through, books: await booksThrough(this.#room, through) })
    return `through ${through}`
  }
}

/** The books of the branch at the end of a day, as text. */
export async function booksThrough({ desks }: Stockroom, to: string): Promise<string> {
  const { accounts } = await desks.main.ledger.trialBalance({ to, branch: 'main' })
  return JSON.stringify(accounts)
}

const asLine = ({ item, location, lot, serial, quantity }: NaiveLine) => ({
  item: item.code,
  location,
  quantity: Math.abs(quantity),
  ...(lot === undefined ? {} : { lot }),
  ...(serial === undefined ? {} : { serial }),
})

/** A day ends at four in the morning in Shanghai: at eight in the evening of the world. */
export const dateOf = (at: string): string => new Date(Date.parse(at) + 4 * 3_600_000).toISOString().slice(0, 10)

export function described({ kind, at, branch, lines }: NaiveMovement): string {
  const told = lines.map(
    ({ item, location, lot, serial, quantity, given }) =>
      `${quantity} ${item.code}${lot ?? serial ?? ''}@${location}${given === undefined ? '' : ` for ${given}`}`,
  )
  return `${kind} in ${branch} at ${at}: ${told.join(', ')}`
}
