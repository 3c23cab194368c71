/** Stocktakes for callers. Pure: no I/O. */
import { z } from 'zod'
import { Money } from '../values/money.ts'
import { itemsOf, locationsOf } from './scope.ts'
import type { PostingRow, StocktakeRow } from './tables.ts'

const nullableText = z.string().nullable()

const stocktakeShape = z.object({
  id: z.string(),
  branch: z.string(),
  number: z.string(),
  /** open, posted or cancelled. */
  status: z.string(),
  /** With their bins. */
  locationIds: z.array(z.string()),
  kind: nullableText,
  category: nullableText,
  /** Null where all items are counted. */
  itemIds: z.array(z.string()).nullable(),
  /** Whether counters do not see what the books say. */
  blind: z.boolean(),
  /** Whether nothing moves at its locations until it ends. */
  frozen: z.boolean(),
  note: nullableText,
  openedAt: z.string(),
  openedBy: z.string(),
  endedAt: nullableText,
  endedBy: nullableText,
})

/** A stocktake. */
export interface Stocktake extends z.output<typeof stocktakeShape> {}

export const stocktakeSchema: z.ZodType<Stocktake> = stocktakeShape

export function presentStocktake(row: StocktakeRow): Stocktake {
  const only = itemsOf(row)
  return {
    id: row.id,
    branch: row.branch,
    number: row.number,
    status: row.status,
    locationIds: [...locationsOf(row)],
    kind: row.kind,
    category: row.category,
    itemIds: only === null ? null : [...only],
    blind: row.blind,
    frozen: row.frozen,
    note: row.note,
    openedAt: row.openedAt,
    openedBy: row.openedBy,
    endedAt: row.endedAt,
    endedBy: row.endedBy,
  }
}

const postingShape = z.object({
  stocktakeId: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  /** The second person; null where none was needed, or the actor was it. */
  approver: nullableText,
  /** The movements that put the stock right; none where the books were. */
  movementIds: z.array(z.string()),
  /** How many places were counted: an item, or a lot of it, at a location. */
  lines: z.int(),
  /** Of how many the books were right. */
  exact: z.int(),
  currency: z.string(),
  /** What was found more. */
  surplus: z.string(),
  /** What was missing. */
  shortage: z.string(),
})

/** What came of a stocktake. */
export interface PostedStocktake extends z.output<typeof postingShape> {}

export const postingSchema: z.ZodType<PostedStocktake> = postingShape

export function presentPosting(row: PostingRow): PostedStocktake {
  const { stocktakeId, businessDate, actor, approver, lines, exact, currency } = row
  const money = (minor: bigint) => Money.ofMinor(minor, currency).toString()
  return {
    stocktakeId,
    businessDate,
    actor,
    approver,
    movementIds: z.array(z.string()).parse(row.movements),
    lines,
    exact,
    currency,
    surplus: money(row.surplus),
    shortage: money(row.shortage),
  }
}
