/** What is promised to lines: brought to what they need. Promises are of the branch of the order, whoever works on it from wherever. */
import type { CommandContext } from '../engine/context.ts'
import {
  inventoryReservations,
  type LocationRow,
  type Promising,
  releaseReservations,
  type ReservationRow,
  reserveStock,
  StockShort,
} from '../inventory/index.ts'
import type { NeedOfLine } from './line-needs.ts'
import { outOfStock } from './out-of-stock.ts'

/** A command in the place of another branch, for what that one promises. */
export function promisingIn(context: CommandContext, branch: string): Promising {
  if (branch === context.branch) return context
  return {
    branch,
    store: context.store,
    now: context.now,
    actor: context.actor,
    newId: () => context.newId(),
    emit: (event, data, when) => context.emit(event, data, when),
    schedule: (job, input, options) => context.schedule(job, input, options),
  }
}

const placeOf = (of: { readonly itemId: string; readonly locationId: string }): string =>
  `${of.itemId} ${of.locationId}`

/** Whether something is to be promised to a need, and how much. Pure. */
export const promiseWanted = ({ need }: Pick<NeedOfLine, 'need'>): number =>
  need.reserves && !need.closed && !need.lapsed ? need.outstanding : 0

/** What is promised to lines and still open. One statement. */
export async function openPromises(
  { store }: Pick<CommandContext, 'store'>,
  lineIds: readonly string[],
): Promise<readonly ReservationRow[]> {
  if (lineIds.length === 0) return []
  const where = { orderLineId: { in: [...new Set(lineIds)] }, open: { gt: 0 } }
  return store.find(inventoryReservations, { where, orderBy: ['id'], limit: 'all' })
}

export interface ToPromise extends NeedOfLine {
  readonly quantity: number
  /** Promises as much as is there, where that is less. */
  readonly partly: boolean
  /** Its row, where the caller has read it in this command. */
  readonly location?: LocationRow | undefined
}

/**
 * Promises to new needs what they want: all of it or nothing, but for what may be sold beyond the stock. Four statements for any
 * number.
 *
 * @throws OUT_OF_STOCK
 */
export async function promise(context: CommandContext, wanted: readonly ToPromise[]): Promise<void> {
  for (const branch of new Set(wanted.map(({ need }) => need.branch))) {
    const own = wanted.filter(({ need, quantity }) => need.branch === branch && quantity > 0)
    const drafts = own.map(({ need, line, quantity, partly, location }) => ({
      itemId: need.itemId,
      locationId: need.locationId,
      location,
      quantity,
      partly,
      orderId: line.orderId,
      orderLineId: line.id,
    }))
    try {
      await reserveStock(promisingIn(context, branch), drafts)
    } catch (error) {
      if (StockShort.is(error)) throw await outOfStock(context, error, own)
      throw error
    }
  }
}

/**
 * Brings what is promised to what is still to be taken: gives back what is too much, and promises what is missing. One statement
 * where nothing is to be done.
 *
 * @param needs of a line and a thing all that it needs of it, since a promise does not say for which of them it is
 * @param partly promises what is missing as far as it is there, instead of refusing
 * @throws OUT_OF_STOCK
 */
export async function settlePromises(
  context: CommandContext,
  needs: readonly NeedOfLine[],
  { partly = () => false }: { readonly partly?: (of: NeedOfLine) => boolean } = {},
): Promise<void> {
  if (needs.length === 0) return
  const promises = await openPromises(
    context,
    needs.map(({ need }) => need.lineId),
  )
  const left = new Map(promises.map((row) => [row.id, row.open]))
  const missing: ToPromise[] = []
  for (const one of needs) {
    let wanted = promiseWanted(one)
    for (const row of promises) {
      if (row.orderLineId !== one.need.lineId || placeOf(row) !== placeOf(one.need)) continue
      const kept = Math.min(left.get(row.id) ?? 0, wanted)
      left.set(row.id, (left.get(row.id) ?? 0) - kept)
      wanted -= kept
    }
    if (wanted > 0) missing.push({ ...one, quantity: wanted, partly: partly(one) || one.need.beyondStock })
  }
  const places = new Set(needs.map(({ need }) => `${need.lineId} ${placeOf(need)}`))
  const surplus = promises.flatMap((row) => {
    const quantity = left.get(row.id) ?? 0
    if (quantity === 0 || !places.has(`${row.orderLineId} ${placeOf(row)}`)) return []
    return [{ branch: row.branch, reservationId: row.id, quantity }]
  })
  for (const branch of new Set(surplus.map((one) => one.branch))) {
    const releases = surplus.filter((one) => one.branch === branch)
    await releaseReservations(promisingIn(context, branch), { releases })
  }
  await promise(context, missing)
}
