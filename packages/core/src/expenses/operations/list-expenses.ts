import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { datesWithin } from '../../ledger/index.ts'
import { present } from '../../storage/filter.ts'
import { expenseSchema, presentExpense } from '../present.ts'
import { dateText, idText, pageMembers } from '../shapes.ts'
import { expensesExpenses } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  kind: z.enum(['paid', 'claim', 'prepaid', 'accrual']).optional(),
  from: dateText.optional(),
  to: dateText.optional(),
})

export interface ListExpenses extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListExpenses> = schema

const outputShape = z.object({ items: z.array(expenseSchema), next: z.string().nullable() })

export interface ExpensesPage extends z.output<typeof outputShape> {}

const output: z.ZodType<ExpensesPage> = outputShape

/** Expenses, the newest first. One statement. */
export const list: Operation<'query', ListExpenses, ExpensesPage, never> = operation({
  name: 'expenses.list',
  summary: 'Lists expenses by day, the newest first.',
  kind: 'query',
  input,
  output,
  async run({ store }, { limit, cursor, branch, ...given }) {
    const page = await store.page(expensesExpenses, {
      where: present({ branch, kind: given.kind, businessDate: datesWithin(given) }),
      orderBy: ['-businessDate', '-id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentExpense), next: page.next }
  },
})
