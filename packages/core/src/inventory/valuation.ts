/**
 * What goods in stock are worth, and what those cost that leave it. Pure: no I/O.
 *
 * All values are whole minor units of one currency, in bigints. Of everything that happens to a pool, to the last minor unit:
 * what came in − what went out − variances = what the rest is worth.
 */
import { allocateByWeights } from '../values/allocation.ts'
import { divideRounded } from '../values/rounding.ts'

/**
 * - `average` what leaves costs the mean of what is there (moving average by value)
 * - `fifo` what came first leaves first
 * - `specific` each thing has its serial, and costs what it cost
 */
export type ValuationMethod = 'average' | 'fifo' | 'specific'

/** What is left of one receipt. */
export interface Layer {
  readonly key: string
  readonly quantity: number
  readonly value: bigint
  readonly serialId?: string | null
}

/** An item in a branch, as its movements so far have left it. */
export interface PoolState {
  /** Below zero where more was taken than is known to have been there. */
  readonly quantity: number
  /** Below zero only where the quantity is: what was booked so far as the cost of what was short. */
  readonly value: bigint
  /** What came in last was worth this, for `lastUnits` units: the cost of what is taken beyond the stock. */
  readonly lastCost: bigint
  /** 0 before anything came in; taking beyond the stock costs nothing then, until goods come in. */
  readonly lastUnits: number
  /**
   * Of `fifo` the open layers, the oldest first; of `specific` one a serial; of `average` none. To apply one event it is enough to
   * give those that the event can reach.
   */
  readonly layers: readonly Layer[]
}

/** How layers and events are named: by the line that brought the goods. */
export const layerKey = (movementId: string, line: number): string => `${movementId}:${line}`

export const emptyPool: PoolState = Object.freeze({ quantity: 0, value: 0n, lastCost: 0n, lastUnits: 0, layers: [] })

export interface PoolEvent {
  /** The name of the line, and of the layer that it makes. */
  readonly key: string
  /** Above zero in, below zero out; zero for a change of what the goods are worth that are there. */
  readonly quantity: number
  /** Of what comes in (zero or above) and of a change. Undefined of what comes in: as much as the stock is worth a unit. */
  readonly value?: bigint | undefined
  /** Needed of `specific`, where each line is one thing. */
  readonly serialId?: string | null | undefined
}

export interface Applied {
  readonly state: PoolState
  /** What the line is worth: above zero in, below zero out. */
  readonly value: bigint
  /**
   * The cost of goods that had left the stock before they had come: above zero where they turn out to cost more than was booked
   * when they left, below zero for less. The line that brings it keeps its value, and this much of it is cost and not stock.
   */
  readonly variance: bigint
}

/** What one event comes to, and what it leaves. */
export function apply(method: ValuationMethod, state: PoolState, event: PoolEvent): Applied {
  const pool = openPool(method, state)
  const { value, variance } = pool.step(event)
  return { state: pool.state(), value, variance }
}

export interface Replayed {
  /** By the key of the event. */
  readonly values: ReadonlyMap<string, bigint>
  /** By the key of the event; only those that are not zero. */
  readonly variances: ReadonlyMap<string, bigint>
  readonly closing: PoolState
}

/** What a run of events comes to, in the order given. */
export function replay(method: ValuationMethod, opening: PoolState, events: Iterable<PoolEvent>): Replayed {
  const pool = openPool(method, opening)
  const values = new Map<string, bigint>()
  const variances = new Map<string, bigint>()
  for (const event of events) {
    const { value, variance } = pool.step(event)
    values.set(event.key, value)
    if (variance !== 0n) variances.set(event.key, variance)
  }
  return { values, variances, closing: pool.state() }
}

/** Some units of many that have a value in all: the rest is worth what is left. */
export function shareOf(value: bigint, units: number, of: number): bigint {
  return units === of ? value : divideRounded(value * BigInt(units), BigInt(of), 'half-up')
}

/** What is made is worth what it took, shared by quantity to the last minor unit. */
export const sharesByQuantity = (cost: bigint, made: readonly { readonly quantity: number }[]): readonly bigint[] =>
  allocateByWeights(
    cost,
    made.map(({ quantity }) => BigInt(quantity)),
  )

/** A pool that changes in place, so that a long run of events costs no copies. */
export interface OpenPool {
  step(event: PoolEvent): { readonly value: bigint; readonly variance: bigint }
  state(): PoolState
}

/** What is on hand; what is short is nobody's. The methods differ in this alone. */
interface OnHand {
  put(event: PoolEvent, quantity: number, value: bigint): void
  /** What so many units cost of what is there. */
  take(event: PoolEvent, quantity: number): bigint
  /** Adds to the value of what is there; answers by how much it did, which is less where nothing would be left. */
  revalue(event: PoolEvent, by: bigint): bigint
  layers(): readonly Layer[]
}

const methods: Record<ValuationMethod, (opening: PoolState) => OnHand> = { average, fifo, specific }

/** A pool that takes events one by one. */
export function openPool(method: ValuationMethod, opening: PoolState): OpenPool {
  let { quantity, value, lastCost, lastUnits } = opening
  const onHand = methods[method](opening)

  const atLastCost = (units: number): bigint => (lastUnits === 0 ? 0n : shareOf(lastCost, units, lastUnits))

  const come = (event: PoolEvent) => {
    const units = event.quantity
    const atMean = method === 'average' && quantity > 0
    const worth = event.value ?? (atMean ? shareOf(value, units, quantity) : atLastCost(units))
    if (worth < 0n) throw new RangeError(`"${event.key}" brings goods into stock that are worth ${worth}`)
    const short = Math.max(-quantity, 0)
    const late = Math.min(short, units)
    // Of what had left already: booked at a guess when it left, and known now.
    const booked = late === 0 ? 0n : shareOf(-value, late, short)
    const known = late === 0 ? 0n : shareOf(worth, late, units)
    const variance = known - booked
    if (units > late) onHand.put(event, units - late, worth - known)
    quantity += units
    value += worth - variance
    lastCost = worth
    lastUnits = units
    return { value: worth, variance }
  }

  const leave = (event: PoolEvent) => {
    const units = -event.quantity
    const there = Math.min(units, Math.max(quantity, 0))
    const cost = (there === 0 ? 0n : onHand.take(event, there)) + atLastCost(units - there)
    quantity -= units
    value -= cost
    return { value: -cost, variance: 0n }
  }

  const change = (event: PoolEvent) => {
    const by = event.value ?? 0n
    const stays = quantity > 0 ? onHand.revalue(event, by) : 0n
    value += stays
    return { value: by, variance: by - stays }
  }

  return {
    step: (event) => (event.quantity > 0 ? come(event) : event.quantity < 0 ? leave(event) : change(event)),
    state: () => ({ quantity, value, lastCost, lastUnits, layers: onHand.layers() }),
  }
}

/** By how much a value can change without falling below zero. */
const within = (value: bigint, by: bigint): bigint => (by < -value ? -value : by)

function average(opening: PoolState): OnHand {
  let quantity = Math.max(opening.quantity, 0)
  let value = quantity === 0 ? 0n : opening.value
  return {
    put: (_, units, worth) => {
      quantity += units
      value += worth
    },
    take: (_, units) => {
      const cost = shareOf(value, units, quantity)
      quantity -= units
      value -= cost
      return cost
    },
    revalue: (_, by) => {
      const stays = within(value, by)
      value += stays
      return stays
    },
    layers: () => [],
  }
}

function fifo(opening: PoolState): OnHand {
  const layers = opening.layers.map((layer) => ({ ...layer }))
  let first = 0
  return {
    put: ({ key }, quantity, value) => {
      layers.push({ key, quantity, value })
    },
    take: ({ key }, quantity) => {
      let cost = 0n
      for (let left = quantity; left > 0; ) {
        const layer = layers[first]
        if (layer === undefined) throw new RangeError(`"${key}" takes ${left} more than the layers hold`)
        const units = Math.min(left, layer.quantity)
        const part = shareOf(layer.value, units, layer.quantity)
        layer.quantity -= units
        layer.value -= part
        cost += part
        left -= units
        if (layer.quantity === 0) first += 1
      }
      return cost
    },
    // What came in last: whoever knows which receipt it was replays from there, with its new value.
    revalue: (_, by) => {
      const layer = layers.at(-1)
      if (layer === undefined || layers.length === first) return 0n
      const stays = within(layer.value, by)
      layer.value += stays
      return stays
    },
    layers: () => layers.slice(first),
  }
}

function specific(opening: PoolState): OnHand {
  const things = new Map(opening.layers.map((layer) => [layer.serialId, layer]))
  return {
    put: ({ key, serialId }, quantity, value) => {
      if (quantity !== 1 || !serialId || things.has(serialId)) {
        throw new RangeError(`"${key}" must bring one thing with a serial that is not there`)
      }
      things.set(serialId, { key, quantity, value, serialId })
    },
    take: ({ key, serialId }, quantity) => {
      const thing = things.get(serialId)
      if (quantity !== 1 || thing === undefined) throw new RangeError(`"${key}" must take one thing that is there`)
      things.delete(serialId)
      return thing.value
    },
    revalue: ({ serialId }, by) => {
      const thing = things.get(serialId)
      if (thing === undefined) return 0n
      const stays = within(thing.value, by)
      things.set(serialId, { ...thing, value: thing.value + stays })
      return stays
    },
    layers: () => [...things.values()],
  }
}
