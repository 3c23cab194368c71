/** Moves stock: the one way by which quantity and value change, for this room and for rooms above. */
import type { CommandContext } from '../engine/context.ts'
import { type Instant, instantFromMillis, millisOf } from '../values/instant.ts'
import { checkLines, type LineInPlace } from './check-lines.ts'
import { chooseLots } from './choose-lots.ts'
import { MovementInFuture, MovementInvalid } from './errors.ts'
import { holdPools, type ItemsById } from './hold-pools.ts'
import { moving, stockPosted } from './hook-points.ts'
import { type Keeping, keptCounts } from './kept-counts.ts'
import { putInPlace } from './lines-in-place.ts'
import { fulfilReservations, moveStock } from './move-stock.ts'
import type { KeptMovement, MovementDraft, PostedMovement } from './movement-draft.ts'
import { readPast } from './past.ts'
import { keepPriceCorrections } from './price-corrections.ts'
import { reachedItems } from './reached-items.ts'
import { keepReplayed, recomputeFrom } from './recompute.ts'
import type { Replayed } from './replay.ts'
import type { PoolRow } from './tables.ts'
import { layerKey } from './valuation.ts'
import { valueLines } from './value-lines.ts'
import { bookingDate, writeMovement } from './write-movement.ts'

const mostLines = 500

/**
 * Moves stock within the caller's command: locks the items' pools in the order of their keys, refuses what is not there, values
 * what leaves, books it, and keeps the facts. Of the past (`at`) it is dated back: what later movements cost is worked out anew,
 * and booked as corrections. About fourteen statements of any number of lines that are not dated back.
 *
 * @throws STOCK_SHORT, STOCK_BACKDATED_SHORT, STOCK_FROZEN, STOCK_ITEM_INACTIVE, STOCK_LOCATION_INVALID, STOCK_ACCOUNT_REFUSED, MOVEMENT_INVALID,
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
  await context.raise(moving, { kind, branch, at: asSaid, draft, items })
  await fulfilReservations(context, asked)
  const held = await holdPools(context, [...items.keys(), ...(await reachedItems(context, draft))])
  const pools = new Map([...held].filter(([itemId]) => items.has(itemId)))
  const at = draft.at ?? afterAll(pools, now)
  const lines = await chooseLots(context, { kind, date: businessDate }, asked)
  const movementId = context.newId()
  const kept = await keptCounts(context, { draft, at, lines })
  const serials = await moveStock(
    context,
    draft,
    lines,
    kept.flatMap((keeping) => keeping.lines),
  )
  const past = await readPast(context, { movementId, kind, at, businessDate, lines, pools, kept })
  const valued = await valueLines(context, { kind, movementId, at, lines, items, pools, serials, past, kept })
  const bookedOn = await bookingDate(context, businessDate)
  const corrected = await keepPriceCorrections(context, { draft, movementId, lines, bookedOn })
  const written = await writeMovement(
    context,
    { draft, movementId, at, businessDate, bookedOn },
    valued,
    corrected?.entryId,
  )
  const valueChanges = corrected?.changes
  const replayed = await recomputeFrom(context, { written: written.lines, kept, serials, past, valueChanges })
  const posted = {
    ...written,
    kept: await writeKept(context, kept, replayed.values),
    corrections: await keepReplayed(context, written.movement, replayed),
  }
  await context.raise(stockPosted, { draft, posted })
  return posted
}

async function writeKept(
  context: CommandContext,
  kept: readonly Keeping[],
  values: Replayed['values'],
): Promise<readonly KeptMovement[]> {
  const movements: KeptMovement[] = []
  for (const { count, movementId, at, businessDate, draft, lines } of kept) {
    const valued = lines.map((line, index) => {
      const worth = values.get(layerKey(movementId, index + 1))
      if (worth === undefined) throw new Error(`line ${index + 1} of what is kept at ${at} was not valued`)
      return { line, ...worth }
    })
    const bookedOn = await bookingDate(context, businessDate)
    movements.push({
      count,
      ...(await writeMovement(context, { draft, movementId, at, businessDate, bookedOn }, valued)),
    })
  }
  return movements
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

/**
 * When something counts as having happened that is said to happen now: after all that its pools have seen. Who waited for their locks
 * began before those for whom it waited, and the clocks of several processes differ: neither is dating back.
 */
function afterAll(pools: ReadonlyMap<string, PoolRow>, now: Instant): Instant {
  const last = Math.max(...[...pools.values()].map((pool) => pool.lastAt))
  return millisOf(now) > last ? now : instantFromMillis(last + 1)
}
