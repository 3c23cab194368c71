/** Rush as callers see it. */
import { z } from 'zod'
import type { RushRow } from './tables.ts'

export const rushSchema = z.object({
  id: z.string(),
  branch: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  level: z.string(),
  startedAt: z.string(),
  startedBy: z.string(),
  endedAt: z.string().nullable(),
  /** By when what the line waits for is due now. */
  due: z.string().nullable(),
  /** What is to be sold for it by `production.charge`. */
  charge: z.object({ item: z.string(), lineId: z.string().nullable() }).nullable(),
})

export interface Rush extends z.output<typeof rushSchema> {}

export const rushListSchema = z.object({ rushes: z.array(rushSchema) })
export interface RushList extends z.output<typeof rushListSchema> {}

export function presentRush(row: RushRow, due: string | null): Rush {
  const { version: _version, chargeItem, chargeLineId, ...rest } = row
  return { ...rest, due, charge: chargeItem === null ? null : { item: chargeItem, lineId: chargeLineId } }
}
