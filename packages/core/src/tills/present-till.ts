/** Tills, for callers. */
import { z } from 'zod'
import type { TillRow } from './tables.ts'

const schema = z.object({
  code: z.string(),
  branch: z.string(),
  name: z.string(),
  active: z.boolean(),
  cashOutsideShift: z.boolean(),
  /** The shift that is open at it. */
  shiftId: z.string().nullable(),
  cashier: z.string().nullable(),
})

export interface Till extends z.output<typeof schema> {}

export const tillSchema: z.ZodType<Till> = schema

export const presentTill = ({ code, branch, name, active, cashOutsideShift, shiftId, cashier }: TillRow): Till => ({
  code,
  branch,
  name,
  active,
  cashOutsideShift,
  shiftId,
  cashier,
})
