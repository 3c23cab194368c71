/** What a department, a person or a branch has to do: the lines under way. Three statements at any size. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { DepartmentUnknown, openFlowBook, turns } from '../../stages/index.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { presentTasks, type TaskPage, taskPageSchema } from '../present-task.ts'
import { ordersLines } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Whose work it is; of one branch. */
  department: z.string().min(1).max(40).optional(),
  /** Who is to do it, in whatever branch unless one is named. */
  assigneeId: idText.optional(),
  /** That of the session unless told, or unless the tasks of a person are asked for. */
  branch: idText.optional(),
  /** Only what nobody is to do yet. */
  unassigned: z.literal(true).optional(),
  /** Only what waits for one of them. */
  turn: z.enum(turns).optional(),
  /** Only what is due by then. */
  dueBy: z.iso.date().optional(),
  /** Lines of one page: 1 to 200. */
  limit: z.int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
})

export interface ListTasks extends z.input<typeof inputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListTasks> = inputSchema
const output: z.ZodType<TaskPage> = taskPageSchema

export const tasks = operation({
  name: 'orders.tasks',
  summary:
    'Lists what a department, a person or a whole branch has to do, the first due first; what has no due date comes first.',
  kind: 'query',
  input,
  output,
  errors: [DepartmentUnknown],
  async run(context, { department, assigneeId, branch, unassigned, turn, dueBy, limit, cursor }) {
    if (department !== undefined) {
      const { departments } = await openFlowBook(context)
      if (!departments.has(department)) throw DepartmentUnknown.create({ department, known: [...departments.keys()] })
    }
    const wholeBranch = department === undefined && assigneeId === undefined
    const where = {
      ...(assigneeId === undefined ? { branch: branch ?? context.branch } : present({ branch })),
      ...(unassigned === true ? { assigneeId: null } : present({ assigneeId })),
      // Lines that wait for nothing belong to no department, and come before all that do: they are never looked at.
      ...(wholeBranch ? { department: { gt: '' } } : present({ department })),
      ...present({ turn }),
      ...(dueBy === undefined ? {} : { stageDue: { lte: dueBy } }),
    }
    const page = await context.store.page(ordersLines, {
      where,
      orderBy: wholeBranch ? ['department', 'stageDue', 'id'] : ['stageDue', 'id'],
      limit,
      cursor,
    })
    return { items: await presentTasks(context, page.items), next: page.next }
  },
})
