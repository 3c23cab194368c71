/** What goods cost that left, worked out again in the plainest way: one list of units a pool, and one line after the other. */
import type { StockFacts } from './facts.ts'

type Line = StockFacts['lines'][number]
type Item = StockFacts['items'][number]

/** The value of a line by what is known now: above zero in, below zero out. */
export type WorthNow = (line: Line) => bigint

const half = (value: bigint, units: bigint, of: bigint): bigint => (2n * value * units + of) / (2n * of)

const smaller = (one: bigint, other: bigint): bigint => (one < other ? one : other)

/** What is left of one receipt. */
interface Lot {
  units: bigint
  value: bigint
}

/**
 * Lines of a pool that are not worth what the goods cost that they took, in words. What came in counts as it is known now. Stops
 * where there is less than nothing, which is valued at a guess.
 */
export function wronglyValued(item: Item, lines: readonly Line[], worth: WorthNow): readonly string[] {
  const wrong: string[] = []
  const heap: Lot = { units: 0n, value: 0n }
  const lots: Lot[] = []
  const things = new Map<string, bigint>()
  for (const line of lines) {
    const units = BigInt(line.quantity)
    const value = worth(line)
    if (line.kind === 'move' || units === 0n) continue
    if (units > 0n) {
      heap.units += units
      heap.value += value
      lots.push({ units, value })
      if (line.serialId !== null) things.set(line.serialId, value)
      continue
    }
    if (heap.units < -units) return wrong
    const cost = ((): bigint => {
      if (item.valuation === 'average') return -units === heap.units ? heap.value : half(heap.value, -units, heap.units)
      if (item.valuation === 'fifo') return firstOut(lots, -units)
      return things.get(line.serialId ?? '') ?? 0n
    })()
    heap.units += units
    heap.value -= cost
    if (cost !== -value) {
      wrong.push(
        `line ${line.line} of movement ${line.movementId} (${line.kind}) of ${item.code} costs ${-value}, not ${cost}`,
      )
    }
  }
  return wrong
}

function firstOut(lots: Lot[], wanted: bigint): bigint {
  let cost = 0n
  for (let left = wanted; left > 0n; ) {
    const [lot] = lots
    if (lot === undefined) return cost
    const units = smaller(left, lot.units)
    const part = units === lot.units ? lot.value : half(lot.value, units, lot.units)
    lot.units -= units
    lot.value -= part
    if (lot.units === 0n) lots.shift()
    cost += part
    left -= units
  }
  return cost
}
