import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { draftSchema, presentDraft } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { expensesDrafts } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  state: z.enum(['waiting', 'posted', 'discarded']).default('waiting'),
})

export interface ListExpenseDrafts extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListExpenseDrafts> = schema

const outputShape = z.object({ items: z.array(draftSchema), next: z.string().nullable() })

export interface ExpenseDraftsPage extends z.output<typeof outputShape> {}

const output: z.ZodType<ExpenseDraftsPage> = outputShape

/** Drafts, the oldest period first. One statement. */
export const drafts: Operation<'query', ListExpenseDrafts, ExpenseDraftsPage, never> = operation({
  name: 'expenses.drafts',
  summary: 'Lists recurring expenses that wait to be posted.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, ...given }) {
    const page = await store.page(expensesDrafts, {
      where: present({ branch, state: given.state }),
      orderBy: ['period', 'id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentDraft), next: page.next }
  },
})
