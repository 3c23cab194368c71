/** What orders, deliveries and bills must come to, worked out in the plainest way: lists, whole cents, no sharing of code. */

/** A part of a whole, rounded to the nearest cent, a half up: all that is left where the part is all. */
export function part(whole: number, units: number, taken: number): number {
  if (taken === units) return whole
  return Math.floor((2 * whole * taken + units) / (2 * units))
}

export interface NaiveLine {
  readonly quantity: number
  /** Cents for `per` units. */
  readonly price: number
  readonly per: number
  received: number
}

export interface NaiveOrder {
  readonly id: string
  status: string
  readonly lines: readonly NaiveLine[]
}

/** Goods or charges to be billed. */
export interface NaiveGoods {
  readonly id: string
  readonly kind: 'goods' | 'charge'
  readonly order?: { readonly of: NaiveOrder; readonly line: number }
  openQuantity: number
  open: number
  billedQuantity: number
  billedCost: number
  claimedQuantity: number
}

/** What the supplier owes. */
export interface NaiveClaim {
  readonly id: string
  readonly quantity: number
  openQuantity: number
  /** Cents, above zero. */
  open: number
}

export interface NaivePaperLine {
  readonly on: NaiveGoods | NaiveClaim
  readonly quantity: number
  readonly cost: number
  readonly expected: number
  readonly claim?: NaiveClaim
}

export interface NaivePaper {
  readonly id: string
  readonly kind: 'bill' | 'creditNote'
  readonly lines: readonly NaivePaperLine[]
  voided: boolean
}

const worth = (line: NaiveLine, units: number): number =>
  Math.floor((2 * line.price * units + line.per) / (2 * line.per))

const isGoods = (on: NaiveGoods | NaiveClaim): on is NaiveGoods => 'billedCost' in on

export class NaivePurchases {
  readonly orders: NaiveOrder[] = []
  readonly goods: NaiveGoods[] = []
  readonly claims: NaiveClaim[] = []
  readonly papers: NaivePaper[] = []
  /** Where each delivery's goods went, for its charges. */
  readonly deliveries: string[] = []
  stock = 0
  /** What is owed to suppliers by their papers. */
  owed = 0
  /** On StockDifferences by claims that were credited otherwise. */
  lost = 0

  get unbilled(): number {
    const toBill = this.goods.reduce((sum, one) => sum + one.open, 0)
    return this.claims.reduce((sum, one) => sum - one.open, toBill)
  }

  /** What the next units of a line come to. */
  valueOf(line: NaiveLine, units: number): number {
    return worth(line, line.received + units) - worth(line, line.received)
  }

  advance(order: NaiveOrder): void {
    const left = order.lines.some((line) => line.received < line.quantity)
    const came = order.lines.some((line) => line.received > 0)
    order.status = left ? (came ? 'partlyReceived' : 'sent') : 'received'
  }

  addGoods(id: string, units: number, value: number, order?: NaiveGoods['order'], settled = false): void {
    this.stock += units
    const billed = settled ? { billedQuantity: units, billedCost: value } : { billedQuantity: 0, billedCost: 0 }
    const open = settled ? { openQuantity: 0, open: 0 } : { openQuantity: units, open: value }
    this.goods.push({
      id,
      kind: 'goods',
      ...(order === undefined ? {} : { order }),
      ...open,
      ...billed,
      claimedQuantity: 0,
    })
  }

  /** Takes units of goods back: those without a bill first. Answers what is claimed. */
  giveBack(goods: NaiveGoods, units: number): { unbilled: number; claimed: number; billed: number } {
    const unbilled = Math.min(units, goods.openQuantity)
    const billed = units - unbilled
    const less = unbilled === 0 ? 0 : part(goods.open, goods.openQuantity, unbilled)
    const claimed = billed === 0 ? 0 : part(goods.billedCost, goods.billedQuantity, billed)
    goods.open -= less
    goods.openQuantity -= unbilled
    goods.billedQuantity -= billed
    goods.billedCost -= claimed
    goods.claimedQuantity += billed
    this.stock -= units
    return { unbilled, claimed, billed }
  }

  book(paper: NaivePaper): void {
    this.papers.push(paper)
    for (const { on, quantity, cost, expected, claim } of paper.lines) {
      this.owed += paper.kind === 'bill' ? cost : -cost
      on.openQuantity -= quantity
      if (!isGoods(on)) {
        on.open -= expected
        this.lost += expected - cost
      } else if (paper.kind === 'bill') {
        on.open -= expected
        on.billedQuantity += quantity
        on.billedCost += cost - (claim?.open ?? 0)
      } else on.billedCost -= cost
      if (claim !== undefined) this.claims.push(claim)
    }
  }

  mayVoid(paper: NaivePaper): boolean {
    if (paper.voided) return false
    if (paper.kind === 'creditNote') return true
    return paper.lines.every(({ on, quantity, cost, claim }) => {
      if (!isGoods(on)) return false
      const own = cost - (claim === undefined ? 0 : part(cost, quantity + claim.quantity, claim.quantity))
      const untouched = claim === undefined || claim.openQuantity === claim.quantity
      return on.claimedQuantity === 0 && quantity <= on.billedQuantity && own <= on.billedCost && untouched
    })
  }

  void(paper: NaivePaper): void {
    paper.voided = true
    for (const { on, quantity, cost, expected, claim } of paper.lines) {
      this.owed -= paper.kind === 'bill' ? cost : -cost
      on.openQuantity += quantity
      if (!isGoods(on)) {
        on.open += expected
        this.lost -= expected - cost
      } else if (paper.kind === 'bill') {
        const own = cost - (claim === undefined ? 0 : part(cost, quantity + claim.quantity, claim.quantity))
        on.open += expected
        on.billedQuantity -= quantity
        on.billedCost -= own
      } else on.billedCost += cost
      if (claim !== undefined) Object.assign(claim, { open: 0, openQuantity: 0 })
    }
  }
}
