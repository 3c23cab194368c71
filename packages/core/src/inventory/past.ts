/** What had happened since to the items of a movement that is dated back, and how they stood before it. */
import type { CommandContext } from '../engine/context.ts'
import type { CalendarDate } from '../values/calendar-date.ts'
import { type Instant, millisOf } from '../values/instant.ts'
import type { LineInPlace } from './check-lines.ts'
import { refuseOverdrawn } from './later-balances.ts'
import type { Keeping } from './kept-counts.ts'
import type { MovementKind } from './movement-draft.ts'
import { comparePositions, linesSince, type PlacedLine, type PoolHistory, readHistory } from './pool-history.ts'
import type { PoolRow } from './tables.ts'

/** By item: only those of which something moved after, or comes with it. */
export type Past = ReadonlyMap<string, PoolHistory>

export interface Dated {
  readonly movementId: string
  readonly kind: MovementKind
  readonly at: Instant
  readonly businessDate: CalendarDate
  readonly lines: readonly LineInPlace[]
  readonly pools: ReadonlyMap<string, PoolRow>
  /** What comes with it. */
  readonly kept: readonly Pick<Keeping, 'movementId' | 'at' | 'businessDate' | 'lines'>[]
}

/**
 * Whether something of a pool may have moved after a moment. Of those of the same millisecond their ids decide, which two processes
 * give in any order.
 */
export const isLate = (at: Instant, pool: PoolRow | undefined): boolean =>
  pool !== undefined && millisOf(at) <= pool.lastAt

/**
 * Reads it, and refuses what would leave less than nothing since. Its stock has moved, its pools are locked and stand as before.
 * Nothing is read of what is not dated back.
 *
 * @throws STOCK_BACKDATED_SHORT; SERIAL_INVALID where a single thing would be in stock twice
 */
export async function readPast(context: CommandContext, dated: Dated): Promise<Past> {
  const past = new Map<string, PoolHistory>()
  const { store } = context
  const { kind, pools } = dated
  if (kind === 'priceCorrection') return past
  for (const [itemId, pool] of pools) {
    const kept = dated.kept.flatMap((keeping) => ownLines({ ...keeping, kind: 'count' }, itemId))
    if (!isLate(dated.at, pool) && kept.length === 0) continue
    const own = ownLines(dated, itemId)
    const [from] = own
    const item = dated.lines.find((line) => line.itemId === itemId)?.item
    if (from === undefined || item === undefined) continue
    const lines = await linesSince(store, pool, from)
    await refuseOverdrawn(context, dated.movementId, item, [...own, ...kept, ...lines].sort(comparePositions))
    if (kind !== 'move' || kept.length > 0)
      past.set(itemId, await readHistory(store, { item, pool, from, ahead: 0n, lines, own }))
  }
  return past
}

/** The lines of one item as they will stand, in the order in which they count. */
const ownLines = (
  { movementId, kind, at, businessDate, lines }: Omit<Dated, 'pools' | 'kept'>,
  itemId: string,
): readonly PlacedLine[] =>
  lines
    .map(
      (line, index): PlacedLine => ({
        movementId,
        line: index + 1,
        kind,
        at,
        businessDate,
        itemId: line.itemId,
        locationId: line.locationId,
        quantity: line.quantity,
        lotId: line.lotId ?? null,
        serialId: line.serialId ?? null,
        ofMovementId: line.of?.movementId ?? null,
        ofLine: line.of?.line ?? null,
      }),
    )
    .filter((line) => line.itemId === itemId)
    .sort(comparePositions)
