import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { recurringSchema, presentRecurring } from '../present.ts'
import { idText, pageMembers } from '../shapes.ts'
import { expensesRecurring } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  category: idText.optional(),
})

export interface ListRecurringExpenses extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListRecurringExpenses> = schema

const outputShape = z.object({ items: z.array(recurringSchema), next: z.string().nullable() })

export interface RecurringExpensesPage extends z.output<typeof outputShape> {}

const output: z.ZodType<RecurringExpensesPage> = outputShape

/** Recurring expenses, the oldest first. One statement. */
export const recurring: Operation<'query', ListRecurringExpenses, RecurringExpensesPage, never> = operation({
  name: 'expenses.recurring',
  summary: 'Lists expenses that come again.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, ...given }) {
    const page = await store.page(expensesRecurring, {
      where: present({ branch, category: given.category }),
      orderBy: ['id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentRecurring), next: page.next }
  },
})
