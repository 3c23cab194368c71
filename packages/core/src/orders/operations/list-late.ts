/** What should be done already, the longest overdue first. Three statements at any size. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { presentTasks, type TaskPage, taskPageSchema } from '../present-task.ts'
import { ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  /** That of the session unless told. */
  branch: idText.optional(),
  department: z.string().min(1).max(40).optional(),
  /** Lines of one page: 1 to 200. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListLate extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListLate> = inputSchema
const output: z.ZodType<TaskPage> = taskPageSchema

export const late = operation({
  name: 'orders.late',
  summary:
    'Lists the lines of a branch that are overdue, with the business days they are late by and who is waited for.',
  kind: 'query',
  input,
  output,
  async run(context, { branch = context.branch, department, limit, cursor }) {
    const page = await context.store.page(ordersLines, {
      where: { branch, ...present({ department }), stageDue: { lt: context.businessDate } },
      orderBy: ['stageDue', 'id'],
      limit,
      cursor,
    })
    return { items: await presentTasks(context, page.items), next: page.next }
  },
})
