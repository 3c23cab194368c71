/** Uses of entitlements as callers see them. */
import { z } from 'zod'
import { entitlementNameShape } from './entitlement.ts'
import { countedUse } from './standing.ts'
import type { UseRow } from './tables.ts'

export const useSchema = z.object({
  id: z.string(),
  orderId: z.string(),
  lineId: z.string(),
  ...entitlementNameShape,
  /** Within the package, and beyond it; negative where a use is taken back. */
  included: z.int(),
  extra: z.int(),
  /** The lines that were sold for what is beyond it, and what they cost. */
  extraLineIds: z.array(z.string()),
  extraAmount: z.string(),
  place: z.string(),
  businessDate: z.string(),
  actor: z.string(),
  /** The use that this takes back. */
  reverses: z.string().nullable(),
})

export interface EntitlementUse extends z.output<typeof useSchema> {}

export function presentUse(row: UseRow, extraAmount: string): EntitlementUse {
  const { id, orderId, lineId, place, businessDate, actor, reverses } = row
  return {
    ...{ id, orderId, lineId, place, businessDate, actor, reverses },
    ...countedUse(row),
    extraLineIds: [...(row.soldLines as unknown as readonly string[])],
    extraAmount,
  }
}
