/**
 * A stockroom kept by hand: every movement in a list, and all that follows from it counted from the first movement on, each time
 * somebody asks. Slow, and short enough to be believed. Nothing here is shared with the engine.
 */

export type Method = 'average' | 'fifo' | 'specific'

export interface NaiveItem {
  readonly code: string
  readonly method: Method
  readonly stockAccount: string
  readonly costAccount: string
}

export interface NaiveLine {
  readonly item: NaiveItem
  readonly location: string
  /** Above zero in, below zero out. */
  readonly quantity: number
  readonly lot?: string | undefined
  readonly serial?: string | undefined
  /** What comes in is worth, where it is not worth what others are. Price corrections change it. */
  given?: bigint
  /** The line that it brings back. */
  readonly of?: { readonly movement: NaiveMovement; readonly line: number } | undefined
}

export interface NaiveMovement {
  /** Counts up as movements are written. */
  readonly written: number
  readonly at: string
  readonly kind: string
  readonly branch: string
  readonly lines: readonly NaiveLine[]
}

/** What a line is worth, and of what it brings that which is cost at once since as many had left before. */
export interface NaiveWorth {
  readonly value: bigint
  readonly variance: bigint
}

export interface NaivePool {
  quantity: number
  value: bigint
  /** What came last, in all, and how many of it. */
  last: { value: bigint; quantity: number }
  /** What is there: one heap by the average, one for each receipt by first in first out, one for each thing by its serial. */
  heaps: { quantity: number; value: bigint; serial?: string | undefined }[]
}

export interface NaiveStock {
  readonly worth: ReadonlyMap<NaiveLine, NaiveWorth>
  readonly pools: ReadonlyMap<string, NaivePool>
  /** By place: an item at a location, a lot at a location, a serial at a location. */
  readonly places: ReadonlyMap<string, number>
}

export const poolOf = (branch: string, item: NaiveItem): string => `${branch} ${item.code}`
export const placesOf = (branch: string, { item, location, lot, serial }: NaiveLine): readonly string[] => [
  `${branch} ${item.code} ${location}`,
  ...(lot === undefined ? [] : [`${branch} ${item.code} ${location} lot ${lot}`]),
  ...(serial === undefined ? [] : [`${branch} ${item.code} ${location} serial ${serial}`]),
]

/** A part of a value, to the nearest whole, halves up. */
export const part = (value: bigint, of: number, all: number): bigint =>
  of === all ? value : (2n * value * BigInt(of) + BigInt(all)) / (2n * BigInt(all))

export const inOrder = (movements: readonly NaiveMovement[]): NaiveMovement[] =>
  [...movements].sort((one, other) => (one.at === other.at ? one.written - other.written : one.at < other.at ? -1 : 1))

const emptyPool = (): NaivePool => ({ quantity: 0, value: 0n, last: { value: 0n, quantity: 0 }, heaps: [] })

/** What units cost that are not there: as much as what came last. */
export const unknownCost = ({ last }: NaivePool, units: number): bigint =>
  last.quantity === 0 ? 0n : part(last.value, units, last.quantity)

function takeOut(pool: NaivePool, method: Method, { quantity, serial }: NaiveLine): bigint {
  let wanted = -quantity
  let cost = 0n
  pool.quantity -= wanted
  while (wanted > 0) {
    const at = method === 'specific' ? pool.heaps.findIndex((one) => one.serial === serial) : 0
    const heap = pool.heaps[at]
    if (heap === undefined) {
      cost += unknownCost(pool, wanted)
      break
    }
    const units = Math.min(wanted, heap.quantity)
    const share = part(heap.value, units, heap.quantity)
    cost += share
    heap.quantity -= units
    heap.value -= share
    wanted -= units
    if (heap.quantity === 0) pool.heaps.splice(at, 1)
  }
  pool.value -= cost
  return cost
}

function putIn(pool: NaivePool, method: Method, { quantity, serial }: NaiveLine, value: bigint): NaiveWorth {
  const short = Math.max(0, -pool.quantity)
  const late = Math.min(short, quantity)
  const booked = late === 0 ? 0n : part(-pool.value, late, short)
  const known = late === 0 ? 0n : part(value, late, quantity)
  const rest = { quantity: quantity - late, value: value - known, serial }
  if (rest.quantity > 0) {
    const heap = method === 'average' ? pool.heaps[0] : undefined
    if (heap === undefined) pool.heaps.push(rest)
    else {
      heap.quantity += rest.quantity
      heap.value += rest.value
    }
  }
  pool.quantity += quantity
  pool.value += value - (known - booked)
  pool.last = { value, quantity }
  return { value, variance: known - booked }
}

/** Shares a cost by quantities: each its part rounded down, and the units left to those who lost most, the first first. */
function shared(cost: bigint, quantities: readonly number[]): bigint[] {
  const all = BigInt(quantities.reduce((sum, one) => sum + one, 0))
  const parts = quantities.map((one) => (cost * BigInt(one)) / all)
  const lost = quantities.map((one, at) => ({ at, by: (cost * BigInt(one)) % all }))
  lost.sort((one, other) => (one.by === other.by ? one.at - other.at : one.by > other.by ? -1 : 1))
  let left = cost - parts.reduce((sum, one) => sum + one, 0n)
  for (const { at } of lost) {
    if (left === 0n) break
    parts[at] = (parts[at] ?? 0n) + 1n
    left -= 1n
  }
  return parts
}

/** All that follows from the movements. `after` is told how all places stand after each movement. */
export function countAll(
  movements: readonly NaiveMovement[],
  after: (movement: NaiveMovement, places: ReadonlyMap<string, number>) => void = () => {},
): NaiveStock {
  const worth = new Map<NaiveLine, NaiveWorth>()
  const pools = new Map<string, NaivePool>()
  const places = new Map<string, number>()
  const poolAt = (branch: string, item: NaiveItem): NaivePool => {
    const pool = pools.get(poolOf(branch, item)) ?? emptyPool()
    pools.set(poolOf(branch, item), pool)
    return pool
  }
  for (const movement of inOrder(movements)) {
    const { branch, kind, lines } = movement
    for (const line of lines) {
      for (const place of placesOf(branch, line)) places.set(place, (places.get(place) ?? 0) + line.quantity)
    }
    if (kind !== 'move') {
      for (const line of lines.filter(({ quantity }) => quantity < 0)) {
        const cost = takeOut(poolAt(branch, line.item), line.item.method, line)
        worth.set(line, { value: -cost, variance: 0n })
      }
      const taken = lines.reduce((sum, line) => (line.quantity < 0 ? sum - (worth.get(line)?.value ?? 0n) : sum), 0n)
      const come = lines.filter(({ quantity }) => quantity > 0)
      const made =
        kind === 'production'
          ? shared(
              taken,
              come.map(({ quantity }) => quantity),
            )
          : []
      for (const [at, line] of come.entries()) {
        const value = made[at] ?? broughtBack(movements, line, worth) ?? line.given ?? 0n
        worth.set(line, putIn(poolAt(branch, line.item), line.item.method, line, value))
      }
    }
    after(movement, places)
  }
  return { worth, pools, places }
}

/** Of what left, those that came back are worth their parts, in the order in which their returns were written. */
function broughtBack(
  movements: readonly NaiveMovement[],
  line: NaiveLine,
  worth: ReadonlyMap<NaiveLine, NaiveWorth>,
): bigint | undefined {
  if (line.of === undefined) return undefined
  const left = line.of.movement.lines[line.of.line]
  const cost = left === undefined ? undefined : worth.get(left)
  if (left === undefined || cost === undefined) throw new Error('something came back before it left')
  let before = 0
  for (const one of [...movements].sort((a, b) => a.written - b.written).flatMap(({ lines }) => lines)) {
    if (one === line) break
    if (one.of?.movement === line.of.movement && one.of.line === line.of.line) before += one.quantity
  }
  const out = -left.quantity
  return part(-cost.value, before + line.quantity, out) - part(-cost.value, before, out)
}

/**
 * Whether places stay at zero or above, from a movement on, wherever it took something. Places that may go below are `lenient`;
 * those of serials never hold two.
 */
export function standsFrom(
  movements: readonly NaiveMovement[],
  movement: NaiveMovement,
  lenient: (line: NaiveLine) => boolean,
): boolean {
  const change = new Map<string, number>()
  for (const line of movement.lines) {
    // There is no single thing that is less than not there.
    if (lenient(line) && line.serial === undefined) continue
    for (const place of placesOf(movement.branch, line)) change.set(place, (change.get(place) ?? 0) + line.quantity)
  }
  let begun = false
  let stands = true
  countPlaces(movements, (at, places) => {
    begun ||= at === movement
    if (!begun) return
    for (const [place, by] of change) {
      const held = places.get(place) ?? 0
      if (by < 0 && held < 0) stands = false
    }
    if (!stands) return
    for (const { item, serial } of movement.lines) {
      if (serial === undefined) continue
      const lead = `${movement.branch} ${item.code} `
      const held = [...places]
        .filter(([place]) => place.startsWith(lead) && place.endsWith(` serial ${serial}`))
        .reduce((sum, [, count]) => sum + count, 0)
      if (held < 0 || held > 1) stands = false
    }
  })
  return stands
}

/** Places alone, without what anything is worth. */
function countPlaces(
  movements: readonly NaiveMovement[],
  after: (movement: NaiveMovement, places: ReadonlyMap<string, number>) => void,
): void {
  const places = new Map<string, number>()
  for (const movement of inOrder(movements)) {
    for (const line of movement.lines) {
      for (const place of placesOf(movement.branch, line)) places.set(place, (places.get(place) ?? 0) + line.quantity)
    }
    after(movement, places)
  }
}
