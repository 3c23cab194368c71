/** Records of work: of a person or a branch over a period. */
import { z } from 'zod'
import { operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { idText } from '../line-input.ts'
import { presentWork, workSchema } from '../present-work.ts'
import { ordersWork } from '../tables.ts'

const inputSchema = z.strictObject({
  /** Whose work, in whatever branch unless one is named. */
  staffId: idText.optional(),
  /** That of the session unless told, or unless the work of a person is asked for. */
  branch: idText.optional(),
  department: z.string().min(1).max(40).optional(),
  /** The first and the last business date, both included. */
  from: z.iso.date(),
  to: z.iso.date(),
  /** Records of one page: 1 to 500. */
  limit: z.int().min(1).max(500).default(100),
  cursor: z.string().max(2000).optional(),
})

const outputSchema = z.object({ items: z.array(workSchema), next: z.string().nullable() })

export interface ListWork extends z.input<typeof inputSchema> {}
export interface WorkPage extends z.output<typeof outputSchema> {}

const input: z.ZodType<z.output<typeof inputSchema>, ListWork> = inputSchema
const output: z.ZodType<WorkPage> = outputSchema

export const work = operation({
  name: 'orders.work',
  summary:
    'Lists records of work over a period, of a person or a branch; what was taken back stands beside what took it back.',
  kind: 'query',
  input,
  output,
  async run(context, { staffId, branch, department, from, to, limit, cursor }) {
    const page = await context.store.page(ordersWork, {
      where: {
        ...(staffId === undefined ? { branch: branch ?? context.branch } : present({ staffId, branch })),
        ...present({ department }),
        workDate: { gte: from, lte: to },
      },
      orderBy: ['workDate', 'id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentWork), next: page.next }
  },
})
