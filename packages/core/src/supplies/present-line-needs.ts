/** What the lines of an order need, and how far that is met. */
import { z } from 'zod'
import type { LocationRow, StockItemRow } from '../inventory/index.ts'
import type { OpenNeed } from './open-needs.ts'

const lineNeedShape = z.object({
  lineId: z.string(),
  line: z.int(),
  name: z.string(),
  /** The item of the inventory, by code and id. */
  item: z.string(),
  itemId: z.string(),
  unit: z.string(),
  location: z.string(),
  /** The stage that takes it; null for what is handed over. */
  stage: z.string().nullable(),
  reserve: z.boolean(),
  beyondStock: z.enum(['refuse', 'allow']),
  wanted: z.int(),
  /** Units that left the stock for it. */
  taken: z.int(),
  outstanding: z.int(),
  /** Of what is outstanding, what is promised. */
  promised: z.int(),
  /** Units that were taken beside these because work was done again. */
  redone: z.int(),
  /** Whether its promise ended because nobody had paid. */
  lapsed: z.boolean(),
  needsVersion: z.int(),
})

/** What a line of an order needs. */
export interface LineNeed extends z.output<typeof lineNeedShape> {}

export const lineNeedsSchema: z.ZodType<LineNeed[]> = z.array(lineNeedShape)

export function presentLineNeed(
  { need, line, promised }: OpenNeed,
  item: StockItemRow | undefined,
  location: LocationRow | undefined,
): LineNeed {
  return {
    lineId: line.id,
    line: line.line,
    name: line.name,
    item: item?.code ?? need.itemId,
    itemId: need.itemId,
    unit: item?.unit ?? '',
    location: location?.code ?? need.locationId,
    stage: need.stage,
    reserve: need.reserves,
    beyondStock: need.beyondStock ? 'allow' : 'refuse',
    wanted: need.wanted,
    taken: need.taken,
    outstanding: need.outstanding,
    promised,
    redone: need.redone,
    lapsed: need.lapsed,
    needsVersion: need.needsVersion,
  }
}
