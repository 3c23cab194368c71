import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { presentStocktake, type Stocktake, stocktakeSchema } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { stocktakesStocktakes } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  status: z.enum(['open', 'posted', 'cancelled']).optional(),
})

export interface ListStocktakes extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListStocktakes> = schema

export interface StocktakesPage {
  items: Stocktake[]
  next: string | null
}

const output: z.ZodType<StocktakesPage> = z.object({ items: z.array(stocktakeSchema), next: z.string().nullable() })

/** Stocktakes, the newest first. One statement. */
export const list: Operation<'query', ListStocktakes, StocktakesPage, never> = operation({
  name: 'stocktakes.list',
  summary: 'Lists stocktakes, the newest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, status }) {
    const where = present({ branch, status })
    const page = await store.page(stocktakesStocktakes, { where, orderBy: ['-id'], limit, cursor })
    return { items: page.items.map(presentStocktake), next: page.next }
  },
})
