/**
 * Goods of orders as somebody keeps them on paper: what each line needs, what is promised to it, and every movement in a list from
 * which stock and costs are counted anew each time somebody asks.
 */
import {
  countAll,
  type NaiveItem,
  type NaiveLine as StockLine,
  type NaiveMovement,
  poolOf,
} from '../stock/naive-stock.ts'
import { type Branch, type NaiveLine, type NaiveOrder, sum, textOf } from './naive-orders.ts'
import { type GoodsCode, goods, itemOf, type ItemCode, type Needed } from './order-studio.ts'

/** What a line needs of one thing. */
export interface NaiveNeed extends Needed {
  readonly order: NaiveOrder
  readonly line: NaiveLine
  wanted: number
  /** Nothing is taken for it any more. */
  closed: boolean
  /** It is of what the line was before it became something else: what it took was all that it wanted. */
  former: boolean
  /** Taken again since the line was last sent back. */
  again: number
  readonly uses: NaiveUse[]
}

type UseKind = 'stage' | 'delivery' | 'redo'

/** A line of a movement that met a need. */
interface NaiveUse {
  readonly kind: UseKind
  readonly movement: NaiveMovement
  readonly at: number
  readonly units: number
  back: number
}

/** Something that is about to be taken for a line, or to come back from it. */
export interface Wanted {
  readonly need: NaiveNeed
  readonly kind: UseKind
  readonly units: number
}

const stockItems = Object.fromEntries(
  Object.entries(goods).map(([code, { kind }]) => {
    const accounts = kind === 'product' ? 'Products' : 'Consumables'
    return [
      code,
      { code, method: 'average', stockAccount: `Inventory:${accounts}`, costAccount: `COGS:${accounts}` } as const,
    ]
  }),
) as unknown as Readonly<Record<GoodsCode, NaiveItem>>

/** Whole units: what is begun is taken. In ten thousandths. */
const unitsOf = (perSold: number, quantity: number): number => Math.ceil((perSold * quantity) / 10_000)

export const takenOf = ({ uses }: NaiveNeed): number =>
  sum(uses.filter(({ kind }) => kind !== 'redo').map(({ units, back }) => units - back))
export const redoneOf = ({ uses }: NaiveNeed): number =>
  sum(uses.filter(({ kind }) => kind === 'redo').map(({ units, back }) => units - back))
export const wantedOf = (need: NaiveNeed): number => (need.former ? takenOf(need) : need.wanted)
export const outstandingOf = (need: NaiveNeed): number =>
  need.closed ? 0 : Math.max(0, wantedOf(need) - takenOf(need))

interface Promised {
  readonly line: NaiveLine
  readonly goods: GoodsCode
  readonly order: NaiveOrder
  units: number
}

export class NaiveGoods {
  readonly needs: NaiveNeed[] = []
  readonly movements: NaiveMovement[] = []
  readonly #promised: Promised[] = []
  /** Whom the goods cost nothing, of what is taken while the customer pays for what is done again. */
  readonly #wasted = new Set<StockLine>()
  readonly #takenFor = new Map<StockLine, NaiveLine>()
  /** Who pays for what of a line is done again. */
  readonly payers = new Map<NaiveLine, string>()
  /** What came since everybody who follows has followed. */
  #arrived: NaiveMovement[] = []

  needsOf(order: NaiveOrder): readonly NaiveNeed[] {
    return this.needs.filter((need) => need.order === order)
  }

  /** Those of a line one after the other, and lines in the order in which they were sold. */
  #of(lines: readonly NaiveLine[]): readonly NaiveNeed[] {
    return this.needs
      .filter(({ line }) => lines.includes(line))
      .sort((one, other) => (one.line.id === other.line.id ? 0 : one.line.id < other.line.id ? -1 : 1))
  }

  onHand(branch: Branch, code: GoodsCode): number {
    const own = this.movements.filter((movement) => movement.branch === branch).flatMap(({ lines }) => lines)
    return sum(own.filter(({ item }) => item.code === code).map(({ quantity }) => quantity))
  }

  reserved(branch: Branch, code: GoodsCode): number {
    return sum(
      this.#promised.filter((one) => one.order.branch === branch && one.goods === code).map(({ units }) => units),
    )
  }

  promisedTo(line: NaiveLine, code: GoodsCode): number {
    return sum(this.#promised.filter((one) => one.line === line && one.goods === code).map(({ units }) => units))
  }

  #free(branch: Branch, code: GoodsCode): number {
    return Math.max(0, this.onHand(branch, code) - this.reserved(branch, code))
  }

  /** Whether goods of what is to be sold are short that are not sold beyond the stock. `freed` is what the sale itself makes free. */
  isShortFor(
    branch: Branch,
    sold: readonly { readonly item: ItemCode; readonly quantity?: number }[],
    freed: (code: GoodsCode) => number = () => 0,
  ): boolean {
    const firm = sold.flatMap(({ item, quantity = 10_000 }) =>
      (itemOf(item).needs ?? [])
        .filter(({ reserve, beyondStock }) => reserve && !beyondStock)
        .map((need) => ({ code: need.goods, units: unitsOf(need.quantity, quantity) })),
    )
    return firm.some(({ code }) => {
      const wanted = sum(firm.filter((one) => one.code === code).map(({ units }) => units))
      return wanted > this.#free(branch, code) + freed(code)
    })
  }

  /** What lines need from now on. */
  sell(order: NaiveOrder, lines: readonly NaiveLine[]): void {
    const added = lines.flatMap((line) =>
      (itemOf(line.item as ItemCode).needs ?? []).map((need): NaiveNeed => {
        const wanted = unitsOf(need.quantity, line.quantity)
        return { ...need, order, line, wanted, closed: false, former: false, again: 0, uses: [] }
      }),
    )
    this.needs.push(...added)
    this.#settle(added)
  }

  /** Whether a line that is to be changed would want more than is there. */
  isShortAt(line: NaiveLine, quantity: number): boolean {
    return this.#of([line]).some((need) => {
      const wanted = unitsOf(need.quantity, quantity)
      if (need.closed || !need.reserve || need.beyondStock || wanted <= need.wanted) return false
      const missing = wanted - takenOf(need) - this.promisedTo(line, need.goods)
      return missing > this.#free(need.order.branch, need.goods)
    })
  }

  change(line: NaiveLine): void {
    const open = this.#of([line]).filter(({ closed }) => !closed)
    for (const need of open) need.wanted = unitsOf(need.quantity, line.quantity)
    this.#settle(open)
  }

  /** Nothing more is taken for the line. */
  close(line: NaiveLine): void {
    const own = this.#of([line])
    for (const need of own) need.closed = true
    this.#settle(own)
  }

  /** The line became something else. */
  exchange(order: NaiveOrder, line: NaiveLine): void {
    const own = this.#of([line])
    for (const need of own.filter(({ closed }) => !closed)) {
      need.closed = true
      need.former = true
    }
    this.#settle(own)
    this.sell(order, [line])
  }

  /** What a stage takes of lines that come to it. */
  takenAt(lines: readonly NaiveLine[], stage: string): readonly Wanted[] {
    return this.#of(lines)
      .filter((need) => need.stage === stage && !need.closed)
      .flatMap((need): Wanted[] => {
        const outstanding = outstandingOf(need)
        if (outstanding > 0) return [{ need, kind: 'stage', units: outstanding }]
        const again = wantedOf(need) - need.again
        return need.line.redo !== null && again > 0 ? [{ need, kind: 'redo', units: again }] : []
      })
  }

  /** What leaves with lines that are handed over. */
  handedWith(lines: readonly NaiveLine[]): readonly Wanted[] {
    return this.#of(lines)
      .filter((need) => outstandingOf(need) > 0 && (need.stage === undefined || need.reserve))
      .map((need) => ({ need, kind: 'delivery', units: outstandingOf(need) }))
  }

  /** Whether a branch has too little of something. What is promised to the lines there is theirs. */
  isShortOf(branch: Branch, wanted: readonly Wanted[]): boolean {
    const codes = new Set(wanted.map(({ need }) => need.goods))
    return [...codes].some((code) => {
      const own = wanted.filter(({ need }) => need.goods === code)
      const units = sum(own.map((one) => one.units))
      const met = sum(
        [...new Set(own.map(({ need }) => need.line))].map((line) => {
          const ofLine = own.filter(({ need, kind }) => need.line === line && need.reserve && kind !== 'redo')
          const mine = ofLine.some(({ need }) => need.order.branch === branch) ? this.promisedTo(line, code) : 0
          return Math.min(mine, sum(ofLine.map((one) => one.units)))
        }),
      )
      const onHand = this.onHand(branch, code)
      return units > onHand || (units > met && units - met > onHand - this.reserved(branch, code))
    })
  }

  take(branch: Branch, wanted: readonly Wanted[], at: string): void {
    if (wanted.length === 0) return
    const lines = wanted.map(({ need, units }) => outOf(need.goods, -units))
    const kind = wanted.some((one) => one.kind === 'delivery') ? 'issue' : 'consumption'
    const movement = this.#write({ at, kind, branch, lines })
    for (const [index, { need, kind: use, units }] of wanted.entries()) {
      need.uses.push({ kind: use, movement, at: index, units, back: 0 })
      const line = lines[index]
      if (line === undefined) continue
      this.#takenFor.set(line, need.line)
      if (use !== 'redo') this.#unpromise(need, units)
      else {
        need.again += units
        if (this.payers.get(need.line) !== 'customer') this.#wasted.add(line)
      }
    }
  }

  /** Handed over: what stages would have used up, and were passed over, was not used. */
  handOver(branch: Branch, lines: readonly NaiveLine[], at: string): void {
    const handed = this.handedWith(lines)
    for (const need of this.#of(lines)) {
      if (outstandingOf(need) > 0 && need.stage !== undefined && !need.reserve) need.closed = true
    }
    this.take(branch, handed, at)
  }

  /** What comes back of lines that leave stages again. */
  backFrom(lines: readonly NaiveLine[], undone: readonly string[]): readonly Wanted[] {
    return this.#of(lines)
      .filter(({ stage }) => stage !== undefined && undone.includes(stage))
      .map((need) => {
        if (need.line.redo !== null) return { need, kind: 'redo' as const, units: need.again }
        return { need, kind: 'stage' as const, units: takenOf(need) }
      })
      .filter(({ units }) => units > 0)
  }

  backOfPickup(lines: readonly NaiveLine[]): readonly Wanted[] {
    return this.#of(lines)
      .map((need) => ({ need, kind: 'delivery' as const, units: takenOf(need) }))
      .filter(({ units }) => units > 0)
  }

  /** The uses that come back, the last first. */
  #usesBack({ need, kind, units }: Wanted): { readonly use: NaiveUse; readonly units: number }[] {
    let open = units
    return need.uses
      .filter((use) => use.kind === kind)
      .toReversed()
      .flatMap((use) => {
        const part = Math.min(open, use.units - use.back)
        open -= part
        return part > 0 ? [{ use, units: part }] : []
      })
  }

  /** Whether some of it was given by another branch, which takes it back. */
  isOfAnother(branch: Branch, wanted: readonly Wanted[]): boolean {
    return wanted.flatMap((one) => this.#usesBack(one)).some(({ use }) => use.movement.branch !== branch)
  }

  bringBack(branch: Branch, wanted: readonly Wanted[], at: string): void {
    const backs = wanted.flatMap((one) => this.#usesBack(one).map((back) => ({ ...back, need: one.need })))
    if (backs.length === 0) return
    const lines = backs.map(({ need, use, units }): StockLine => {
      return { ...outOf(need.goods, units), of: { movement: use.movement, line: use.at } }
    })
    const movement = this.#write({ at, kind: 'customerReturn', branch, lines })
    for (const [index, { need, use, units }] of backs.entries()) {
      use.back += units
      if (use.kind === 'redo') need.again -= units
      const line = lines[index]
      const left = use.movement.lines[use.at]
      if (line === undefined || left === undefined) continue
      this.#takenFor.set(line, need.line)
      if (this.#wasted.has(left)) this.#wasted.add(line)
    }
    this.#arrived.push(movement)
    this.#settle([...new Set(backs.filter(({ use }) => use.kind !== 'redo').map(({ need }) => need))])
  }

  /** A pickup is taken back: what lines were handed over without is open again. */
  reopen(lines: readonly NaiveLine[]): void {
    for (const need of this.#of(lines)) if (!need.former) need.closed = false
  }

  /** Lines are sent back: what was taken again before stays taken. */
  beginAgain(lines: readonly NaiveLine[], undone: readonly string[]): void {
    for (const need of this.#of(lines)) if (need.stage !== undefined && undone.includes(need.stage)) need.again = 0
  }

  receive(branch: Branch, code: GoodsCode, units: number, given: bigint, at: string): void {
    const line = { ...outOf(code, units), given }
    this.#arrived.push(this.#write({ at, kind: 'receipt', branch, lines: [line] }))
  }

  waste(branch: Branch, code: GoodsCode, units: number, at: string): void {
    this.#write({ at, kind: 'waste', branch, lines: [outOf(code, -units)] })
  }

  /** Lines that wait for what came are promised it, those that are due first. */
  follow(): void {
    for (const { branch, lines } of this.#arrived) {
      const came = new Set(lines.map(({ item }) => item.code))
      this.cover(this.needs.filter(({ order, goods: code }) => order.branch === branch && came.has(code)))
    }
    this.#arrived = []
  }

  cover(needs: readonly NaiveNeed[]): void {
    const due = ({ order, line }: NaiveNeed): string =>
      [order.promised ?? line.due ?? '9999-12-31', line.soldDate, order.id, String(line.line).padStart(4, '0')].join(
        ' ',
      )
    const open = needs.filter(({ closed }) => !closed)
    this.#settle(open.sort((one, other) => (due(one) < due(other) ? -1 : due(one) > due(other) ? 1 : 0)))
  }

  /** The order goes to another branch, which promises goods of its own. */
  giveUpPromises(order: NaiveOrder): void {
    for (const one of this.#promised) if (one.order === order) one.units = 0
  }

  /** What lines cost, in cents, as it is known now. */
  costs(): { readonly used: ReadonlyMap<NaiveLine, number>; readonly wasted: ReadonlyMap<NaiveLine, number> } {
    const { worth } = countAll(this.movements)
    const [used, wasted] = [new Map<NaiveLine, number>(), new Map<NaiveLine, number>()]
    for (const [line, of] of this.#takenFor) {
      const sums = this.#wasted.has(line) ? wasted : used
      sums.set(of, (sums.get(of) ?? 0) - Number(worth.get(line)?.value ?? 0n))
    }
    return { used, wasted }
  }

  /** What lies in a branch, and for how much it stands there. */
  worthIn(branch: Branch): Readonly<Record<string, string>> {
    const { pools } = countAll(this.movements)
    return Object.fromEntries(
      Object.values(stockItems).flatMap((item) => {
        const { quantity, value } = pools.get(poolOf(branch, item)) ?? { quantity: 0, value: 0n }
        return quantity === 0 ? [] : [[item.code, `${quantity} for ${textOf(Number(value))}`]]
      }),
    )
  }

  #write(movement: Omit<NaiveMovement, 'written'>): NaiveMovement {
    const written = { ...movement, written: this.movements.length }
    this.movements.push(written)
    return written
  }

  #unpromise({ line, goods: code }: NaiveNeed, units: number): void {
    let left = units
    for (const one of this.#promised) {
      if (one.line !== line || one.goods !== code) continue
      const part = Math.min(left, one.units)
      one.units -= part
      left -= part
    }
  }

  /** What is promised to these lines is brought to what they wait for: too much is free first, then what is there is promised in turn. */
  #settle(needs: readonly NaiveNeed[]): void {
    const wantedBy = ({ line, goods: code }: NaiveNeed): number =>
      sum(this.needs.filter((one) => one.line === line && one.goods === code && one.reserve).map(outstandingOf))
    for (const need of needs) {
      const surplus = this.promisedTo(need.line, need.goods) - wantedBy(need)
      if (surplus > 0) this.#unpromise(need, surplus)
    }
    for (const need of needs) {
      const { order, line, goods: code } = need
      const missing = wantedBy(need) - this.promisedTo(line, code)
      const units = Math.min(missing, this.#free(order.branch, code))
      if (units > 0) this.#promised.push({ order, line, goods: code, units })
    }
  }
}

const outOf = (code: GoodsCode, quantity: number): StockLine => {
  return { item: stockItems[code], location: 'main', quantity }
}
