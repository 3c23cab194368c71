/**
 * What was counted stands: where a movement is dated before a count that was posted, the stock at the count stays as it was seen,
 * and its difference changes by what was dated back.
 */
import type { CommandContext } from '../engine/context.ts'
import { type Hook, on } from '../engine/hook.ts'
import { type DatedBack, datedBack, type StockPosted, stockPosted } from '../inventory/index.ts'
import { recordFact } from '../ledger/index.ts'
import { addMillis, type Instant } from '../values/instant.ts'
import { isExact, withUnit } from './count-difference.ts'
import { keptDifference } from './counted-line.ts'
import { countKept } from './events.ts'
import { firstCounts } from './first-counts.ts'
import { type KeptPlace, keepingParts, movedPlaces } from './keeping-parts.ts'
import { readPostedLines, worthOf } from './posted-lines.ts'
import { placeKey } from './read-books.ts'
import { type CountedLineRow, stocktakesLate, stocktakesLines } from './tables.ts'

/** Two statements; where it meets a count, four. */
async function keepCounts(context: CommandContext, { at, draft, lines, keep }: DatedBack): Promise<void> {
  const moved = movedPlaces(lines)
  if (moved.length === 0) return
  const met = firstCounts(await postedCounts(context, moved, at), moved)
  if (met.length === 0) return
  const posted = await readPostedLines(
    context,
    met.map(({ row }) => row),
  )
  for (const count of keepingParts(met, posted, (asOf) => justBefore(context, asOf))) {
    keep({ ...count, reference: draft.reference })
  }
}

async function postedCounts({ store }: CommandContext, moved: readonly KeptPlace[], at: Instant) {
  return store.find(stocktakesLines, {
    where: {
      itemId: { in: [...new Set(moved.map((line) => line.itemId))] },
      locationId: { in: [...new Set(moved.map((line) => line.locationId))] },
      isPosted: true,
      asOf: { gt: at },
    },
    orderBy: ['asOf', 'countId', 'itemId', 'locationId', 'lotId'],
    limit: 'all',
  })
}

/**
 * Just before the count, so that what happened at its very moment, and after it, finds what was counted; of a day that begins with a
 * count at that count.
 */
function justBefore({ studio, branch }: CommandContext, asOf: Instant): Instant {
  const earlier = addMillis(asOf, -1)
  const days = studio.days(branch)
  return days.dateOf(earlier) === days.dateOf(asOf) ? earlier : asOf
}

/** A line that keeps a count, as it was written. */
interface Kept extends KeptPlace {
  readonly stocktakeId: string
  readonly movementId: string
  readonly value: bigint
}

async function changeDifferences(context: CommandContext, { posted }: StockPosted): Promise<void> {
  const kept = posted.kept.flatMap(({ count: { stocktakeId }, movement, lines }) =>
    lines.map((line): Kept => ({ ...line, stocktakeId, movementId: movement.id })),
  )
  if (kept.length === 0) return
  for (const one of kept) keepLate(context, one, posted.movement.id)
  const rows = await countedRows(context, kept)
  const worth = await worthOf(context, await readPostedLines(context, rows))
  for (const row of rows) {
    const own = kept.filter((one) => one.stocktakeId === row.stocktakeId && placeOf(one) === placeKey(row))
    if (own.length === 0) continue
    const difference = own.reduce(
      (changed, { quantity, serialId }) => withUnit(changed, quantity, serialId),
      keptDifference(row),
    )
    await context.store.update(stocktakesLines, row, {
      book: row.counted - difference.quantity,
      difference: difference.quantity,
      units: { ...difference.units },
      exact: isExact(difference),
      value: worth(row),
    })
  }
}

const placeOf = ({ lotId, ...place }: KeptPlace): string => placeKey({ ...place, lotId: lotId ?? '' })

async function countedRows({ store }: CommandContext, kept: readonly Kept[]): Promise<readonly CountedLineRow[]> {
  return store.find(stocktakesLines, {
    where: {
      stocktakeId: { in: [...new Set(kept.map((one) => one.stocktakeId))] },
      locationId: { in: [...new Set(kept.map((one) => one.locationId))] },
      itemId: { in: [...new Set(kept.map((one) => one.itemId))] },
    },
    orderBy: ['stocktakeId', 'locationId', 'itemId', 'lotId'],
    limit: 'all',
  })
}

function keepLate(context: CommandContext, kept: Kept, causeId: string): void {
  const { stocktakeId, locationId, itemId, lotId, serialId, movementId, quantity, value } = kept
  const { branch, actor, now, studio } = context
  const place = { stocktakeId, locationId, itemId }
  recordFact(context, stocktakesLate, {
    id: context.newId(),
    branch,
    ...place,
    lotId: lotId ?? '',
    serialId,
    causeId,
    movementId,
    quantity,
    currency: studio.currency,
    value,
    at: now,
    actor,
  })
  context.emit(countKept, { ...place, causeId, movementId, quantity })
}

export const stocktakeHooks: readonly Hook[] = [on(datedBack, keepCounts), on(stockPosted, changeDifferences)]
