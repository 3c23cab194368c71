/** Takes out of the stock what lines need, at cost, and keeps which line of a movement met which need. */
import type { CommandContext } from '../engine/context.ts'
import {
  inventoryItems,
  inventoryLocations,
  type LocationRow,
  type MovementLineDraft,
  type MovementLineRow,
  type PostedMovement,
  postMovement,
  requireLocation,
  releaseReservations,
  type ReservationRow,
  type StockItemRow,
  StockShort,
} from '../inventory/index.ts'
import { countNeed, type NeedOfLine } from './line-needs.ts'
import { outOfStock } from './out-of-stock.ts'
import { openPromises, promisingIn } from './promises.ts'
import { inParts } from './split-takes.ts'
import { suppliesUses } from './tables.ts'

/** Where it is booked that work was done again which the customer does not pay for. */
export const wastageAccount = 'Wastage'

export type TakeKind = 'stage' | 'delivery' | 'redo'

export interface Take extends NeedOfLine {
  readonly kind: TakeKind
  readonly quantity: number
  /** The account that takes the cost; that of the item unless told. */
  readonly against?: string | undefined
  /** Single units that are taken, as many as the quantity. */
  readonly serialIds?: readonly string[] | undefined
  readonly lotId?: string | undefined
}

interface Drafted {
  readonly take: Take
  readonly draft: MovementLineDraft
}

/**
 * One movement for all of it (up to 500 lines of goods), at the branch that works: where that is not the branch of the order, its
 * usual location gives the goods, and what the other had promised is free. Statements: what a movement costs, items, locations and
 * promises.
 *
 * @throws OUT_OF_STOCK, and what `postMovement` throws
 */
export async function takeGoods(
  context: CommandContext,
  takes: readonly Take[],
  { movement, reason }: { readonly movement: 'issue' | 'consumption'; readonly reason?: string | undefined },
): Promise<void> {
  if (takes.length === 0) return
  const placed = await placesOf(context, takes)
  const drafted = await fulfilling(context, takes, placed)
  for (const part of inParts(drafted)) {
    const lines = part.map(({ draft }) => draft)
    const posted = await post(context, part, { kind: movement, lines, reason, ...commonOf(part) })
    keepUses(context, part, posted)
  }
  for (const { need, quantity, kind } of takes) {
    const by = kind === 'redo' ? { redone: quantity, again: quantity } : { taken: quantity, outstanding: -quantity }
    countNeed(context, need, by)
  }
}

interface Placed {
  readonly item: StockItemRow | undefined
  readonly location: LocationRow | undefined
}

/** Items and locations of what is taken: two statements, and one where goods are given out by another branch. */
async function placesOf(context: CommandContext, takes: readonly Take[]): Promise<(take: Take) => Placed> {
  const { store, branch } = context
  const ids = (of: (take: Take) => string) => ({ id: { in: [...new Set(takes.map(of))] } })
  const rows = await store.find(inventoryItems, { where: ids(({ need }) => need.itemId), limit: 'all' })
  const items = new Map(rows.map((row) => [row.id, row]))
  const own = takes.filter(({ need }) => need.branch === branch)
  const where = { id: { in: [...new Set(own.map(({ need }) => need.locationId))] } }
  const found = own.length === 0 ? [] : await store.find(inventoryLocations, { where, limit: 'all' })
  const locations = new Map(found.map((row) => [row.id, row]))
  const usual = own.length === takes.length ? undefined : await requireLocation(context, undefined)
  return ({ need }) => ({
    item: items.get(need.itemId),
    location: need.branch === branch ? locations.get(need.locationId) : usual,
  })
}

/** The lines of the movement, with the promises that they fulfil. */
async function fulfilling(
  context: CommandContext,
  takes: readonly Take[],
  placed: (take: Take) => Placed,
): Promise<readonly Drafted[]> {
  const promised = takes.filter(({ need, kind }) => need.reserves && kind !== 'redo')
  const promises = await openPromises(
    context,
    promised.map(({ need }) => need.lineId),
  )
  const left = new Map(promises.map((row) => [row.id, row.open]))
  const elsewhere: { row: ReservationRow; quantity: number }[] = []
  const drafted = takes.map((take): Drafted[] => {
    const { need, line, quantity, kind, serialIds, lotId, against } = take
    const { item, location } = placed(take)
    const locationId = location?.id ?? need.locationId
    const draft = (units: number, more: Partial<MovementLineDraft>): Drafted => ({
      take,
      draft: {
        itemId: need.itemId,
        locationId,
        item,
        location,
        quantity: -units,
        orderId: line.orderId,
        orderLineId: line.id,
        category: line.category,
        ...(line.shootType === null ? {} : { shootType: line.shootType }),
        ...(against === undefined ? {} : { against }),
        ...more,
      },
    })
    const fulfils: { reservationId: string; quantity: number }[] = []
    let open = kind === 'redo' ? 0 : quantity
    for (const row of promises) {
      if (row.orderLineId !== need.lineId || row.itemId !== need.itemId || row.locationId !== need.locationId) continue
      const part = Math.min(left.get(row.id) ?? 0, open)
      if (part === 0) continue
      left.set(row.id, (left.get(row.id) ?? 0) - part)
      open -= part
      if (row.locationId === locationId) fulfils.push({ reservationId: row.id, quantity: part })
      else elsewhere.push({ row, quantity: part })
    }
    if (serialIds === undefined) return [draft(quantity, { lotId, fulfils })]
    const units = fulfils.flatMap(({ reservationId, quantity: many }) => new Array<string>(many).fill(reservationId))
    return serialIds.map((serialId, at) => {
      const reservationId = units[at]
      const met = reservationId === undefined ? [] : [{ reservationId, quantity: 1 }]
      return draft(1, { serialId, fulfils: met })
    })
  })
  for (const branch of new Set(elsewhere.map(({ row }) => row.branch))) {
    const own = elsewhere.filter(({ row }) => row.branch === branch)
    const releases = own.map(({ row, quantity }) => ({ reservationId: row.id, quantity }))
    await releaseReservations(promisingIn(context, branch), { releases })
  }
  return drafted.flat()
}

/** What the voucher says of all of its lines. */
function commonOf(part: readonly Drafted[]) {
  const one = (values: readonly string[]) => {
    const [first, ...others] = new Set(values)
    return others.length === 0 ? first : undefined
  }
  return {
    orderId: one(part.map(({ take }) => take.line.orderId)),
    orderLineId: one(part.map(({ take }) => take.line.id)),
    customerId: one(part.map(({ take }) => take.line.customerId)),
  }
}

async function post(
  context: CommandContext,
  part: readonly Drafted[],
  draft: Parameters<typeof postMovement>[1],
): Promise<PostedMovement> {
  try {
    return await postMovement(context, draft)
  } catch (error) {
    if (!StockShort.is(error)) throw error
    throw await outOfStock(
      context,
      error,
      part.map(({ take }) => take),
    )
  }
}

/** A line that takes from several lots has become several: they follow each other. */
function keepUses(context: CommandContext, part: readonly Drafted[], { lines }: PostedMovement): void {
  let at = 0
  for (const { take, draft } of part) {
    let left = -draft.quantity
    while (left > 0) {
      const row: MovementLineRow | undefined = lines[at++]
      if (row === undefined) throw new Error(`a line of movement for "${take.need.lineId}" is missing`)
      left += row.quantity
      context.store.insert(suppliesUses, {
        movementId: row.movementId,
        movementLine: row.line,
        branch: take.need.branch,
        needId: take.need.id,
        lineId: take.need.lineId,
        kind: take.kind,
        quantity: -row.quantity,
        takenBy: row.movementId,
        takenLine: row.line,
        at: context.now,
      })
    }
  }
}
