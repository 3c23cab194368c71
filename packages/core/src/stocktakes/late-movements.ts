/**
 * What was counted stands: where a movement is dated before a count that was posted, the stock at the count stays as it was seen,
 * and its difference changes by what was dated back.
 */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import {
  type DatedBack,
  datedBack,
  holdPools,
  inventorySerials,
  type MovementDraft,
  type Moving,
  movingStock,
  postMovement,
} from '../inventory/index.ts'
import { recordFact } from '../ledger/index.ts'
import type { Instant } from '../values/instant.ts'
import { isExact, withUnit } from './count-difference.ts'
import { keptDifference } from './counted-line.ts'
import { countKept } from './events.ts'
import { firstCounts, type LateLine } from './first-counts.ts'
import { type CountedLineRow, stocktakesLate, stocktakesLines } from './tables.ts'

/** What keeps a count as it was seen, and is itself dated back. Nobody makes up for that. */
const keeping = new WeakSet<MovementDraft>()

/** A movement that keeps a count, and the line that it is for. */
interface Kept {
  readonly row: CountedLineRow
  readonly line: LateLine
  readonly movementId: string
  readonly value: bigint
}

/** What was posted ahead of a movement, until its own id is known. */
const ahead = new WeakMap<MovementDraft, Kept[]>()

async function postedCounts({ store }: CommandContext, lines: readonly LateLine[], at: Instant) {
  return store.find(stocktakesLines, {
    where: {
      itemId: { in: [...new Set(lines.map((line) => line.itemId))] },
      locationId: { in: [...new Set(lines.map((line) => line.locationId))] },
      isPosted: true,
      asOf: { gt: at },
    },
    orderBy: ['asOf', 'countId', 'itemId', 'locationId', 'lotId'],
    limit: 'all',
  })
}

/**
 * Before the movement: what goes out late is there again at the count, and so it can be taken though less may be left by now. Of a
 * unit that is still in stock, and of what names no lot, that is done after it.
 */
async function keepAhead(context: CommandContext, { at, draft }: Moving): Promise<void> {
  if (at >= context.now || keeping.has(draft)) return
  const out = await leavingFirst(context, draft)
  if (out.length === 0 || (await postedCounts(context, out, at)).length === 0) return
  // In the order of their keys, as everybody locks them, and all that the movement itself will lock.
  await holdPools(
    context,
    draft.lines.map((line) => line.itemId),
  )
  const kept: Kept[] = []
  for (const { row, line } of firstCounts(await postedCounts(context, out, at), out)) {
    kept.push(await keepCount(context, draft, row, line))
  }
  ahead.set(draft, kept)
}

async function leavingFirst({ store }: CommandContext, draft: MovementDraft): Promise<readonly LateLine[]> {
  const out = draft.lines.filter((line) => line.quantity < 0)
  const units = out.flatMap((line) => line.serialId ?? [])
  const where = { id: { in: units }, status: 'inStock' }
  const there = units.length === 0 ? [] : await store.find(inventorySerials, { where, limit: 'all' })
  const inStock = new Set(there.map((row) => row.id))
  return out
    .filter((line) => line.serialId === undefined || !inStock.has(line.serialId))
    .map(({ itemId, locationId, quantity, lotId, serialId }) => {
      return { itemId, locationId, quantity, lotId: lotId ?? null, serialId: serialId ?? null }
    })
}

/** After the movement: what came in late is taken off again at the count, and what was kept ahead gets its cause. */
async function keepAfter(context: CommandContext, { movementId, draft, lines }: DatedBack): Promise<void> {
  if (keeping.has(draft)) return
  const kept = [...(ahead.get(draft) ?? [])]
  ahead.delete(draft)
  const moved = lines.filter((line) => line.quantity !== 0)
  const [first] = moved
  if (first === undefined) return
  const done = kept.map(({ line }) => line)
  const left = moved.filter((line) => !takeOne(done, line))
  const counts = left.length === 0 ? [] : await postedCounts(context, left, first.at)
  for (const { row, line } of firstCounts(counts, left)) kept.push(await keepCount(context, draft, row, line))
  for (const one of kept) await changeDifference(context, one, movementId)
}

/** Takes a line off the list that is the same, if there is one. */
function takeOne(done: LateLine[], line: LateLine): boolean {
  const at = done.findIndex(
    (one) =>
      one.itemId === line.itemId &&
      one.locationId === line.locationId &&
      one.quantity === line.quantity &&
      one.lotId === line.lotId &&
      one.serialId === line.serialId,
  )
  if (at >= 0) done.splice(at, 1)
  return at >= 0
}

async function keepCount(
  context: CommandContext,
  cause: MovementDraft,
  row: CountedLineRow,
  line: LateLine,
): Promise<Kept> {
  const { itemId, locationId, lotId, serialId, quantity } = line
  const draft: MovementDraft = {
    kind: 'count',
    at: row.asOf < context.now ? row.asOf : undefined,
    stocktakeId: row.stocktakeId,
    reference: cause.reference,
    lines: [{ itemId, locationId, quantity: -quantity, lotId: lotId ?? undefined, serialId: serialId ?? undefined }],
  }
  keeping.add(draft)
  const posted = await postMovement(context, draft)
  const value = posted.lines.reduce((sum, one) => sum + one.value, 0n)
  return { row, line, movementId: posted.movement.id, value }
}

async function changeDifference(
  context: CommandContext,
  { row, line, movementId, value }: Kept,
  causeId: string,
): Promise<void> {
  const { store, branch, actor } = context
  const quantity = -line.quantity
  const { stocktakeId, locationId, itemId, lotId } = row
  // Two lines of one movement may be of one place: the row as it stands by now.
  const standing = (await store.get(stocktakesLines, { stocktakeId, locationId, itemId, lotId })) ?? row
  const difference = withUnit(keptDifference(standing), quantity, line.serialId)
  await store.update(stocktakesLines, standing, {
    book: standing.counted - difference.quantity,
    difference: difference.quantity,
    units: { ...difference.units },
    exact: isExact(difference),
    value: standing.value + value,
  })
  const place = { stocktakeId, locationId, itemId }
  recordFact(context, stocktakesLate, {
    id: context.newId(),
    branch,
    ...place,
    lotId,
    serialId: line.serialId,
    causeId,
    movementId,
    quantity,
    currency: row.currency,
    value,
    at: context.now,
    actor,
  })
  context.emit(countKept, { ...place, causeId, movementId, quantity })
}

export const stocktakeHooks: readonly Hook[] = [on(movingStock, keepAhead), on(datedBack, keepAfter)]
