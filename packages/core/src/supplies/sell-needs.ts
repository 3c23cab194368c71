/** Lines are sold: what they need is kept with them, and promised to them. */
import type { CommandContext } from '../engine/context.ts'
import {
  defaultLocationCode,
  inventoryLocations,
  type LocationRow,
  MovementInvalid,
  requireLocation,
} from '../inventory/index.ts'
import type { LinesSold, OrderLineRow } from '../orders/index.ts'
import { addMillis } from '../values/instant.ts'
import { type ItemNeed, needsOfLine, unitsFor } from './item-needs.ts'
import { needsBook } from './needs-book.ts'
import { promise, promiseWanted, promisingIn } from './promises.ts'
import { suppliesSettings } from './settings.ts'
import { suppliesLineNeeds } from './tables.ts'
import { unpaidHolds } from './unpaid-holds.ts'

interface LinesNeeding extends Pick<LinesSold, 'lines'> {
  readonly order: Pick<LinesSold['order'], 'id' | 'branch'>
}

interface Needed {
  readonly line: OrderLineRow
  readonly version: number
  readonly need: ItemNeed
}

const millisInHour = 3_600_000
/** The most units of one item that a line may need. */
const mostUnits = 1_000_000_000

/** No statement where nothing is needed; locations, the needs, and what is promised otherwise, for any number of lines. */
export async function keepNeeds(context: CommandContext, { order, lines }: LinesNeeding): Promise<void> {
  const { items } = await context.settings(needsBook)
  const needed = lines.flatMap((line): Needed[] => {
    const kept = line.itemId !== null && Object.hasOwn(items, line.itemId) ? items[line.itemId] : undefined
    if (kept === undefined) return []
    return needsOfLine(kept.needs, line).map((need) => ({ line, version: kept.version, need }))
  })
  if (needed.length === 0) return
  const { branch } = order
  const locationOf = await locationsOf(
    context,
    branch,
    needed.map(({ need }) => need.location),
  )
  const rows = needed.map(({ line, version, need }) => {
    const wanted = unitsFor(need.quantity, line.quantity)
    if (wanted > mostUnits) {
      const rule = `must need at most ${mostUnits} of "${need.item}"`
      throw MovementInvalid.create({ line: line.line, rule, value: String(wanted) })
    }
    return {
      id: context.newId(),
      branch,
      lineId: line.id,
      needsVersion: version,
      itemId: need.itemId,
      locationId: locationOf(need.location).id,
      perSold: need.quantity,
      stage: need.stage ?? null,
      reserves: need.reserve,
      beyondStock: need.beyondStock,
      wanted,
      taken: 0,
      outstanding: wanted,
      redone: 0,
      again: 0,
      closed: false,
      lapsed: false,
    }
  })
  const kept = context.store.insertAll(suppliesLineNeeds, rows)
  const lineOf = new Map(lines.map((line) => [line.id, line]))
  const wanted = kept.flatMap((need, at) => {
    const line = lineOf.get(need.lineId)
    const quantity = promiseWanted({ need })
    const location = locationOf(needed[at]?.need.location)
    return line === undefined || quantity === 0 ? [] : [{ need, line, quantity, partly: need.beyondStock, location }]
  })
  if (wanted.length === 0) return
  await promise(context, wanted)
  const { unpaidHoldHours } = await context.settings(suppliesSettings)
  if (unpaidHoldHours === null) return
  const at = addMillis(context.now, unpaidHoldHours * millisInHour)
  context.schedule(unpaidHolds, { orderId: order.id, lineIds: [...new Set(kept.map(({ lineId }) => lineId))] }, { at })
}

/** The location of each code in a branch; its usual one where it has none of that code. One statement where they stand. */
export async function locationsOf(context: CommandContext, branch: string, wanted: readonly (string | undefined)[]) {
  const codes = new Set(wanted.map((code) => code ?? defaultLocationCode))
  const where = { branch, code: { in: [...codes, defaultLocationCode] } }
  const rows = await context.store.find(inventoryLocations, { where, limit: 'all' })
  const found = new Map(rows.map((row) => [row.code, row]))
  const isUsual = [...codes].some((code) => code === defaultLocationCode || !found.has(code))
  if (isUsual && !found.has(defaultLocationCode)) {
    found.set(defaultLocationCode, await requireLocation(promisingIn(context, branch), undefined))
  }
  return (code: string | undefined): LocationRow => {
    const row = found.get(code ?? defaultLocationCode) ?? found.get(defaultLocationCode)
    if (row === undefined) throw new Error(`branch "${branch}" has no location`)
    return row
  }
}
