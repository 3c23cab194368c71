/** What follows from the orders of one customer. Pure. */
import type { Progress } from '../stages/index.ts'
import { Money } from '../values/money.ts'

/** An order, as far as it counts. */
export interface BoughtOrder {
  readonly orderId: string
  readonly branch: string
  readonly bookedDate: string
  readonly currency: string
  readonly region: string | null
  readonly lines: readonly BoughtLine[]
  /** Days on which it was photographed. */
  readonly shotOn: readonly string[]
}

export interface BoughtLine {
  readonly itemCode: string
  readonly category: string
  readonly shootType: string | null
  readonly amount: bigint
  /** How far it is: a dress that is out is picked up, whatever its stage is called. */
  readonly progress: string
}

export type FacetKind = 'item' | 'category' | 'shootType' | 'shot'

export interface Facet {
  readonly branch: string
  readonly kind: FacetKind
  readonly value: string
  readonly orders: number
  readonly amount: bigint
  readonly firstOn: string
  readonly lastOn: string
}

export interface CountedOrder {
  readonly orderId: string
  readonly branch: string
  readonly bookedDate: string
  readonly amount: bigint
  readonly region: string
  readonly shootType: string
}

export interface Summary {
  readonly orders: number
  readonly occasions: number
  readonly amount: bigint
  readonly firstOn: string
  readonly lastOn: string
  readonly lastShotOn: string | null
  readonly waiting: boolean
}

export interface Clientele {
  /** Null for who has no order that counts. */
  readonly summary: Summary | null
  /** Of each branch in which one of its orders was placed. */
  readonly branches: readonly (Summary & { readonly branch: string })[]
  readonly counted: readonly CountedOrder[]
  readonly facets: readonly Facet[]
}

/** Of a line that has come so far, nothing is still to be picked up. */
const settled: ReadonlySet<string> = new Set<Progress>(['pickedUp', 'cancelled'])

/** Cancelled lines count nowhere, and an order of nothing else does not count. */
export function summarise(orders: readonly BoughtOrder[]): Clientele {
  const live = orders
    .map((order) => ({ ...order, lines: order.lines.filter(({ progress }) => progress !== 'cancelled') }))
    .filter(({ lines }) => lines.length > 0)
  const facets = new Map<string, Facet>()
  const counted: CountedOrder[] = []
  for (const { orderId, branch, bookedDate, currency, region, lines, shotOn } of live) {
    const amount = sum(currency, lines)
    counted.push({
      orderId,
      branch,
      bookedDate,
      amount,
      region: region ?? 'unknown',
      shootType: mainType(currency, lines),
    })
    const amounts = new Map<string, { readonly kind: FacetKind; readonly value: string; readonly amount: bigint }>()
    const take = (kind: FacetKind, value: string, more: bigint): void => {
      const key = `${branch} ${kind} ${value}`
      amounts.set(key, { kind, value, amount: (amounts.get(key)?.amount ?? 0n) + more })
    }
    for (const line of lines) {
      take('item', line.itemCode, line.amount)
      take('category', line.category, line.amount)
      if (line.shootType !== null) take('shootType', line.shootType, line.amount)
    }
    for (const day of new Set(shotOn)) take('shot', day, 0n)
    for (const [key, { kind, value, amount: more }] of amounts) {
      const known = facets.get(key)
      facets.set(key, {
        branch,
        kind,
        value,
        orders: (known?.orders ?? 0) + 1,
        amount: (known?.amount ?? 0n) + more,
        firstOn: known === undefined || bookedDate < known.firstOn ? bookedDate : known.firstOn,
        lastOn: known === undefined || bookedDate > known.lastOn ? bookedDate : known.lastOn,
      })
    }
  }
  const branches = [...new Set(counted.map(({ branch }) => branch))].flatMap((branch) => {
    const summary = total(
      live.filter((order) => order.branch === branch),
      counted.filter((order) => order.branch === branch),
    )
    return summary === null ? [] : [{ branch, ...summary }]
  })
  return { summary: total(live, counted), branches, counted, facets: [...facets.values()] }
}

function total(live: readonly BoughtOrder[], counted: readonly CountedOrder[]): Summary | null {
  const dates = counted.map(({ bookedDate }) => bookedDate).sort()
  const [firstOn] = dates
  const lastOn = dates.at(-1)
  if (firstOn === undefined || lastOn === undefined) return null
  const shot = live.flatMap(({ shotOn }) => shotOn).sort()
  return {
    orders: counted.length,
    occasions: new Set(dates).size,
    amount: counted.reduce((all, { amount }) => all + amount, 0n),
    firstOn,
    lastOn,
    lastShotOn: shot.at(-1) ?? null,
    waiting: live.some(({ lines }) => lines.some(({ progress }) => !settled.has(progress))),
  }
}

const sum = (currency: string, lines: readonly BoughtLine[]): bigint =>
  Money.sum(
    currency,
    lines.map(({ amount }) => Money.ofMinor(amount, currency)),
  ).minor

function mainType(currency: string, lines: readonly BoughtLine[]): string {
  const types = [...new Set(lines.flatMap(({ shootType }) => shootType ?? []))].sort()
  const amountOf = (type: string): bigint =>
    sum(
      currency,
      lines.filter(({ shootType }) => shootType === type),
    )
  return (
    types.reduce<string | undefined>(
      (best, type) => (best === undefined || amountOf(type) > amountOf(best) ? type : best),
      undefined,
    ) ?? 'none'
  )
}

/** Items of one customer that are counted in pairs; of more, those bought last. */
const mostItems = 30

/** The pairs of items that a customer bought both of, each both ways, and each item with itself. */
export function pairsOf(
  facets: readonly { readonly kind: string; readonly value: string; readonly lastOn: string }[],
): readonly (readonly [string, string])[] {
  const items = facets
    .filter(({ kind }) => kind === 'item')
    .toSorted((a, b) => (a.lastOn === b.lastOn ? (a.value < b.value ? -1 : 1) : a.lastOn > b.lastOn ? -1 : 1))
    .map(({ value }) => value)
  const distinct = [...new Set(items)].slice(0, mostItems)
  return distinct.flatMap((item) => distinct.map((other) => [item, other] as const))
}
