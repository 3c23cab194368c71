/** Moves stock: the one way by which quantity and value change, for this room and for rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { type Token, token } from '../engine/tokens.ts'
import { announceFact, openDateFrom, recordFact } from '../ledger/index.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import { defineNumberSequence, type NumberSequence } from '../values/number-sequence.ts'
import { addToTotals } from './add-totals.ts'
import { movementSums, postStockEntry } from './book-movement.ts'
import { checkLines, type LineInPlace } from './check-lines.ts'
import { chooseLots } from './choose-lots.ts'
import { MovementInFuture, MovementInvalid } from './errors.ts'
import { stockMoved } from './events.ts'
import { holdPools, type ItemsById } from './hold-pools.ts'
import { datedBack, moving, stockPosted } from './hook-points.ts'
import { putInPlace } from './lines-in-place.ts'
import type { MovementDraft, PostedMovement } from './movement-draft.ts'
import { fulfilReservations, moveStock } from './move-stock.ts'
import { readPast } from './past.ts'
import { keepPriceCorrections } from './price-corrections.ts'
import { reachedItems } from './reached-items.ts'
import { recomputeFrom } from './recompute.ts'
import { inventoryCosts, inventoryLines, inventoryMovements, type PoolRow } from './tables.ts'
import { type ValuedLine, valueLines } from './value-lines.ts'

/** The numbers of vouchers: `Smain-26-00007` unless the host provides its own. */
export const movementNumbersToken: Token<NumberSequence> = token<NumberSequence>('calotype.movement-numbers')

export const houseMovementNumbers: NumberSequence = defineNumberSequence({
  name: 'stock-movements',
  pattern: 'S{branch}-{yy}-{n:5}',
  resets: 'year',
})

const mostLines = 500

/**
 * Moves stock within the caller's command: locks the items' pools in the order of their keys, refuses what is not there, values
 * what leaves, books it, and keeps the facts. Of the past (`at`) it is dated back: what later movements cost is worked out anew,
 * and booked as corrections. About fourteen statements of any number of lines that are not dated back.
 *
 * @throws STOCK_SHORT, STOCK_BACKDATED_SHORT, STOCK_FROZEN, STOCK_ITEM_INACTIVE, STOCK_LOCATION_INVALID, MOVEMENT_INVALID,
 * MOVEMENT_IN_FUTURE, MOVEMENT_UNKNOWN, MOVEMENT_NOT_REVERSIBLE, LOT_INVALID, SERIAL_INVALID, RESERVATION_UNKNOWN,
 * RESERVATION_SETTLED, PERMISSION_MISSING (inventory.backdate), PERIOD_CLOSED, VETOED
 */
export async function postMovement(context: CommandContext, draft: MovementDraft): Promise<PostedMovement> {
  const { branch, now } = context
  const { kind } = draft
  const asSaid = draft.at ?? now
  if (asSaid > now) throw MovementInFuture.create({ at: asSaid, now })
  const businessDate = draft.at === undefined ? context.businessDate : context.studio.days(branch).dateOf(draft.at)
  // A stocktake is dated when it was counted: who may post it may do that.
  if (businessDate < context.businessDate && draft.stocktakeId === undefined) context.demand('inventory.backdate')
  const { lines: asked, items } = await linesInPlace(context, draft)
  await context.raise(moving, { kind, branch, at: asSaid, draft })
  await fulfilReservations(context, asked)
  const held = await holdPools(context, [...items.keys(), ...(await reachedItems(context, draft))])
  const pools = new Map([...held].filter(([itemId]) => items.has(itemId)))
  const at = draft.at ?? afterAll(pools, now)
  const lines = await chooseLots(context, { kind, date: businessDate }, asked)
  const movementId = context.newId()
  const serials = await moveStock(context, kind, lines)
  const past = await readPast(context, { movementId, kind, at, businessDate, lines, pools })
  const valued = await valueLines(context, { kind, movementId, at, lines, items, pools, serials, past })
  // In the books of a closed day nothing changes: it is booked today.
  const isOpen = (await openDateFrom(context, businessDate)) === businessDate
  const bookedOn = isOpen ? businessDate : context.businessDate
  const corrected = await keepPriceCorrections(context, { draft, movementId, lines, bookedOn })
  const entryId =
    corrected?.entryId ??
    (await postStockEntry(context, {
      kind,
      bookedOn,
      sums: movementSums(draft, valued),
      dimensions: {
        orderId: draft.orderId,
        customerId: draft.customerId,
        category: draft.category,
        shootType: draft.shootType,
      },
      memo: draft.reason,
    }))
  const place = { movementId, businessDate, bookedOn, at, entryId }
  const movement = await keepVoucher(context, draft, place)
  const kept = keepLines(context, draft, place, valued)
  addToTotals(
    context,
    kept.map((row, index) => ({ ...row, value: row.value - (valued[index]?.variance ?? 0n) })),
  )
  if (at < now) await context.raise(datedBack, { branch, movementId, draft, lines: kept })
  const { corrections } = await recomputeFrom(context, { movement, kept, past, valueChanges: corrected?.changes })
  const moved = kept.map(({ itemId, locationId, quantity }) => ({ itemId, locationId, quantity }))
  context.emit(stockMoved, { movementId, kind, number: movement.number, orderId: draft.orderId ?? null, lines: moved })
  const posted = { movement, lines: kept, corrections }
  await context.raise(stockPosted, { draft, posted })
  return posted
}

interface Places {
  readonly lines: readonly LineInPlace[]
  readonly items: ItemsById
}

async function linesInPlace(context: CommandContext, draft: MovementDraft): Promise<Places> {
  if (draft.lines.length === 0 || draft.lines.length > mostLines) {
    const rule = `must be one of 1 to ${mostLines}`
    throw MovementInvalid.create({ line: draft.lines.length, rule, value: `${draft.lines.length} lines` })
  }
  const lines = await putInPlace(context, draft.lines)
  checkLines(draft, lines, context.studio)
  return { lines, items: new Map(lines.map(({ item }) => [item.id, item])) }
}

interface VoucherPlace {
  readonly movementId: string
  readonly businessDate: string
  readonly bookedOn: string
  readonly at: Instant
  readonly entryId: string | null
}

async function keepVoucher(context: CommandContext, draft: MovementDraft, place: VoucherPlace) {
  const { movementId, businessDate, bookedOn, at, entryId } = place
  const sequence = context.resolve(movementNumbersToken)
  const [numbers] = await context.numbers([{ sequence, date: businessDate }])
  return recordFact(context, inventoryMovements, {
    id: movementId,
    branch: context.branch,
    kind: draft.kind,
    number: numbers?.[0] ?? movementId,
    at,
    businessDate,
    bookedOn,
    recordedAt: context.now,
    actor: context.actor,
    approver: draft.approver ?? null,
    reason: draft.reason ?? null,
    reference: draft.reference ?? null,
    orderId: draft.orderId ?? null,
    orderLineId: draft.orderLineId ?? null,
    supplierId: draft.supplierId ?? null,
    correctsId: draft.correctsId ?? null,
    transferId: draft.transferId ?? null,
    entryId,
  })
}

function keepLines(context: CommandContext, draft: MovementDraft, place: VoucherPlace, valued: readonly ValuedLine[]) {
  const { movementId, businessDate, bookedOn, at, entryId } = place
  return valued.map(({ line, value, variance }, index) => {
    const row = recordFact(context, inventoryLines, {
      movementId,
      line: index + 1,
      branch: context.branch,
      itemId: line.itemId,
      locationId: line.locationId,
      kind: draft.kind,
      at,
      businessDate,
      bookedOn,
      quantity: line.quantity,
      currency: context.studio.currency,
      value,
      lotId: line.lotId ?? null,
      serialId: line.serialId ?? null,
      ofMovementId: line.of?.movementId ?? null,
      ofLine: line.of?.line ?? null,
      orderId: draft.orderId ?? null,
      orderLineId: draft.orderLineId ?? null,
      account: line.against ?? draft.against ?? null,
      category: draft.category ?? null,
      shootType: draft.shootType ?? null,
    })
    if (variance !== 0n) {
      const cost = context.store.insert(inventoryCosts, {
        id: context.newId(),
        branch: context.branch,
        itemId: line.itemId,
        movementId,
        line: index + 1,
        causeId: movementId,
        bookedOn,
        at: context.now,
        kind: 'short',
        currency: context.studio.currency,
        amount: -variance,
        entryId,
      })
      announceFact(context, inventoryCosts, cost)
    }
    return row
  })
}

/**
 * When something counts as having happened that is said to happen now: after all that its pools have seen. Who waited for their locks
 * began before those for whom it waited, and the clocks of several processes differ: neither is dating back.
 */
function afterAll(pools: ReadonlyMap<string, PoolRow>, now: Instant): Instant {
  const last = Math.max(...[...pools.values()].map((pool) => pool.lastAt))
  return millisOf(now) > last ? now : instantFromMillis(last + 1)
}
