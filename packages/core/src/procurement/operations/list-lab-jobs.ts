import { z } from 'zod'
import { type Operation, operation } from '../../engine/operation.ts'
import { present } from '../../storage/filter.ts'
import { labStatuses } from '../lab-jobs.ts'
import { labJobSchema, presentLabJob } from '../present-lab.ts'
import { idText, pageMembers } from '../shapes.ts'
import { procurementLabJobs } from '../tables.ts'

const schema = z.strictObject({
  ...pageMembers,
  branch: idText.optional(),
  supplierId: idText.optional(),
  orderId: idText.optional(),
  status: z.enum(labStatuses).optional(),
  /** Only what should have come back before today. */
  overdue: z.boolean().optional(),
  /** Only what is back and on no bill, or only what is on one. */
  billed: z.boolean().optional(),
})

export interface ListLabJobs extends z.input<typeof schema> {}

const input: z.ZodType<z.output<typeof schema>, ListLabJobs> = schema

const outputShape = z.object({ items: z.array(labJobSchema), next: z.string().nullable() })

export interface LabJobPage extends z.output<typeof outputShape> {}

const output: z.ZodType<LabJobPage> = outputShape

/** Jobs at labs, those that are expected first before the rest. One statement. */
export const labJobs: Operation<'query', ListLabJobs, LabJobPage, never> = operation({
  name: 'procurement.labJobs',
  summary: 'Lists work at outside labs.',
  kind: 'query',
  input,
  output,
  async run({ store, businessDate }, { limit, cursor, overdue, billed, status, ...rest }) {
    const late = overdue === true ? ({ status: 'sent', expectedOn: { lt: businessDate } } as const) : {}
    const unbilled = billed === false ? ({ billId: null, not: { status: { in: ['sent', 'cancelled'] } } } as const) : {}
    const page = await store.page(procurementLabJobs, {
      where: {
        ...present({ ...rest, status }),
        ...unbilled,
        ...(billed === true ? { billId: { ne: null } } : {}),
        ...late,
      },
      orderBy: ['expectedOn', 'id'],
      limit,
      cursor,
    })
    return { items: page.items.map(presentLabJob), next: page.next }
  },
})
