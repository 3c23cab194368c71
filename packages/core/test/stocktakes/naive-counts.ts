/** What moved and what was counted, in a list that is kept by hand and counted anew from its beginning. */
import type { StockFacts } from '../inventory/stock-facts.ts'

/** An item, a lot or a single unit at a location. */
export interface NaivePlace {
  readonly itemId: string
  readonly locationId: string
  readonly lotId: string | null
  readonly serialId: string | null
}

export interface NaiveMove extends NaivePlace {
  readonly at: string
  /** Of two at one moment, what was written down first happened first. */
  readonly written: number
  readonly quantity: number
}

/** A count that stands, of a stocktake that was posted. */
export interface NaiveCount extends NaivePlace {
  readonly stocktakeId: string
  readonly at: string
  readonly written: number
  readonly counted: number
}

export const keyOf = ({ itemId, locationId, lotId, serialId }: NaivePlace): string =>
  `${itemId} ${locationId} ${lotId ?? ''} ${serialId ?? ''}`

type Entry = NaiveMove | NaiveCount

const inOrder = (one: Entry, other: Entry): number =>
  one.at === other.at ? one.written - other.written : one.at < other.at ? -1 : 1

export class NaiveCounts {
  readonly moves: NaiveMove[] = []
  readonly counts: NaiveCount[] = []

  keys(): readonly string[] {
    return [...new Set([...this.moves, ...this.counts].map(keyOf))]
  }

  #of(key: string, more: readonly NaiveMove[] = []): Entry[] {
    return [...this.moves, ...more, ...this.counts].filter((one) => keyOf(one) === key).sort(inOrder)
  }

  /** What lies there: what was counted last, and what moved since. */
  left(key: string): number {
    return this.#of(key).reduce((sum, one) => ('counted' in one ? one.counted : sum + one.quantity), 0)
  }

  /** What was counted, less what was counted before and moved since. */
  difference(count: NaiveCount): number {
    let book = 0
    for (const one of this.#of(keyOf(count))) {
      if (one === count) break
      book = 'counted' in one ? one.counted : book + one.quantity
    }
    return count.counted - book
  }

  /** Whether nothing falls below zero from a movement on, until somebody counted. */
  allows(move: NaiveMove): boolean {
    let [sum, begun] = [0, false]
    for (const one of this.#of(keyOf(move), [move])) {
      begun ||= one === move
      if ('counted' in one) {
        if (begun) return true
        sum = one.counted
      } else sum += one.quantity
      if (begun && sum < 0) return false
    }
    return true
  }
}

const part = (value: bigint, units: number, of: number): bigint =>
  units === of ? value : (2n * value * BigInt(units) + BigInt(of)) / (2n * BigInt(of))

interface Heap {
  quantity: number
  value: bigint
}

/**
 * What goods cost that left, in the order in which all happened: by lines that are taken at their word where goods came in. Lines that
 * take others back count with those. Answers where the books say otherwise.
 */
export function wrongCosts({ lines, costs }: StockFacts, item: { id: string; valuation: string }): readonly string[] {
  const worth = new Map<string, bigint>()
  const nameOf = (movementId: string | null, line: number | null) => `${movementId}:${line}`
  for (const one of [...lines, ...costs]) {
    const name = nameOf(one.movementId, one.line)
    worth.set(name, (worth.get(name) ?? 0n) + BigInt(one.value))
  }
  const events = new Map<string, { at: string; order: string; quantity: number; value: bigint }>()
  for (const one of lines) {
    if (one.itemId !== item.id || one.kind === 'move' || one.quantity === 0) continue
    const isBack = one.kind === 'count' && one.ofMovementId !== null
    const name = isBack ? nameOf(one.ofMovementId, one.ofLine) : nameOf(one.movementId, one.line)
    const order = `${one.at} ${isBack ? one.ofMovementId : one.movementId} ${`${isBack ? one.ofLine : one.line}`.padStart(4, '0')}`
    const event = events.get(name) ?? { at: one.at, order, quantity: 0, value: 0n }
    event.quantity += one.quantity
    event.value += worth.get(nameOf(one.movementId, one.line)) ?? 0n
    events.set(name, event)
  }
  const heaps: Heap[] = []
  const wrong: string[] = []
  for (const [name, { quantity, value }] of [...events].sort(([, one], [, other]) =>
    one.order < other.order ? -1 : 1,
  )) {
    if (quantity > 0) {
      const [only] = heaps
      if (item.valuation === 'average' && only !== undefined) {
        only.quantity += quantity
        only.value += value
      } else heaps.push({ quantity, value })
      continue
    }
    let cost = 0n
    for (let wanted = -quantity; wanted > 0; ) {
      const [heap] = heaps
      if (heap === undefined) return [...wrong, `${name} takes more than there is`]
      const units = Math.min(wanted, heap.quantity)
      const share = part(heap.value, units, heap.quantity)
      cost += share
      heap.value -= share
      heap.quantity -= units
      wanted -= units
      if (heap.quantity === 0) heaps.shift()
    }
    if (value !== -cost) wrong.push(`${name} of ${quantity} is worth ${value}, not ${-cost}`)
  }
  return wrong
}
