/** What one thing takes: read, checked, and multiplied. */
import type { ScopedReads } from '../storage/scoped-reads.ts'
import type { RowOf } from '../storage/table.ts'
import { isId } from '../values/id.ts'
import { RecipeUnknown } from './errors.ts'
import type { MovementLineDraft } from './movement-draft.ts'
import { inventoryRecipes } from './tables.ts'

export type RecipeRow = RowOf<typeof inventoryRecipes>

export interface RecipeLine {
  readonly itemId: string
  readonly quantity: number
}

export const recipeLines = (recipe: RecipeRow): readonly RecipeLine[] =>
  recipe.lines as unknown as readonly RecipeLine[]

/** A recipe in use by its code or id. One statement. @throws RECIPE_UNKNOWN */
export async function requireRecipe(store: ScopedReads, codeOrId: string): Promise<RecipeRow> {
  const where = isId(codeOrId) ? { id: codeOrId } : { code: codeOrId }
  const [row] = await store.find(inventoryRecipes, { where, orderBy: ['id'], limit: 1 })
  if (row?.active !== true) throw RecipeUnknown.create({ recipe: codeOrId })
  return row
}

/** What it takes, so many times, out of a location. Pure. */
export const recipeNeeds = (recipe: RecipeRow, times: number, locationId: string): MovementLineDraft[] =>
  recipeLines(recipe).map(({ itemId, quantity }) => ({ itemId, locationId, quantity: -quantity * times }))

interface Making {
  readonly makesItemId: string | null
  readonly lines: readonly RecipeLine[]
}

/** What recipes make of some items, of what they make of those, and so on; not those themselves. Pure. */
export function madeOf(recipes: readonly Making[], itemIds: readonly string[]): readonly string[] {
  const reached = new Set(itemIds)
  for (let before = -1; before !== reached.size; ) {
    before = reached.size
    for (const { makesItemId, lines } of recipes) {
      if (makesItemId !== null && lines.some(({ itemId }) => reached.has(itemId))) reached.add(makesItemId)
    }
  }
  return [...reached].filter((itemId) => !itemIds.includes(itemId))
}
