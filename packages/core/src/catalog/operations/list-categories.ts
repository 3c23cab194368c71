/** Lists the categories: those that every studio has, and the studio's own. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { categoryOutput } from '../category.ts'
import type { Category } from '../default-categories.ts'
import { allCategories } from '../read-items.ts'

const inputSchema = z.strictObject({})
const outputSchema = z.object({ items: z.array(categoryOutput) })

export interface ListCategories extends z.input<typeof inputSchema> {}
export interface CategoryList {
  items: Category[]
}

const input: z.ZodType<z.output<typeof inputSchema>, ListCategories> = inputSchema
const output: z.ZodType<CategoryList> = outputSchema

export const listCategories = operation({
  name: 'catalog.categories',
  summary: 'Lists the categories with the accounts that earn their income.',
  kind: 'query',
  input,
  output,
  async run(context): Promise<CategoryList> {
    return { items: await allCategories(context) }
  },
})
