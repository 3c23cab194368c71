/** What each line of a movement is worth, and what it leaves of the pools and their layers. */
import type { CommandContext } from '../engine/context.ts'
import { type Instant, millisOf } from '../values/instant.ts'
import { changeSerials } from './change-serials.ts'
import type { LineInPlace } from './check-lines.ts'
import { type ItemsById, poolCounters } from './hold-pools.ts'
import type { Keeping } from './kept-counts.ts'
import type { MovementKind } from './movement-draft.ts'
import type { Past } from './past.ts'
import { returnedCosts } from './returned-cost.ts'
import { inventoryLayers, inventoryPools, type PoolRow, type SerialRow } from './tables.ts'
import {
  layerKey,
  type Layer,
  type OpenPool,
  openPool,
  type PoolState,
  type ValuationMethod,
  sharesByQuantity,
} from './valuation.ts'

export interface ValuedLine {
  readonly line: LineInPlace
  readonly value: bigint
  /** Cost of goods that had left before they came: of lines at locations that allow less than nothing. */
  readonly variance: bigint
}

export interface Valuing {
  readonly kind: MovementKind
  readonly movementId: string
  readonly at: Instant
  readonly lines: readonly LineInPlace[]
  readonly items: ItemsById
  readonly pools: ReadonlyMap<string, PoolRow>
  readonly serials: ReadonlyMap<string, SerialRow>
  /** How those items stood before it that moved after it: they are valued by that. */
  readonly past: Past
  /** What comes with it, and is valued with all that happened since. */
  readonly kept: readonly Pick<Keeping, 'at' | 'lines'>[]
}

/** Values the lines in their order, and adds what changes to the pools and layers. One statement more where layers are kept. */
export async function valueLines(context: CommandContext, valuing: Valuing): Promise<readonly ValuedLine[]> {
  const { kind, lines } = valuing
  if (kind === 'move' || kind === 'priceCorrection') {
    touchPools(context, valuing)
    return lines.map((line) => ({ line, value: 0n, variance: 0n }))
  }
  const states = await openStates(context, valuing)
  const open = new Map([...states].map(([itemId, state]) => [itemId, openPool(methodOf(valuing, itemId), state)]))
  const valued = kind === 'production' ? producedValues(valuing, open) : await givenValues(context, valuing, open)
  keepStates(context, valuing, valued, open)
  keepLayers(context, valuing, states, open)
  await keepThings(context, valuing, valued)
  return valued
}

/** What a single thing costs that came in otherwise than bought. One statement for all that cost the same. */
function keepThings(context: CommandContext, valuing: Valuing, valued: readonly ValuedLine[]): Promise<void> {
  const changes = valued.flatMap(({ line, value: cost }) => {
    const row = valuing.serials.get(line.serialId ?? '')
    return row !== undefined && line.quantity > 0 && row.cost !== cost ? [[row.id, { cost }] as const] : []
  })
  return changeSerials(context, new Map(changes))
}

const methodOf = ({ items }: Valuing, itemId: string): ValuationMethod =>
  (items.get(itemId)?.valuation ?? 'average') as ValuationMethod

async function openStates(
  { store, branch }: CommandContext,
  valuing: Valuing,
): Promise<ReadonlyMap<string, PoolState>> {
  const { pools, lines, serials, past } = valuing
  const taken = lines.filter((line) => line.quantity < 0 && !past.has(line.itemId)).map((line) => line.itemId)
  const layered = [...new Set(taken)].filter((itemId) => methodOf(valuing, itemId) === 'fifo')
  const rows =
    layered.length === 0
      ? []
      : await store.find(inventoryLayers, {
          where: { branch, itemId: { in: layered }, open: 1 },
          orderBy: ['at', 'movementId', 'line'],
          limit: 'all',
        })
  const layers = new Map<string, Layer[]>()
  const addLayer = (itemId: string, layer: Layer) => layers.set(itemId, [...(layers.get(itemId) ?? []), layer])
  for (const row of rows) addLayer(row.itemId, { ...row, key: layerKey(row.movementId, row.line) })
  for (const { itemId, serialId, quantity } of lines) {
    const serial = serials.get(serialId ?? '')
    if (serial === undefined || quantity > 0) continue
    addLayer(itemId, { key: serial.id, quantity: 1, value: serial.cost, serialId: serial.id })
  }
  return new Map(
    [...pools].map(([itemId, { quantity, value, lastCost, lastUnits }]) => [
      itemId,
      past.get(itemId)?.opening ?? { quantity, value, lastCost, lastUnits, layers: layers.get(itemId) ?? [] },
    ]),
  )
}

type OpenPools = ReadonlyMap<string, OpenPool>

const step = ({ movementId }: Valuing, open: OpenPools, line: LineInPlace, at: number, value: bigint | undefined) => {
  const { itemId, quantity, serialId } = line
  const event = { key: layerKey(movementId, at + 1), quantity, value, serialId: serialId ?? null }
  const { value: worth, variance } = open.get(itemId)?.step(event) ?? { value: 0n, variance: 0n }
  return { line, value: worth, variance }
}

async function givenValues(context: CommandContext, valuing: Valuing, open: OpenPools): Promise<readonly ValuedLine[]> {
  const { kind, lines, serials, at } = valuing
  const back = kind === 'customerReturn' ? await returnedCosts(context, lines, at) : []
  return lines.map((line, index) => {
    // What is found again that has a serial costs what it cost.
    const cost = serials.get(line.serialId ?? '')?.cost
    const given = back[index] ?? line.value?.minor ?? (cost === 0n ? undefined : cost)
    return step(valuing, open, line, index, line.quantity > 0 ? given : undefined)
  })
}

/** What is made is worth what it took. */
function producedValues(valuing: Valuing, open: OpenPools): readonly ValuedLine[] {
  const { lines } = valuing
  const taken = lines.map((line, at) => (line.quantity < 0 ? step(valuing, open, line, at, undefined) : undefined))
  const cost = taken.reduce((sum, one) => sum - (one?.value ?? 0n), 0n)
  const made = lines.filter((line) => line.quantity > 0)
  const shares = made.length === 0 ? [] : sharesByQuantity(cost, made)
  return lines.map((line, at) => taken[at] ?? step(valuing, open, line, at, shares[made.indexOf(line)] ?? 0n))
}

function touchPools({ store }: CommandContext, valuing: Valuing): void {
  const none = { quantity: 0, value: 0n, lastCost: 0n, lastUnits: 0 }
  const rows = [...valuing.pools.values()].map((pool) => ({ ...pool, ...none, lastAt: laterBy(valuing, pool) }))
  store.accumulateLate(inventoryPools, rows, poolCounters)
}

/** By how many milliseconds the last of a pool comes later. */
function laterBy({ at, kept }: Valuing, pool: PoolRow): number {
  const own = kept.filter(({ lines }) => lines.some((line) => line.itemId === pool.itemId))
  return Math.max(...[at, ...own.map((keeping) => keeping.at)].map(millisOf), pool.lastAt) - pool.lastAt
}

function keepStates({ store }: CommandContext, valuing: Valuing, valued: readonly ValuedLine[], open: OpenPools): void {
  const { pools, past } = valuing
  const rows = [...pools.values()].map((pool) => {
    const lastAt = laterBy(valuing, pool)
    const state = open.get(pool.itemId)?.state()
    if (state === undefined || past.has(pool.itemId)) {
      // What comes last stays the last.
      const own = valued.filter(({ line }) => line.itemId === pool.itemId)
      const quantity = own.reduce((sum, { line }) => sum + line.quantity, 0)
      const value = own.reduce((sum, one) => sum + one.value - one.variance, 0n)
      return { ...pool, quantity, value, lastCost: 0n, lastUnits: 0, lastAt }
    }
    return {
      ...pool,
      quantity: state.quantity - pool.quantity,
      value: state.value - pool.value,
      lastCost: state.lastCost - pool.lastCost,
      lastUnits: state.lastUnits - pool.lastUnits,
      lastAt,
    }
  })
  store.accumulateLate(inventoryPools, rows, poolCounters)
}

/** Layers of what is dated back are worked out with all that came after. */
function keepLayers(
  { store, branch }: CommandContext,
  valuing: Valuing,
  before: ReadonlyMap<string, PoolState>,
  open: OpenPools,
): void {
  const { at, movementId, past } = valuing
  for (const [itemId, pool] of open) {
    if (methodOf(valuing, itemId) !== 'fifo' || past.has(itemId)) continue
    const place = { branch, itemId }
    const was = new Map((before.get(itemId)?.layers ?? []).map((layer) => [layer.key, layer]))
    const now = new Map(pool.state().layers.map((layer) => [layer.key, layer]))
    const changed = [...new Set([...was.keys(), ...now.keys()])].flatMap((key) => {
      const [one, other] = [was.get(key), now.get(key)]
      const quantity = (other?.quantity ?? 0) - (one?.quantity ?? 0)
      const value = (other?.value ?? 0n) - (one?.value ?? 0n)
      if (quantity === 0 && value === 0n) return []
      const [ofMovement = movementId, line = '1'] = key.split(':')
      const opened = (other === undefined || other.quantity === 0 ? 0 : 1) - (one === undefined ? 0 : 1)
      return [{ ...place, movementId: ofMovement, line: Number(line), at, quantity, value, open: opened }]
    })
    store.accumulateLate(inventoryLayers, changed, ['quantity', 'value', 'open'])
  }
}
