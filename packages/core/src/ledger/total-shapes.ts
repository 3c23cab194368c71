/** How far the totals of days are, for callers. */
import { z } from 'zod'

const branchSchema = z.object({
  branch: z.string(),
  /** The last business date whose entries are in the totals. */
  through: z.string(),
  /** Whether finished days are left. */
  more: z.boolean(),
})

export interface BranchTotalled extends z.output<typeof branchSchema> {}

const schema = z.object({
  branches: z.array(branchSchema),
  /** Whether finished days are left in any of them. */
  more: z.boolean(),
})

export interface DaysTotalled extends z.output<typeof schema> {
  branches: BranchTotalled[]
}

export const daysTotalledSchema: z.ZodType<DaysTotalled> = schema
