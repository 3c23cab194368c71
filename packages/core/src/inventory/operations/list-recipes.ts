import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { presentRecipe, type Recipe, recipeSchema } from '../present-recipe.ts'
import { pageMembers } from '../shapes.ts'
import { inventoryRecipes } from '../tables.ts'

const schema = z.strictObject(pageMembers)

export interface ListRecipes extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListRecipes> = schema

export interface RecipesPage {
  items: Recipe[]
  next: string | null
}

const output: z.ZodType<RecipesPage> = z.object({ items: z.array(recipeSchema), next: z.string().nullable() })

/** Recipes by code. One statement. */
export const recipes: Operation<'query', ListRecipes, RecipesPage, never> = operation({
  name: 'inventory.recipes',
  summary: 'Lists recipes by code.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor }) {
    const page = await store.page(inventoryRecipes, { orderBy: ['code'], limit, cursor })
    return { items: page.items.map(presentRecipe), next: page.next }
  },
})
