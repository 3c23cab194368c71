/** A recipe as callers get it. Pure: no I/O. */
import { z } from 'zod'
import { type RecipeRow, recipeLines } from './recipe.ts'

const shape = z.object({
  id: z.string(),
  code: z.string(),
  name: z.string(),
  /** Null where it only uses up. */
  makesItemId: z.string().nullable(),
  makes: z.int(),
  /** What one time takes, in the items' units. */
  lines: z.array(z.object({ itemId: z.string(), quantity: z.int() })),
  active: z.boolean(),
  version: z.int(),
})

/** What one thing is made of, or takes. */
export interface Recipe extends z.output<typeof shape> {}

export const recipeSchema: z.ZodType<Recipe> = shape

export const presentRecipe = (row: RecipeRow): Recipe => ({
  id: row.id,
  code: row.code,
  name: row.name,
  makesItemId: row.makesItemId,
  makes: row.makes,
  lines: recipeLines(row).map((line) => ({ ...line })),
  active: row.active,
  version: row.version,
})
